// What training found: how often each level of agreement is seen among records of one person (m) and of two persons (u).
import type { Plan } from './plan.ts'

export type LevelModel = {
  readonly label: string
  readonly m: number
  readonly u: number
  /** log2(m / u). */
  readonly weight: number
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
  readonly comparisons: readonly ComparisonModel[]
  readonly sessions: readonly Session[]
  readonly warnings: readonly string[]
}

export function logOdds(probability: number): number {
  return Math.log2(probability) - Math.log2(1 - probability)
}

/** Safe for any weight. */
export function probabilityOf(weight: number): number {
  return weight >= 0 ? 1 / (1 + 2 ** -weight) : 2 ** weight / (1 + 2 ** weight)
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
    comparisons: plan.comparisons.map(({ name, levels }, index) => ({
      name,
      levels: levels.map(({ label }, level) => {
        const m = known.m[index]?.[level] ?? 0
        const u = known.u[index]?.[level] ?? 0
        return { label, m, u, weight: Math.log2(m / u) }
      }),
    })),
    sessions: known.sessions ?? [],
    warnings: known.warnings ?? [],
  }
}
