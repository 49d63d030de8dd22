import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { defineWords, say } from './define-words.ts'
import { errorCatalogue } from './error-catalogue.ts'
import {
  formatDay,
  formatDeadline,
  formatDuration,
  formatInstant,
  formatNumber,
  formatTenge,
} from './format.ts'
import { langs, parseAcceptLanguage } from './lang.ts'
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  endOfDay,
  isPlainDate,
  startOfDay,
  toInstant,
  weekdayOf,
} from './time.ts'

const words = defineWords({
  kk: { title: 'Кезек', due: { other: '{count} міндет, {name}' } },
  ru: {
    title: 'Очередь',
    due: {
      one: '{count} задача, {name}',
      few: '{count} задачи, {name}',
      many: '{count} задач, {name}',
      other: '{count} задачи, {name}',
    },
  },
  en: { title: 'Queue', due: { one: '{count} duty, {name}', other: '{count} duties, {name}' } },
})

describe('words', () => {
  it('part the thousands of an amount, never of a year', () => {
    const papers = defineWords({
      kk: { born: '{year} жылы туған {people} адам' },
      ru: { born: '{people} человек {year} года рождения' },
      en: { born: '{people} people born {year}' },
    })
    expect(langs.map((lang) => say(papers, lang).born({ year: 1992, people: 12345 }))).toEqual([
      '1992 жылы туған 12\u202f345 адам',
      '12\u202f345 человек 1992 года рождения',
      '12,345 people born 1992',
    ])
  })

  it('keep the sign of a number on the line of its number', () => {
    const papers = defineWords({
      kk: { paper: '№ {number} құжат' },
      ru: { paper: 'Документ № {number}' },
      en: { paper: 'Paper No. {number}' },
    })
    expect(langs.map((lang) => say(papers, lang).paper({ number: '7-26' }))).toEqual([
      '№\u00a07-26 құжат',
      'Документ №\u00a07-26',
      'Paper No.\u00a07-26',
    ])
  })

  it('says a plain text as a string', () => {
    expect(say(words, 'kk').title).toBe('Кезек')
  })

  it.each([
    [1, '1 задача, А'],
    [3, '3 задачи, А'],
    [5, '5 задач, А'],
    [11, '11 задач, А'],
    [21, '21 задача, А'],
  ])('counts %i in Russian as %s', (count, expected) => {
    expect(say(words, 'ru').due({ count, name: 'А' })).toBe(expected)
  })

  it('keeps one form in Kazakh', () => {
    expect(say(words, 'kk').due({ count: 5, name: 'А' })).toBe('5 міндет, А')
  })

  it('refuses a language that lacks a key', () => {
    // @ts-expect-error the English counterpart is missing
    expect(() => defineWords({ kk: { a: 'а' }, ru: { a: 'а' }, en: {} })).toThrow('en has no "a"')
  })

  it('refuses another set of placeholders', () => {
    expect(() =>
      // @ts-expect-error {b} is not {a}
      defineWords({ kk: { x: '{a}' }, ru: { x: '{b}' }, en: { x: '{a}' } }),
    ).toThrow('ru "x" has placeholders (b), kk has (a)')
  })

  it('refuses a Russian plural that lacks a form', () => {
    expect(() =>
      defineWords({
        kk: { x: { other: '{count}' } },
        ru: { x: { other: '{count}' } },
        en: { x: { one: '{count}', other: '{count}' } },
      }),
    ).toThrow('ru "x" lacks the plural form')
  })
})

/** Names of file formats are written alike in every language; nothing else in Kazakh or Russian is Latin. */
const formats = /\b(?:JSON|CSV|JPEG|PNG|WebP|TIFF|HEIC|PDF|MP3|M4A|OGG|WAV|MP4|MOV)\b/g

test('every error has a title and a next step in three languages, and i is written as U+0456', () => {
  for (const [code, { title, next }] of Object.entries(errorCatalogue))
    for (const lang of langs)
      for (const text of [title[lang], next[lang]]) {
        expect(text.trim(), `${code} ${lang}`).not.toBe('')
        if (lang !== 'en')
          expect(text.replaceAll(formats, ''), `${code} ${lang}`).not.toMatch(/[a-z]/i)
      }
})

