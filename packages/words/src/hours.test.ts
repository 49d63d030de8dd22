import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatHours, formatSchedule, isOpenAt, isRoundTheClock, openingsOf } from './hours.ts'
import { langs } from './lang.ts'

test.each([
  ['MO,TU 09:00-18:00', 1, '09:00', true],
  ['MO,TU 09:00-18:00', 1, '18:00', false],
  ['MO,TU 09:00-18:00', 3, '12:00', false],
  ['FR 20:00-06:00', 5, '23:00', true],
  ['FR 20:00-06:00', 6, '05:59', true],
  ['FR 20:00-06:00', 6, '06:00', false],
  ['SU 20:00-06:00', 1, '01:00', true],
  ['MO 09:00-12:00; MO 14:00-18:00', 1, '13:00', false],
])('with hours %s on day %i at %s it is open: %s', (hours, weekday, time, isOpen) => {
  expect(isOpenAt(hours, weekday, time)).toBe(isOpen)
})

test('hours are read whole, and day and night is told from a long day', () => {
  expect(openingsOf('MO,TU 09:00-18:00; SA 10:00-14:00')).toHaveLength(2)
  expect(isRoundTheClock('MO,TU,WE,TH,FR,SA,SU 00:00-23:59')).toBe(true)
  expect(isRoundTheClock('MO,TU,WE,TH,FR,SA,SU 08:00-22:00')).toBe(false)
})

test.each([
  ['MO,TU,WE,TH,FR 09:00-18:00; SA 10:00-14:00', 'kk', 'дс–жм 09:00–18:00, сн 10:00–14:00'],
  ['MO,WE 09:00-18:00', 'ru', 'пн, ср 09:00–18:00'],
  ['SA,SU 10:00-14:00', 'en', 'Sat, Sun 10:00–14:00'],
  ['MO,TU,WE,TH,FR,SA,SU 00:00-23:59', 'ru', 'круглосуточно'],
] as const)('%s in %s is %s', (hours, lang, said) => {
  expect(formatHours(hours, lang)).toBe(said)
})

const summer = '2024-06-16T00:00:00.000Z'

test.each([
  ['* * * * *', 'ru', 'каждую минуту'],
  ['*/5 * * * *', 'ru', 'каждые 5 минут'],
  ['*/2 * * * *', 'ru', 'каждые 2 минуты'],
  ['*/7 * * * *', 'en', undefined],
  ['17 * * * *', 'en', 'every hour at :17'],
  ['5 * * * *', 'kk', 'сағат сайын, :05'],
  // In Kazakhstan it is five hours later than in UTC.
  ['25 21 * * *', 'en', 'daily at 02:25'],
  ['40 20 * * *', 'kk', 'күн сайын, 01:40'],
  // Sunday evening in UTC is Monday here.
  ['0 21 * * 0', 'en', 'weekly, Mon 02:00'],
  ['0 3 * * 7', 'ru', 'еженедельно, вс 08:00'],
  ['0 3 1 * *', 'en', undefined],
  ['0 3 * 2 *', 'en', undefined],
  ['0 3 * * 1-5', 'en', undefined],
  ['61 3 * * *', 'en', undefined],
  ['nonsense', 'en', undefined],
] as const)('the schedule %s in %s is %s', (cron, lang, said) => {
  expect(formatSchedule(cron, lang, summer)).toBe(said)
})

test('a daily time is said in the hours of the day it is asked for', () => {
  expect(formatSchedule('25 21 * * *', 'en', '2024-01-16T00:00:00.000Z')).toBe('daily at 03:25')
  expect(formatSchedule('25 21 * * *', 'en', '2024-01-16T00:00:00.000Z', 'west')).toBe(
    'daily at 02:25',
  )
})

test('whatever stands in a schedule, it is said without a stray code or not said', () => {
  const part = fc.constantFrom('*', '*/5', '0', '7', '1-5', '1,2', '99', '')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom(...langs), (parts, lang) => {
      expect(formatSchedule(parts.join(' '), lang, summer) ?? '').not.toMatch(/[*{}]|undefined|NaN/)
    }),
  )
})
