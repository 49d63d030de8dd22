// What a legal clock says at a moment, in the unit the law uses. Pure: no wording, no drawing.

/** `periods` are 24-hour periods (сутки, тәулік): they run from a moment and do not end at midnight. */
export type TermUnit = 'hours' | 'periods' | 'calendar-days' | 'working-days' | 'months'

export type LegalClock =
  | {
      readonly state: 'open'
      readonly startedAt: string
      readonly dueAt: string
      readonly unit: TermUnit
      /** Working days still to come; only a calendar of holidays knows, so the server counts them. */
      readonly workingDaysLeft?: number | undefined
    }
  | { readonly state: 'unknown' }
  /** The law asks for it and names no time. */
  | { readonly state: 'no-term' }
  | { readonly state: 'met'; readonly metAt: string; readonly dueAt: string | null }
  | { readonly state: 'suspended' }
  | { readonly state: 'waived' }

/** An amount of time as it is spoken: minutes, hours with minutes, periods with hours, days, or a day's end. */
export type Amount =
  | { readonly as: 'minutes'; readonly minutes: number }
  | { readonly as: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly as: 'periods'; readonly periods: number; readonly hours: number }
  | { readonly as: 'days'; readonly days: number }
  | { readonly as: 'working-days'; readonly days: number }
  | { readonly as: 'day-end' }
  | { readonly as: 'seconds'; readonly seconds: number }

export type Reading =
  | {
      readonly kind: 'running' | 'soon'
      readonly left: Amount
      readonly share: number
      readonly dueAt: string
    }
  | { readonly kind: 'late'; readonly over: Amount; readonly dueAt: string }
  | { readonly kind: 'met'; readonly metAt: string; readonly over: Amount | null }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'no-term' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'waived' }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
// One zone in the whole country since 1 March 2024; every open clock is younger than that.
const ZONE_MS = 5 * HOUR_MS

const dayNumber = (atMs: number): number => Math.floor((atMs + ZONE_MS) / DAY_MS)

const short = (ms: number): Amount => {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 5) return { as: 'seconds', seconds: Math.floor(ms / 1000) }
  if (minutes < 60) return { as: 'minutes', minutes }
  return { as: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

const leftOf = (nowMs: number, dueMs: number, unit: TermUnit, workingDays?: number): Amount => {
  const ms = dueMs - nowMs
  if (ms < HOUR_MS) return short(ms)
  if (unit === 'hours') return short(ms)
  if (unit === 'periods')
    return ms < DAY_MS
      ? short(ms)
      : {
          as: 'periods',
          periods: Math.floor(ms / DAY_MS),
          hours: Math.floor((ms % DAY_MS) / HOUR_MS),
        }
  // A term in days ends at 24:00, which is the first moment of the next day.
  const days = dayNumber(dueMs - 1) - dayNumber(nowMs)
  if (days === 0) return { as: 'day-end' }
  if (unit === 'working-days' && workingDays !== undefined)
    return { as: 'working-days', days: workingDays }
  return { as: 'days', days }
}

const overOf = (ms: number, unit: TermUnit): Amount => {
  // Nobody counts hundreds of hours: what was due within hours is late by days from the second one on.
  if (ms < DAY_MS || (unit === 'hours' && ms < 2 * DAY_MS)) {
    const amount = short(ms)
    return amount.as === 'seconds' ? { as: 'minutes', minutes: Math.floor(ms / MINUTE_MS) } : amount
  }
  if (unit === 'periods')
    return {
      as: 'periods',
      periods: Math.floor(ms / DAY_MS),
      hours: Math.floor((ms % DAY_MS) / HOUR_MS),
    }
  return { as: 'days', days: Math.floor(ms / DAY_MS) }
}

/** The last quarter of the term, or the last hour of a longer one. */
const isSoon = (leftMs: number, totalMs: number): boolean =>
  leftMs <= totalMs / 4 || leftMs <= HOUR_MS

export const readClock = (clock: LegalClock, nowMs: number): Reading => {
  switch (clock.state) {
    case 'unknown':
    case 'no-term':
    case 'suspended':
    case 'waived':
      return { kind: clock.state }
    case 'met': {
      const metMs = Date.parse(clock.metAt)
      const dueMs = clock.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(clock.dueAt)
      return {
        kind: 'met',
        metAt: clock.metAt,
        over: metMs > dueMs ? overOf(metMs - dueMs, 'hours') : null,
      }
    }
    case 'open': {
      const dueMs = Date.parse(clock.dueAt)
      const totalMs = Math.max(dueMs - Date.parse(clock.startedAt), 1)
      const leftMs = dueMs - nowMs
      if (leftMs <= 0)
        return { kind: 'late', over: overOf(-leftMs, clock.unit), dueAt: clock.dueAt }
      return {
        kind: isSoon(leftMs, totalMs) ? 'soon' : 'running',
        left: leftOf(nowMs, dueMs, clock.unit, clock.workingDaysLeft),
        share: Math.min(leftMs / totalMs, 1),
        dueAt: clock.dueAt,
      }
    }
  }
}

/** How often the words of this clock can change: each second in the last five minutes, else each minute. */
export const isLastMinutes = (clock: LegalClock, nowMs: number): boolean => {
  if (clock.state !== 'open') return false
  const leftMs = Date.parse(clock.dueAt) - nowMs
  return leftMs > 0 && leftMs < 5 * MINUTE_MS
}
