// A day as it is typed: 23.11.2026, 23/11/2026, 2026-11-23 or 23.11.26, never a month before a day.
import { addDays, isPlainDate, type PlainDate } from '@umai/words'

/** The day that was typed; null where it is none. */
export const parseDay = (typed: string): PlainDate | null => {
  const text = typed.trim()
  if (isPlainDate(text)) return text
  const parts = /^(\d{1,2})[./\s-](\d{1,2})[./\s-](\d{2}|\d{4})$/.exec(text)
  if (!parts) return null
  const [, day = '', month = '', year = ''] = parts
  const whole = year.length === 2 ? `20${year}` : year
  const written = `${whole}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(written) ? written : null
}

/** How a day stands in a field. */
export const writeDay = (day: PlainDate): string => day.split('-').reverse().join('.')

/** A time as it is typed: 7:05, 0705, 07.05; null where it is none. */
export const parseTime = (typed: string): string | null => {
  const parts = /^(\d{1,2})[:.\s-]?(\d{2})$/.exec(typed.trim())
  if (!parts) return null
  const [hours, minutes] = [Number(parts[1]), Number(parts[2])]
  if (hours > 23 || minutes > 59) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** The moment of a local day and time, in the one zone the country has. */
export const instantOf = (day: PlainDate, time: string): string =>
  new Date(`${day}T${time}:00+05:00`).toISOString()

/** The local day of a moment, and the days around it. */
export const dayBefore = (day: PlainDate): PlainDate => addDays(day, -1)
