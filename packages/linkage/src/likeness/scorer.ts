// Scores two people, known in full or in part, with a model that was learned before: for the moment in which somebody is about to
// be written down a second time. No database engine is loaded here.

import type { NodeRow } from '../explain/level-holds.ts'
import { type Explanation, explainRecords } from '../explain/score-pair.ts'
import type { Model } from '../model.ts'
import { planOf } from '../plan.ts'
import { frequencyColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { standardiseRecord, type WrittenRecord } from '../standardise/standardise-record.ts'

/** log2 of the share of a value among those that have the field, by column and value. */
export type Shares = Readonly<Record<string, Readonly<Record<string, number>>>>

/** A model as it is shipped: what was learned, from what, and the name under which each answer remembers it. */
export type ShippedModel = Readonly<{ name: string; about: string; model: Model; shares: Shares }>

/** Numbers that may not be read are compared where they lie; only the outcome comes here. */
export type ComparedElsewhere = Readonly<Record<string, 'same' | 'other' | 'unknown'>>

export type Scorer = Readonly<{
  name: string
  score: (l: WrittenRecord, r: WrittenRecord, elsewhere?: ComparedElsewhere) => Explanation
}>

export const createScorer = (settings: Settings, shipped: ShippedModel): Scorer => {
  const plan = planOf(settings)
  const columns = frequencyColumns(settings)
  // A value that the model never met is no proof of rarity: it weighs what agreement weighs on average.
  const average = new Map(
    plan.comparisons.flatMap(({ frequency, levels }, at) => {
      const level = levels.findIndex(({ byFrequency }) => byFrequency)
      const u = shipped.model.comparisons[at]?.levels[level]?.u
      return frequency === undefined || u === undefined ? [] : [[frequency.column, Math.log2(u)]]
    }),
  )
  // Somebody is compared with many, in each spelling.
  const rows = new WeakMap<WrittenRecord, NodeRow>()
  const rowOf = (written: WrittenRecord): NodeRow => {
    const known = rows.get(written)
    if (known !== undefined) return known
    const row = standardiseRecord(settings, written)
    const rare: Record<string, number> = {}
    for (const column of columns) {
      const value = row[column]
      if (value === undefined) continue
      const share = shipped.shares[column]?.[String(value)] ?? average.get(column)
      if (share !== undefined) rare[`tf_${column}`] = share
    }
    const made = { ...row, ...rare }
    rows.set(written, made)
    return made
  }
  return {
    name: shipped.name,
    score: (l, r, elsewhere = {}) => {
      const left: Record<string, NodeRow[string]> = { ...rowOf(l) }
      const right: Record<string, NodeRow[string]> = { ...rowOf(r) }
      for (const [column, outcome] of Object.entries(elsewhere)) {
        // Signs of different length are near in no sense; equal ones are equal.
        left[column] = outcome === 'unknown' ? undefined : 'one'
        right[column] = outcome === 'unknown' ? undefined : outcome === 'same' ? 'one' : 'another'
      }
      return explainRecords(plan, shipped.model, left, right)
    },
  }
}

/** Counts how common the values are; those met fewer times than `least` are left out. */
export const countShares = (
  settings: Settings,
  records: Iterable<WrittenRecord>,
  least: number,
): Shares => {
  const counts = new Map(
    frequencyColumns(settings).map((column) => [column, new Map<string, number>()]),
  )
  for (const written of records) {
    const row = standardiseRecord(settings, written)
    for (const [column, values] of counts) {
      const value = row[column]
      if (value !== undefined) values.set(String(value), (values.get(String(value)) ?? 0) + 1)
    }
  }
  return Object.fromEntries(
    [...counts].map(([column, values]) => {
      const total = [...values.values()].reduce((sum, count) => sum + count, 0)
      const kept = [...values]
        .filter(([, count]) => count >= least)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
      return [
        column,
        Object.fromEntries(
          kept.map(([value, count]) => [value, Number(Math.log2(count / total).toFixed(3))]),
        ),
      ]
    }),
  )
}
