// Numbers the values of a column as they come, by their bytes: a map of millions of strings would take gigabytes.
import type { Texts } from './texts.ts'

/** A column of a dictionary: the code of each of its entries, and the value of each code; code 0 is "not known". */
export type CodedDictionary = { readonly codes: Int32Array; readonly values: Texts }

export type Coder = {
  readonly add: (entry: number, value: string) => void
  /** Values joined by U+001F in UTF-8, for the entries from `first` on; U+001E stands for one that is not known. */
  readonly addJoined: (first: number, joined: Uint8Array) => void
  readonly end: () => CodedDictionary
}

const BETWEEN = 0x1f
const NOT_KNOWN = 0x1e
const MOST_BYTES = 0x7fff_ffff
const HASH_START = 0x811c9dc5 | 0
const HASH_FACTOR = 0x01000193

export function coder(entries: number): Coder {
  const codes = new Int32Array(new SharedArrayBuffer(entries * 4))
  // The value of code n is bytes[starts[n]] to bytes[starts[n + 1] - 1]; no value has code 0.
  let starts = new Int32Array(1 << 10)
  let hashes = new Int32Array(1 << 10)
  let bytes = new Uint8Array(1 << 14)
  let slots = new Int32Array(1 << 11)
  let count = 1

  const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & (slots.length - 1)

  const growCodes = () => {
    const larger = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const made = new Int32Array(old.length * 2)
      made.set(old)
      return made
    }
    starts = larger(starts)
    hashes = larger(hashes)
    slots = new Int32Array(slots.length * 2)
    for (let code = 1; code < count; code += 1) {
      let slot = slotOf(hashes[code] ?? 0)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = code
    }
  }

  const makeRoom = (more: number) => {
    const wanted = (starts[count] ?? 0) + more
    if (wanted <= bytes.length) return
    const made = new Uint8Array(Math.max(bytes.length * 2, wanted))
    made.set(bytes)
    bytes = made
  }

  /** Settles the code of the value written behind all others, up to `to`. */
  const settle = (entry: number, to: number, hash: number) => {
    const from = starts[count] ?? 0
    let slot = slotOf(hash)
    for (;;) {
      const code = slots[slot] ?? 0
      if (code === 0) break
      const start = starts[code] ?? 0
      if (hashes[code] === hash && (starts[code + 1] ?? 0) - start === to - from) {
        let at = from
        while (at < to && bytes[at] === bytes[start + at - from]) at += 1
        if (at === to) {
          codes[entry] = code
          return
        }
      }
      slot = (slot + 1) & (slots.length - 1)
    }
    if (to > MOST_BYTES)
      throw new RangeError('The values of one column take more than 2 GB; compare in the database.')
    slots[slot] = count
    hashes[count] = hash
    codes[entry] = count
    count += 1
    starts[count] = to
    if (count + 1 === starts.length) growCodes()
  }

  const addJoined = (first: number, joined: Uint8Array) => {
    makeRoom(joined.length + 1)
    const { length } = joined
    let hash = HASH_START
    let from = starts[count] ?? 0
    let to = from
    let entry = first
    for (let at = 0; at <= length; at += 1) {
      const byte = at < length ? (joined[at] ?? 0) : BETWEEN
      if (byte !== BETWEEN) {
        bytes[to] = byte
        to += 1
        hash = Math.imul(hash ^ byte, HASH_FACTOR)
        continue
      }
      if (to - from !== 1 || bytes[from] !== NOT_KNOWN) settle(entry, to, hash)
      entry += 1
      hash = HASH_START
      from = starts[count] ?? 0
      to = from
    }
  }

  return {
    addJoined,
    add: (entry, value) => {
      const own = Buffer.from(value)
      makeRoom(own.length)
      const from = starts[count] ?? 0
      bytes.set(own, from)
      let hash = HASH_START
      for (const byte of own) hash = Math.imul(hash ^ byte, HASH_FACTOR)
      settle(entry, from + own.length, hash)
    },
    end: () => {
      const shared = new Int32Array(new SharedArrayBuffer((count + 1) * 4))
      shared.set(starts.subarray(0, count + 1))
      const size = starts[count] ?? 0
      const own = new Uint8Array(new SharedArrayBuffer(size))
      own.set(bytes.subarray(0, size))
      return { codes, values: { starts: shared, bytes: own } }
    },
  }
}
