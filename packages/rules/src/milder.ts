import type { Ladder, Pack, Sanction } from './ast.ts'
import {
  type Citation,
  citationOf,
  type Decision,
  decideScope,
  type Inquiry,
  situationOf,
} from './decide.ts'
import type { PlainDate } from './plain-date.ts'
import { changeDays, lawAt, type Scope, scopeOf } from './scope.ts'

/** How two results compare for the person: the first is milder, equal, harsher, or neither. */
export type Comparison = 'milder' | 'equal' | 'harsher' | 'incomparable'

export type LawOption = {
  /** First day of the period in which this text stood, or the day of the act. */
  readonly from: PlainDate
  readonly decision: Decision
  readonly comparedWithAct: Comparison | 'unknown'
}

/**
 * Which text applies between the act and the judgement. `applied`: one text is the mildest (the earliest of equals). `choice`: several that cannot be
 * compared, for a person to weigh. `undecided`: facts or readings still decide which is milder. `refer`: the law is open.
 */
export type MilderLaw = {
  readonly kind: 'applied' | 'choice' | 'undecided' | 'refer'
  readonly applied?: LawOption | undefined
  readonly options: readonly LawOption[]
  readonly best: readonly LawOption[]
  readonly deciding: readonly string[]
  readonly readings: readonly string[]
  readonly reach: string
  readonly cites: readonly Citation[]
}

/**
 * The milder law across every text in force from the act to the judgement. Without `decided` the law of the act is all there is.
 * `executed: true` says the judgement has been carried out, which ends the reach of most rules on milder law.
 */
export function milderLaw(
  pack: Pack,
  decision: string,
  inquiry: Inquiry & { readonly executed?: boolean | undefined },
): MilderLaw {
  const situation = situationOf(pack, inquiry)
  const until = inquiry.decided ?? inquiry.act
  const days = [
    inquiry.act,
    ...changeDays(pack).filter(
      (day) =>
        day > inquiry.act && day <= until && !insideSettledDoubt(pack, day, inquiry.act, until),
    ),
  ]
  const options: LawOption[] = []
  const seen = new Set<string>()
  let atAct: Decision | undefined
  for (const day of days) {
    const scope = scopeOf(pack, decision, day)
    const key = textKey(scope)
    if (seen.has(key)) continue
    seen.add(key)
    const result = decideScope(pack, scope, situation)
    atAct ??= result
    options.push({
      from: day,
      decision: result,
      comparedWithAct: compareDecisions(pack, result, atAct),
    })
  }
  const [first, ...later] = options
  if (!first) throw new Error('the law of the day of the act is always an option')
  const rule = ruleOnMilderLaw(pack, [first, ...later], until)
  const law = lawAt(pack, until)
  const common = {
    options,
    reach: rule?.reach ?? 'none',
    cites: (rule?.cites ?? []).map((ref) => citationOf(pack, law, ref)),
  }
  const barred =
    rule === undefined ||
    rule.reach === 'none' ||
    (inquiry.executed === true && rule.reach !== 'also-serving')
  if (barred) return single(common, first)
  const intermediate =
    typeof rule.intermediate === 'string'
      ? situation.readings[rule.intermediate]
      : String(rule.intermediate)
  const considered =
    intermediate === undefined || intermediate === 'true' || intermediate === 'yes'
      ? options
      : options.filter((option, index) => index === 0 || option === options.at(-1))
  if (intermediate === undefined && options.length > 2 && typeof rule.intermediate === 'string') {
    const both = ['yes', 'no'].map((member) =>
      pickBest(
        pack,
        member === 'yes'
          ? options
          : options.filter((_, index) => index === 0 || index === options.length - 1),
      ),
    )
    if (both[0]?.[0] !== both[1]?.[0] || both[0]?.length !== both[1]?.length)
      return { ...common, kind: 'undecided', best: [], deciding: [], readings: [rule.intermediate] }
  }
  const open = considered.filter(({ decision: { kind } }) => kind === 'undecided')
  if (open.length > 0 && considered.length > 1)
    return {
      ...common,
      kind: 'undecided',
      best: [],
      deciding: [...new Set(open.flatMap((option) => option.decision.deciding))],
      readings: [...new Set(open.flatMap((option) => option.decision.readings))],
    }
  if (considered.some(({ decision: { kind } }) => kind === 'refer' || kind === 'conflict'))
    return { ...common, kind: 'refer', best: considered, deciding: [], readings: [] }
  const best = pickBest(pack, considered)
  const [chosen] = best
  if (
    chosen &&
    best.every((option) => compareDecisions(pack, option.decision, chosen.decision) === 'equal')
  )
    return { ...common, kind: 'applied', applied: chosen, best, deciding: [], readings: [] }
  return { ...common, kind: 'choice', best, deciding: [], readings: [] }
}

