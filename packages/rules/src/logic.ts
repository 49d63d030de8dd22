// Ternary logic of DMN: `and`, `or`, `not` over inputs, comparisons, `true`, `false` and `null`, as conditions of a pack.

/** A formula as the YAML of a pack writes conditions; a constant stays a constant. */
export type Formula =
  | boolean
  | string
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }
  | { readonly not: Formula }

/** What an expression asks of its surroundings. */
export type LogicNames = {
  /** The names an expression may use, so that names with spaces are read whole. */
  readonly inputs: readonly string[]
  /** A test of an input alone (yes or no), or against a literal. */
  readonly test: (input: string, relation: string, literal: string | undefined) => string
  /** A question nobody can answer: each `null` of the text is one of its own. */
  readonly nothing: () => string
  readonly refuse: (why: string) => Error
}

type Token = { readonly kind: 'sign' | 'word' | 'input' | 'literal'; readonly text: string }

/** Reads a logical expression. Throws what `refuse` makes of the reason for anything that is none. */
export function readLogic(text: string, names: LogicNames): Formula {
  const tokens = tokensOf(text, names)
  let at = 0
  const here = () => tokens[at]
  const is = (wanted: string) => here()?.kind !== 'literal' && here()?.text === wanted
  const expect = (wanted: string) => {
    if (!is(wanted)) throw names.refuse(`${wanted} is missing before ${here()?.text ?? 'the end'}`)
    at += 1
  }
  const either = (): Formula => {
    const parts = [both()]
    while (is('or')) {
      at += 1
      parts.push(both())
    }
    return anyOf(parts)
  }
  const both = (): Formula => {
    const parts = [one()]
    while (is('and')) {
      at += 1
      parts.push(one())
    }
    return allOf(parts)
  }
  const one = (): Formula => {
    if (is('not')) {
      at += 1
      expect('(')
      const inside = either()
      expect(')')
      return notOf(inside)
    }
    if (is('(')) {
      at += 1
      const inside = either()
      expect(')')
      return inside
    }
    const token = here()
    at += 1
    if (token?.kind === 'literal' && (token.text === 'true' || token.text === 'false'))
      return token.text === 'true'
    if (token?.kind === 'literal' && token.text === 'null') return names.nothing()
    if (token?.kind !== 'input')
      throw names.refuse(`${token?.text ?? 'the end'} stands where an input or a value should`)
    const relation = here()
    if (relation?.kind !== 'sign' || !/^(?:[<>]=?|!?=)$/.test(relation.text))
      return names.test(token.text, '=', undefined)
    at += 1
    const literal = here()
    at += 1
    if (literal?.kind !== 'literal' || literal.text === 'null')
      throw names.refuse(`${token.text} can be compared with a number, a text, true or false only`)
    return names.test(token.text, relation.text, literal.text)
  }
  const read = either()
  if (at < tokens.length) throw names.refuse(`${here()?.text} stands after the end`)
  return read
}

function tokensOf(text: string, { inputs, refuse }: LogicNames): readonly Token[] {
  const longest = [...inputs].sort((left, right) => right.length - left.length)
  const tokens: Token[] = []
  let rest = text.trim()
  while (rest !== '') {
    const input = longest.find(
      (name) => rest.startsWith(name) && !/^[\w.]/.test(rest.slice(name.length)),
    )
    const found =
      input === undefined
        ? /^(?:(?<literal>"[^"]*"|-?\d+|(?:true|false|null)\b)|(?<word>(?:and|or|not)\b)|(?<sign>[<>]=?|!?=|[()])|(?<input>[A-Za-z_]\w*))/.exec(
            rest,
          )
        : undefined
    const [kind, word] =
      input === undefined
        ? (Object.entries(found?.groups ?? {}).find(([, value]) => value !== undefined) ?? [])
        : ['input', input]
    if (kind === undefined || word === undefined) throw refuse(`${rest} is no logical expression`)
    tokens.push({ kind: kind as Token['kind'], text: word })
    rest = rest.slice(word.length).trimStart()
  }
  return tokens
}

function allOf(parts: readonly Formula[]): Formula {
  if (parts.includes(false)) return false
  const open = parts.filter((part) => part !== true)
  const [only] = open
  return only === undefined ? true : open.length === 1 ? only : { all: open }
}

function anyOf(parts: readonly Formula[]): Formula {
  if (parts.includes(true)) return true
  const open = parts.filter((part) => part !== false)
  const [only] = open
  return only === undefined ? false : open.length === 1 ? only : { any: open }
}

function notOf(part: Formula): Formula {
  return typeof part === 'boolean' ? !part : { not: part }
}
