import type { Clock, Ladder, Pack, Range, Sanction, Transform } from './ast.ts'
import { type Citation, citationOf, type Finding } from './decide.ts'
import type { Confidence, Source } from './document.ts'
import { evaluate, type Situation } from './evaluate.ts'
import { matchesArticle } from './load.ts'
import type { PlainDate } from './plain-date.ts'
import { conditionBuilder, type Law } from './scope.ts'
import { openQuestion } from './unknowns.ts'

/** One sanction with its range in its own measure and, for index units, in whole money. Absent bounds are bounds the text does not set. */
export type Amount = Sanction & {
  readonly measure: 'none' | 'index' | 'money' | 'hours' | 'days' | 'months'
  readonly money?:
    | {
        readonly code: string
        readonly min?: number | undefined
        readonly max?: number | undefined
      }
    | undefined
}
export type Amounts = {
  readonly oneOf: readonly Amount[]
  readonly plus: readonly Amount[]
  readonly may: readonly Amount[]
}

/** The value of an index used, the day that fixed it and the rule that says which day. */
export type IndexUsed = {
  readonly index: string
  readonly anchor: Clock
  readonly day: PlainDate
  readonly value: number
  readonly cites: readonly Citation[]
  readonly source?: Source | undefined
  readonly confidence?: Confidence | undefined
}

export type PenaltyStep = {
  readonly rule: string
  readonly cites: readonly Citation[]
  readonly from: Ladder
  readonly to: Ladder
}

/** A range with alternatives, never a sentence. */
export type Penalty = {
  /** The ladder when nothing missing can change it. */
  readonly settled?: Amounts | undefined
  /** Every ladder that may come out; one when settled. */
  readonly possible: readonly {
    readonly amounts: Amounts
    readonly steps: readonly PenaltyStep[]
  }[]
  readonly steps: readonly PenaltyStep[]
  /** Unknown facts (and readings) that can change the ladder. */
  readonly deciding: readonly string[]
  readonly index?: IndexUsed | undefined
  /** Why no money is shown although the ladder is in index units. */
  readonly indexMissing?: string | undefined
}

/**
 * The penalty of a finding: its ladder changed by the general-part rules that apply on the same facts, in index units and in money. Undefined where the finding
 * carries no penalty.
 */
export function penaltyOf(
  pack: Pack,
  law: Law,
  finding: Finding,
  situation: Situation,
): Penalty | undefined {
  const { consequence } = finding
  if (consequence.kind !== 'liability' || !consequence.penalty) return undefined
  const start = consequence.penalty
  const { applies } = conditionBuilder(pack, law)
  const transforms = law.versions
    .flatMap(({ article, version }) =>
      version.rules.flatMap((rule) =>
        rule.then.kind === 'transform' && concerns(rule.then.transform, finding)
          ? [{ article, rule, transform: rule.then.transform, condition: applies(version, rule) }]
          : [],
      ),
    )
    .sort((a, b) => byNumber.compare(a.article.id, b.article.id))
    .map((entry) => ({ ...entry, truth: evaluate(entry.condition, situation) }))
    .filter(({ truth }) => truth !== false)
  const open = openQuestion(
    pack,
    transforms.map(({ condition }) => condition),
    situation,
  )
  const { diagram, unknowns, nodes } = open
  const used = indexUsed(pack, law, finding, situation)
  const rates = typeof used === 'string' ? undefined : used

  type Way = {
    readonly ladder: Ladder
    readonly steps: readonly PenaltyStep[]
    readonly node: number
  }
  let ways: readonly Way[] = [{ ladder: start, steps: [], node: 1 }]
  for (const [index, { rule, transform }] of transforms.entries()) {
    const node = nodes[index] ?? 0
    ways = distinctWays(
      ways.flatMap((way) => {
        const next: Way[] = []
        const without = diagram.and(way.node, diagram.not(node))
        if (without !== 0) next.push({ ...way, node: without })
        const having = diagram.and(way.node, node)
        if (having !== 0) {
          const to = applyTransform(way.ladder, transform)
          const changed = JSON.stringify(to) !== JSON.stringify(way.ladder)
          const step = {
            rule: rule.ref,
            cites: rule.cites.map((ref) => citationOf(pack, law, ref)),
            from: way.ladder,
            to,
          }
          next.push({ ladder: to, steps: changed ? [...way.steps, step] : way.steps, node: having })
        }
        return next
      }),
      diagram.or,
    )
  }
  const possible = ways.map(({ ladder, steps }) => ({
    amounts: amountsOf(pack, ladder, rates),
    steps,
  }))
  const deciding = new Set<string>()
  if (ways.length > 1)
    for (const { node } of ways)
      for (const variable of diagram.support(node)) deciding.add(unknowns[variable]?.name ?? '')
  const inIndex = [...start.oneOf, ...start.plus, ...start.may].some(
    ({ kind }) => pack.sanctions[kind]?.measure === 'index',
  )
  return {
    settled: ways.length === 1 ? possible[0]?.amounts : undefined,
    possible,
    steps: possible.length === 1 ? (possible[0]?.steps ?? []) : [],
    deciding: [...deciding],
    index: rates,
    ...(inIndex && typeof used === 'string' ? { indexMissing: used } : {}),
  }
}

