// How a duty is shown: its clock in the unit of the law, its group in the queue, where it is done.
import type { Duty, DutyGroup, Permission, ReportRow } from '@umai/contract'
import { wallTimeOf } from '@umai/words'
import type { LegalClock, TermUnit } from '../ui/clock/reading.ts'

/**
 * The unit a clock is read in. A term in days that ends at midnight is counted in calendar days; one that
 * ends at the hour at which it began runs in 24-hour periods.
 */
const unitOf = ({ clock, dueAt }: Pick<Duty, 'clock' | 'dueAt'>): TermUnit => {
  switch (clock?.unit) {
    case 'working-days':
      return 'working-days'
    case 'months':
      return 'months'
    case 'same-day':
      return 'calendar-days'
    case 'days': {
      if (dueAt === null) return 'calendar-days'
      const { hour, minute } = wallTimeOf(dueAt)
      return hour === 0 && minute === 0 ? 'calendar-days' : 'periods'
    }
    default:
      return 'hours'
  }
}

export const clockOf = (
  duty: Pick<Duty, 'state' | 'startedAt' | 'dueAt' | 'clock' | 'endedAt'>,
): LegalClock => {
  if (duty.state === 'done' && duty.endedAt !== null)
    return { state: 'met', metAt: duty.endedAt, dueAt: duty.dueAt }
  if (duty.state === 'waived' || duty.state === 'moot') return { state: 'waived' }
  // The law sets no term: that is not the same as a term nobody can count yet.
  if (duty.clock === null || duty.clock.unit === 'none') return { state: 'no-term' }
  if (duty.dueAt === null) return { state: 'unknown' }
  return { state: 'open', startedAt: duty.startedAt, dueAt: duty.dueAt, unit: unitOf(duty) }
}

/** The law sets a term, and the day from which it runs is not known. */
export const isStartMissing = (duty: Pick<Duty, 'dueAt' | 'clock' | 'state'>): boolean =>
  duty.state === 'open' && duty.dueAt === null && duty.clock !== null && duty.clock.unit !== 'none'

const groupOrder: readonly DutyGroup[] = ['late', 'hour', 'today', 'no-clock', 'later', 'done']

/** The rows of a queue under their headings, in the order of the clock within each. */
export const inGroups = (
  duties: readonly Duty[],
): readonly { readonly group: DutyGroup; readonly duties: readonly Duty[] }[] =>
  groupOrder
    .map((group) => ({ group, duties: duties.filter((duty) => duty.group === group) }))
    .filter((one) => one.duties.length > 0)

/** The page on which a duty is done: most on their own, some on that of the order or the case. */
export const placeOfAct = (duty: Pick<Duty, 'id' | 'act' | 'caseId' | 'orderId'>): string => {
  switch (duty.act) {
    case 'issue-order':
      return `/cases/${duty.caseId}/order`
    case 'serve-order':
    case 'give-order-copy':
    case 'check-order':
      return duty.orderId === null ? `/cases/${duty.caseId}` : `/orders/${duty.orderId}`
    case 'explain-rights':
      return `/cases/${duty.caseId}/rights`
    case 'decide-by-law':
      return `/cases/${duty.caseId}/law`
    case 'assess-risk':
      return `/cases/${duty.caseId}/assess`
    case 'refer':
    case 'answer-referral':
      return `/cases/${duty.caseId}/referrals`
    case 'keep-warning':
      return `/cases/${duty.caseId}/warnings`
    case 'open-child-case':
      return `/cases/${duty.caseId}`
    case 'review-withdrawal':
      return `/cases/${duty.caseId}/withdrawal`
    case 'perform':
      return `/duties/${duty.id}`
  }
}

export type UnfinishedStep = 'pick-up' | 'hand-over' | 'wait' | 'call' | 'open-case'

/** What whoever sees an unfinished report does about it next; `me` is the one who looks. */
export const unfinishedStep = (
  { state, unit, isLate }: Pick<ReportRow, 'state' | 'unit' | 'isLate'>,
  me: Readonly<{ unitIds: readonly string[]; worksCases: boolean }>,
): UnfinishedStep => {
  if (state === 'picked-up') return 'open-case'
  const isWithUs = unit !== null && me.unitIds.includes(unit.id)
  if (isWithUs) return me.worksCases ? 'pick-up' : 'hand-over'
  return isLate ? 'call' : 'wait'
}

const placesOfOthers = [
  ['duplicates', ['merge-people']],
  ['users', ['manage-users']],
  ['agencies', ['manage-agencies', 'manage-units']],
  ['services', ['manage-services']],
  ['instruments', ['manage-instruments']],
  ['system', ['read-system']],
] as const satisfies readonly (readonly [string, readonly Permission[]])[]

export type PlaceWithoutCases = (typeof placesOfOthers)[number][0] | 'law'

/** Where somebody works who works no cases; the law is read by everybody. */
export const placesWithoutCases = (
  may: (permission: Permission) => boolean,
): readonly PlaceWithoutCases[] => [
  ...placesOfOthers.filter(([, needs]) => needs.some(may)).map(([place]) => place),
  'law',
]
