import { fixedClock } from '@umai/platform'
import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

test('a flood from one address is stopped, another address is not, and waiting opens again', () => {
  const clock = fixedClock('2026-11-12T09:00:00.000Z')
  const limit = createRateLimit(clock)
  const admitted = Array.from({ length: 1000 }, () => limit.admits('203.0.113.7'))

  expect(admitted.filter(Boolean)).toHaveLength(240)
  expect(limit.admits('203.0.113.8')).toBe(true)
  clock.advance(1000)
  expect(limit.admits('203.0.113.7')).toBe(true)
})

test('nothing in it holds an address', () => {
  const limit = createRateLimit(fixedClock('2026-11-12T09:00:00.000Z'))
  limit.admits('203.0.113.7')

  expect(JSON.stringify(limit)).not.toContain('203')
})
