import { expect, test } from 'vitest'
import { hasGuardianConflict, isDemanded, priorityOf } from './model.ts'

test.each([
  ['emergency', 'routine', 'now', true],
  ['routine', 'high', '24h', true],
  ['urgent', 'routine', '72h', true],
  ['routine', 'raised', '72h', true],
  ['routine', 'not-assessed', '10d', false],
  [null, 'not-assessed', '10d', false],
] as const)(
  'a report that is %s and a risk that is %s: %s',
  (urgency, risk, priority, demanded) => {
    const found = priorityOf({ urgency, risk })

    expect(found.priority).toBe(priority)
    expect(isDemanded(found.priority)).toBe(demanded)
    expect(found.reasons.length).toBeGreaterThan(0)
  },
)

test('the gravest flag decides, whatever else is known', () => {
  expect(priorityOf({ urgency: 'emergency', risk: 'high' }).priority).toBe('now')
  expect(priorityOf({ urgency: 'urgent', risk: 'high' }).priority).toBe('24h')
})

test('a parent or the partner of the mother may be the guardian, a neighbour may not', () => {
  expect(hasGuardianConflict({ toChild: 'parent', ofAffected: null })).toBe(true)
  expect(hasGuardianConflict({ toChild: 'guardian', ofAffected: null })).toBe(true)
  expect(hasGuardianConflict({ toChild: null, ofAffected: 'spouse' })).toBe(true)
  expect(hasGuardianConflict({ toChild: null, ofAffected: 'acquaintance' })).toBe(false)
  expect(hasGuardianConflict({ toChild: null, ofAffected: null })).toBe(false)
})
