import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bySize, mostInBlock } from './group-sizes.ts'

const pairsUpTo = (sizes: ReadonlyMap<number, number>, most: number): number =>
  [...sizes].reduce(
    (sum, [size, blocks]) => sum + (size <= most ? (blocks * size * (size - 1)) / 2 : 0),
    0,
  )

describe('a rule held to so many pairs per record', () => {
  const blocks = fc
    .array(fc.tuple(fc.integer({ min: 2, max: 900 }), fc.integer({ min: 1, max: 30_000 })), {
      minLength: 1,
      maxLength: 12,
    })
    .map((list) => new Map(list))
  const records = fc.integer({ min: 400_000, max: 20_000_000 })

  test('keeps its smaller blocks as far as they fit, and no larger one', () => {
    fc.assert(
      fc.property(
        blocks,
        records,
        fc.integer({ min: 1, max: 6 }),
        (sizes, count, pairsPerRecord) => {
          const allowed = Math.max(1_000_000, count * pairsPerRecord)
          const most = mostInBlock({ on: ['x'], pairsPerRecord }, sizes, count)
          const next = Math.min(...[...sizes.keys()].filter((size) => size > most))

          expect(most === 2 || pairsUpTo(sizes, most) <= allowed).toBe(true)
          if (Number.isFinite(next)) expect(pairsUpTo(sizes, next)).toBeGreaterThan(allowed)
        },
      ),
    )
  })

  test('leaves nothing out of a small register, however much alike its people are', () => {
    expect(mostInBlock({ on: ['x'], pairsPerRecord: 1 }, new Map([[1400, 1]]), 1400)).toBe(20_000)
  })

  test('keeps to the largest block that was named', () => {
    expect(
      mostInBlock({ on: ['x'], pairsPerRecord: 9, maxBlock: 100 }, new Map([[90, 3]]), 1e6),
    ).toBe(100)
  })

  test('counts its blocks by their sizes, and records that are alone not at all', () => {
    expect(bySize(Int32Array.from([0, 1, 2, 3, 2, 1]))).toEqual(
      new Map([
        [2, 2],
        [3, 1],
      ]),
    )
  })
})
