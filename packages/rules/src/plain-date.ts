/**
 * Local dates without a clock or a time zone. A date is an ISO day such as `2024-06-16`; because the year has four digits,
 * comparing two dates as strings is comparing them in time. Day numbers count days since 1970-01-01.
 */
export type PlainDate = string

/** Calendar length such as one year (`P1Y`): months and days are kept apart because they cannot be converted. */
export type Duration = { readonly months: number; readonly days: number }

const DAY_IN_MILLISECONDS = 86_400_000

export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}

export function dayNumber(date: PlainDate): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) /
    DAY_IN_MILLISECONDS
  )
}

export function dateOfDay(day: number): PlainDate {
  const date = new Date(day * DAY_IN_MILLISECONDS)
  return written(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
}

/** `toISOString` does the same and takes most of the time of an interview, which tries thousands of days. */
function written(year: number, month: number, day: number): PlainDate {
  const two = (part: number) => (part < 10 ? `0${part}` : String(part))
  return `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}`
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfDay(dayNumber(date) + days)
}

/** The corresponding day of a later (or earlier) month; the last day of that month where there is none. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const all = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const year = Math.floor(all / 12)
  const month = all - year * 12
  return written(year, month, Math.min(Number(date.slice(8, 10)), lengthOf(year, month)))
}

function lengthOf(year: number, month: number): number {
  if (month !== 1) return [3, 5, 8, 10].includes(month) ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

export function addDuration(date: PlainDate, { months, days }: Duration, sign: 1 | -1 = 1) {
  const moved = addMonths(date, sign * months)
  return days === 0 ? moved : addDays(moved, sign * days)
}

/** Full years from one day to another; the anniversary completes the year, 29 February completes on 1 March. */
export function fullYears(from: PlainDate, to: PlainDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(date: PlainDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** Reads `P1Y6M`, `P2W`, `P10D`; undefined when it is not such a duration. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(text)
  if (!match || text === 'P') return undefined
  const [years = 0, months = 0, weeks = 0, days = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  return { months: years * 12 + months, days: weeks * 7 + days }
}
