import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrap, measureClusters, measureGroups } from './measures.ts'

describe('measures of persons', () => {
  test('count pairs, records and whole persons', () => {
    const truth = [1, 1, 1, 2, 2, 3]
    const found = [1, 1, 4, 2, 2, 2]

    const { pairs, bCubed, exact } = measureClusters(found, truth)

    expect(pairs).toMatchObject({ right: 2, found: 4, true: 4, precision: 0.5, recall: 0.5 })
    expect(bCubed.precision).toBeCloseTo((1 + 1 + 1 + 2 / 3 + 2 / 3 + 1 / 3) / 6)
    expect(bCubed.recall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)
    expect(exact).toEqual({ right: 0, found: 3, true: 3 })
  })

  const groups = fc
    .integer({ min: 1, max: 40 })
    .chain((size) =>
      fc.tuple(
        fc.array(fc.nat(8), { minLength: size, maxLength: size }),
        fc.array(fc.nat(8), { minLength: size, maxLength: size }),
      ),
    )

  test('the truth itself is perfect, and found and true change places with precision and recall', () => {
    fc.assert(
      fc.property(groups, ([found, truth]) => {
        expect(measureClusters(truth, truth).pairs.f1).toBe(1)
        expect(measureClusters(found, truth).pairs.precision).toBeCloseTo(
          measureClusters(truth, found).pairs.recall,
        )
        expect(measureClusters(found, truth).bCubed.precision).toBeCloseTo(
          measureClusters(truth, found).bCubed.recall,
        )
      }),
    )
  })

  test('the measures of groups are those of the whole when there is one group', () => {
    fc.assert(
      fc.property(groups, ([found, truth]) => {
        const [only] = measureGroups(
          found,
          truth,
          'all',
          found.map(() => 'all'),
        )
        expect(only?.pairs.f1).toBeCloseTo(measureClusters(found, truth).pairs.f1)
        expect(only?.bCubed.f1).toBeCloseTo(measureClusters(found, truth).bCubed.f1)
      }),
    )
  })

  test('the interval holds the measure and narrows with more persons', () => {
    const world = (persons: number) => {
      const truth = Array.from({ length: persons * 3 }, (_, at) => Math.floor(at / 3))
      return { truth, found: truth.map((person, at) => (at % 15 === 0 ? 1e6 + at : person)) }
    }
    const width = ({ truth, found }: { truth: number[]; found: number[] }) => {
      const { recall } = bootstrap(found, truth, { draws: 300, seed: 1 })
      const measured = measureClusters(found, truth).pairs.recall
      expect(recall.low).toBeLessThanOrEqual(measured)
      expect(recall.high).toBeGreaterThanOrEqual(measured)
      return recall.high - recall.low
    }

    expect(width(world(2000))).toBeLessThan(width(world(50)))
  })
})
