// How many pairs show each pattern of agreement, for training: what steps/sample.ts counts in SQL. Counts of parts add up to the
// counts of the whole, whoever counted them.
import type { Plan } from '../plan.ts'
import { unpackLevels } from '../plan.ts'
import type { Pattern } from '../train/em.ts'
import type { Compare } from './compare-pair.ts'
import type { MemoryNodes } from './memory-nodes.ts'
import type { Pairs } from './scan-pairs.ts'

export type CountedPatterns = {
  readonly all: readonly Pattern[]
  readonly fresh: readonly Pattern[]
}

/** By packed levels. */
export type PatternCounts = {
  readonly all: ReadonlyMap<number, number>
  readonly fresh: ReadonlyMap<number, number>
}

export function patternCounter(
  plan: Plan,
  nodes: MemoryNodes,
  compare: Compare,
): (batches: Iterable<Pairs>) => PatternCounts {
  const codes = new Int32Array(plan.comparisons.length)
  return (batches) => {
    const all = new Map<number, number>()
    const fresh = new Map<number, number>()
    for (const pairs of batches)
      for (let at = 0; at < pairs.count; at += 1) {
        const left = (pairs.l[at] ?? 0) * nodes.width
        const right = (pairs.r[at] ?? 0) * nodes.width
        const levels = compare(left, right, codes)
        all.set(levels, (all.get(levels) ?? 0) + 1)
        if (pairs.fresh[at] === 1) fresh.set(levels, (fresh.get(levels) ?? 0) + 1)
      }
    return { all, fresh }
  }
}

export function patternsOfCounts(plan: Plan, parts: readonly PatternCounts[]): CountedPatterns {
  // In order, since sums taken in another order differ in their last digit.
  const listed = (own: readonly ReadonlyMap<number, number>[]): readonly Pattern[] => {
    const summed = new Map<number, number>()
    for (const counts of own)
      for (const [levels, count] of counts) summed.set(levels, (summed.get(levels) ?? 0) + count)
    return [...summed]
      .toSorted(([a], [b]) => a - b)
      .map(([levels, count]) => ({ codes: unpackLevels(plan, levels), count }))
  }
  return {
    all: listed(parts.map(({ all }) => all)),
    fresh: listed(parts.map(({ fresh }) => fresh)),
  }
}
