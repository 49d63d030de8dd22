// Scores one pair in TypeScript and says what each comparison contributed. The numbers are those of the SQL steps.
import {
  againstRelatives,
  type Model,
  priorOf,
  probabilityOf,
  relativesPriorOf,
  relativesWeight,
} from '../model.ts'
import type { Plan } from '../plan.ts'
import { levelHolds, type NodeRow, OnlyInSql } from './level-holds.ts'

export type Contribution = {
  readonly comparison: string
  /** 0 is "not known". */
  readonly code: number
  readonly label: string
  readonly left?: string | undefined
  readonly right?: string | undefined
  readonly m?: number
  readonly u?: number
  /** log2(m / u), before rarity. */
  readonly base: number
  /** What the rarity of the value adds or takes. */
  readonly rarity: number
  readonly weight: number
}

export type Explanation = {
  readonly prior: number
  readonly contributions: readonly Contribution[]
  /** What is taken off because relatives would agree like this too; 0 where the model knows no relatives. */
  readonly relatives: number
  readonly weight: number
  readonly probability: number
}

/** The code of every comparison for two standardised records. */
export function comparePair(plan: Plan, l: NodeRow, r: NodeRow): readonly number[] {
  return plan.comparisons.map(({ settings, column, levels }) => {
    if (typeof settings.nullWhen === 'object') throw new OnlyInSql(settings.nullWhen.sql)
    if (l[column] === undefined || r[column] === undefined) return 0
    const found = levels.findIndex(
      ({ level }) => level === 'else' || levelHolds(settings.field, level, l, r),
    )
    return found + 1
  })
}

/** The rarer of the two values counts as the commoner one: log2 of its share, as SQL's greatest() takes it. */
function rarityOf(plan: Plan, comparison: number, l: NodeRow, r: NodeRow): number | undefined {
  const frequency = plan.comparisons[comparison]?.frequency
  if (frequency === undefined) return undefined
  const least = Math.log2(frequency.minU)
  const [one, other] = [l[frequency.share], r[frequency.share]]
  return Math.max(
    least,
    typeof one === 'number' ? one : least,
    typeof other === 'number' ? other : least,
  )
}

/** What a level weighs between two records: for one person, what of it is rarity, and for relatives. */
function weighLevel(
  plan: Plan,
  model: Model,
  comparison: number,
  code: number,
  records: { readonly l: NodeRow; readonly r: NodeRow } | undefined,
) {
  const planned = plan.comparisons[comparison]
  const level = planned?.levels[code - 1]
  const trained = model.comparisons[comparison]?.levels[code - 1]
  if (level === undefined || trained === undefined) return undefined
  const rarity =
    level.byFrequency && records !== undefined
      ? rarityOf(plan, comparison, records.l, records.r)
      : undefined
  const adjusted =
    rarity === undefined || planned?.frequency === undefined
      ? 0
      : planned.frequency.weight * (Math.log2(trained.u) - rarity)
  return { level, trained, rarity, adjusted, weight: trained.weight + adjusted }
}

/** The weight alone, of candidates that are too many to explain: the very number that the explanation of the pair gives. */
export function weighRecords(plan: Plan, model: Model, l: NodeRow, r: NodeRow): number {
  const relativesPrior = relativesPriorOf(model)
  let one = priorOf(model)
  let relatives = relativesPrior ?? 0
  const records = { l, r }
  comparePair(plan, l, r).forEach((code, comparison) => {
    const found = weighLevel(plan, model, comparison, code, records)
    if (found === undefined) return
    one += found.weight
    if (relativesPrior !== undefined) relatives += relativesWeight(found.trained, found.rarity)
  })
  return relativesPrior === undefined ? one : againstRelatives(one, relatives)
}

/** The waterfall of a pair from its codes; values and their rarity come in where the records are at hand. */
export function explainCodes(
  plan: Plan,
  model: Model,
  codes: readonly number[],
  records?: { readonly l: NodeRow; readonly r: NodeRow },
): Explanation {
  const prior = priorOf(model)
  const relativesPrior = relativesPriorOf(model)
  let one = prior
  let relatives = relativesPrior ?? 0
  const contributions = plan.comparisons.map(({ name, column }, index): Contribution => {
    const code = codes[index] ?? 0
    const found = weighLevel(plan, model, index, code, records)
    const text = (row: NodeRow | undefined) =>
      row?.[column] === undefined ? undefined : String(row[column])
    const seen = { left: text(records?.l), right: text(records?.r) }
    if (found === undefined)
      return { comparison: name, code: 0, label: '', ...seen, base: 0, rarity: 0, weight: 0 }
    const { level, trained, rarity, adjusted, weight } = found
    one += weight
    if (relativesPrior !== undefined) relatives += relativesWeight(trained, rarity)
    return {
      comparison: name,
      code,
      label: level.label,
      ...seen,
      m: trained.m,
      u: trained.u,
      base: trained.weight,
      rarity: adjusted,
      weight,
    }
  })
  const weight = relativesPrior === undefined ? one : againstRelatives(one, relatives)
  return {
    prior,
    contributions,
    relatives: weight - one,
    weight,
    probability: probabilityOf(weight),
  }
}

export function explainRecords(plan: Plan, model: Model, l: NodeRow, r: NodeRow): Explanation {
  return explainCodes(plan, model, comparePair(plan, l, r), { l, r })
}