const byNumber = new Intl.Collator('en', { numeric: true })

/** Ways that end in the same ladder by the same steps are one. */
function distinctWays<
  W extends {
    readonly ladder: Ladder
    readonly steps: readonly PenaltyStep[]
    readonly node: number
  },
>(ways: readonly W[], or: (left: number, right: number) => number): readonly W[] {
  const byLadder = new Map<string, W>()
  for (const way of ways) {
    const key = JSON.stringify([way.ladder, way.steps.map(({ rule }) => rule)])
    const known = byLadder.get(key)
    byLadder.set(key, known ? { ...known, node: or(known.node, way.node) } : way)
  }
  return [...byLadder.values()]
}

function concerns({ of }: Transform, { rule, article, code, consequence }: Finding): boolean {
  if (consequence.kind !== 'liability') return false
  if (of.code !== undefined && of.code !== code) return false
  if (of.branch !== undefined && of.branch !== consequence.branch) return false
  if (of.category && !of.category.includes(consequence.category ?? '')) return false
  return !of.articles || of.articles.some((pattern) => matchesArticle(pattern, article, rule))
}

/** Remove, replace, scale, cap, add: in this order. */
export function applyTransform(ladder: Ladder, transform: Transform): Ladder {
  const change = (list: readonly Sanction[]): readonly Sanction[] =>
    list
      .filter(({ kind }) => !transform.remove.includes(kind))
      .flatMap((sanction) => {
        const instead = transform.replace[sanction.kind]
        return instead && (!transform.onlyIfSole || ladder.oneOf.length === 1)
          ? instead
          : [sanction]
      })
      .map((sanction) => ({ ...sanction, range: changeRange(sanction, transform) }))
  const oneOf = change(ladder.oneOf)
  const added = transform.onlyIfEmpty && oneOf.length > 0 ? [] : transform.add
  return { oneOf: [...oneOf, ...added], plus: change(ladder.plus), may: change(ladder.may) }
}

function changeRange({ kind, range }: Sanction, { scale, cap }: Transform): Range | undefined {
  const share = scale[kind]
  const limit = cap[kind]
  if (!share && !limit) return range
  let min = range?.min
  let max = range?.max
  if (share?.min && min !== undefined) min = Math.floor((min * share.min.over) / share.min.under)
  if (share?.max && max !== undefined) max = Math.floor((max * share.max.over) / share.max.under)
  if (limit?.max !== undefined) max = Math.min(max ?? limit.max, limit.max)
  if (limit?.min !== undefined) min = Math.max(min ?? limit.min, limit.min)
  if (min !== undefined && max !== undefined && min > max) min = max
  return { min, max }
}

/** The index value that counts, or the reason why none can be given. */
function indexUsed(
  pack: Pack,
  law: Law,
  finding: Finding,
  { clocks }: Situation,
): IndexUsed | string {
  const index = Object.values(pack.sanctions).find(({ measure }) => measure === 'index')?.index
  const anchors = pack.codes[finding.code]?.anchors ?? []
  if (index === undefined || anchors.length === 0) return 'the code says no day for the index'
  const rule = anchors.find(({ anchor, from, to }) => {
    const day = clocks[anchor] ?? law.date
    return (from === undefined || day >= from) && (to === undefined || day < to)
  })
  if (!rule) return 'no rule on the day of the index is in force'
  const day = clocks[rule.anchor]
  if (day === undefined) return `@${rule.anchor} is not known`
  const value = indexAt(pack, index, day)
  if (!value) return `${index} has no value for ${day}`
  return {
    index,
    anchor: rule.anchor,
    day,
    value: value.value,
    cites: (rule.cites ?? []).map((ref) => citationOf(pack, law, ref)),
    source: value.source,
    confidence: value.confidence,
  }
}

/** The value of an index on a day; undefined where none is listed. */
export function indexAt(pack: Pack, index: string, day: PlainDate) {
  const values = pack.indices[index]?.values ?? []
  const found = values.findLast(({ from }) => from <= day)
  return found && (found.to === undefined || day < found.to) ? found : undefined
}

function amountsOf(pack: Pack, ladder: Ladder, used: IndexUsed | undefined): Amounts {
  const amount = (sanction: Sanction): Amount => {
    const measure = pack.sanctions[sanction.kind]?.measure ?? 'none'
    const { min, max } = sanction.range ?? {}
    if (measure !== 'index' || !used || !sanction.range) return { ...sanction, measure }
    return {
      ...sanction,
      measure,
      money: {
        code: pack.indices[used.index]?.money.code ?? '',
        ...(min === undefined ? {} : { min: min * used.value }),
        ...(max === undefined ? {} : { max: max * used.value }),
      },
    }
  }
  return {
    oneOf: ladder.oneOf.map(amount),
    plus: ladder.plus.map(amount),
    may: ladder.may.map(amount),
  }
}
