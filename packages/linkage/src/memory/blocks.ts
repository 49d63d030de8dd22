// Records that share the key of a rule, block by block. Pure.

export type Blocks = {
  /** Records of all blocks, one block after the other, by rising number within each. */
  readonly members: Int32Array
  /** Block n is members[starts[n]] to members[starts[n + 1] - 1]; there is no block 0. */
  readonly starts: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
}

/** Groups records by their key in two halves; a high half of -1 is no key. Tells every record its block where that has others. */
export function groupKeys(
  keys: { readonly high: Int32Array; readonly low: Int32Array },
  tell: (record: number, block: number) => void,
): Blocks {
  const { high, low } = keys
  const records = high.length
  let width = 1024
  while (width < records * 2) width *= 2
  const mask = width - 1
  // Each slot holds the first record of a key, plus one.
  const slots = new Int32Array(width)
  const first = new Int32Array(records).fill(-1)
  const sizes = new Int32Array(records)
  for (let record = 0; record < records; record += 1) {
    const own = high[record] ?? -1
    if (own === -1) continue
    const rest = low[record] ?? 0
    let slot = (own ^ Math.imul(rest, 0x9e3779b1)) & mask
    for (;;) {
      const found = (slots[slot] ?? 0) - 1
      if (found === -1) {
        slots[slot] = record + 1
        first[record] = record
        sizes[record] = 1
        break
      }
      if (high[found] === own && low[found] === rest) {
        first[record] = found
        sizes[found] = (sizes[found] ?? 0) + 1
        break
      }
      slot = (slot + 1) & mask
    }
  }
  let blocks = 0
  let held = 0
  // From here on the size of a block becomes its number.
  const starting: number[] = [0]
  // There is no block 0; a record stands in its place.
  const firsts: number[] = [0]
  for (let record = 0; record < records; record += 1) {
    if (first[record] !== record) continue
    const size = sizes[record] ?? 0
    if (size < 2) {
      sizes[record] = 0
      continue
    }
    blocks += 1
    starting.push(held)
    firsts.push(record)
    held += size
    sizes[record] = blocks
  }
  starting.push(held)
  const starts = Int32Array.from(starting)
  const next = Int32Array.from(starts)
  const members = new Int32Array(held)
  for (let record = 0; record < records; record += 1) {
    const own = first[record] ?? -1
    if (own === -1) continue
    const block = sizes[own] ?? 0
    if (block === 0) continue
    const place = next[block] ?? 0
    members[place] = record
    next[block] = place + 1
    tell(record, block)
  }
  return {
    members,
    starts,
    high: Int32Array.from(firsts, (record) => high[record] ?? 0),
    low: Int32Array.from(firsts, (record) => low[record] ?? 0),
  }
}

/** What a key leaves when divided, as the database counts it. */
export function restOfKey(blocks: Blocks, block: number, by: number): number {
  const high = blocks.high[block] ?? 0
  const low = (blocks.low[block] ?? 0) + 2_147_483_648
  return ((high % by) * (4_294_967_296 % by) + (low % by)) % by
}