/**
 * A day nobody could establish brings no text of its own when the whole doubt lies between the act and the judgement: the texts before and after it
 * are looked at anyway, and only the day between them is unknown.
 */
function insideSettledDoubt(pack: Pack, day: PlainDate, act: PlainDate, until: PlainDate): boolean {
  return lawAt(pack, day).versions.some(
    ({ version: { from, to }, guard }) =>
      guard !== undefined &&
      [from, to].some(
        (bound) =>
          bound &&
          bound.earliest <= day &&
          day < bound.latest &&
          bound.earliest > act &&
          bound.latest <= until,
      ),
  )
}

function single(
  common: Pick<MilderLaw, 'options' | 'reach' | 'cites'>,
  first: LawOption,
): MilderLaw {
  const { kind, deciding, readings } = first.decision
  if (kind === 'undecided') return { ...common, kind, best: [], deciding, readings }
  if (kind === 'refer' || kind === 'conflict')
    return { ...common, kind: 'refer', best: [first], deciding: [], readings: [] }
  return { ...common, kind: 'applied', applied: first, best: [first], deciding: [], readings: [] }
}

/** Two texts are the same option when the same versions under the same doubts give the rules. */
function textKey({ rules, law }: Scope): string {
  const guards = law.versions.flatMap(({ version, guard }) =>
    guard ? [`${version.article}@${version.id}`] : [],
  )
  return [
    ...rules.map(({ article, version }) => `${article.id}@${version.id}`),
    '|',
    ...guards,
  ].join(' ')
}

function ruleOnMilderLaw(pack: Pack, options: readonly LawOption[], on: PlainDate) {
  const codes = options.flatMap(({ decision }) => decision.findings.map(({ code }) => code))
  const [code = Object.keys(pack.codes)[0]] = codes
  return (code === undefined ? undefined : pack.codes[code])?.milder?.find(
    ({ from, to }) => (from === undefined || on >= from) && (to === undefined || on < to),
  )
}

/** The options no other is milder than, earliest first. */
function pickBest(pack: Pack, options: readonly LawOption[]): readonly LawOption[] {
  return options.filter(
    (option) =>
      !options.some(
        (other) => compareDecisions(pack, other.decision, option.decision) === 'milder',
      ),
  )
}

/** Compares what two decisions bring for the person. */
export function compareDecisions(pack: Pack, left: Decision, right: Decision): Comparison {
  if (left.kind === 'undecided' || right.kind === 'undecided') return 'incomparable'
  const a = gravest(pack, left)
  const b = gravest(pack, right)
  if (a.branch !== b.branch) return a.branch < b.branch ? 'milder' : 'harsher'
  return combine([
    order(a.category, b.category),
    order(a.count, b.count),
    compareLadders(pack, a.ladder, b.ladder),
  ])
}

