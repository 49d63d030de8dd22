// The list of standardisers that settings may name. Each turns one written value into one or more columns ("parts").
// Every distinct value is standardised once.
import { parseEmail, parsePhone, parseSex } from './contacts.ts'
import { dayNumber, parseDate, parseYear, withDayAndMonthSwapped } from './dates.ts'
import { patronymicStem, surnameStem } from './family-names.ts'
import { foldName, foldText, scriptOf } from './fold.ts'
import { parseIin } from './iin.ts'
import { phoneticKey } from './phonetic.ts'
import { foldAddress, parseKato, parseRegion } from './places.ts'

export type PartValue = string | number | readonly string[] | undefined
export type PartType = 'text' | 'integer' | 'list'

export type Standardiser = {
  readonly summary: string
  /** The parts by name; "" is the field itself. Order is the order of `clean`'s result. */
  readonly parts: Readonly<Record<string, PartType>>
  readonly clean: (value: string) => readonly PartValue[]
}

function named(summary: string, stem: (folded: string) => string): Standardiser {
  return {
    summary,
    parts: { '': 'text', stem: 'text', key: 'text', initial: 'text', script: 'text' },
    clean: (value) => {
      const folded = foldName(value)
      if (folded === undefined) return []
      const bare = stem(folded)
      return [folded, bare, phoneticKey(bare), folded.slice(0, 1), scriptOf(value)]
    },
  }
}

export const standardisers: Readonly<Record<string, Standardiser>> = {
  raw: {
    summary: 'The value without spaces around it.',
    parts: { '': 'text' },
    clean: (value) => [value.trim() === '' ? undefined : value.trim()],
  },
  text: {
    summary: 'Lower case, one space between words; letters of any script stay as they are.',
    parts: { '': 'text' },
    clean: (value) => {
      const plain = value.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ')
      return [plain === '' ? undefined : plain]
    },
  },
  fold: {
    summary: 'Folded to words of a–z and 0–9, Kazakh, Russian and Latin alike.',
    parts: { '': 'text', key: 'text' },
    clean: (value) => {
      const folded = foldText(value)
      return folded === undefined ? [] : [folded, phoneticKey(folded)]
    },
  },
  digits: {
    summary: 'The digits only.',
    parts: { '': 'text' },
    clean: (value) => [value.replace(/[^0-9]/g, '') || undefined],
  },
  list: {
    summary: 'Several values in one cell, separated by comma, semicolon or bar.',
    parts: { '': 'list' },
    clean: (value) => {
      const values = [
        ...new Set(
          value
            .toLowerCase()
            .split(/[,;|]/)
            .map((one) => one.trim()),
        ),
      ].filter((one) => one !== '')
      return [values.length === 0 ? undefined : values.toSorted()]
    },
  },
  date: {
    summary:
      'A day as YYYYMMDD, with parts for year, year and month, the day number, and day and month swapped.',
    parts: { '': 'text', year: 'text', month: 'text', day: 'integer', swap: 'text' },
    clean: (value) => {
      const date = parseDate(value)
      if (date === undefined) {
        const year = parseYear(value)
        return year === undefined ? [] : [undefined, year]
      }
      return [
        date,
        date.slice(0, 4),
        date.slice(0, 6),
        dayNumber(date),
        withDayAndMonthSwapped(date),
      ]
    },
  },
  sex: {
    summary: 'm or f, from the words and letters of three languages.',
    parts: { '': 'text' },
    clean: (value) => [parseSex(value)],
  },
  email: {
    summary: 'An e-mail address in lower case.',
    parts: { '': 'text' },
    clean: (value) => [parseEmail(value)],
  },
  'kz.given': named('A given name, folded, with its stem and phonetic key.', (folded) =>
    folded.replace(/(?<=[aeou])i$/, ''),
  ),
  'kz.surname': named(
    'A surname, folded, with its stem free of -ов/-ова, -ұлы/-қызы, and a phonetic key of the stem.',
    surnameStem,
  ),
  'kz.patronymic': named(
    "A patronymic, folded; its stem is the father's given name.",
    patronymicStem,
  ),
  'kz.iin': {
    summary: 'Individual identification number; parts: valid (check digit agrees), born, sex.',
    parts: { '': 'text', valid: 'text', born: 'text', sex: 'text' },
    clean: (value) => {
      const iin = parseIin(value)
      if (iin === undefined) return []
      return [iin.digits, iin.valid ? iin.digits : undefined, iin.bornOn, iin.sex]
    },
  },
  'kz.phone': {
    summary: 'A telephone number as 7XXXXXXXXXX.',
    parts: { '': 'text' },
    clean: (value) => [parsePhone(value)],
  },
  'kz.phones': {
    summary: 'Several telephone numbers in one cell.',
    parts: { '': 'list' },
    clean: (value) => {
      const phones = [...new Set(value.split(/[,;|/]/).flatMap((one) => parsePhone(one) ?? []))]
      return [phones.length === 0 ? undefined : phones.toSorted()]
    },
  },
  'kz.address': {
    summary: 'A street address, folded, without the words for street, house and flat.',
    parts: { '': 'text', key: 'text' },
    clean: (value) => {
      const address = foldAddress(value)
      return address === undefined ? [] : [address, phoneticKey(address.replace(/ .*/, ''))]
    },
  },
  'kz.place': {
    summary:
      'A place by KATO code, with the two digits of its region; names in three languages give the region.',
    parts: { '': 'text', region: 'text' },
    clean: (value) => {
      const region = parseRegion(value)
      return [parseKato(value) ?? foldText(value), region]
    },
  },
}
