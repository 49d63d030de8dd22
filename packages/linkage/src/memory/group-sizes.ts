// The blocks of a rule by their sizes, and which of them are left out. Pure.
import type { BlockingRule } from '../settings/settings.ts'
import type { Groups } from './blocks.ts'

export const LARGEST_SHOWN = 5
const DEFAULT_MAX_BLOCK = 20_000
// Below this a rule may give as many pairs as it does.
const ALWAYS_ALLOWED = 1_000_000

export type GroupSizes = {
  /** Blocks with more records than this are left out. */
  readonly most: number
  /** Blocks by size: at least `from` records. */
  readonly sizes: readonly {
    readonly from: number
    readonly blocks: number
    readonly pairs: number
  }[]
  readonly leftOut: { readonly blocks: number; readonly records: number; readonly pairs: number }
  /** Pairs within one source, where only pairs between sources count. */
  readonly within: number
  readonly largest: readonly { readonly records: number; readonly first: number | undefined }[]
}

/** How many groups there are of each size above one. */
export function bySize(sizes: Int32Array): ReadonlyMap<number, number> {
  let largest = 0
  for (const size of sizes) if (size > largest) largest = size
  const counts = new Int32Array(largest + 1)
  for (const size of sizes) counts[size] = (counts[size] ?? 0) + 1
  const found = new Map<number, number>()
  counts.forEach((count, size) => {
    if (size > 1 && count > 0) found.set(size, count)
  })
  return found
}

const pairsAmong = (records: number): number => (records * (records - 1)) / 2

/** The largest block that a rule keeps, from how many blocks it has of each size. */
export function mostInBlock(
  { maxBlock = DEFAULT_MAX_BLOCK, pairsPerRecord }: BlockingRule,
  blocks: ReadonlyMap<number, number>,
  records: number,
): number {
  if (pairsPerRecord === undefined) return maxBlock
  const allowed = Math.max(ALWAYS_ALLOWED, records * pairsPerRecord)
  let pairs = 0
  let most = 2
  for (const [size, count] of [...blocks].toSorted(([a], [b]) => a - b)) {
    pairs += count * pairsAmong(size)
    if (size > maxBlock || pairs > allowed) return most
    most = Math.max(most, size)
  }
  return maxBlock
}

/** The groups of a rule by their sizes, and the first records of the largest. */
export function sizesOfGroups(
  groups: Groups,
  sizes: Int32Array,
  blocks: ReadonlyMap<number, number>,
  most: number,
): Omit<GroupSizes, 'within'> {
  const kept = new Map<number, { blocks: number; pairs: number }>()
  const leftOut = { blocks: 0, records: 0, pairs: 0 }
  for (const [size, count] of blocks) {
    if (size > most) {
      leftOut.blocks += count
      leftOut.records += count * size
      leftOut.pairs += count * pairsAmong(size)
      continue
    }
    const from = 2 ** Math.floor(Math.log2(size))
    const found = kept.get(from) ?? { blocks: 0, pairs: 0 }
    found.blocks += count
    found.pairs += count * pairsAmong(size)
    kept.set(from, found)
  }
  let largest: number[] = []
  let least = 1
  for (let group = 1; group < sizes.length; group += 1) {
    if ((sizes[group] ?? 0) <= least) continue
    largest = [...largest, group]
      .toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b)
      .slice(0, LARGEST_SHOWN)
    if (largest.length === LARGEST_SHOWN) least = sizes[largest.at(-1) ?? 0] ?? 0
  }
  return {
    most,
    leftOut,
    sizes: [...kept].toSorted(([a], [b]) => a - b).map(([from, found]) => ({ from, ...found })),
    largest: largest.map((group) => ({
      records: sizes[group] ?? 0,
      first: groups.of.indexOf(group),
    })),
  }
}
