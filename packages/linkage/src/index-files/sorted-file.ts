// A sorted file of entries of twelve bytes, an eight-byte key and four bytes of value, with every 256th key held in memory:
// a look-up is one search in memory and one short read, whatever the size.
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'

export const ENTRY_BYTES = 12
const EVERY = 256
const WRITE_BYTES = ENTRY_BYTES * 65_536

export type SortedFile = {
  readonly entries: number
  /** Calls `take` with the byte position of each value under the key, up to `most` of them. */
  readonly lookUp: (
    key: bigint,
    most: number,
    take: (values: DataView, at: number) => void,
  ) => number
  readonly each: (take: (key: bigint, value: number) => void) => void
  readonly close: () => void
}

export function openSortedFile(path: string): SortedFile {
  const file = openSync(path, 'r')
  const entries = Math.floor(fstatSync(file).size / ENTRY_BYTES)
  const first = new BigUint64Array(Math.ceil(entries / EVERY))
  const key = Buffer.alloc(8)
  for (let block = 0; block < first.length; block += 1) {
    readSync(file, key, 0, 8, block * EVERY * ENTRY_BYTES)
    first[block] = key.readBigUInt64LE(0)
  }
  const buffer = Buffer.alloc(EVERY * ENTRY_BYTES)
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)

  const lookUp: SortedFile['lookUp'] = (wanted, most, take) => {
    // The last block that begins before the key: the key may begin inside it.
    let low = 0
    let high = first.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((first[middle] ?? 0n) < wanted) low = middle + 1
      else high = middle
    }
    let found = 0
    for (
      let block = Math.max(0, low - 1);
      block < first.length && (first[block] ?? 0n) <= wanted;
      block += 1
    ) {
      const bytes = readSync(file, buffer, 0, buffer.length, block * buffer.length)
      for (let at = 0; at < bytes; at += ENTRY_BYTES) {
        const own = view.getBigUint64(at, true)
        if (own < wanted) continue
        if (own > wanted) return found
        found += 1
        if (found > most) return found
        take(view, at + 8)
      }
    }
    return found
  }
  const each: SortedFile['each'] = (take) => {
    const large = Buffer.alloc(WRITE_BYTES)
    for (let from = 0; from < entries * ENTRY_BYTES; from += large.length) {
      const bytes = readSync(file, large, 0, large.length, from)
      for (let at = 0; at + ENTRY_BYTES <= bytes; at += ENTRY_BYTES)
        take(large.readBigUInt64LE(at), large.readUInt32LE(at + 8))
    }
  }
  return { entries, lookUp, each, close: () => closeSync(file) }
}

export type SortedWriter = {
  readonly add: (key: bigint, bits: number) => void
  readonly close: () => void
}

/** Entries must come in ascending order of key; `bits` are the value's four bytes. */
export function createSortedFile(path: string): SortedWriter {
  const file = openSync(path, 'w')
  const buffer = Buffer.alloc(WRITE_BYTES)
  let held = 0
  const flush = () => {
    writeSync(file, buffer, 0, held)
    held = 0
  }
  return {
    add: (key, bits) => {
      buffer.writeBigUInt64LE(key, held)
      buffer.writeUInt32LE(bits, held + 8)
      held += ENTRY_BYTES
      if (held === buffer.length) flush()
    },
    close: () => {
      flush()
      closeSync(file)
    },
  }
}

const float = new Float32Array(1)
const floatBits = new Uint32Array(float.buffer)

export function bitsOfFloat(value: number): number {
  float[0] = value
  return floatBits[0] ?? 0
}
