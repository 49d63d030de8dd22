import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

test('a key that used up its burst waits, another does not', () => {
  const limit = createRateLimit({ burst: 2, perMinute: 60 })

  expect([limit.take('a', 0), limit.take('a', 0), limit.take('a', 0)]).toEqual([0, 0, 1])
  expect(limit.take('b', 0)).toBe(0)
})

test('a key that waits as long as it was told is served', () => {
  const limit = createRateLimit({ burst: 1, perMinute: 6 })
  limit.take('a', 0)

  const waitSeconds = limit.take('a', 0)

  expect(limit.take('a', waitSeconds * 1000)).toBe(0)
})

test('no order of requests gets more through than burst and rate allow', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 200 }), (gapsMs) => {
      const limit = createRateLimit({ burst: 5, perMinute: 60 })
      let nowMs = 0
      let served = 0
      for (const gapMs of gapsMs) {
        nowMs += gapMs
        if (limit.take('a', nowMs) === 0) served += 1
      }

      expect(served).toBeLessThanOrEqual(5 + nowMs / 1000 + 1e-6)
    }),
  )
})

test('a clock that steps back gives no tokens away', () => {
  const limit = createRateLimit({ burst: 1, perMinute: 60 })
  limit.take('a', 10_000)

  expect(limit.take('a', 0)).toBeGreaterThan(0)
})
