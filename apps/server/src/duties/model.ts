// Duties follow from what happened: the law pack says which, this file turns them into rows with clocks and
// lines of a queue. Pure; nothing here states a duty by itself.
import type {
  Citation,
  ClockUnit,
  Duty,
  DutyAct,
  DutyGroup,
  DutyState,
  RiskLevel,
} from '@umai/contract'
import { law } from '@umai/law'
import { type DutyRule, duties as dutiesOf } from '@umai/rules'
import { addDays, dayOf, endOfDay, type Instant, langs, type Text } from '@umai/words'
import { toCitation } from '../decisions/model.ts'

/** Something of the case that the law has a name for. */
export type LawEvent = Readonly<{
  /** The event of the case that it stands for. */
  id: string
  event: string
  at: Instant
  about: string | undefined
}>

/** What a duty says, kept with it as it was when it arose. */
export type DutyStatement = Readonly<{
  what: Text
  citations: readonly Citation[]
  clock: Readonly<{ amount: number; unit: ClockUnit }> | null
  satisfiedBy: readonly string[]
  startedBy: Text
  isUnsure: boolean
}>

export type DerivedDuty = Readonly<{
  rule: string
  bearer: string
  occurrence: number
  eventId: string
  aboutId: string | null
  startedAt: Instant
  dueAt: Instant | null
  state: DutyState
  endedAt: Instant | null
  endedEventId: string | null
  statement: DutyStatement
}>

const textOf = (text: Readonly<Record<string, string>>): Text =>
  Object.fromEntries(langs.map((lang) => [lang, text[lang] ?? text.kk ?? ''])) as Text

/** How often a duty that comes back is unrolled at most; thirty days have four weekly checks. */
const mostOccurrences = 60

/**
 * All duties of a case as its events make them: those open, done and fallen away. The same events always give
 * the same duties, so that deriving again changes nothing that has not changed.
 */
export const deriveDuties = (events: readonly LawEvent[], now: Instant): readonly DerivedDuty[] => {
  const known = events.filter(({ event }) => event in law.events)
  const found = dutiesOf(law, {
    now,
    events: known.map(({ event, at, about }) => ({ event, at, about })),
  })
  const derived = new Map<string, DerivedDuty>()
  for (const duty of found) {
    if (duty.rule.kind !== 'duty' || duty.applies === false) continue
    const trigger = known.find(
      ({ event, at, about }) =>
        event === duty.trigger.event &&
        Date.parse(at) === Date.parse(duty.trigger.at) &&
        about === duty.trigger.about,
    )
    if (trigger === undefined) continue
    const about = {
      rule: duty.id,
      bearer: duty.rule.bearer,
      eventId: trigger.id,
      aboutId: trigger.about ?? null,
      statement: {
        what: textOf(duty.rule.what),
        citations: duty.cites.map(toCitation),
        clock: clockOf(duty.rule),
        satisfiedBy: duty.rule.satisfiedBy,
        startedBy: textOf(law.events[trigger.event]?.title ?? {}),
        isUnsure: duty.applies === undefined,
      },
    }
    for (const turn of turnsOf(duty.rule, trigger, known, duty.due.at ?? null, now))
      derived.set(`${about.rule}|${about.eventId}|${turn.occurrence}`, { ...about, ...turn })
  }
  return withoutDoubles([...derived.values()])
}

type Turn = Pick<
  DerivedDuty,
  'occurrence' | 'startedAt' | 'dueAt' | 'state' | 'endedAt' | 'endedEventId'
>

/** A duty is owed once, or again and again until something ends it: each check starts the clock of the next. */
const turnsOf = (
  rule: DutyRule,
  trigger: LawEvent,
  events: readonly LawEvent[],
  firstDue: Instant | null,
  now: Instant,
): readonly Turn[] => {
  const { deadline } = rule
  const isPeriodic = deadline.kind === 'every' || deadline.kind === 'times'
  const until = isPeriodic ? deadline.until : []
  const end = firstAfter(events, trigger, trigger.at, [...rule.ends, ...until], now)
  const turns: Turn[] = []
  let startedAt = trigger.at
  let dueAt = firstDue
  for (let occurrence = 1; occurrence <= mostOccurrences; occurrence++) {
    const done = firstAfter(
      events,
      trigger,
      startedAt,
      rule.satisfiedBy,
      now,
      turns.length === 0 ? undefined : startedAt,
    )
    const isDoneFirst = done !== undefined && (end === undefined || done.at <= end.at)
    if (isDoneFirst) {
      turns.push({
        occurrence,
        startedAt,
        dueAt,
        state: 'done',
        endedAt: done.at,
        endedEventId: done.id,
      })
      if (!isPeriodic) break
      startedAt = done.at
      dueAt = nextDue(deadline, startedAt)
      continue
    }
    turns.push({
      occurrence,
      startedAt,
      dueAt,
      state: end === undefined ? 'open' : 'moot',
      endedAt: end?.at ?? null,
      endedEventId: end?.id ?? null,
    })
    break
  }
  return turns
}

