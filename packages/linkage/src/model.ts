// What training found: how often each level of agreement is seen among records of one person (m) and of two persons (u).
import type { Plan } from './plan.ts'

export type LevelModel = {
  readonly label: string
  readonly m: number
  readonly u: number
  /** log2(m / u). */
  readonly weight: number
  /** Its share among pairs of relatives, where the model knows relatives. */
  readonly f?: number
}

export type ComparisonModel = { readonly name: string; readonly levels: readonly LevelModel[] }

export type Session = {
  readonly rule: number
  readonly name: string
  readonly pairs: number
  readonly matches: number
  readonly iterations: number
  readonly converged: boolean
  /** The share of matches after each round. */
  readonly history: readonly number[]
  readonly comparisons: readonly { readonly name: string; readonly m: readonly number[] }[]
}

export type Model = {
  readonly version: 1
  /** The fingerprint of the settings it belongs to. */
  readonly settings: string
  readonly trainedAt: string
  readonly records: number
  /** The chance that two records drawn at random are one person. */
  readonly lambda: number
  /** The chance that two records drawn at random are of two relatives; undefined where the model does not know relatives. */
  readonly relatives?: number
  readonly comparisons: readonly ComparisonModel[]
  readonly sessions: readonly Session[]
  readonly warnings: readonly string[]
}

/** Safe for any weight. */
export function probabilityOf(weight: number): number {
  return weight >= 0 ? 1 / (1 + 2 ** -weight) : 2 ** weight / (1 + 2 ** weight)
}

/** The starting weight of one person against strangers. */
export function priorOf(model: Model): number {
  return Math.log2(model.lambda) - Math.log2(1 - model.lambda - (model.relatives ?? 0))
}

/** The starting weight of relatives against strangers. */
export function relativesPriorOf(model: Model): number | undefined {
  if (model.relatives === undefined) return undefined
  return Math.log2(model.relatives) - Math.log2(1 - model.lambda - model.relatives)
}

/** What agreement says of relatives against strangers; agreement on a rare value by the part of relatives who share it by kinship, not chance. */
export function relativesWeight(level: LevelModel, rarity: number | undefined): number {
  const f = level.f ?? level.u
  if (rarity === undefined) return Math.log2(f / level.u)
  const shared = sharedByKinship(level)
  return Math.log2(shared / 2 ** rarity + 1 - shared)
}

export function sharedByKinship({ f = 0, u }: LevelModel): number {
  return Math.max(0, (f - u) / (1 - u))
}

/** The weight for one person against relatives and strangers together. */
export function againstRelatives(weight: number, relatives: number): number {
  return weight - (relatives > 50 ? relatives : Math.log2(1 + 2 ** relatives))
}

/** A model from known m and u, for every level of the plan ("all other" last). */
export function modelOf(
  plan: Plan,
  known: {
    readonly settings: string
    readonly trainedAt: string
    readonly records: number
    readonly lambda: number
    readonly m: readonly (readonly number[])[]
    readonly u: readonly (readonly number[])[]
    readonly relatives?:
      | { readonly share: number; readonly f: readonly (readonly number[])[] }
      | undefined
    readonly sessions?: readonly Session[]
    readonly warnings?: readonly string[]
  },
): Model {
  return {
    version: 1,
    settings: known.settings,
    trainedAt: known.trainedAt,
    records: known.records,
    lambda: known.lambda,
    ...(known.relatives === undefined ? {} : { relatives: known.relatives.share }),
    comparisons: plan.comparisons.map(({ name, levels }, index) => ({
      name,
      levels: levels.map(({ label }, level) => {
        const m = known.m[index]?.[level] ?? 0
        const u = known.u[index]?.[level] ?? 0
        const f = known.relatives?.f[index]?.[level]
        return { label, m, u, weight: Math.log2(m / u), ...(f === undefined ? {} : { f }) }
      }),
    })),
    sessions: known.sessions ?? [],
    warnings: known.warnings ?? [],
  }
}
