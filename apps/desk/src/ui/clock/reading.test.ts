import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LegalClock, readClock, type TermUnit } from './reading.ts'

// 24 November 2026, 14:20 in the one zone of the country.
const now = Date.parse('2026-11-24T09:20:00Z')
const at = (local: string) => new Date(`${local}:00+05:00`).toISOString()

const open = (from: string, due: string, unit: TermUnit): LegalClock => ({
  state: 'open',
  startedAt: at(from),
  dueAt: at(due),
  unit,
})

describe('a running clock', () => {
  it('keeps hours as hours, however many there are', () => {
    expect(readClock(open('2026-11-24T14:00', '2026-11-27T14:00', 'hours'), now)).toMatchObject({
      kind: 'running',
      left: { as: 'hours', hours: 71, minutes: 40 },
    })
  })

  it('counts 24-hour periods from the moment of service and not from midnight', () => {
    expect(readClock(open('2026-11-23T22:05', '2026-12-23T22:05', 'periods'), now)).toMatchObject({
      left: { as: 'periods', periods: 29, hours: 7 },
    })
  })

  it('says minutes in the last hour, whatever the unit', () => {
    expect(readClock(open('2026-11-23T14:58', '2026-11-24T14:58', 'periods'), now)).toMatchObject({
      kind: 'soon',
      left: { as: 'minutes', minutes: 38 },
    })
  })

  it('says seconds in the last five minutes', () => {
    expect(readClock(open('2026-11-23T14:24', '2026-11-24T14:24', 'hours'), now)).toMatchObject({
      left: { as: 'seconds', seconds: 240 },
    })
  })

  it('lets a term in days run to the end of its last day', () => {
    expect(
      readClock(open('2026-11-20T00:00', '2026-11-25T00:00', 'calendar-days'), now),
    ).toMatchObject({ left: { as: 'day-end' } })
    expect(
      readClock(open('2026-11-20T00:00', '2026-11-28T00:00', 'calendar-days'), now),
    ).toMatchObject({ kind: 'running', left: { as: 'days', days: 3 } })
  })

  it('takes the number of working days from the server, which knows the holidays', () => {
    expect(
      readClock(
        {
          ...open('2026-11-23T09:00', '2026-11-26T18:30', 'working-days'),
          workingDaysLeft: 2,
        } as LegalClock,
        now,
      ),
    ).toMatchObject({ left: { as: 'working-days', days: 2 } })
  })

  it('is soon in the last quarter of its term', () => {
    const clock = open('2026-11-23T20:00', '2026-11-24T20:00', 'hours')

    expect(readClock(clock, Date.parse(at('2026-11-24T13:59'))).kind).toBe('running')
    expect(readClock(clock, Date.parse(at('2026-11-24T14:00'))).kind).toBe('soon')
  })
})

describe('an overdue clock', () => {
  it('says how long it is overdue: hours within a day, then whole days', () => {
    expect(
      readClock(open('2026-11-23T00:00', '2026-11-24T00:00', 'calendar-days'), now),
    ).toMatchObject({ kind: 'late', over: { as: 'hours', hours: 14, minutes: 20 } })
    expect(
      readClock(open('2026-11-16T00:00', '2026-11-23T00:00', 'calendar-days'), now),
    ).toMatchObject({ kind: 'late', over: { as: 'days', days: 1 } })
  })

  it('says a term in hours in days once it is late by two of them', () => {
    expect(readClock(open('2026-11-22T14:00', '2026-11-22T14:30', 'hours'), now)).toMatchObject({
      over: { as: 'hours', hours: 47, minutes: 50 },
    })
    expect(readClock(open('2026-10-27T00:00', '2026-10-27T14:20', 'hours'), now)).toMatchObject({
      over: { as: 'days', days: 28 },
    })
  })
})

describe('a met clock', () => {
  it('remembers for ever that it was met late', () => {
    expect(
      readClock(
        { state: 'met', metAt: at('2026-11-25T12:00'), dueAt: at('2026-11-25T09:00') },
        now,
      ),
    ).toMatchObject({ kind: 'met', over: { as: 'hours', hours: 3, minutes: 0 } })
  })

  it('was in time when it was met at the very moment', () => {
    expect(
      readClock(
        { state: 'met', metAt: at('2026-11-25T09:00'), dueAt: at('2026-11-25T09:00') },
        now,
      ),
    ).toMatchObject({ over: null })
  })
})

it('a clock never goes back from late to running, and its share never grows', () => {
  const units: readonly TermUnit[] = ['hours', 'periods', 'calendar-days', 'working-days', 'months']
  fc.assert(
    fc.property(
      fc.constantFrom(...units),
      fc.integer({ min: 1, max: 90 * 24 * 60 }),
      fc.integer({ min: 0, max: 100 * 24 * 60 }),
      fc.integer({ min: 0, max: 100 * 24 * 60 }),
      (unit, termMinutes, first, second) => {
        const start = Date.parse('2026-01-01T00:00:00Z')
        const clock: LegalClock = {
          state: 'open',
          startedAt: new Date(start).toISOString(),
          dueAt: new Date(start + termMinutes * 60_000).toISOString(),
          unit,
        }
        const [earlier, later] = [first, second]
          .sort((a, b) => a - b)
          .map((minutes) => readClock(clock, start + minutes * 60_000))

        if (earlier?.kind === 'late') expect(later?.kind).toBe('late')
        if (earlier?.kind === 'soon') expect(later?.kind).not.toBe('running')
        if (earlier && later && 'share' in earlier && 'share' in later)
          expect(later.share).toBeLessThanOrEqual(earlier.share)
      },
    ),
  )
})