/** The first of these events that concerns the same thing, not before a moment and not in the future. */
const firstAfter = (
  events: readonly LawEvent[],
  trigger: LawEvent,
  from: Instant,
  names: readonly string[],
  now: Instant,
  strictlyAfter?: Instant,
): LawEvent | undefined =>
  events
    .filter(
      ({ event, at, about }) =>
        names.includes(event) &&
        at >= from &&
        (strictlyAfter === undefined || at > strictlyAfter) &&
        at <= now &&
        (about === undefined || trigger.about === undefined || about === trigger.about),
    )
    .toSorted((a, b) => a.at.localeCompare(b.at))[0]

const perDays = { week: 7, month: 30, quarter: 91, 'half-year': 182, year: 365 } as const

/** The day by whose end the next turn is due: counted from the day after the last one was done. */
const nextDue = (deadline: DutyRule['deadline'], from: Instant): Instant | null => {
  if (deadline.kind === 'every' && deadline.length.unit === 'calendar days')
    return endOfDay(addDays(dayOf(from), deadline.length.n))
  if (deadline.kind === 'times')
    return endOfDay(addDays(dayOf(from), Math.floor(perDays[deadline.per] / deadline.times)))
  return null
}

const units: Readonly<Record<string, ClockUnit>> = {
  hours: 'hours',
  'full days': 'days',
  'calendar days': 'days',
  'unspecified days': 'days',
  'working days': 'working-days',
  months: 'months',
}

const clockOf = ({ deadline }: DutyRule): DutyStatement['clock'] => {
  switch (deadline.kind) {
    case 'none':
    case 'before':
      return null
    case 'immediately':
      return { amount: 0, unit: 'immediately' }
    case 'same day':
      return { amount: 0, unit: 'same-day' }
    case 'times':
      return { amount: Math.floor(perDays[deadline.per] / deadline.times), unit: 'days' }
    case 'within':
    case 'every': {
      const { n, unit } = deadline.length
      if (unit === 'weeks') return { amount: n * 7, unit: 'days' }
      if (unit === 'years') return { amount: n * 12, unit: 'months' }
      return { amount: n, unit: units[unit] ?? 'days' }
    }
  }
}

/** A law and the rules under it often ask for the same act by the same hour: one line then cites both. */
const withoutDoubles = (duties: readonly DerivedDuty[]): readonly DerivedDuty[] => {
  const kept: DerivedDuty[] = []
  for (const duty of duties) {
    const same = kept.findIndex(
      (other) =>
        other.eventId === duty.eventId &&
        other.occurrence === duty.occurrence &&
        other.dueAt === duty.dueAt &&
        other.state === duty.state &&
        other.statement.satisfiedBy.some((event) => duty.statement.satisfiedBy.includes(event)) &&
        other.dueAt !== null,
    )
    const other = kept[same]
    if (other === undefined) {
      kept.push(duty)
      continue
    }
    const citations = [...other.statement.citations, ...duty.statement.citations]
    kept[same] = { ...other, statement: { ...other.statement, citations } }
  }
  return kept
}

/** Which kind of agency bears a duty under the name the pack gives; undefined where no agency of ours does. */
const bearers: Readonly<Record<string, string>> = {
  police: 'police',
  'police-head': 'police',
  'order-issuer-2014': 'police',
  'order-issuer-2026': 'police',
  'authorised-person': 'police',
  'contact-centre': 'contact-centre',
  'family-centre': 'family-support-centre',
  school: 'school',
  clinic: 'health',
  'social-organisation': 'social-protection',
  'subject-of-prevention': 'any',
}

/** Duties that lie in the nature of the work and are never ticked off, like confidentiality. */
const standing = new Set(['kz/lop/83#lop-confidentiality', 'kz/dvl/25#dvl-confidentiality'])

