import type { Clock, Condition, Consequence, Facts, Pack, Tri } from './ast.ts'
import { DiagramTooLarge } from './diagram.ts'
import type { Confidence, Source, Text } from './document.ts'
import { evaluate, isKnown, type Situation } from './evaluate.ts'
import { type FactProblem, readFacts } from './facts.ts'
import { knownUntil } from './known-until.ts'
import { isPlainDate, type PlainDate } from './plain-date.ts'
import {
  articleScope,
  factsRead,
  type Law,
  readingMembers,
  type Scope,
  type ScopedRule,
  ScopeError,
  scopeOf,
  standTogether,
} from './scope.ts'
import { type OpenQuestion, openQuestion } from './unknowns.ts'

/** What a user asks: facts, the days that matter, and readings they want fixed. `law` looks at the text of another day than that of the act. */
export type Inquiry = {
  readonly facts: Facts
  readonly act: PlainDate
  readonly opened?: PlainDate | undefined
  readonly decided?: PlainDate | undefined
  readonly readings?: Readonly<Record<string, string>> | undefined
  readonly law?: PlainDate | undefined
}

export type Citation = {
  readonly ref: string
  readonly article: string
  readonly limb: string
  readonly number: string
  /** Short name of the code and number, in each language of the pack. */
  readonly label: Text
  readonly version?: string | undefined
  readonly text?: Text | undefined
  readonly source?: Source | undefined
  readonly confidence?: Confidence | undefined
  readonly url?: string | undefined
}

export type Finding = {
  readonly rule: string
  readonly article: string
  readonly code: string
  readonly version: string
  /** The value of the decision's outcome that this rule gives. */
  readonly value: string
  readonly consequence: Consequence
  readonly cites: readonly Citation[]
  readonly confidence: Confidence
}

export type Decision = {
  /**
   * `decided`: some rules apply. `none`: surely none does. `undecided`: what is missing can change the answer.
   * `conflict`: rules that exclude one another apply. `refer`: the law is open here and a person decides.
   */
  readonly kind: 'decided' | 'none' | 'undecided' | 'conflict' | 'refer'
  readonly decision: string
  readonly law: {
    readonly date: PlainDate
    readonly versions: Readonly<Record<string, string>>
    /** The day on which the texts were last read, where a day asked about lies after it: later amendments are not known. */
    readonly knownUntil?: PlainDate | undefined
  }
  /** The answer at the level the decision asks for; empty unless decided, in conflict or referred. */
  readonly answer: readonly string[]
  readonly findings: readonly Finding[]
  /** What may still come out, when undecided: values and the rules that give them; `none` when nothing may apply. */
  readonly possible: readonly { readonly value: string; readonly rules: readonly string[] }[]
  /** Unknown facts (and days, as `@opened`) that can change the answer, in the order of the text. */
  readonly deciding: readonly string[]
  /** Unknown facts the rules mention that cannot change the answer. */
  readonly irrelevant: readonly string[]
  /** Contested readings the answer depends on; `results` where nothing else is missing. */
  readonly readings: readonly string[]
  readonly byReading: readonly {
    readonly readings: Readonly<Record<string, string>>
    readonly answer: readonly string[]
  }[]
  /** False where the exact check was too large: the answer is sound, but a fact called deciding may not matter. */
  readonly exact: boolean
  readonly situation: Situation
  /** Truth of every rule in scope, for explanations. */
  readonly truths: readonly {
    readonly rule: string
    readonly version: string
    readonly truth: Tri
  }[]
}

/** Facts or days that cannot be taken as given; names each. */
export class InquiryError extends Error {
  override readonly name = 'InquiryError'
  readonly problems: readonly FactProblem[]
  constructor(problems: readonly FactProblem[]) {
    super(
      problems
        .map(
          ({ message, value, expected }) =>
            `${message} (found ${JSON.stringify(value)}, expected ${expected})`,
        )
        .join('\n'),
    )
    this.problems = problems
  }
}

