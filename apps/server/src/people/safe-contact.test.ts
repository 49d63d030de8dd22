import type { SafeContact } from '@umai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSafeToContact } from './model.ts'

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

const aProfile: fc.Arbitrary<SafeContact> = fc.record({
  mayContact: fc.constantFrom('yes', 'yes', 'yes', 'no', 'unknown'),
  whoStarts: fc.constantFrom('we', 'we', 'we', 'person', 'nobody'),
  channel: fc.constantFrom('phone', 'message', 'through-someone', 'in-person', 'none'),
  phone: fc.constantFrom('+77010000001', null),
  windows: fc.array(
    fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      from: clock,
      to: fc.oneof(clock, fc.constant('24:00')),
    }),
    { maxLength: 4 },
  ),
  mayLeaveMessage: fc.boolean(),
  hasCodeWord: fc.boolean(),
  ifDropped: fc.constant(null),
  language: fc.constantFrom('kk', 'ru', 'en'),
})

/** Around the night of 1 March 2024, when the country moved from +06:00 to +05:00, and around today. */
const aMoment = fc
  .tuple(
    fc.constantFrom(Date.parse('2024-02-29T18:00:00Z'), Date.parse('2026-11-23T00:00:00Z')),
    fc.integer({ min: -20_000, max: 20_000 }),
  )
  .map(([around, minutes]) => new Date(around + minutes * 60_000).toISOString())

/** What the calendar of the operating system says, by another way than the code under test. */
const wall = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Almaty',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const wallOf = (at: string): { day: number; clock: string } => {
  const parts = Object.fromEntries(
    wall.formatToParts(new Date(at)).map(({ type, value }) => [type, value]),
  )
  return { day: days.indexOf(parts.weekday ?? '') + 1, clock: `${parts.hour}:${parts.minute}` }
}

test('of 10,000 profiles at 10,000 moments none is contacted that did not plainly allow it then', () => {
  let sent = 0
  fc.assert(
    fc.property(aProfile, aMoment, fc.integer({ min: -3, max: 20 }), (profile, now, daysLeft) => {
      const goodUntil = new Date(Date.parse(now) + daysLeft * 86_400_000).toISOString()
      const { isSafeNow, whyNot, nextWindowAt } = isSafeToContact(profile, goodUntil, now)
      const { day, clock: hour } = wallOf(now)
      const isInside = profile.windows.some(
        ({ days: on, from, to }) => on.includes(day) && from <= hour && hour < to,
      )
      const isAllowed =
        profile.mayContact === 'yes' &&
        profile.whoStarts === 'we' &&
        profile.channel !== 'none' &&
        daysLeft > 0 &&
        isInside
      if (isSafeNow) sent += 1
      expect(isSafeNow).toBe(isAllowed)
      expect(whyNot === null).toBe(isSafeNow)
      if (nextWindowAt !== null) {
        expect(nextWindowAt > now && nextWindowAt < goodUntil).toBe(true)
        expect(isSafeToContact(profile, goodUntil, nextWindowAt).isSafeNow).toBe(true)
      }
    }),
    { numRuns: 10_000 },
  )
  // A gate that never opens would pass too.
  expect(sent).toBeGreaterThan(100)
})
