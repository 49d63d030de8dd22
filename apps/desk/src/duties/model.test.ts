import { inEachLanguage } from '@umai/words'
import { describe, expect, it } from 'vitest'
import { clockOf, placesWithoutCases, unfinishedStep } from './model.ts'

const duty = (dueAt: string | null, unit: 'days' | 'hours', amount: number) => ({
  state: 'open' as const,
  startedAt: '2026-11-23T17:05:00.000Z',
  dueAt,
  clock: { amount, unit },
  endedAt: null,
})

describe('the clock of a duty', () => {
  it('counts days that end at midnight as calendar days', () => {
    expect(clockOf(duty('2026-11-30T19:00:00.000Z', 'days', 7))).toMatchObject({
      unit: 'calendar-days',
    })
  })

  it('counts days that end at the hour of service as 24-hour periods', () => {
    expect(clockOf(duty('2026-12-23T17:05:00.000Z', 'days', 30))).toMatchObject({ unit: 'periods' })
  })

  it('keeps twenty-four hours as hours', () => {
    expect(clockOf(duty('2026-11-24T17:05:00.000Z', 'hours', 24))).toMatchObject({ unit: 'hours' })
  })

  it('is unknown where the day it starts from is not known', () => {
    expect(clockOf(duty(null, 'days', 30))).toEqual({ state: 'unknown' })
  })

  it('is no term where the law sets none', () => {
    expect(clockOf({ ...duty(null, 'days', 1), clock: null })).toEqual({ state: 'no-term' })
  })
})

describe('an unfinished report', () => {
  const row = {
    state: 'handed-over',
    unit: { id: 'u1', name: inEachLanguage(() => 'u1') },
    isLate: false,
  } as const
  const worker = { unitIds: ['u1'], worksCases: true }
  const elsewhere = { unitIds: ['u2'], worksCases: true }

  it.each([
    ['with my unit is picked up', row, worker, 'pick-up'],
    [
      'taken on a line that works no cases is handed over',
      { ...row, state: 'recorded' },
      { ...worker, worksCases: false },
      'hand-over',
    ],
    ['with another unit is waited for', row, elsewhere, 'wait'],
    ['with another unit past its time is asked after', { ...row, isLate: true }, elsewhere, 'call'],
    ['late with my unit is still picked up', { ...row, isLate: true }, worker, 'pick-up'],
    ['picked up becomes a case or ends', { ...row, state: 'picked-up' }, elsewhere, 'open-case'],
  ] as const)('%s', (_, report, me, step) => {
    expect(unfinishedStep(report, me)).toBe(step)
  })
})

describe('the first page of somebody who works no cases', () => {
  it.each([
    ['a steward', ['merge-people', 'manage-instruments'], ['duplicates', 'instruments', 'law']],
    ['an administrator', ['manage-units', 'manage-users'], ['users', 'agencies', 'law']],
    ['an analyst', ['read-statistics'], ['law']],
  ] as const)('leads %s to his work', (_, permissions, places) => {
    const may = (permission: string) => permissions.some((one) => one === permission)
    expect(placesWithoutCases(may)).toEqual(places)
  })
})
