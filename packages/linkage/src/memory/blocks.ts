// Records that share the key of a rule, block by block. Pure.

export type Blocks = {
  /** Records of all blocks, one block after the other, by rising number within each. */
  readonly members: Int32Array
  /** Block n is members[starts[n]] to members[starts[n + 1] - 1]; there is no block 0. */
  readonly starts: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
}

export type BlockGrouper = {
  /** Takes records in any order, each key in two halves. */
  readonly take: (record: number, high: number, low: number) => void
  /** Tells every record its block where that has others; blocks are numbered by their first records. */
  readonly end: (tell: (record: number, block: number) => void) => Blocks
}

const shared = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4))

/** Groups by key, rule after rule, in the same memory. */
export function blockGroupers(records: number): () => BlockGrouper {
  let bits = 4
  while (2 ** bits < records * 1.5) bits += 1
  const slots = new Int32Array(2 ** bits)
  const mask = 2 ** bits - 1
  const groupOf = new Int32Array(records)
  const highs = new Int32Array(records + 1)
  const lows = new Int32Array(records + 1)
  const sizes = new Int32Array(records + 1)
  return () => {
    slots.fill(0)
    groupOf.fill(0)
    let groups = 0
    return {
      take: (record, high, low) => {
        let slot = (Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b)) & mask
        for (;;) {
          const group = slots[slot] ?? 0
          if (group === 0) {
            groups += 1
            slots[slot] = groups
            highs[groups] = high
            lows[groups] = low
            sizes[groups] = 1
            groupOf[record] = groups
            return
          }
          if (highs[group] === high && lows[group] === low) {
            sizes[group] = (sizes[group] ?? 0) + 1
            groupOf[record] = group
            return
          }
          slot = (slot + 1) & mask
        }
      },
      end: (tell) => {
        let count = 0
        let inBlocks = 0
        for (let group = 1; group <= groups; group += 1) {
          const size = sizes[group] ?? 0
          if (size < 2) continue
          count += 1
          inBlocks += size
        }
        const members = shared(inBlocks)
        const starts = shared(count + 2)
        const high = shared(count + 1)
        const low = shared(count + 1)
        // The slots are free now: the block of each group, and where its next record goes.
        const blockOf = slots.fill(0)
        const next = new Int32Array(count + 1)
        let block = 0
        let from = 0
        for (let record = 0; record < records; record += 1) {
          const group = groupOf[record] ?? 0
          const size = sizes[group] ?? 0
          if (group === 0 || size < 2) continue
          let own = blockOf[group] ?? 0
          if (own === 0) {
            block += 1
            own = block
            blockOf[group] = own
            starts[own] = from
            next[own] = from
            high[own] = highs[group] ?? 0
            low[own] = lows[group] ?? 0
            from += size
          }
          const place = next[own] ?? 0
          members[place] = record
          next[own] = place + 1
          tell(record, own)
        }
        starts[count + 1] = from
        return { members, starts, high, low }
      },
    }
  }
}

/** What a key leaves when divided, as the database counts it. */
export function restOfKey(blocks: Blocks, block: number, by: number): number {
  const high = blocks.high[block] ?? 0
  const low = (blocks.low[block] ?? 0) + 2_147_483_648
  return ((high % by) * (4_294_967_296 % by) + (low % by)) % by
}

export type BlockRange = { readonly from: number; readonly to: number }

/** The blocks of a rule in so many ranges of about equally many pairs; `to` is not in it. */
export function rangesOfBlocks({ starts }: Blocks, ranges: number): readonly BlockRange[] {
  const last = starts.length - 1
  const pairsOf = (block: number) => {
    const size = (starts[block + 1] ?? 0) - (starts[block] ?? 0)
    return (size * (size - 1)) / 2
  }
  let left = 0
  for (let block = 1; block < last; block += 1) left += pairsOf(block)
  const found: BlockRange[] = []
  let from = 1
  let held = 0
  for (let block = 1; block < last; block += 1) {
    held += pairsOf(block)
    if (found.length < ranges - 1 && held * (ranges - found.length) >= left) {
      found.push({ from, to: block + 1 })
      from = block + 1
      left -= held
      held = 0
    }
  }
  found.push({ from, to: Math.max(from, last) })
  return found
}
