import type { Calendar, Pack } from './ast.ts'
import {
  addDays,
  dateOfDay,
  dayNumber,
  isPlainDate,
  type PlainDate,
  weekday,
} from './plain-date.ts'

/** A moment as an ISO string in UTC, `2024-07-01T05:00:00.000Z`. */
export type Instant = string

const HOUR = 3_600_000

/** The offset of local time from UTC on an instant, in milliseconds. */
function offsetAt(pack: Pack, time: number): number {
  let offset = 0
  for (const zone of pack.zone) {
    const own = offsetOf(zone.offset)
    if (zone.from === undefined || time >= Date.parse(`${zone.from}T00:00:00Z`) - own) offset = own
  }
  return offset
}

function offsetOf(text: string): number {
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number)
  return (text.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * 60_000)
}

const TIME =
  /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/

/**
 * A local time such as `2024-07-01T10:00` (or an instant with a zone, or a day, which begins at midnight) as an instant. Throws `RangeError` on a time that
 * is none: a day that does not exist is never taken for the next one.
 */
export function instantOf(pack: Pack, time: string): Instant {
  const [, day, hour, zone] = TIME.exec(time) ?? []
  if (!isPlainDate(day))
    throw new RangeError(`"${time}" is no time; expected one such as 2024-07-01T10:00`)
  if (zone !== undefined) return new Date(time).toISOString()
  const asUtc = Date.parse(hour === undefined ? `${day}T00:00Z` : `${time}Z`)
  const guess = asUtc - offsetAt(pack, asUtc)
  return new Date(asUtc - offsetAt(pack, guess)).toISOString()
}

/** The local day and time of an instant: `2024-07-01T10:00`. */
export function localTime(pack: Pack, instant: Instant): string {
  const time = Date.parse(instant)
  return new Date(time + offsetAt(pack, time)).toISOString().slice(0, 16)
}

export function localDay(pack: Pack, instant: Instant): PlainDate {
  return localTime(pack, instant).slice(0, 10)
}

/** The end of a local day: the first moment of the next one. */
export function endOfDay(pack: Pack, day: PlainDate): Instant {
  return instantOf(pack, `${addDays(day, 1)}T00:00`)
}

export function addHours(instant: Instant, hours: number): Instant {
  return new Date(Date.parse(instant) + hours * HOUR).toISOString()
}

/** What kind of day it is; undefined when the calendar does not list the year. */
export function isWorkingDay(calendar: Calendar, day: PlainDate): boolean | undefined {
  const year = calendar.years[day.slice(0, 4)]
  if (!year) return undefined
  if (year.workingMoved?.includes(day)) return true
  if (year.dayOffMoved?.includes(day) || year.holidays.includes(day)) return false
  return !calendar.weekend.includes(weekday(day))
}

export type DayStep = {
  readonly day: PlainDate
  readonly counted: boolean
  readonly why: 'working' | 'day off'
}

/** Counts working days after a day; the days passed are listed. Undefined result names the year the calendar lacks. */
export function addWorkingDays(
  calendar: Calendar,
  from: PlainDate,
  days: number,
): { readonly day?: PlainDate; readonly steps: readonly DayStep[]; readonly missing?: string } {
  const steps: DayStep[] = []
  let day = dayNumber(from)
  let left = days
  while (left > 0) {
    day += 1
    const date = dateOfDay(day)
    const working = isWorkingDay(calendar, date)
    if (working === undefined) return { steps, missing: date.slice(0, 4) }
    if (working) left -= 1
    steps.push({ day: date, counted: working, why: working ? 'working' : 'day off' })
  }
  return { day: dateOfDay(day), steps }
}
