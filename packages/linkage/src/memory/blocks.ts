// Records that agree on all values of a rule, block by block. Pure.

export type Blocks = {
  /** Records of all blocks, one block after the other, by rising number within each. */
  readonly members: Int32Array
  /** Block n is members[starts[n]] to members[starts[n + 1] - 1]; there is no block 0. */
  readonly starts: Int32Array
}

/** Records by what they agree on: groups are numbered from 1; 0 is a record that lacks a value. */
export type Groups = { readonly of: Int32Array; readonly count: number }

const shared = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4))

/** Groups by one value more, given by its code per record, rule after rule in the same memory. */
export function groupSplitter(records: number): (groups: Groups, codes: Int32Array) => Groups {
  let bits = 4
  while (2 ** bits < records * 1.5) bits += 1
  const slots = new Int32Array(2 ** bits)
  const mask = 2 ** bits - 1
  const firsts = new Int32Array(records + 1)
  const seconds = new Int32Array(records + 1)
  return ({ of }, codes) => {
    slots.fill(0)
    const split = new Int32Array(records)
    let count = 0
    for (let record = 0; record < records; record += 1) {
      const first = of[record] ?? 0
      if (first === 0) continue
      const second = codes[record] ?? 0
      if (second === 0) continue
      const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
      let slot = (mixed ^ (mixed >>> 15)) & mask
      for (;;) {
        const group = slots[slot] ?? 0
        if (group === 0) {
          count += 1
          slots[slot] = count
          firsts[count] = first
          seconds[count] = second
          split[record] = count
          break
        }
        if (firsts[group] === first && seconds[group] === second) {
          split[record] = group
          break
        }
        slot = (slot + 1) & mask
      }
    }
    return { of: split, count }
  }
}

/** How many records each group has. */
export function sizesOf({ of, count }: Groups): Int32Array {
  const sizes = new Int32Array(count + 1)
  for (const group of of) sizes[group] = (sizes[group] ?? 0) + 1
  sizes[0] = 0
  return sizes
}

/** The groups that have pairs and are not too large, numbered by their first records, each record told its own. */
export function blocksOf(
  { of, count: groups }: Groups,
  sizes: Int32Array,
  most: number,
  tell: (record: number, block: number) => void,
): Blocks {
  let count = 0
  let inBlocks = 0
  for (const size of sizes) {
    if (size < 2 || size > most) continue
    count += 1
    inBlocks += size
  }
  const members = shared(inBlocks)
  const starts = shared(count + 2)
  const blockOf = new Int32Array(groups + 1)
  const next = new Int32Array(count + 1)
  let block = 0
  let from = 0
  for (let record = 0; record < of.length; record += 1) {
    const group = of[record] ?? 0
    const size = sizes[group] ?? 0
    if (size < 2 || size > most) continue
    let own = blockOf[group] ?? 0
    if (own === 0) {
      block += 1
      own = block
      blockOf[group] = own
      starts[own] = from
      next[own] = from
      from += size
    }
    const place = next[own] ?? 0
    members[place] = record
    next[own] = place + 1
    tell(record, own)
  }
  starts[count + 1] = from
  return { members, starts }
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
