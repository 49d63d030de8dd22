import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, parseDay, parseTime, writeDay } from './day.ts'

describe('a day that was typed', () => {
  it.each([
    ['23.11.2026', '2026-11-23'],
    ['3.1.26', '2026-01-03'],
    ['2026-11-23', '2026-11-23'],
    ['23/11/2026', '2026-11-23'],
  ])('%s is understood', (typed, day) => {
    expect(parseDay(typed)).toBe(day)
  })

  it.each(['31.02.2026', '11.23.2026', 'кеше', '', '23.11'])('%s is no day', (typed) => {
    expect(parseDay(typed)).toBeNull()
  })

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10)

          expect(parseDay(writeDay(day))).toBe(day)
        },
      ),
    )
  })
})

describe('a time that was typed', () => {
  it.each([
    ['7:05', '07:05'],
    ['0705', '07:05'],
    ['23.59', '23:59'],
  ])('%s is understood', (typed, time) => {
    expect(parseTime(typed)).toBe(time)
  })

  it.each(['24:00', '12:60', '7', ''])('%s is no time', (typed) => {
    expect(parseTime(typed)).toBeNull()
  })
})

it('a local time is five hours ahead of UTC', () => {
  expect(instantOf('2026-11-24', '02:30')).toBe('2026-11-23T21:30:00.000Z')
})
