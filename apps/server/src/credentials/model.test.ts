import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  codeAt,
  codePeriodEndMs,
  codeUri,
  findCodeStep,
  findPasswordFault,
  newCodeSecret,
  waitSeconds,
} from './model.ts'

const person = { login: 'a.serik', name: 'Айгүл Серікқызы' }

describe('a password', () => {
  test.each([
    ['дала үстінде қыран', undefined],
    ['correct horse battery', undefined],
    ['aaaaaaaaaaaaaa', 'few-characters'],
    ['123456789012', 'few-characters'],
    ['abcdefghijklmnop', 'few-characters'],
    ['серікқызы-2026', 'own-name'],
    ['A.Serik-very-long', 'own-name'],
    ['Password2026', 'known-word'],
    ['qwertyпароль1', 'known-word'],
  ])('"%s" has the fault %s', (password, fault) => {
    expect(findPasswordFault(password, person)).toBe(fault)
  })
})

describe('a one-time code', () => {
  const secret = newCodeSecret()
  const now = '2026-11-23T08:00:10.000Z'
  const later = (seconds: number): string =>
    new Date(Date.parse(now) + seconds * 1000).toISOString()
  const code = codeAt(secret, now)

  test('is good now and for one step around', () => {
    for (const seconds of [0, 30, -30]) {
      expect(findCodeStep({ secret, code, now: later(seconds), usedStep: null })).toBeDefined()
    }
  })

  test('is dead two steps later', () => {
    expect(findCodeStep({ secret, code, now: later(60), usedStep: null })).toBeUndefined()
  })

  test('is good once', () => {
    const step = findCodeStep({ secret, code, now, usedStep: null })

    expect(step).toBe(Math.floor(Date.parse(now) / 30_000))
    expect(findCodeStep({ secret, code, now, usedStep: step ?? null })).toBeUndefined()
    expect(findCodeStep({ secret, code, now: later(20), usedStep: step ?? null })).toBeUndefined()
  })

  test('of the next step is good after the one before was used', () => {
    const step = findCodeStep({ secret, code, now, usedStep: null }) ?? 0

    expect(
      findCodeStep({ secret, code: codeAt(secret, later(30)), now: later(30), usedStep: step }),
    ).toBe(step + 1)
  })

  test('used ahead of a clock that was set back is still used', () => {
    expect(findCodeStep({ secret, code, now, usedStep: 99_999_999 })).toBeUndefined()
  })

  test('of another secret is wrong', () => {
    expect(findCodeStep({ secret: newCodeSecret(), code, now, usedStep: null })).toBeUndefined()
  })

  test('is shown until the end of its half minute', () => {
    expect(codePeriodEndMs(now)).toBe(Date.parse('2026-11-23T08:00:30.000Z'))
  })

  test('is set up from an address that names the login', () => {
    expect(codeUri(secret, 'a.serik')).toContain('otpauth://totp/Umai:a.serik?secret=')
  })
})

test('the first five failures wait for nothing, then the wait doubles up to a quarter of an hour', () => {
  expect([0, 4, 5, 6, 7, 50].map((failures) => waitSeconds(failures, 5))).toEqual([
    0, 0, 15, 30, 60, 900,
  ])
})

test('one more failure never shortens the wait', () => {
  fc.assert(
    fc.property(fc.nat(2000), (failures) => {
      expect(waitSeconds(failures + 1, 5)).toBeGreaterThanOrEqual(waitSeconds(failures, 5))
    }),
  )
})
