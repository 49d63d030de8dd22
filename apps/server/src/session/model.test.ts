import { describe, expect, test } from 'vitest'
import {
  hashToken,
  idleUntil,
  isPast,
  nameDevice,
  newSessionEnd,
  newStepUpEnd,
  newToken,
} from './model.ts'

const now = '2026-11-23T08:00:00.000Z'

describe('a session', () => {
  test('ends ten hours after it began, used or not', () => {
    expect(newSessionEnd(now)).toBe('2026-11-23T18:00:00.000Z')
  })

  test('ends a quarter of an hour after the last touch', () => {
    expect(idleUntil(now, newSessionEnd(now))).toBe('2026-11-23T08:15:00.000Z')
  })

  test('is never prolonged past its end by a late touch', () => {
    expect(idleUntil('2026-11-23T17:59:00.000Z', newSessionEnd(now))).toBe(newSessionEnd(now))
  })

  test('is over at the very moment it ends', () => {
    expect(isPast(now, now)).toBe(true)
    expect(isPast('2026-11-23T08:00:00.001Z', now)).toBe(false)
  })

  test('keeps a step-up for five minutes', () => {
    expect(newStepUpEnd(now)).toBe('2026-11-23T08:05:00.000Z')
  })

  test('has a token of 256 bits that its hash does not show', () => {
    const token = newToken()

    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(hashToken(token).includes(token)).toBe(false)
    expect(newToken()).not.toBe(token)
  })
})

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/153.0 Safari/537.36',
    'Chrome, Linux',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/99.0 Mobile Safari/537.36',
    'Chrome, Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1',
    'Safari, iOS',
  ],
  [undefined, '?, ?'],
])('the device of %j is "%s"', (userAgent, name) => {
  expect(nameDevice(userAgent)).toBe(name)
})
