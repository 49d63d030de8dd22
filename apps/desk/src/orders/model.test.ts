import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripOf } from './model.ts'

const served = '2026-11-23T17:05:00.000Z'
const ends = '2026-12-23T17:05:00.000Z'
const check = (at: string) =>
  ({ id: at, at, outcome: 'kept', note: null, by: { id: '1', name: '' } }) as const
const order = (...checks: string[]) => ({
  servedAt: served,
  endsAt: ends,
  state: 'in-force' as const,
  checks: checks.map(check),
})

describe('the weeks of an order', () => {
  it('are four in thirty periods', () => {
    expect(stripOf(order(), Date.parse(served))).toHaveLength(4)
  })

  it('are done, missed, next and to come', () => {
    const states = stripOf(order('2026-11-28T10:00:00Z'), Date.parse('2026-12-08T12:00:00Z')).map(
      ({ state }) => state,
    )

    expect(states).toEqual(['done', 'missed', 'next', 'due'])
  })

  it('do not exist before the order is served', () => {
    expect(stripOf({ ...order(), servedAt: null }, Date.parse(served))).toEqual([])
  })

  it('never have two that come next, and never forget one that was missed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 29 })),
        (day, days) => {
          const at = (offset: number) =>
            new Date(Date.parse(served) + offset * 86_400_000).toISOString()
          const marks = stripOf(order(...days.map(at)), Date.parse(at(day)))

          expect(marks.filter(({ state }) => state === 'next').length).toBeLessThanOrEqual(1)
          for (const [week, mark] of marks.entries())
            if (mark.state === 'missed')
              expect(days.some((one) => Math.floor(one / 7) === week)).toBe(false)
        },
      ),
    )
  })
})
