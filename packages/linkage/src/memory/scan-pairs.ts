// Goes through the candidate pairs of a rule in memory: each pair once, under the first rule that finds it.
import type { Plan } from '../plan.ts'
import type { BlockRange } from './blocks.ts'
import type { MemoryNodes } from './memory-nodes.ts'

export type Share = { readonly of: number; readonly index: number }

export type Pairs = {
  readonly l: Int32Array
  readonly r: Int32Array
  /** 1 where no earlier rule finds the pair. */
  readonly fresh: Uint8Array
  count: number
}

const PAIRS_AT_ONCE = 1 << 16

/** The pairs of a rule within a share of its keys, some at a time in the same arrays; those of earlier rules too when asked for. */
export function* pairsOf(
  plan: Plan,
  nodes: MemoryNodes,
  options: {
    readonly rule: number
    readonly share: Share
    readonly repeats?: boolean
    /** All blocks where nothing is said. */
    readonly range?: BlockRange
  },
): Generator<Pairs> {
  const { rule, share, repeats = false } = options
  const blocks = nodes.blocks[rule]
  if (blocks === undefined) throw new RangeError(`There is no blocking rule ${rule}.`)
  const { members, starts } = blocks
  const { blockOf, sources } = nodes
  const rules = nodes.blocks.length
  const acrossOnly = plan.settings.linkType === 'link'
  const pairs: Pairs = {
    l: new Int32Array(PAIRS_AT_ONCE),
    r: new Int32Array(PAIRS_AT_ONCE),
    fresh: new Uint8Array(PAIRS_AT_ONCE),
    count: 0,
  }
  const { from, to } = options.range ?? { from: 1, to: starts.length - 1 }
  for (let block = from; block < to; block += 1) {
    if (share.of > 1 && block % share.of !== share.index) continue
    const end = starts[block + 1] ?? 0
    for (let first = starts[block] ?? 0; first < end; first += 1) {
      const l = members[first] ?? 0
      const left = l * rules
      for (let second = first + 1; second < end; second += 1) {
        const r = members[second] ?? 0
        if (acrossOnly && sources[l] === sources[r]) continue
        const right = r * rules
        let fresh = 1
        for (let earlier = 0; earlier < rule; earlier += 1) {
          const shared = blockOf[left + earlier] ?? 0
          if (shared !== 0 && shared === blockOf[right + earlier]) {
            fresh = 0
            break
          }
        }
        if (fresh === 0 && !repeats) continue
        pairs.l[pairs.count] = l
        pairs.r[pairs.count] = r
        pairs.fresh[pairs.count] = fresh
        pairs.count += 1
        if (pairs.count < PAIRS_AT_ONCE) continue
        yield pairs
        pairs.count = 0
      }
    }
  }
  yield pairs
}
