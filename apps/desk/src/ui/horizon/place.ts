// Where each clock stands on the line: overdue ones in a narrow band on the left, the next 24 hours to scale.

export type Placed<P> = { readonly point: P; readonly percent: number }

const HOUR_MS = 3_600_000
const LATE_BAND = 16
const APART = 1.5

/** Percent of the width at which the present stands. */
export const NOW_PERCENT = LATE_BAND

export const percentOf = (ms: number, nowMs: number): number =>
  LATE_BAND + ((ms - nowMs) / (24 * HOUR_MS)) * (100 - LATE_BAND)

/** Whole hours to label, every `step` of local time, within the 24 hours and clear of the present. */
export const hourTicks = (nowMs: number, step: number): readonly number[] => {
  const zoneMs = 5 * HOUR_MS
  const first = Math.ceil((nowMs + zoneMs) / (step * HOUR_MS)) * step * HOUR_MS - zoneMs
  return Array.from(
    { length: Math.floor(24 / step) },
    (_, at) => first + at * step * HOUR_MS,
  ).filter((ms) => percentOf(ms, nowMs) > LATE_BAND + 5 && percentOf(ms, nowMs) < 98)
}

/** Clocks of the next 24 hours and overdue ones; close neighbours are moved apart so that each can be seen. */
export const placePoints = <P extends { readonly dueMs: number }>(
  points: readonly P[],
  nowMs: number,
): readonly Placed<P>[] => {
  const sorted = [...points].sort((a, b) => a.dueMs - b.dueMs)
  const late = sorted.filter((point) => point.dueMs <= nowMs)
  const ahead = sorted.filter((point) => point.dueMs > nowMs && point.dueMs <= nowMs + 24 * HOUR_MS)
  const placedLate = late.map((point, at) => ({
    point,
    percent: ((at + 1) / (late.length + 1)) * (LATE_BAND - 1),
  }))
  let previous = LATE_BAND
  const placedAhead = ahead.map((point) => {
    const percent = Math.min(Math.max(percentOf(point.dueMs, nowMs), previous + APART), 99)
    previous = percent
    return { point, percent }
  })
  return [...placedLate, ...placedAhead]
}
