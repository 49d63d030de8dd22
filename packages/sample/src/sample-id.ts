// Ids of sample records: version 7 in form, made from seed, kind and number instead of clock and
// chance, so that loading twice gives the same rows. Their time part counts milliseconds from
// 2020-01-01, in the order of making, which keeps an index over them dense.

import { hashOf } from './random.ts'

const START_MS = 1_577_836_800_000

const HEX = Array.from({ length: 65_536 }, (_, word) => word.toString(16).padStart(4, '0'))
const hex = (word: number): string => HEX[word & 0xffff] as string

export function sampleId(seed: string | number, kind: string, number: number): string {
  const time = START_MS + number
  const high = Math.floor(time / 65_536)
  const [a, b] = hashOf([seed, kind, number])
  // The version is 7, and the variant's two highest bits are 10.
  return `${hex(high >>> 16)}${hex(high)}-${hex(time)}-${hex(0x7000 | (a & 0xfff))}-${hex(0x8000 | ((a >>> 12) & 0x3fff))}-${hex(b >>> 16)}${hex(b)}${hex(a >>> 16)}`
}
