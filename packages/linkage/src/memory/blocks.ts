// Records that share the key of a rule, block by block. Pure.

export type Blocks = {
  /** Records of all blocks, one block after the other, by rising number within each. */
  readonly members: Int32Array
  /** Block n is members[starts[n]] to members[starts[n + 1] - 1]; there is no block 0. */
  readonly starts: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
}

/** Takes records in the order of their keys, each key in two halves, and tells every record its block where that has others. */
export function blockGrouper(tell: (record: number, block: number) => void): {
  readonly take: (record: number, high: number, low: number) => void
  readonly end: () => Blocks
} {
  const members: number[] = []
  // There is no block 0.
  const starts: number[] = [0]
  const highs: number[] = [0]
  const lows: number[] = [0]
  let run: number[] = []
  let high = -1
  let low = 0
  const close = () => {
    if (run.length > 1) {
      const block = starts.push(members.length) - 1
      highs.push(high)
      lows.push(low)
      for (const record of run) {
        members.push(record)
        tell(record, block)
      }
    }
    run = []
  }
  return {
    take: (record, ownHigh, ownLow) => {
      if (ownHigh !== high || ownLow !== low) {
        close()
        high = ownHigh
        low = ownLow
      }
      run.push(record)
    },
    end: () => {
      close()
      starts.push(members.length)
      return {
        members: Int32Array.from(members),
        starts: Int32Array.from(starts),
        high: Int32Array.from(highs),
        low: Int32Array.from(lows),
      }
    },
  }
}

/** What a key leaves when divided, as the database counts it. */
export function restOfKey(blocks: Blocks, block: number, by: number): number {
  const high = blocks.high[block] ?? 0
  const low = (blocks.low[block] ?? 0) + 2_147_483_648
  return ((high % by) * (4_294_967_296 % by) + (low % by)) % by
}
