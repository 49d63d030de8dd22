import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inBytes } from '../strings/bytes.ts'
import { jaro, jaroWinkler } from '../strings/jaro.ts'
import { blocksOf, groupSplitter, rangesOfBlocks, sizesOf } from './blocks.ts'
import { coder } from './coder.ts'
import { maySimilar } from './compare-pair.ts'
import { packJoined, packTexts, textReader, unpackTexts } from './texts.ts'

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
  test('hold the records that agree on every value, two at least and no more than allowed', () => {
    const value = fc.nat(3)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value), { maxLength: 60 }),
        fc.integer({ min: 2, max: 20 }),
        (rows, most) => {
          const split = groupSplitter(rows.length)
          const column = (at: 0 | 1 | 2) => Int32Array.from(rows, (row) => row[at])
          const one = { of: column(0), count: 3 }
          // What an earlier rule left in the same memory is not seen.
          split(one, column(1))
          const two = split(one, column(1))
          const groups = split(two, column(2))
          const told = new Map<number, number>()
          const blocks = blocksOf(groups, sizesOf(groups), most, (record, block) =>
            told.set(record, block),
          )

          rows.forEach((row, record) => {
            const same = row.includes(0)
              ? []
              : rows.flatMap((other, at) => (String(other) === String(row) ? [at] : []))
            const block = told.get(record)
            expect(block !== undefined).toBe(same.length > 1 && same.length <= most)
            if (block === undefined) return
            const [from = 0, to = 0] = [blocks.starts[block], blocks.starts[block + 1]]
            expect([...blocks.members.subarray(from, to)]).toEqual(same)
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
          const found = rangesOfBlocks({ starts, members: new Int32Array() }, ranges)

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

describe('values numbered by their bytes', () => {
  const value = fc.string({
    unit: fc.constantFrom(...'abz 19әЖğ語😀'),
    maxLength: 9,
  })

  test('have the number of the first that was equal, and come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.option(value, { nil: undefined }), { minLength: 1 }), (column) => {
        const joined = coder(column.length)
        joined.addJoined(0, Buffer.from(column.map((own) => own ?? '\u001e').join('\u001f')))
        const single = coder(column.length)
        column.forEach((own, at) => {
          if (own !== undefined) single.add(at, own)
        })
        const { codes, values } = joined.end()
        const known = [...new Set(column.filter((own) => own !== undefined))]

        expect([...codes]).toEqual(
          column.map((own) => (own === undefined ? 0 : known.indexOf(own) + 1)),
        )
        expect(unpackTexts(values)).toEqual(['', ...known])
        expect(single.end()).toEqual({ codes, values })
      }),
    )
  })

  test('stay apart when there are many', () => {
    const many = coder(300_000)
    for (let entry = 0; entry < 300_000; entry += 1) many.add(entry, String(entry % 100_000))
    const { codes } = many.end()

    expect(new Set(codes).size).toBe(100_000)
    expect(codes[299_999]).toBe(codes[99_999])
  })

  test('may hold the signs between values when they come one by one', () => {
    const one = coder(2)
    one.add(0, 'a\u001fb')
    one.add(1, '\u001e')

    expect(unpackTexts(one.end().values)).toEqual(['', 'a\u001fb', '\u001e'])
  })

  test('come back from joined texts', () => {
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 1 }), { minLength: 1 }), (batches) => {
        expect(unpackTexts(packJoined(batches.map((own) => own.join('\u001f'))))).toEqual([
          '',
          ...batches.flat(),
        ])
      }),
    )
  })
})