function gravest(pack: Pack, decision: Decision) {
  const liabilities = decision.findings.flatMap(({ consequence }) =>
    consequence.kind === 'liability' ? [consequence] : [],
  )
  const ranked = liabilities
    .map((liability) => ({
      branch: pack.branches.indexOf(liability.branch),
      category: (pack.categories[liability.branch] ?? []).indexOf(liability.category ?? ''),
      ladder: liability.penalty,
    }))
    .sort(
      (a, b) => b.branch - a.branch || b.category - a.category || harsher(pack, b.ladder, a.ladder),
    )
  const [worst] = ranked
  return worst
    ? { ...worst, count: ranked.length }
    : { branch: -1, category: -1, ladder: undefined, count: 0 }
}

function harsher(pack: Pack, left: Ladder | undefined, right: Ladder | undefined): number {
  const comparison = compareLadders(pack, left, right)
  return comparison === 'harsher' ? 1 : comparison === 'milder' ? -1 : 0
}

function order(left: number, right: number): Comparison {
  return left === right ? 'equal' : left < right ? 'milder' : 'harsher'
}

/** Milder in one part and harsher in another is neither. */
function combine(parts: readonly Comparison[]): Comparison {
  const milder = parts.includes('milder')
  const harsherPart = parts.includes('harsher')
  if (parts.includes('incomparable') || (milder && harsherPart)) return 'incomparable'
  return milder ? 'milder' : harsherPart ? 'harsher' : 'equal'
}

/** Compares two ladders: by the gravest alternative, the mildest alternative, and what is added. A partial order. */
export function compareLadders(
  pack: Pack,
  left: Ladder | undefined,
  right: Ladder | undefined,
): Comparison {
  if (!left || !right) return left ? 'harsher' : right ? 'milder' : 'equal'
  if (left.oneOf.length === 0 || right.oneOf.length === 0)
    return combine([
      order(Math.min(left.oneOf.length, 1), Math.min(right.oneOf.length, 1)),
      compareAdded(pack, left, right),
    ])
  return combine([
    compareSanctions(pack, extreme(pack, left, 1), extreme(pack, right, 1)),
    compareSanctions(pack, extreme(pack, left, -1), extreme(pack, right, -1)),
    compareAdded(pack, left, right),
  ])
}

function rankOf(pack: Pack, sanction: Sanction | undefined): number {
  return sanction ? (pack.sanctions[sanction.kind]?.rank ?? 0) : -1
}

function extreme({ sanctions }: Pack, { oneOf }: Ladder, sign: 1 | -1): Sanction | undefined {
  const rank = ({ kind }: Sanction) => sanctions[kind]?.rank ?? 0
  return [...oneOf].sort(
    (a, b) => sign * (rank(b) - rank(a)) || sign * ((b.range?.max ?? 0) - (a.range?.max ?? 0)),
  )[0]
}

function compareSanctions(
  pack: Pack,
  left: Sanction | undefined,
  right: Sanction | undefined,
): Comparison {
  const [a, b] = [rankOf(pack, left), rankOf(pack, right)]
  if (a !== b) return order(a, b)
  if (left?.kind !== right?.kind) return 'incomparable'
  return combine([
    order(
      left?.range?.max ?? Number.POSITIVE_INFINITY,
      right?.range?.max ?? Number.POSITIVE_INFINITY,
    ),
    order(left?.range?.min ?? 0, right?.range?.min ?? 0),
  ])
}

function compareAdded(pack: Pack, left: Ladder, right: Ladder): Comparison {
  const kinds = new Set(
    [...left.plus, ...right.plus, ...left.may, ...right.may].map(({ kind }) => kind),
  )
  return combine(
    [...kinds].flatMap((kind) =>
      (['plus', 'may'] as const).map((part) => {
        const one = left[part].find((sanction) => sanction.kind === kind)
        const other = right[part].find((sanction) => sanction.kind === kind)
        if (!one || !other) return order(Number(one !== undefined), Number(other !== undefined))
        return compareSanctions(pack, one, other)
      }),
    ),
  )
}
