import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePhone, parseSex } from './contacts.ts'
import { parseDate } from './dates.ts'
import { patronymicStem, surnameStem } from './family-names.ts'
import { foldName, foldText, wordsOf } from './fold.ts'
import { iinCheckDigit, parseIin } from './iin.ts'
import { phoneticKey } from './phonetic.ts'
import { foldAddress, parseRegion } from './places.ts'
import { standardiseJoined } from './standardise-values.ts'

describe('values standardised many in one text', () => {
  test('come out in the order of their entries, each as it does alone, whatever their letters', () => {
    const value = fc.string({ unit: fc.constantFrom(...'aЖә語😀 1'), maxLength: 6 })
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1 }),
        fc.integer({ min: 0, max: 9e6 }),
        (values, first) => {
          const standardise = (written: string) => ({
            readable: written.length % 2 === 0,
            parts: [written.toUpperCase(), written === '' ? undefined : written.length],
          })
          const joined = values
            .map((written, at) => `${written}\u001e${first + at}`)
            .toSorted()
            .join('\u001f')

          const found = standardiseJoined(joined, standardise, 2)

          expect({
            ...found,
            parts: found.parts.map((part) => Buffer.from(part).toString()),
          }).toEqual({
            first,
            count: values.length,
            readable: values.map((written) => (written.length % 2 === 0 ? '1' : '0')).join(''),
            parts: [
              values.map((written) => written.toUpperCase()).join('\u001f'),
              values.map((written) => (written === '' ? '\u001e' : written.length)).join('\u001f'),
            ],
          })
        },
      ),
    )
  })
})

const sign = fc.constantFrom(..."aZ19 -,.'`’ʼәӘййЖіҰçğİK\u0301\u0483語😀\t")

describe('the words of a text', () => {
  test('are the same whether it is plain or holds signs that Unicode has to be asked about', () => {
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 12 }), (text) => {
        const asked = text
          .normalize('NFC')
          .toLowerCase()
          .replace(/['’ʼ`]/g, '')
          .split(/[^\p{L}\p{M}\p{N}]+/u)

        expect(wordsOf(text)).toEqual(asked.filter((word) => word !== ''))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('folding', () => {
  test.each([
    ['Әсел', 'Асель', 'Assel'],
    ['Жәңгір', 'Жангир', 'Zhangir'],
    ['Ғалымжан', 'Галымжан', 'Ghalymzhan'],
    ['Құралай', 'Куралай', 'Quralai'],
    ['Шынар', 'Шынар', 'Shynar'],
    ['Хасен', 'Хасен', 'Khasen'],
    ['Дмитрий', 'Дмитрий', 'Dmitry'],
    ['Ержан', 'Ержан', 'Yerzhan'],
    ['Айгүл', 'Айгуль', 'Aigul'],
    ['Джамиля', 'Жамиля', 'Dzhamilya'],
  ])('%s, %s and %s are one name', (kazakh, russian, latin) => {
    expect(new Set([kazakh, russian, latin].map(foldName)).size).toBe(1)
  })

  test('a Latin letter inside a Cyrillic word is read as its twin', () => {
    expect(foldName('Acель')).toBe(foldName('Асель'))
    expect(foldName('Ceрик')).toBe('serik')
  })

  test('zero and three inside a word are letters', () => {
    expect(foldName('А3амат')).toBe('azamat')
    expect(foldName('0лжас')).toBe('oljas')
  })

  test.each(['', '   ', '-', 'нет', 'жоқ', 'NULL', 'NaN', '12'])('%j is no name', (value) => {
    expect(foldName(value)).toBeUndefined()
  })

  test('the result is one-byte letters, digits and single spaces, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = foldText(text)
        if (folded === undefined) return
        expect(folded).toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/)
      }),
    )
  })
})

