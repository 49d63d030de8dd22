import { dayOf, formatDeadline, type Lang, say } from '@umai/words'
import type { Amount } from './reading.ts'
import { clockWords } from './words.ts'

/** An amount of time in words, in the unit it was counted in. */
export const amountInWords = (amount: Amount, lang: Lang): string => {
  const words = say(clockWords, lang)
  switch (amount.as) {
    case 'seconds':
      return words.seconds({ count: amount.seconds })
    case 'minutes':
      return words.minutes({ count: amount.minutes })
    case 'hours':
      return amount.minutes === 0
        ? words.hours({ count: amount.hours })
        : words.hoursMinutes({ hours: amount.hours, minutes: amount.minutes })
    case 'periods':
      return amount.hours === 0
        ? words.periods({ count: amount.periods })
        : words.periodsHours({ periods: amount.periods, hours: amount.hours })
    case 'days':
      return words.days({ count: amount.days })
    case 'working-days':
      return words.workingDays({ count: amount.days })
    case 'day-end':
      return words.dayEnd
  }
}

/** The time of day where the moment falls on the present day; midnight belongs to the day before. */
const timeToday = (at: string, lang: Lang, nowMs: number): string | null => {
  const dayOfMoment = dayOf(new Date(Date.parse(at) - 1).toISOString())
  if (dayOfMoment !== dayOf(new Date(nowMs).toISOString())) return null
  return formatDeadline(at, lang).split(' ').at(-1) ?? null
}

/**
 * A moment as the office says it: today by its name, any other day by its date, because "yesterday" is no
 * legal date. Midnight is the end of the day before: 24:00.
 */
export const momentInWords = (at: string, lang: Lang, nowMs: number): string => {
  const time = timeToday(at, lang, nowMs)
  return time === null ? formatDeadline(at, lang) : say(clockWords, lang).today({ time })
}

/** The same moment as the end of a term. */
export const untilInWords = (at: string, lang: Lang, nowMs: number): string => {
  const words = say(clockWords, lang)
  const time = timeToday(at, lang, nowMs)
  return time === null ? words.until({ at: formatDeadline(at, lang) }) : words.untilToday({ time })
}
