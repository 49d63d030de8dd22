import { describe, expect, it } from 'vitest'
import { clockOf } from './model.ts'

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