/** Checks an inquiry and turns it into what conditions look at. Throws `InquiryError` naming every fault. */
export function situationOf(pack: Pack, inquiry: Inquiry): Situation {
  const problems = [...readFacts(pack.facts, inquiry.facts).problems]
  const days: Record<string, unknown> = {
    act: inquiry.act,
    opened: inquiry.opened,
    decided: inquiry.decided,
    law: inquiry.law,
  }
  for (const [name, value] of Object.entries(days))
    if ((value !== undefined || name === 'act') && !isPlainDate(value))
      problems.push({
        name,
        message: `${name} is no day`,
        value,
        expected: 'a date such as 2024-06-16',
      })
  for (const [name, member] of Object.entries(inquiry.readings ?? {})) {
    const members = readingMembers(pack, name)
    if (!members.includes(member))
      problems.push({
        name,
        message: `${name} has no member ${member}`,
        value: member,
        expected: members.join(', '),
      })
  }
  if (problems.length > 0) throw new InquiryError(problems)
  const clocks: Partial<Record<Clock, PlainDate>> = { act: inquiry.act }
  if (inquiry.opened !== undefined) clocks.opened = inquiry.opened
  if (inquiry.decided !== undefined) clocks.decided = inquiry.decided
  return { facts: inquiry.facts, clocks, readings: inquiry.readings ?? {} }
}

/** Answers a decision of the pack under the text in force on the day of the act. Never guesses: what is missing makes it `undecided`. */
export function decide(pack: Pack, decision: string, inquiry: Inquiry): Decision {
  const situation = situationOf(pack, inquiry)
  return decideScope(pack, scopeOf(pack, decision, inquiry.law ?? inquiry.act), situation)
}

/** The same for one article alone. */
export function decideArticle(pack: Pack, article: string, inquiry: Inquiry): Decision {
  const situation = situationOf(pack, inquiry)
  const found = Object.hasOwn(pack.articles, article) ? pack.articles[article] : undefined
  if (!found) throw new ScopeError(`the pack ${pack.name} has no article ${article}`)
  return decideScope(
    pack,
    scopeOf(pack, articleScope(found), inquiry.law ?? inquiry.act),
    situation,
  )
}

/** What a rule contributes to the answer. */
export function outcomeOf({ decision }: Scope, { rule, article }: ScopedRule): string {
  if (rule.then.kind === 'refer') return `refer:${rule.ref}`
  switch (decision.outcome) {
    case 'rule':
      return rule.ref
    case 'article':
      return article.id
    case 'kind':
      return rule.then.kind
    case 'branch':
      return rule.then.kind === 'liability' ? rule.then.branch : rule.then.kind
    case 'category':
      return rule.then.kind === 'liability'
        ? `${rule.then.branch}${rule.then.category === undefined ? '' : `/${rule.then.category}`}`
        : rule.then.kind
    default:
      return rule.then.marks[decision.outcome] ?? 'unmarked'
  }
}

export function decideScope(pack: Pack, scope: Scope, situation: Situation): Decision {
  const known = new Map<Condition, Tri>()
  const truths = scope.rules.map(({ applies }) => {
    const truth = evaluate(applies, situation, undefined, known)
    known.set(applies, truth)
    return truth
  })
  const values = scope.rules.map((rule) => outcomeOf(scope, rule))
  const common = {
    decision: scope.decision.name,
    law: lawOfScope(pack, scope, situation),
    situation,
    truths: scope.rules.map(({ rule, version }, index) => ({
      rule: rule.ref,
      version: version.id,
      truth: truths[index],
    })),
  }
  const unknownFacts = factsRead(scope).filter((name) => !isKnown(situation.facts[name]))
  const settled = truths.every((truth) => truth !== undefined)
  const open = settled ? undefined : examine(pack, scope, values, truths, situation)
  if (open?.kind === 'open') {
    const { deciding } = open
    return {
      ...common,
      kind: 'undecided',
      answer: [],
      findings: findingsOf(pack, scope, values, (index) => truths[index] === true),
      possible: open.possible,
      deciding,
      irrelevant: unknownFacts.filter((name) => !deciding.includes(name)),
      readings: open.readings,
      byReading: open.byReading,
      exact: open.exact,
    }
  }
  const answer = open ? open.answer : [...new Set(values.filter((_, index) => truths[index]))]
  const surely = (index: number) => (open ? open.surely(index) : truths[index] === true)
  const applying = scope.rules.filter((_, index) => surely(index))
  const clash = applying.some((left, index) =>
    applying
      .slice(index + 1)
      .some((right) => !standTogether(scope, left, right, (rule) => outcomeOf(scope, rule))),
  )
  return {
    ...common,
    kind: clash
      ? 'conflict'
      : answer.some((value) => value.startsWith('refer:'))
        ? 'refer'
        : answer.length > 0
          ? 'decided'
          : 'none',
    answer,
    findings: findingsOf(pack, scope, values, surely),
    possible: [],
    deciding: [],
    irrelevant: unknownFacts,
    readings: [],
    byReading: [],
    exact: true,
  }
}

