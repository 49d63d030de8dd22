import { describe, expect, test } from 'vitest'
import { defineWords, say } from './define-words.ts'
import { formatDay, formatNumber, formatShortDay, formatTenge } from './format.ts'
import { inKazakhCase } from './kazakh.ts'
import type { PlainDate } from './time.ts'

describe('a number takes the ending of the word with which it is read', () => {
  test.each([
    [1, '1-ге', '1-ден'],
    [3, '3-ке', '3-тен'],
    [6, '6-ға', '6-дан'],
    [9, '9-ға', '9-дан'],
    [10, '10-ға', '10-нан'],
    [14, '14-ке', '14-тен'],
    [18, '18-ге', '18-ден'],
    [20, '20-ға', '20-дан'],
    [30, '30-ға', '30-дан'],
    [40, '40-қа', '40-тан'],
    [50, '50-ге', '50-ден'],
    [60, '60-қа', '60-тан'],
    [70, '70-ке', '70-тен'],
    [80, '80-ге', '80-нен'],
    [90, '90-ға', '90-нан'],
    [200, '200-ге', '200-ден'],
    [1000, '1000-ға', '1000-нан'],
    [5005, '5005-ке', '5005-тен'],
    [2_000_000, '2\u202f000\u202f000-ға', '2\u202f000\u202f000-нан'],
  ])('%i', (value, dative, ablative) => {
    const text = formatNumber(value, 'kk')

    expect([inKazakhCase(text, 'dative'), inKazakhCase(text, 'ablative')]).toEqual([
      dative,
      ablative,
    ])
  })
})

describe('a word, a sign and an abbreviation take the ending of their last sound', () => {
  test.each([
    ['80 АЕК', '80 АЕК-ке', '80 АЕК-тен'],
    ['5 жыл', '5 жылға', '5 жылдан'],
    ['6 ай', '6 айға', '6 айдан'],
    ['20 тәулік', '20 тәулікке', '20 тәуліктен'],
    ['400 сағат', '400 сағатқа', '400 сағаттан'],
    ['2 апта', '2 аптаға', '2 аптадан'],
    ['3 жұмыс күні', '3 жұмыс күніне', '3 жұмыс күнінен'],
    ['10 күн', '10 күнге', '10 күннен'],
    [formatTenge(295_360), '295\u202f360\u202f₸-ге', '295\u202f360\u202f₸-ден'],
    ['24:00', '24:00-ге', '24:00-ден'],
    ['14:05', '14:05-ке', '14:05-тен'],
  ])('%s', (text, dative, ablative) => {
    expect(inKazakhCase(text, 'dative')).toBe(dative)
    expect(inKazakhCase(text, 'ablative')).toBe(ablative)
  })

  test.each([
    ['2024-06-16', '2024 жылғы 16 маусымға', '16 мау-ға', '16 мау-нан'],
    ['2026-03-02', '2026 жылғы 2 наурызға', '2 нау-ға', '2 нау-дан'],
    ['2026-07-01', '2026 жылғы 1 шілдеге', '1 шіл-ге', '1 шіл-ден'],
    ['2026-09-05', '2026 жылғы 5 қыркүйекке', '5 қыр-ке', '5 қыр-тен'],
    ['2026-11-23', '2026 жылғы 23 қарашаға', '23 қар-ға', '23 қар-дан'],
    ['2026-12-31', '2026 жылғы 31 желтоқсанға', '31 жел-ға', '31 жел-нан'],
  ] as const)('the day %s', (day, full, short, from) => {
    const on = day as PlainDate

    expect(inKazakhCase(formatDay(on, 'kk'), 'dative')).toBe(full)
    expect(inKazakhCase(formatShortDay(on, 'kk'), 'dative')).toBe(short)
    expect(inKazakhCase(formatShortDay(on, 'kk'), 'ablative')).toBe(from)
  })
})

test('before «дейін», «бастап», «аз» what is filled in takes its ending by itself, elsewhere it stays as it is', () => {
  const words = say(
    defineWords({
      kk: {
        less: '{at} аз',
        until: '{at} дейін',
        from: '{at} бастап, {by}',
        span: '{at} дейінгі уақыт',
      },
      ru: { less: 'меньше {at}', until: 'до {at}', from: 'с {at}, {by}', span: 'время до {at}' },
      en: {
        less: 'less than {at}',
        until: 'until {at}',
        from: 'from {at}, {by}',
        span: 'time to {at}',
      },
    }),
    'kk',
  )

  expect(words.less({ at: 14 })).toBe('14-тен аз')
  expect(words.until({ at: 80 })).toBe('80-ге дейін')
  expect(words.from({ at: '16 маусым', by: 80 })).toBe('16 маусымнан бастап, 80')
  expect(words.span({ at: 'әрекет күніне' })).toBe('әрекет күніне дейінгі уақыт')
})
