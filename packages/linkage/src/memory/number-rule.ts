// The blocks of one rule: who is in which, how many there are of each size, and which are too large. Pure; rules do not wait for
// one another.
import type { Settings } from '../settings/settings.ts'
import { type Blocks, blocksOf, sizesOf } from './blocks.ts'
import { bySize, type GroupSizes, mostInBlock, sizesOfGroups } from './group-sizes.ts'
import type { CodedRecords } from './memory-nodes.ts'
import { ruleGrouper } from './rule-groups.ts'

/** What rules are keyed by. */
export type KeyedRecords = Pick<CodedRecords, 'records' | 'sources' | 'entryOf' | 'dictionaries'>

export type NumberedRule = {
  /** The block of each record, 0 where it is in none. */
  readonly key: Int32Array
  readonly blocks: Blocks
  readonly sizes: GroupSizes
}

/** Pairs of a rule within one source, which linking leaves out. */
function pairsWithinSources({ members, starts }: Blocks, sources: Int16Array): number {
  let pairs = 0
  for (let block = 1; block < starts.length - 1; block += 1) {
    const counts = new Map<number, number>()
    for (const record of members.subarray(starts[block], starts[block + 1])) {
      const source = sources[record] ?? 0
      const before = counts.get(source) ?? 0
      pairs += before
      counts.set(source, before + 1)
    }
  }
  return pairs
}

export function ruleNumberer(
  settings: Settings,
  keyed: KeyedRecords,
): (rule: number) => NumberedRule {
  const { records } = keyed
  const groupsOf = ruleGrouper(settings, keyed)
  return (rule) => {
    const declared = settings.blocking[rule]
    if (declared === undefined) throw new RangeError(`There is no blocking rule ${rule}.`)
    const own = groupsOf(rule)
    const sizes = sizesOf(own)
    const counts = bySize(sizes)
    const most = mostInBlock(declared, counts, records)
    const key = new Int32Array(new SharedArrayBuffer(records * 4))
    const blocks = blocksOf(own, sizes, most, (record, block) => {
      key[record] = block
    })
    return {
      key,
      blocks,
      sizes: {
        ...sizesOfGroups(own, sizes, counts, most),
        within: settings.linkType === 'link' ? pairsWithinSources(blocks, keyed.sources) : 0,
      },
    }
  }
}