function lawOfScope(pack: Pack, scope: Scope, { clocks }: Situation): Decision['law'] {
  const { law, rules } = scope
  const until = knownOfScope(pack, scope)
  const isLater = (day: PlainDate | undefined) =>
    day !== undefined && until !== undefined && day > until
  return {
    date: law.date,
    versions: Object.fromEntries(rules.map(({ article, version }) => [article.id, version.id])),
    ...([law.date, clocks.act, clocks.opened, clocks.decided].some(isLater)
      ? { knownUntil: until }
      : {}),
  }
}

const knownOfScopes = new WeakMap<Scope, PlainDate | 'never'>()

/** Worked out once for each scope: a decision is made many times. */
function knownOfScope(pack: Pack, scope: Scope): PlainDate | undefined {
  const kept =
    knownOfScopes.get(scope) ??
    knownUntil(pack, new Set(scope.rules.map(({ article }) => article.id))) ??
    'never'
  knownOfScopes.set(scope, kept)
  return kept === 'never' ? undefined : kept
}

type Examined =
  | {
      readonly kind: 'settled'
      readonly answer: readonly string[]
      readonly surely: (index: number) => boolean
    }
  | ({ readonly kind: 'open' } & Pick<
      Decision,
      'possible' | 'deciding' | 'readings' | 'byReading' | 'exact'
    >)

/** The exact check over everything unknown: which values can still come out, and what can change that. */
function examine(
  pack: Pack,
  scope: Scope,
  values: readonly string[],
  truths: readonly Tri[],
  situation: Situation,
): Examined {
  const alive = scope.rules.map((_, index) => index).filter((index) => truths[index] !== false)
  const distinct = [...new Set(alive.map((index) => values[index] ?? ''))]
  const conditions: Condition[] = distinct.map((value) => ({
    op: 'any',
    of: alive
      .filter((index) => values[index] === value)
      .flatMap((index) => scope.rules[index]?.applies ?? []),
  }))
  let question: OpenQuestion
  try {
    question = openQuestion(
      pack,
      [...conditions, ...alive.flatMap((index) => scope.rules[index]?.applies ?? [])],
      situation,
    )
  } catch (error) {
    if (!(error instanceof DiagramTooLarge)) throw error
    return careful(scope, values, alive, truths, situation)
  }
  const { diagram, unknowns, nodes } = question
  const valueNodes = nodes.slice(0, distinct.length)
  const ruleNode = new Map(
    alive.map((index, place) => [index, nodes[distinct.length + place] ?? 0]),
  )
  const clashes = (): readonly number[] => {
    const pairs: number[] = []
    for (const [place, left] of alive.entries())
      for (const right of alive.slice(place + 1)) {
        const [a, b] = [scope.rules[left], scope.rules[right]]
        if (!a || !b || standTogether(scope, a, b, (rule) => outcomeOf(scope, rule))) continue
        pairs.push(diagram.and(ruleNode.get(left) ?? 0, ruleNode.get(right) ?? 0))
      }
    return pairs
  }
  const settledValues = valueNodes.every((node) => node < 2)
  const clashNodes = settledValues ? clashes() : []
  const open = [...valueNodes, ...clashNodes].filter((node) => node > 1)
  if (open.length === 0)
    return {
      kind: 'settled',
      answer: distinct.filter((_, index) => valueNodes[index] === 1),
      surely: (index) => ruleNode.get(index) === 1,
    }
  const variables = [...new Set(open.flatMap((node) => [...diagram.support(node)]))].sort(
    (a, b) => a - b,
  )
  const names = (wanted: boolean) => [
    ...new Set(
      variables.flatMap((variable) => {
        const unknown = unknowns[variable]
        return unknown && (unknown.kind === 'reading') === wanted ? [unknown.name] : []
      }),
    ),
  ]
  const readings = names(true)
  const deciding = names(false)
  let nothing = 1
  for (const node of valueNodes)
    nothing = nothing === 0 ? 0 : diagram.and(nothing, diagram.not(node))
  const possible = distinct
    .map((value, index) => ({
      value,
      node: valueNodes[index] ?? 0,
      rules: alive
        .filter((rule) => values[rule] === value && ruleNode.get(rule) !== 0)
        .flatMap((rule) => scope.rules[rule]?.rule.ref ?? []),
    }))
    .filter(({ node }) => node !== 0)
    .map(({ value, rules }) => ({ value, rules: [...new Set(rules)] }))
  return {
    kind: 'open',
    possible: nothing === 0 ? possible : [...possible, { value: 'none', rules: [] }],
    deciding,
    readings,
    byReading:
      deciding.length > 0 ? [] : underEachReading(question, variables, valueNodes, distinct),
    exact: true,
  }
}

