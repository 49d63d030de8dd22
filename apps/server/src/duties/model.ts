// Duties follow from what happened: the law pack says which, this file turns them into rows with clocks and
// lines of a queue. Pure; nothing here states a duty by itself.
import type {
  AgencyKind,
  Citation,
  ClockUnit,
  Duty,
  DutyAct,
  DutyCall,
  DutyDesk,
  DutyGroup,
  DutyState,
  RiskLevel,
} from '@umai/contract'
import { law } from '@umai/law'
import { type Call, callsOf, type DutyRule, duties as dutiesOf } from '@umai/rules'
import { addDays, dayOf, endOfDay, type Instant, inEachLanguage, type Text } from '@umai/words'
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
  /** Whom it calls as its time nears and passes. */
  calls: readonly Call[]
}>

const textOf = (text: Readonly<Record<string, string>>): Text =>
  inEachLanguage((lang) => text[lang] ?? text.kk ?? '')

/** How often a duty that comes back is unrolled at most; thirty days have four weekly checks. */
const mostOccurrences = 60

/**
 * All duties of a case as its events make them: those open, done and fallen away. The same events always give
 * the same duties, so that deriving again changes nothing that has not changed.
 */
export const deriveDuties = (events: readonly LawEvent[], now: Instant): readonly DerivedDuty[] => {
  const known = events.filter(({ event }) => event in law.events)
  const mayEnd = [...known, ...events.filter(({ event }) => event === replacedEvent)]
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
    const firstDue = duty.due.at ?? null
    for (const turn of turnsOf(duty.rule, trigger, mayEnd, firstDue, now))
      derived.set(`${about.rule}|${about.eventId}|${turn.occurrence}`, {
        ...about,
        ...turn,
        calls: callsOf(law, duty.rule, turn),
      })
  }
  return withoutDoubles([...derived.values()])
}

type Turn = Pick<
  DerivedDuty,
  'occurrence' | 'startedAt' | 'dueAt' | 'state' | 'endedAt' | 'endedEventId'
>

/**
 * Not an event of the law but of ours: an order that nobody was served gave its place to another, which is owed all the
 * same anew. What was late by then stays late.
 */
export const replacedEvent = 'order.replaced'

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
  const replaced = firstAfter(events, trigger, trigger.at, [replacedEvent], now)
  const isReplacedInTime =
    replaced !== undefined && (firstDue === null || Date.parse(replaced.at) <= Date.parse(firstDue))
  const end =
    firstAfter(events, trigger, trigger.at, [...rule.ends, ...until], now) ??
    (isReplacedInTime ? replaced : undefined)
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

/**
 * A law and the rules under it often ask for the same act of the same bearer by the same moment: one line then
 * cites both. They are the same only where whatever fulfils the stricter fulfils the other too.
 */
export const withoutDoubles = (duties: readonly DerivedDuty[]): readonly DerivedDuty[] => {
  const kept: DerivedDuty[] = []
  for (const duty of duties) {
    const same = kept.findIndex((other) => isSameAct(other, duty))
    const other = kept[same]
    if (other === undefined) {
      kept.push(duty)
      continue
    }
    const isStricter = fulfilsAlso(duty, other) && !fulfilsAlso(other, duty)
    const [main, second] = isStricter ? [duty, other] : [other, duty]
    const citations = [...main.statement.citations, ...second.statement.citations]
    kept[same] = {
      ...main,
      statement: { ...main.statement, citations },
      // A sanction on either miss is a sanction on the act.
      calls: main.calls.length >= second.calls.length ? main.calls : second.calls,
    }
  }
  return kept
}

const isSameAct = (a: DerivedDuty, b: DerivedDuty): boolean =>
  a.eventId === b.eventId &&
  a.occurrence === b.occurrence &&
  a.dueAt !== null &&
  a.dueAt === b.dueAt &&
  a.state === b.state &&
  a.bearer === b.bearer &&
  (fulfilsAlso(a, b) || fulfilsAlso(b, a))

/** Whether every event that fulfils the one fulfils the other. */
const fulfilsAlso = (a: DerivedDuty, b: DerivedDuty): boolean =>
  a.statement.satisfiedBy.length > 0 &&
  a.statement.satisfiedBy.every((event) => b.statement.satisfiedBy.includes(event))

type Bearer = Readonly<{ agency: AgencyKind | 'any'; desk: 'worker' | 'head' | 'overseer' }>
const works = (agency: AgencyKind | 'any'): Bearer => ({ agency, desk: 'worker' })
const heads = (agency: AgencyKind): Bearer => ({ agency, desk: 'head' })

/**
 * Whose desk a duty lies on under the name that the pack gives its bearer; null where nobody in our agencies
 * bears it. A test asks for every bearer of the pack, so that none falls out of sight.
 */
