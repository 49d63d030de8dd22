// Days and moments as ISO strings. Kazakhstan had two zones until 29 February 2024 and has one since;
// the history is written out here so that a result depends neither on the browser's zone data nor on
// the machine's own zone.

/** A day without a time, as in a statute: '2024-06-16'. */
export type PlainDate = string

/** A moment in UTC with milliseconds: '2024-06-15T19:00:00.000Z'. */
export type Instant = string

/** The zone a place belonged to before 1 March 2024. */
export type Zone = 'east' | 'west' | 'kyzylorda'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** On 1 March 2024 at 00:00 (UTC+6) the east moved to UTC+5. */
const oneZoneSince = Date.parse('2024-02-29T18:00:00.000Z')
/** On 21 December 2018 at 00:00 (UTC+6) Kyzylorda moved to UTC+5. */
const kyzylordaWestSince = Date.parse('2018-12-20T18:00:00.000Z')

export function offsetHours(instant: Instant, zone: Zone = 'east'): 5 | 6 {
  const ms = toMs(instant)
  if (zone === 'west') return 5
  if (zone === 'kyzylorda') return ms < kyzylordaWestSince ? 6 : 5
  return ms < oneZoneSince ? 6 : 5
}

export function toMs(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms))
    throw new RangeError(`"${instant}" is not an instant; write 2024-06-15T19:00:00.000Z`)
  return ms
}

export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString()
}

export function isPlainDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const ms = Date.parse(`${value}T00:00:00.000Z`)
  return !Number.isNaN(ms) && toInstant(ms).slice(0, 10) === value
}

export function parsePlainDate(value: string): PlainDate {
  if (!isPlainDate(value))
    throw new RangeError(`"${value}" is not a day; write year-month-day such as 2024-06-16`)
  return value
}

/** The local day on which an instant falls. */
export function dayOf(instant: Instant, zone: Zone = 'east'): PlainDate {
  return toInstant(toMs(instant) + offsetHours(instant, zone) * hourMs).slice(0, 10)
}

/** Local wall time as { day, hour, minute }. */
export function wallTimeOf(instant: Instant, zone: Zone = 'east') {
  const local = toInstant(toMs(instant) + offsetHours(instant, zone) * hourMs)
  return {
    day: local.slice(0, 10),
    hour: Number(local.slice(11, 13)),
    minute: Number(local.slice(14, 16)),
  } as const
}

/** The instant at which a local day begins; a day ends where the next one begins. */
export function startOfDay(day: PlainDate, zone: Zone = 'east'): Instant {
  const midnightUtc = Date.parse(`${parsePlainDate(day)}T00:00:00.000Z`)
  const early = toInstant(midnightUtc - 6 * hourMs)
  return dayOf(early, zone) === day ? early : toInstant(midnightUtc - 5 * hourMs)
}

export function endOfDay(day: PlainDate, zone: Zone = 'east'): Instant {
  return startOfDay(addDays(day, 1), zone)
}

export function addDays(day: PlainDate, days: number): PlainDate {
  return toInstant(Date.parse(`${parsePlainDate(day)}T00:00:00.000Z`) + days * dayMs).slice(0, 10)
}

/** The same day of a later month, or that month's last day where it has no such day. */
export function addMonths(day: PlainDate, months: number): PlainDate {
  const [year = 0, month = 1, date = 1] = parsePlainDate(day).split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const targetYear = Math.floor(index / 12)
  const targetMonth = index - targetYear * 12
  const lastDate = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate()
  return toInstant(Date.UTC(targetYear, targetMonth, Math.min(date, lastDate))).slice(0, 10)
}

export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round(
    (Date.parse(`${parsePlainDate(to)}T00:00:00.000Z`) -
      Date.parse(`${parsePlainDate(from)}T00:00:00.000Z`)) /
      dayMs,
  )
}

export function addMs(instant: Instant, ms: number): Instant {
  return toInstant(toMs(instant) + ms)
}

export function addHours(instant: Instant, hours: number): Instant {
  return addMs(instant, hours * hourMs)
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: PlainDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const sundayFirst = new Date(`${parsePlainDate(day)}T00:00:00.000Z`).getUTCDay()
  return (sundayFirst === 0 ? 7 : sundayFirst) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}