function underEachReading(
  { diagram, unknowns }: OpenQuestion,
  variables: readonly number[],
  nodes: readonly number[],
  values: readonly string[],
): Decision['byReading'] {
  let states = [{ readings: {} as Record<string, string>, nodes }]
  for (const variable of variables) {
    const unknown = unknowns[variable]
    if (!unknown) continue
    states = states.flatMap((state) =>
      unknown.cells.map(({ value, group }, cell) => ({
        readings: { ...state.readings, [unknown.name]: (group ?? [String(value)]).join('|') },
        nodes: state.nodes.map((node) => diagram.restrict(node, variable, cell)),
      })),
    )
  }
  return states.map(({ readings, nodes: settled }) => ({
    readings,
    answer: values.filter((_, index) => settled[index] === 1),
  }))
}

/** Without the exact check: every unknown read by an undetermined rule may decide. Sound, and said to be inexact. */
function careful(
  scope: Scope,
  values: readonly string[],
  alive: readonly number[],
  truths: readonly Tri[],
  situation: Situation,
): Examined {
  const doubtful = alive.flatMap((index) =>
    truths[index] === undefined ? (scope.rules[index] ?? []) : [],
  )
  return {
    kind: 'open',
    possible: [...new Set(alive.map((index) => values[index] ?? ''))].map((value) => ({
      value,
      rules: alive
        .filter((index) => values[index] === value)
        .flatMap((index) => scope.rules[index]?.rule.ref ?? []),
    })),
    deciding: factsRead({ ...scope, rules: doubtful }).filter(
      (name) => !isKnown(situation.facts[name]),
    ),
    readings: [],
    byReading: [],
    exact: false,
  }
}

function findingsOf(
  pack: Pack,
  scope: Scope,
  values: readonly string[],
  surely: (index: number) => boolean,
): readonly Finding[] {
  return scope.rules.flatMap(({ rule, article, version }, index) =>
    surely(index)
      ? [
          {
            rule: rule.ref,
            article: article.id,
            code: article.code,
            version: version.id,
            value: values[index] ?? '',
            consequence: rule.then,
            cites: rule.cites.map((ref) => citationOf(pack, scope.law, ref)),
            confidence: rule.confidence,
          },
        ]
      : [],
  )
}

/** A reference such as `xx/code/9#p2` with the words and the source of the version in force on the law's day. */
export function citationOf(pack: Pack, law: Law, ref: string): Citation {
  const [article = '', limb = ''] = ref.split('#')
  const found = pack.articles[article]
  const inForce = law.versions.find(
    ({ article: other, version }) =>
      other.id === article &&
      (limb === '' || limb in version.text || version.rules.some(({ id }) => id === limb)),
  )
  const code = found && pack.codes[found.code]
  const number = found?.number ?? article
  return {
    ref,
    article,
    limb,
    number,
    label: Object.fromEntries(
      pack.languages.map((language) => [
        language,
        `${code?.short[language] ?? ''}${/^\d/.test(number) ? ` ${number}` : `: ${found?.title[language] ?? ''}`}`.trim(),
      ]),
    ),
    version: inForce?.version.id,
    text: inForce?.version.text[limb],
    source: inForce?.version.source,
    confidence: inForce?.version.confidence,
    url: found?.url ?? code?.url,
  }
}
