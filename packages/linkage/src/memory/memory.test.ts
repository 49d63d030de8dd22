import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inBytes } from '../strings/bytes.ts'
import { jaro, jaroWinkler } from '../strings/jaro.ts'
import { blockGroupers, rangesOfBlocks, restOfKey } from './blocks.ts'
import { maySimilar } from './compare-pair.ts'
import { packTexts, textReader, unpackTexts } from './texts.ts'

describe('what is ruled out by lengths and letters', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefgi 19'), minLength: 1, maxLength: 12 })
  const limit = fc.double({ min: 0.6, max: 1, noNaN: true })

  test('is never as similar as asked', () => {
    fc.assert(
      fc.property(word, word, limit, (a, b, least) => {
        if (jaroWinkler(a, b) >= least)
          expect(maySimilar(packTexts(['', a, b]), least, true)(1, 2)).toBe(true)
        if (jaro(a, b) >= least)
          expect(maySimilar(packTexts(['', a, b]), least, false)(1, 2)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('is most of what has little in common', () => {
    const may = maySimilar(packTexts(['', 'nurlan', 'gulmira']), 0.88, true)

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
          const next = blockGroupers(keyOf.length)
          // What an earlier rule left in the same memory is not seen.
          const earlier = next()
          for (const record of keyOf.keys()) earlier.take(record, 1, 1)
          earlier.end(() => undefined)
          const grouper = next()
          for (const [record, key] of [...keyOf.entries()].toReversed())
            grouper.take(record, Number(key >> 32n), Number((key & 0xffff_ffffn) - 0x8000_0000n))
          const blocks = grouper.end((record, block) => told.set(record, block))

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

  test('are cut into ranges that hold every block once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 30 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (sizes, ranges) => {
          const starts = Int32Array.from([
            0,
            ...sizes.map((_, at) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0)),
            sizes.reduce((sum, size) => sum + size, 0),
          ])
          const none = new Int32Array()
          const found = rangesOfBlocks({ starts, members: none, high: none, low: none }, ranges)

          expect(found.length).toBeLessThanOrEqual(ranges)
          expect(
            found.flatMap(({ from, to }) =>
              Array.from({ length: to - from }, (_, at) => from + at),
            ),
          ).toEqual(sizes.map((_, at) => at + 1))
        },
      ),
    )
  })
})

describe('texts in shared memory', () => {
  test('come back as they were, and as the bytes that the database counts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 }), (values) => {
        const texts = packTexts(values)
        const textOf = textReader(texts)

        expect(unpackTexts(texts)).toEqual(values)
        values.forEach((value, code) => {
          expect(textOf(code)).toBe(inBytes(value))
          expect(textOf(code).length).toBe(Buffer.byteLength(value))
        })
      }),
    )
  })
})