export type CaseUnit = Readonly<{
  unitId: string
  agencyKind: string
  userId: string | null
  isOwner: boolean
}>

/** The unit of this case that has to do it, and the person where the unit gave the case to one. */
export const bearerOf = (
  duty: Pick<DerivedDuty, 'bearer' | 'rule'>,
  units: readonly CaseUnit[],
): CaseUnit | undefined => {
  if (standing.has(duty.rule)) return undefined
  const kind = bearers[duty.bearer]
  if (kind === undefined) return undefined
  const owner = units.find(({ isOwner }) => isOwner)
  if (kind === 'any' || owner?.agencyKind === kind) return owner
  return units.find(({ agencyKind }) => agencyKind === kind)
}

const actBySatisfaction: readonly (readonly [event: string, act: DutyAct])[] = [
  ['order.issued', 'issue-order'],
  ['order.served', 'serve-order'],
  ['order.copied-to-victim', 'give-order-copy'],
  ['order.copied-to-prosecutor', 'give-order-copy'],
  ['order.checked', 'check-order'],
  ['rights.explained', 'explain-rights'],
  ['assessment.done', 'assess-risk'],
  ['referral.answered', 'answer-referral'],
  ['referral.sent', 'refer'],
  ['withdrawal.decided', 'review-withdrawal'],
]

/** What is pressed to do it: an act of its own where there is one, else the event is simply recorded. */
export const actOf = ({ satisfiedBy }: Pick<DutyStatement, 'satisfiedBy'>): DutyAct =>
  actBySatisfaction.find(([event]) => satisfiedBy.includes(event))?.[1] ?? 'perform'

export const groupOf = (
  duty: Readonly<{ state: DutyState; dueAt: Instant | null }>,
  now: Instant,
): DutyGroup => {
  if (duty.state !== 'open') return 'done'
  if (duty.dueAt === null) return 'no-clock'
  if (duty.dueAt <= now) return 'late'
  if (Date.parse(duty.dueAt) - Date.parse(now) <= 3_600_000) return 'hour'
  return duty.dueAt <= endOfDay(dayOf(now)) ? 'today' : 'later'
}

export type ListedDuty = Readonly<{
  id: string
  case_id: string
  case_number: string
  case_title: string
  risk: RiskLevel
  rule: string
  occurrence: number
  about_id: string | null
  basis: 'law' | 'method'
  statement: DutyStatement
  unit_id: string
  unit_kk: string
  unit_ru: string
  unit_en: string
  assignee_id: string | null
  assignee_name: string | null
  started_at: Instant
  due_at: Instant | null
  state: DutyState
  ended_at: Instant | null
  ended_by: string | null
  ended_by_name: string | null
  escalated_at: Instant | null
  note: string | null
  is_of_order: boolean
}>

type Viewer = Readonly<{ userId: string; permissions: ReadonlySet<string> }>

/** A duty as a line of the queue. */
export const toDuty = (row: ListedDuty, now: Instant, viewer: Viewer): Duty => {
  const isOpen = row.state === 'open'
  const act = actOf(row.statement)
  return {
    id: row.id,
    rule: row.rule,
    caseId: row.case_id,
    caseNumber: row.case_number,
    caseTitle: row.case_title === '' ? row.case_number : row.case_title,
    risk: row.risk,
    title: row.statement.what,
    basis: row.basis,
    citation: row.statement.citations[0] ?? null,
    unit: { id: row.unit_id, name: { kk: row.unit_kk, ru: row.unit_ru, en: row.unit_en } },
    assignee:
      row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    startedAt: row.started_at,
    startedBy: row.statement.startedBy,
    dueAt: row.due_at,
    clock: row.statement.clock,
    group: groupOf({ state: row.state, dueAt: row.due_at }, now),
    state: row.state,
    isLate: isOpen && row.due_at !== null && row.due_at <= now,
    escalatedAt: row.escalated_at,
    occurrence: row.occurrence,
    act,
    orderId: row.is_of_order ? row.about_id : null,
    endedAt: row.ended_at,
    endedBy: row.ended_by === null ? null : { id: row.ended_by, name: row.ended_by_name ?? '' },
    endNote: row.note,
    may: {
      perform: isOpen && viewer.permissions.has('work-cases'),
      waive: isOpen && viewer.permissions.has('waive-duties') && row.assignee_id !== viewer.userId,
    },
  }
}