describe('keys and stems', () => {
  test('the phonetic key hears past vowels and voicing', () => {
    expect(phoneticKey('gulnar')).toBe(phoneticKey('kulnara'))
    expect(phoneticKey('asel')).not.toBe(phoneticKey('gasel'))
  })

  test.each([
    ['Абаев', 'Абаева', 'Абайұлы', 'Abayev'],
    ['Оспанов', 'Оспанова', 'Оспанқызы', 'Ospanova'],
    ['Достоевский', 'Достоевская', 'Достоевского'.replace('ого', 'ий'), 'Dostoevsky'],
  ])('%s, %s, %s and %s share a stem', (...names) => {
    expect(new Set(names.map((name) => surnameStem(foldName(name) ?? ''))).size).toBe(1)
  })

  test.each(['Серікұлы', 'Серікқызы', 'Серикович', 'Сериковна', 'Serikuly', 'Serik kyzy'])(
    'the father of %s is Serik',
    (name) => {
      expect(patronymicStem(foldName(name) ?? '')).toBe('serik')
    },
  )
})

describe('identification numbers', () => {
  const issued = fc
    .tuple(
      fc.integer({ min: 0, max: 99 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 9999 }),
    )
    .map(
      ([year, month, day, century, serial]) =>
        [year, month, day].map((part) => String(part).padStart(2, '0')).join('') +
        century +
        String(serial).padStart(4, '0'),
    )
    .filter((eleven) => iinCheckDigit(eleven) !== undefined)
    .map((eleven) => eleven + iinCheckDigit(eleven))

  test('a number with its check digit is valid and gives birth date and sex', () => {
    const eleven = '90010140012'
    const iin = parseIin(`${eleven}${iinCheckDigit(eleven)}`)
    expect(iin).toMatchObject({ valid: true, bornOn: '19900101', sex: 'f' })
  })

  test('an error in any digit but the eleventh is seen whenever the first round decides', () => {
    fc.assert(
      fc.property(
        issued,
        fc.integer({ min: 7, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (digits, place, step) => {
          const firstRound = (text: string) =>
            Array.from({ length: 11 }, (_, at) => Number(text[at]) * (at + 1)).reduce(
              (sum, part) => sum + part,
              0,
            ) % 11
          const wrong =
            digits.slice(0, place) + ((Number(digits[place]) + step) % 10) + digits.slice(place + 1)
          fc.pre(firstRound(digits) < 10 && firstRound(wrong) < 10)
          expect(parseIin(wrong)?.valid).toBe(false)
        },
      ),
    )
  })

  test('the eleventh digit is the blind spot: an error there passes', () => {
    const eleven = '90010140012'
    const check = iinCheckDigit(eleven)
    expect(parseIin(`9001014001${5}${check}`)?.valid).toBe(true)
  })

  test('a company number is not a person', () => {
    expect(parseIin('970740000123')?.valid).toBe(false)
  })
})

describe('dates, telephones, places', () => {
  test.each([
    ['1990-02-03', '19900203'],
    ['03.02.1990', '19900203'],
    ['3/2/1990', '19900203'],
    ['19900203', '19900203'],
    ['3 ақпан 1990 ж.', '19900203'],
    ['3 февраля 1990', '19900203'],
    ['1990-02-03T00:00:00', '19900203'],
  ])('%s is %s', (written, date) => expect(parseDate(written)).toBe(date))

  test.each(['NaN', '30.02.1990', '00.00.1990', '1990', '', '31.04.2001', '29.02.1900'])(
    '%j is no day of the calendar',
    (written) => {
      expect(parseDate(written)).toBeUndefined()
    },
  )

  test.each(['8 (701) 234-56-78', '+7 701 234 56 78', '7012345678', '87012345678'])(
    '%s is one telephone',
    (written) => {
      expect(parsePhone(written)).toBe('77012345678')
    },
  )

  test.each([
    ['Талдықорған', '33'],
    ['г. Нур-Султан', '71'],
    ['Алматы облысы', '19'],
    ['город Алматы', '75'],
    ['Shymkent', '79'],
    ['751110000', '75'],
  ])('%s lies in region %s', (place, region) => expect(parseRegion(place)).toBe(region))

  test('the words for street, house and flat do not matter', () => {
    expect(foldAddress('ул. Абая, д. 5, кв. 7')).toBe(foldAddress('Абая көшесі 5, 7'))
  })

  test('sex is read in three languages', () => {
    expect([parseSex('Әйел'), parseSex('жен.'), parseSex('Female')]).toEqual(['f', 'f', 'f'])
  })
})
