// What somebody typed into the one box, and how near an answer is to it. Pure.
import type { HitReason } from '@umai/contract'
import { nameTokens, parseIin, soundOf } from '@umai/linkage/names'
import { isPlainDate, type PlainDate } from '@umai/words'

/** One typed text read in every way it can be meant. */
export type Asked = Readonly<{
  typed: string
  /** Words of a name, folded, with their sounds; none where digits were typed. */
  words: readonly Readonly<{ token: string; sound: string }>[]
  iin: string | null
  phone: string | null
  born: PlainDate | null
  /** Letters and digits of a number, in capitals and without dashes; too short or too long for one is null. */
  number: string | null
}>

const dayFirst = /\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b/
const yearFirst = /\b(\d{4})-(\d{2})-(\d{2})\b/
const mostWords = 6
/** Longer than the number of any case or report; an IIN is looked for as such and as nothing else. */
const longestNumber = 10

export const readAsked = (q: string): Asked => {
  const typed = q.trim()
  const digits = typed.replace(/[\s()+-]/g, '')
  const born = dayIn(typed)
  const name = typed.replace(dayFirst, ' ').replace(yearFirst, ' ')
  const words = /\p{L}/u.test(name) && !/\d/.test(name) ? nameTokens(name) : []
  const number = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return {
    typed,
    words: [...new Set(words)]
      .slice(0, mostWords)
      .map((token) => ({ token, sound: soundOf(token) })),
    iin: /^\d{12}$/.test(digits) && parseIin(digits)?.valid === true ? digits : null,
    phone: phoneIn(digits),
    born,
    number:
      number.length >= 2 && number.length <= longestNumber && /^[\s\dA-Za-z№#/-]+$/.test(typed)
        ? number
        : null,
  }
}

/** A number of Kazakhstan is also typed with 8, or without its country. */
const phoneIn = (digits: string): string | null => {
  if (/^8\d{10}$/.test(digits)) return `7${digits.slice(1)}`
  if (/^7\d{9}$/.test(digits)) return `7${digits}`
  return /^\d{11,15}$/.test(digits) ? digits : null
}

const dayIn = (typed: string): PlainDate | null => {
  const [, day, month, year] = dayFirst.exec(typed) ?? []
  const date =
    day === undefined
      ? yearFirst.exec(typed)?.[0]
      : `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}`
  return date !== undefined && isPlainDate(date) ? date : null
}

/**
 * Why a name was found. Letters that stand there as typed are the name itself; the same after folding is another
 * spelling; what only sounds the same says so.
 */
export const reasonOfName = (asked: Asked, written: readonly string[]): HitReason => {
  const shown = written.join(' ').toLocaleLowerCase('kk').split(/\s+/)
  const typed = asked.typed
    .toLocaleLowerCase('kk')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word))
  if (typed.every((word) => shown.includes(word))) return 'name'
  if (typed.every((word) => shown.some((part) => part.startsWith(word)))) return 'name-begins'
  const folded = written.flatMap((name) => nameTokens(name))
  const isSpelling = asked.words.every(({ token }) =>
    folded.some((other) => other.startsWith(token)),
  )
  return isSpelling ? 'other-spelling' : 'sounds-alike'
}

const nearness: Readonly<Record<HitReason, 1 | 2 | 3 | 4 | 5>> = {
  number: 5,
  iin: 5,
  phone: 5,
  name: 5,
  'birth-date': 4,
  'other-spelling': 4,
  'name-begins': 4,
  'affected-person': 3,
  'sounds-alike': 2,
}

export const likenessOf = (reasons: readonly HitReason[]): number =>
  Math.max(1, ...reasons.map((reason) => nearness[reason]))

/**
 * The best of every kind first: a kind with many answers does not push the others out, and what nobody of a
 * kind needs is left to its neighbours.
 */
export const shareOut = <Found extends Readonly<{ likeness: number }>>(
  groups: readonly (readonly Found[])[],
  limit: number,
): readonly Found[] => {
  const sorted = groups.map((group) => group.toSorted((a, b) => b.likeness - a.likeness))
  const taken = sorted.map(() => 0)
  let left = limit
  for (let isGiving = true; isGiving && left > 0; ) {
    isGiving = false
    for (const [at, group] of sorted.entries()) {
      if (left === 0 || (taken[at] ?? 0) >= group.length) continue
      taken[at] = (taken[at] ?? 0) + 1
      left -= 1
      isGiving = true
    }
  }
  return sorted.flatMap((group, at) => group.slice(0, taken[at] ?? 0))
}
