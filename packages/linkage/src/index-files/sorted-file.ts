// A sorted table in a file: entries of twelve bytes, a key of eight (lower half first) and four bytes of value, by key and value;
// then every 256th key, and in the last eight bytes how many entries there are. The 256th keys are held in memory: a look-up is one
// search among them and one short read, whatever the size. Keys are handled as two halves, because a BigInt for each of a hundred
// million is what makes a build slow.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs'

export const ENTRY_BYTES = 12
const WORDS = ENTRY_BYTES / 4
const EVERY = 256
const BLOCK_BYTES = EVERY * ENTRY_BYTES
const BLOCKS_AT_ONCE = 256

export type Halves = { readonly high: number; readonly low: number }

export const halvesOf = (key: bigint): Halves => ({
  high: Number(key >> 32n),
  low: Number(key & 0xffffffffn),
})

const comesBefore = (aHigh: number, aLow: number, bHigh: number, bLow: number): boolean =>
  aHigh < bHigh || (aHigh === bHigh && aLow < bLow)

export type SortedFile = {
  readonly entries: number
  /** Gives the value of each entry under the key to `take`, until it answers false. */
  readonly lookUp: (key: bigint, take: (value: number) => boolean) => void
  /** Reads all entries in order, thousands at a time: three words each, low, high, value. */
  readonly eachBlock: (take: (words: Uint32Array, entries: number) => void) => void
  readonly close: () => void
}

export function openSortedFile(path: string): SortedFile {
  const file = openSync(path, 'r')
  const tail = new Float64Array(1)
  const { size } = fstatSync(file)
  readSync(file, tail, 0, 8, size - 8)
  const entries = tail[0] ?? 0
  const firsts = new Uint32Array(Math.ceil(entries / EVERY) * 2)
  const blocks = firsts.length / 2
  if (size !== entries * ENTRY_BYTES + firsts.byteLength + 8)
    throw new Error(
      `"${path}" is not whole: it has ${size} bytes for ${entries} entries. Build the index anew.`,
    )
  readSync(file, firsts, 0, firsts.byteLength, entries * ENTRY_BYTES)
  const words = new Uint32Array(EVERY * WORDS)

  const blockWithFirstAtLeast = ({ high, low }: Halves): number => {
    let from = 0
    let to = blocks
    while (from < to) {
      const middle = (from + to) >> 1
      if (comesBefore(firsts[middle * 2 + 1] ?? 0, firsts[middle * 2] ?? 0, high, low))
        from = middle + 1
      else to = middle
    }
    return from
  }
  const placeInBlock = (count: number, { high, low }: Halves): number => {
    let from = 0
    let to = count
    while (from < to) {
      const middle = (from + to) >> 1
      const at = middle * WORDS
      if (comesBefore(words[at + 1] ?? 0, words[at] ?? 0, high, low)) from = middle + 1
      else to = middle
    }
    return from
  }

  const lookUp: SortedFile['lookUp'] = (key, take) => {
    const wanted = halvesOf(key)
    // The key may begin inside the block before.
    const start = Math.max(0, blockWithFirstAtLeast(wanted) - 1)
    for (let block = start; block < blocks; block += 1) {
      const count = Math.min(EVERY, entries - block * EVERY)
      readSync(file, words, 0, count * ENTRY_BYTES, block * BLOCK_BYTES)
      for (let entry = placeInBlock(count, wanted); entry < count; entry += 1) {
        const at = entry * WORDS
        if (words[at] !== wanted.low || words[at + 1] !== wanted.high) return
        if (!take(words[at + 2] ?? 0)) return
      }
    }
  }
  const eachBlock: SortedFile['eachBlock'] = (take) => {
    const large = new Uint32Array(EVERY * WORDS * BLOCKS_AT_ONCE)
    const atOnce = EVERY * BLOCKS_AT_ONCE
    for (let from = 0; from < entries; from += atOnce) {
      const count = Math.min(atOnce, entries - from)
      readSync(file, large, 0, count * ENTRY_BYTES, from * ENTRY_BYTES)
      take(large, count)
    }
  }
  return { entries, lookUp, eachBlock, close: () => closeSync(file) }
}

export function entriesOf(path: string): number {
  const file = openSortedFile(path)
  file.close()
  return file.entries
}

export type SortedWriter = {
  readonly entries: number
  readonly add: (high: number, low: number, bits: number) => void
  /** Whole columns: keys as words, low and high in turn, and the four bytes of each value. */
  readonly addColumns: (keys: Uint32Array, bits: Uint32Array) => void
  /** Ends the file, on the disk and under its own name only now. */
  readonly close: () => void
}

/** Entries must come in ascending order of key. */
export function createSortedFile(path: string): SortedWriter {
  const beside = `${path}.part`
  const file = openSync(beside, 'w')
  const words = new Uint32Array(EVERY * WORDS * BLOCKS_AT_ONCE)
  const firsts: number[] = []
  let held = 0
  let entries = 0
  const flush = () => {
    writeSync(file, words, 0, held * 4)
    held = 0
  }
  const add: SortedWriter['add'] = (high, low, bits) => {
    if (entries % EVERY === 0) firsts.push(low, high)
    words[held] = low
    words[held + 1] = high
    words[held + 2] = bits
    held += WORDS
    entries += 1
    if (held === words.length) flush()
  }
  return {
    get entries() {
      return entries
    },
    add,
    addColumns: (keys, bits) => {
      for (let at = 0; at < bits.length; at += 1)
        add(keys[at * 2 + 1] ?? 0, keys[at * 2] ?? 0, bits[at] ?? 0)
    },
    close: () => {
      flush()
      writeSync(file, Uint32Array.from(firsts))
      writeSync(file, Float64Array.of(entries))
      fsyncSync(file)
      closeSync(file)
      renameSync(beside, path)
    },
  }
}

/** The table with some values dropped and some entries added; `added` is sorted by key. */
export function mergeSorted(
  base: SortedFile,
  changes: {
    readonly dropped: (value: number) => boolean
    readonly added: readonly { readonly key: bigint; readonly value: number }[]
  },
  out: SortedWriter,
): void {
  const { dropped } = changes
  const added = changes.added.map(({ key, value }) => ({ ...halvesOf(key), value }))
  let next = 0
  base.eachBlock((words, count) => {
    for (let entry = 0; entry < count; entry += 1) {
      const at = entry * WORDS
      const low = words[at] ?? 0
      const high = words[at + 1] ?? 0
      for (
        let one = added[next];
        one !== undefined && comesBefore(one.high, one.low, high, low);
        one = added[next]
      ) {
        out.add(one.high, one.low, one.value)
        next += 1
      }
      const value = words[at + 2] ?? 0
      if (!dropped(value)) out.add(high, low, value)
    }
  })
  for (const one of added.slice(next)) out.add(one.high, one.low, one.value)
  out.close()
}

const word = new Uint32Array(1)
const wordAsFloat = new Float32Array(word.buffer)

export function floatOfBits(bits: number): number {
  word[0] = bits
  return wordAsFloat[0] ?? 0
}
