import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jaro, jaroWinkler } from '../strings/jaro.ts'
import { blockGrouper, restOfKey } from './blocks.ts'
import { maySimilar } from './compare-pair.ts'

describe('what is ruled out by lengths and letters', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefgi 19'), minLength: 1, maxLength: 12 })
  const limit = fc.double({ min: 0.6, max: 1, noNaN: true })

  test('is never as similar as asked', () => {
    fc.assert(
      fc.property(word, word, limit, (a, b, least) => {
        if (jaroWinkler(a, b) >= least) expect(maySimilar(['', a, b], least, true)(1, 2)).toBe(true)
        if (jaro(a, b) >= least) expect(maySimilar(['', a, b], least, false)(1, 2)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('is most of what has little in common', () => {
    const may = maySimilar(['', 'nurlan', 'gulmira'], 0.88, true)

    expect(may(1, 2)).toBe(false)
  })
})

describe('blocks', () => {
  test('hold the records of one key, two at least, and leave what the key leaves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), { maxLength: 6 }),
        fc.array(fc.nat(5), { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (keys, drawn, by) => {
          const keyOf = drawn.map((at) => keys[at] ?? 7n)
          const told = new Map<number, number>()
          const grouper = blockGrouper((record, block) => told.set(record, block))
          const sorted = keyOf
            .map((key, record) => ({ key, record }))
            .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.record - b.record))
          for (const { key, record } of sorted)
            grouper.take(record, Number(key >> 32n), Number((key & 0xffff_ffffn) - 0x8000_0000n))
          const blocks = grouper.end()

          keyOf.forEach((key, record) => {
            const same = keyOf.flatMap((other, at) => (other === key ? [at] : []))
            const block = told.get(record)
            expect(block !== undefined).toBe(same.length > 1)
            if (block === undefined) return
            const [from = 0, to = 0] = [blocks.starts[block], blocks.starts[block + 1]]
            expect([...blocks.members.subarray(from, to)]).toEqual(same)
            expect(restOfKey(blocks, block, by)).toBe(Number(key % BigInt(by)))
          })
        },
      ),
    )
  })
})
