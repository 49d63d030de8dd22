// Compares and scores the pairs of a rule within a range of its blocks. Pure.
import type { Model } from '../model.ts'
import type { Plan } from '../plan.ts'
import type { BlockRange } from './blocks.ts'
import type { Compare } from './compare-pair.ts'
import type { MemoryNodes } from './memory-nodes.ts'
import { pairsOf, type Share } from './scan-pairs.ts'
import { scorer } from './score-pair.ts'

export type EdgeTable = {
  readonly l: Int32Array
  readonly r: Int32Array
  readonly levels: Float64Array
  readonly weight: Float64Array
}

export type EdgeFinder = (work: {
  readonly rule: number
  readonly share: Share
  readonly range: BlockRange
}) => EdgeTable

const FIRST_ROOM = 1 << 14

export function edgeFinder(
  plan: Plan,
  model: Model,
  nodes: MemoryNodes,
  keep: number,
  compare: Compare,
): EdgeFinder {
  const weightOf = scorer(plan, model, nodes, keep)
  const codes = new Int32Array(plan.comparisons.length)
  let room = FIRST_ROOM
  let ls = new Int32Array(room)
  let rs = new Int32Array(room)
  let packed = new Float64Array(room)
  let weights = new Float64Array(room)
  const grow = () => {
    room *= 2
    const larger = <Column extends Int32Array | Float64Array>(
      made: Column,
      old: Column,
    ): Column => {
      made.set(old)
      return made
    }
    ls = larger(new Int32Array(room), ls)
    rs = larger(new Int32Array(room), rs)
    packed = larger(new Float64Array(room), packed)
    weights = larger(new Float64Array(room), weights)
  }
  return (work) => {
    let held = 0
    for (const pairs of pairsOf(plan, nodes, work)) {
      for (let at = 0; at < pairs.count; at += 1) {
        const l = pairs.l[at] ?? 0
        const r = pairs.r[at] ?? 0
        const left = l * nodes.width
        const right = r * nodes.width
        const levels = compare(left, right, codes)
        const weight = weightOf(left, right, codes)
        if (Number.isNaN(weight)) continue
        if (held === room) grow()
        ls[held] = l
        rs[held] = r
        packed[held] = levels
        weights[held] = weight
        held += 1
      }
    }
    return {
      l: ls.slice(0, held),
      r: rs.slice(0, held),
      levels: packed.slice(0, held),
      weight: weights.slice(0, held),
    }
  }
}
