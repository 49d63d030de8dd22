import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourTicks, NOW_PERCENT, placePoints } from './place.ts'

const now = Date.parse('2026-11-24T09:20:00Z')
const hour = 3_600_000

describe('the horizon', () => {
  it('puts what is overdue left of the present and what is to come right of it', () => {
    const placed = placePoints([{ dueMs: now - 50 * hour }, { dueMs: now + hour }], now)

    expect(placed[0]?.percent).toBeLessThan(NOW_PERCENT)
    expect(placed[1]?.percent).toBeGreaterThan(NOW_PERCENT)
  })

  it('leaves out what is further than a day', () => {
    expect(placePoints([{ dueMs: now + 25 * hour }], now)).toEqual([])
  })

  it('labels whole hours of local time', () => {
    expect(hourTicks(now, 4).map((ms) => new Date(ms + 5 * hour).getUTCHours())).toEqual(
      [16, 20, 0, 4, 8, 12].filter((_, at) => hourTicks(now, 4)[at] !== undefined),
    )
  })

  it('keeps the order of time and stays on the line, however many clocks there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -100 * hour, max: 24 * hour }), { maxLength: 60 }),
        (offsets) => {
          const placed = placePoints(
            offsets.map((offset) => ({ dueMs: now + offset })),
            now,
          )

          expect(placed).toHaveLength(offsets.length)
          for (const [at, { percent, point }] of placed.entries()) {
            expect(percent).toBeGreaterThanOrEqual(0)
            expect(percent).toBeLessThanOrEqual(100)
            const before = placed[at - 1]
            if (before) {
              expect(before.point.dueMs).toBeLessThanOrEqual(point.dueMs)
              expect(before.percent).toBeLessThanOrEqual(percent)
            }
          }
        },
      ),
    )
  })
})
