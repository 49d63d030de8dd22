import type { Clock, Condition, Literal, Relation, Subject, ValueType } from './ast.ts'
import { isPlainDate, parseDuration } from './plain-date.ts'
import { nearest } from './shape.ts'

/** What a name stands for where a condition is read. */
export type Meaning =
  | { readonly is: 'term' }
  | {
      readonly is: 'fact' | 'field' | 'reading'
      readonly type: ValueType | 'list'
      readonly values?: readonly string[] | undefined
      readonly min?: number | undefined
      readonly max?: number | undefined
    }
export type Names = {
  readonly find: (name: string) => Meaning | undefined
  readonly all: () => Iterable<string>
}

/** A leaf that cannot be read: what is wrong and what could stand there. */
export class LeafError extends Error {
  override readonly name = 'LeafError'
  readonly expected: string
  constructor(message: string, expected: string) {
    super(message)
    this.expected = expected
  }
}

const TOKEN =
  /\s*(?:([A-Za-z][\w.-]*(?:\/[\w.()-]+)*(?:#[\w()-]+)?)|(@[a-z]+)|(\d{4}-\d{2}-\d{2})|(-?\d+)|(!=|<=|>=|=|<|>)|([()[\],]))/y

function tokens(line: string): readonly string[] {
  const found: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < line.trimEnd().length) {
    const start = TOKEN.lastIndex
    const match = TOKEN.exec(line)
    if (!match)
      throw new LeafError(
        `cannot read ${JSON.stringify(line.slice(start).trim())}`,
        'a fact, a comparison, age(…), since(…) or a day such as @act',
      )
    found.push(match[0].trim())
  }
  return found
}

const RELATIONS: readonly string[] = ['=', '!=', '<', '<=', '>', '>=']
const FORM = 'fact, fact = value, fact in [a, b], age(fact, @act) < n, since(fact, @act) < P1Y'

function clockOf(token: string | undefined): Clock {
  if (token === '@act' || token === '@opened' || token === '@decided')
    return token.slice(1) as Clock
  throw new LeafError(`${token ?? 'nothing'} is not a day`, '@act, @opened or @decided')
}

/** Reads one line such as `age(born, @act) < 18`. Throws `LeafError` naming the fault. */
export function readLeaf(line: string, names: Names): Condition {
  if (line.trim() === 'always') return { op: 'always' }
  const words = tokens(line)
  let next = 0
  const take = () => words[next++]
  const need = (token: string) => {
    const found = take()
    if (found !== token) throw new LeafError(`expected ${token} in "${line}", found ${found}`, FORM)
  }
  const meaningOf = (name: string) => {
    const meaning = names.find(name)
    if (meaning) return meaning
    const near = nearest(name, names.all())
    throw new LeafError(
      `nothing is called ${name}${near ? `; did you mean ${near}?` : ''}`,
      'a fact, a term or a reading of this pack',
    )
  }

  const first = take()
  if (first === undefined) throw new LeafError('a condition is empty', FORM)
  let subject: Subject
  let meaning: Exclude<Meaning, { is: 'term' }>
  if ((first === 'age' || first === 'since') && words[next] === '(') {
    need('(')
    const name = take() ?? ''
    const found = meaningOf(name)
    if (found.is === 'term' || found.type !== 'date')
      throw new LeafError(`${first}(…) needs a date, ${name} is none`, 'a fact of type date')
    need(',')
    const clock = clockOf(take())
    need(')')
    const type = first === 'age' ? 'number' : 'duration'
    subject = { of: found.is, name, measure: first, clock, type }
    meaning = { is: found.is, type, min: 0 }
  } else if (first.startsWith('@')) {
    subject = { of: 'clock', name: clockOf(first), measure: 'value', type: 'date' }
    meaning = { is: 'fact', type: 'date' }
  } else {
    const found = meaningOf(first)
    if (found.is === 'term') {
      if (next < words.length)
        throw new LeafError(
          `the term ${first} is true or false by itself`,
          `${first} or not: ${first}`,
        )
      return { op: 'term', name: first }
    }
    if (found.type === 'list')
      throw new LeafError(`${first} is a list`, 'some, every, none or count over it')
    subject = { of: found.is, name: first, measure: 'value', type: found.type }
    meaning = found
  }

  const literal = (token: string | undefined): Literal => {
    const wrong = (expected: string) =>
      new LeafError(`${token ?? 'nothing'} cannot be a value of ${subject.name}`, expected)
    if (token === undefined) throw wrong(FORM)
    if (token.startsWith('@')) {
      if (subject.type !== 'date') throw wrong('a day is compared with dates only')
      return { clock: clockOf(token) }
    }
    switch (subject.type) {
      case 'yesno':
        if (token === 'true' || token === 'false') return token === 'true'
        throw wrong('true or false')
      case 'choice': {
        const values = meaning.values ?? []
        if (values.includes(token)) return token
        const near = nearest(token, values)
        throw wrong(`one of ${values.join(', ')}${near ? `; did you mean ${near}?` : ''}`)
      }
      case 'number': {
        const value = Number(token)
        if (!Number.isSafeInteger(value)) throw wrong('a whole number')
        return value
      }
      case 'date':
        if (isPlainDate(token)) return token
        throw wrong('a date such as 2024-06-16')
      case 'duration': {
        const duration = parseDuration(token)
        if (duration) return duration
        throw wrong('a duration such as P1Y')
      }
      default:
        return token
    }
  }

  const operator = take()
  let relation: Relation
  const values: Literal[] = []
  if (operator === undefined) {
    if (subject.type !== 'yesno')
      throw new LeafError(`${line} says no value`, `a comparison such as ${line.trim()} = …`)
    relation = '='
    values.push(true)
  } else if (operator === 'in' || operator === 'not') {
    if (operator === 'not') need('in')
    relation = operator === 'not' ? 'not in' : 'in'
    need('[')
    do values.push(literal(take()))
    while (words[next] === ',' && take())
    need(']')
  } else if (RELATIONS.includes(operator)) {
    relation = operator as Relation
    values.push(literal(take()))
  } else throw new LeafError(`${operator} is not a comparison`, FORM)
  if (next < words.length)
    throw new LeafError(`nothing may follow in "${line}": ${words.slice(next).join(' ')}`, FORM)
  const ordered =
    subject.type === 'number' || subject.type === 'date' || subject.type === 'duration'
  if (!ordered && !['=', '!=', 'in', 'not in'].includes(relation))
    throw new LeafError(`${subject.name} has no order`, '=, !=, in or not in')
  if (subject.type === 'duration' && ['=', '!=', 'in', 'not in'].includes(relation))
    throw new LeafError('a length of time is compared by <, <=, > or >=', 'since(fact, @act) < P1Y')
  return {
    op: 'test',
    subject,
    relation,
    values,
    text: words
      .join(' ')
      .replace(/\s*([(),[\]])\s*/g, (_, sign) => (sign === ',' ? ', ' : sign === '[' ? ' [' : sign))
      .trim(),
  }
}
