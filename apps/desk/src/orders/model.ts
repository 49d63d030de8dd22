// The weeks of a protective order: which check was done, which was missed, which comes next. No network.
import type { Order, OrderState } from '@umai/contract'
import type { Check } from '../ui/order-strip/order-strip.tsx'

const DAY_MS = 86_400_000

/**
 * One mark per seven days of the term. A week is checked when a check falls into it; a week that has passed
 * without one is missed, and stays so whatever is recorded later.
 */
export const stripOf = (
  order: Pick<Order, 'servedAt' | 'endsAt' | 'checks' | 'state'>,
  nowMs: number,
): readonly Check[] => {
  if (order.servedAt === null || order.endsAt === null) return []
  const from = Date.parse(order.servedAt)
  const until = Date.parse(order.endsAt)
  const weeks = Math.floor((until - from) / (7 * DAY_MS))
  const marks: Check[] = []
  let hasNext = false
  for (let week = 0; week < weeks; week += 1) {
    const start = from + week * 7 * DAY_MS
    const end = start + 7 * DAY_MS
    const isDone = order.checks.some((check) => {
      const at = Date.parse(check.at)
      return at >= start && at < end
    })
    const isPast = end <= nowMs
    const state = isDone ? 'done' : isPast ? 'missed' : hasNext ? 'due' : 'next'
    if (state === 'next') hasNext = true
    marks.push({ id: String(week), dueAt: new Date(end).toISOString(), state })
  }
  return marks
}

/** Not served is a matter of hours; what is in force is done well; the rest is past. */
export const toneOfState = (state: OrderState) =>
  ({ issued: 'soon', 'in-force': 'done', expired: 'line', revoked: 'late' })[state] as
    | 'soon'
    | 'done'
    | 'line'
    | 'late'