test('the best wished language wins, and an unknown one falls back to Russian', () => {
  expect(parseAcceptLanguage('en;q=0.5, kk-KZ')).toBe('kk')
  expect(parseAcceptLanguage('de, en;q=0.1')).toBe('en')
  expect(parseAcceptLanguage('de')).toBe('ru')
  expect(parseAcceptLanguage(undefined)).toBe('ru')
})

describe('time', () => {
  it('knows two zones before 1 March 2024 and one since', () => {
    expect(dayOf('2024-02-29T18:30:00.000Z', 'east')).toBe('2024-02-29')
    expect(dayOf('2024-02-29T17:59:00.000Z', 'east')).toBe('2024-02-29')
    expect(dayOf('2024-02-28T18:30:00.000Z', 'east')).toBe('2024-02-29')
    expect(dayOf('2024-02-28T18:30:00.000Z', 'west')).toBe('2024-02-28')
    expect(dayOf('2024-06-15T18:30:00.000Z')).toBe('2024-06-15')
    expect(dayOf('2024-06-15T19:00:00.000Z')).toBe('2024-06-16')
  })

  const aDay = fc
    .integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) })
    .map((ms) => toInstant(ms).slice(0, 10))

  it('begins each day inside it and ends it where the next begins, in every zone', () => {
    fc.assert(
      fc.property(
        aDay,
        fc.constantFrom('east' as const, 'west' as const, 'kyzylorda' as const),
        (day, zone) => {
          expect(dayOf(startOfDay(day, zone), zone)).toBe(day)
          const beforeStart = toInstant(Date.parse(startOfDay(day, zone)) - 1)
          expect(dayOf(beforeStart, zone)).toBe(addDays(day, -1))
          expect(endOfDay(day, zone)).toBe(startOfDay(addDays(day, 1), zone))
        },
      ),
    )
  })

  it('adds days and counts them back', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days)
      }),
    )
  })

  it('ends a month early where the target month is short', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28')
    expect(addMonths('2024-11-30', 3)).toBe('2025-02-28')
    expect(addMonths('2024-03-15', -3)).toBe('2023-12-15')
  })

  it('refuses a day the calendar does not have', () => {
    expect(isPlainDate('2024-02-30')).toBe(false)
    expect(() => addDays('2024-02-30', 1)).toThrow('"2024-02-30" is not a day')
  })

  it('starts the week on Monday', () => {
    expect(weekdayOf('2024-06-16')).toBe(7)
    expect(weekdayOf('2024-06-17')).toBe(1)
  })
})

describe('formats', () => {
  it('writes days in the order of each language', () => {
    expect(formatDay('2024-06-16', 'kk')).toBe('2024 жылғы 16 маусым')
    expect(formatDay('2024-06-16', 'ru')).toBe('16 июня 2024 г.')
    expect(formatDay('2024-06-16', 'en')).toBe('16 June 2024')
  })

  it('writes a deadline at midnight as 24:00 of the day it closes', () => {
    const midnight = endOfDay('2026-11-23')
    expect(formatDeadline(midnight, 'kk')).toBe('23 қараша, 24:00')
    expect(formatDeadline(midnight, 'ru')).toBe('23 ноя, 24:00')
    expect(formatInstant(midnight, 'en')).toBe('24 Nov, 00:00')
  })

  it('keeps hours as hours', () => {
    expect(formatDuration(24, 'hours', 'ru')).toBe('24 часа')
    expect(formatDuration(72, 'hours', 'kk')).toBe('72 сағат')
    expect(formatDuration(1, 'working-days', 'en')).toBe('1 working day')
    expect(formatDuration(11, 'days', 'ru')).toBe('11 дней')
  })

  it('groups digits by a space that does not break', () => {
    expect(formatTenge(1234567)).toBe('1\u202f234\u202f567\u202f₸')
    expect(formatNumber(12345.5, 'ru')).toBe('12\u202f345,5')
    expect(formatNumber(12345.5, 'en')).toBe('12,345.5')
    expect(() => formatTenge(0.5)).toThrow('not a whole number of tenge')
  })
})