export const bearers: Readonly<Record<string, Bearer | null>> = {
  police: works('police'),
  'police-new-place': works('police'),
  'police-old-place': works('police'),
  'order-issuer-2014': works('police'),
  'order-issuer-2026': works('police'),
  'authorised-person': works('police'),
  'authorised-body': works('police'),
  investigator: works('police'),
  'investigator-and-court': works('police'),
  'police-head': heads('police'),
  'police-deputy-head': heads('police'),
  prosecutor: { agency: 'prosecutor', desk: 'overseer' },
  judge: works('court'),
  court: works('court'),
  'investigating-judge': works('court'),
  'contact-centre': works('contact-centre'),
  'family-centre': works('family-support-centre'),
  'aid-organisation': works('crisis-centre'),
  'state-aid-organisation': works('crisis-centre'),
  'health-organisation': works('health'),
  school: works('school'),
  'education-organisation': works('school'),
  'deputy-head': heads('school'),
  'social-organisation': works('social-protection'),
  provider: works('social-protection'),
  'placement-organisation': works('social-protection'),
  'mobile-group': works('social-protection'),
  akimat: works('local-authority'),
  'akimat-and-provider': works('local-authority'),
  'akimat-and-subject-of-prevention': works('local-authority'),
  guardianship: works('local-authority'),
  'education-department': works('local-authority'),
  'education-body': works('local-authority'),
  commission: works('local-authority'),
  ngo: works('ngo'),
  'subject-of-prevention': works('any'),
  'children-camp': null,
  'education-organisation-and-health-organisation-and-social-organisation': null,
  employer: null,
  'head-of-organisation': null,
  'job-applicant': null,
  'legal-aid-giver': null,
  mentor: null,
  'mentoring-organisation': null,
  offender: null,
  'offender-and-victim': null,
  'officials-and-citizens': null,
  'person-under-psychological-help': null,
  'person-who-learned': null,
  'public-helper': null,
  state: null,
  'state-bodies': null,
}

/** Duties that lie in the nature of the work and are never ticked off, like confidentiality. */
const standing = new Set(['kz/lop/83#lop-confidentiality', 'kz/dvl/25#dvl-confidentiality'])

export type CaseUnit = Readonly<{
  unitId: string
  agencyKind: string
  userId: string | null
  isOwner: boolean
  isOverseer: boolean
}>

export type Placement = Readonly<{ desk: DutyDesk; unitId: string; userId: string | null }>

/**
 * Where a duty lies: with the unit of this case that bears it and the person it gave the case to, with its head,
 * with the prosecutor who oversees the place. What nobody of this case bears lies outside, and the unit that owns the
 * case follows it up; it is never dropped.
 */
export const placeDuty = (
  duty: Pick<DerivedDuty, 'bearer' | 'rule'>,
  units: readonly CaseUnit[],
): Placement | undefined => {
  const owner = units.find(({ isOwner }) => isOwner)
  if (owner === undefined) return undefined
  const follower = { unitId: owner.unitId, userId: null }
  if (standing.has(duty.rule)) return { ...follower, desk: 'standing' }
  const bearer = bearers[duty.bearer]
  if (bearer === null || bearer === undefined) return { ...follower, desk: 'outside' }
  const { agency, desk } = bearer
  if (desk === 'overseer') {
    const overseer = units.find(({ isOverseer }) => isOverseer)
    return overseer === undefined
      ? { ...follower, desk: 'outside' }
      : { unitId: overseer.unitId, userId: null, desk }
  }
  const unit =
    agency === 'any' || owner.agencyKind === agency
      ? owner
      : units.find(({ agencyKind, isOverseer }) => agencyKind === agency && !isOverseer)
  if (unit === undefined) return { ...follower, desk: 'outside' }
  return { unitId: unit.unitId, userId: desk === 'head' ? null : unit.userId, desk }
}

const actBySatisfaction: readonly (readonly [event: string, act: DutyAct])[] = [
  ['order.issued', 'issue-order'],
  ['order.served', 'serve-order'],
  ['order.copied-to-victim', 'give-order-copy'],
  ['order.copied-to-prosecutor', 'give-order-copy'],
  ['order.checked', 'check-order'],
  ['warning.served', 'keep-warning'],
  ['warning.copied-to-prosecutor', 'keep-warning'],
  ['rights.explained', 'explain-rights'],
  ['assessment.done', 'assess-risk'],
  ['referral.answered', 'answer-referral'],
  ['referral.sent', 'refer'],
  ['withdrawal.decided', 'review-withdrawal'],
  ['child-case.opened', 'open-child-case'],
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
  bearer: string
  desk: DutyDesk
  agency_kind: AgencyKind
  escalations: readonly Readonly<{
    step: string
    receiver: DutyCall['to']
    called_at: string
    seen_at: string | null
    seen_by: string | null
    is_mine: boolean
  }>[]
}>

const asInstant = (text: string): Instant => new Date(text).toISOString() as Instant

const stepTitle = (step: string): Text =>
  textOf(law.escalation.find(({ id }) => id === step)?.title ?? { kk: step, ru: step, en: step })

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
    desk: row.desk,
    bearer: textOf(
      law.roles[row.bearer]?.title ?? { kk: row.unit_kk, ru: row.unit_ru, en: row.unit_en },
    ),
    bearerAgency: bearers[row.bearer]?.agency ?? null,
    calls: row.escalations.map((call) => ({
      to: call.receiver,
      title: stepTitle(call.step),
      at: asInstant(call.called_at),
      seenAt: call.seen_at === null ? null : asInstant(call.seen_at),
      seenBy: call.seen_by,
    })),
    may: {
      perform: isOpen && row.desk !== 'standing' && viewer.permissions.has('work-cases'),
      waive: isOpen && viewer.permissions.has('waive-duties') && row.assignee_id !== viewer.userId,
      take: isOpen && row.desk === 'worker' && viewer.permissions.has('work-cases'),
      takeNote: isOpen && row.escalations.some((call) => call.is_mine && call.seen_at === null),
    },
  }
}
