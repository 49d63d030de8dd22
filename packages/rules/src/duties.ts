import type { Calendar, Condition, Deadline, DutyRule, Facts, Length, Pack, Tri } from './ast.ts'
import {
  addHours,
  addWorkingDays,
  type DayStep,
  endOfDay,
  type Instant,
  instantOf,
  isWorkingDay,
  localDay,
  localTime,
} from './calendar.ts'
import { type Citation, citationOf } from './decide.ts'
import { evaluate, type Situation } from './evaluate.ts'
import { addDays, addMonths, type PlainDate } from './plain-date.ts'
import { conditionBuilder, type Law, lawAt, visitLeaves } from './scope.ts'
import { nearest } from './shape.ts'

/** Something that happened. `about` ties an event to what it concerns (an order, a child), so that two orders have two sets of duties. */
export type Happening = {
  readonly event: string
  /** Local time of the pack, `2024-07-01T10:00`, or an instant with zone. */
  readonly at: string
  readonly about?: string | undefined
  /** Facts known about this event; they go before those given for the whole inquiry. */
  readonly facts?: Facts | undefined
}

export type DutyStatus = 'running' | 'met' | 'met-late' | 'missed' | 'ended' | 'unknown'

/** How the due time was found, step by step, for the explanation. */
export type DueStep =
  | { readonly kind: 'start'; readonly event: string; readonly at: string }
  | { readonly kind: 'length'; readonly length: Length; readonly until: string }
  | { readonly kind: 'days'; readonly days: readonly DayStep[] }
  | {
      readonly kind: 'moved'
      readonly from: PlainDate
      readonly to: PlainDate
      readonly days: readonly DayStep[]
    }

export type Due = {
  /** The moment by which it must be done; undefined when the text gives no limit or it cannot be computed. */
  readonly at?: Instant | undefined
  /** Where the text does not say which days: the latest reading of the deadline. */
  readonly atLatest?: Instant | undefined
  readonly steps: readonly DueStep[]
  /** A calendar year or an event without which no time can be given. */
  readonly missing?: string | undefined
}

export type Duty = {
  readonly id: string
  readonly rule: DutyRule
  readonly version: string
  readonly cites: readonly Citation[]
  readonly trigger: {
    readonly event: string
    readonly at: Instant
    readonly about?: string | undefined
  }
  readonly due: Due
  readonly status: DutyStatus
  /** True when it surely applies, undefined when facts decide; `deciding` names them. */
  readonly applies: Tri
  readonly deciding: readonly string[]
  readonly endedBy?: { readonly event: string; readonly at: Instant } | undefined
}

export type DutyInquiry = {
  readonly events: readonly Happening[]
  readonly now: string
  readonly facts?: Facts | undefined
  readonly readings?: Readonly<Record<string, string>> | undefined
  /** Which calendar counts working days; the only one of the pack by default. */
  readonly calendar?: string | undefined
  /** The day of the act where it is not the day of the event. */
  readonly act?: PlainDate | undefined
}

/** A happening whose event the pack does not know, or a time that is none. */
export class DutyError extends Error {
  override readonly name = 'DutyError'
}

/**
 * The duties that follow from what has happened, under the text in force on the day of each event, with their due times and states. Duties that surely do not
 * apply are left out. The order is that of the due times; duties without a time come last.
 */
export function duties(pack: Pack, inquiry: DutyInquiry): readonly Duty[] {
  const now = instantOf(pack, inquiry.now)
  const calendar = calendarOf(pack, inquiry.calendar)
  const events = inquiry.events
    .map((event) => {
      if (!Object.hasOwn(pack.events, event.event)) {
        const near = nearest(event.event, Object.keys(pack.events))
        throw new DutyError(
          `the pack ${pack.name} knows no event ${event.event}${near === undefined ? '' : `; did you mean ${near}?`}`,
        )
      }
      return { ...event, at: instantOf(pack, event.at) }
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const laws = new Map<
    PlainDate,
    { readonly law: Law; readonly inline: (condition: Condition) => Condition }
  >()
  const lawOn = (day: PlainDate) => {
    const known = laws.get(day)
    if (known) return known
    const law = lawAt(pack, day)
    const made = { law, inline: conditionBuilder(pack, law).inline }
    laws.set(day, made)
    return made
  }
  const found: Duty[] = []
  for (const event of events) {
    const day = localDay(pack, event.at)
    const { law, inline } = lawOn(day)
    for (const { version, guard } of law.versions)
      for (const rule of version.duties) {
        if (!rule.trigger.includes(event.event)) continue
        const situation: Situation = {
          facts: { ...inquiry.facts, ...event.facts },
          clocks: { act: inquiry.act ?? day },
          readings: inquiry.readings ?? {},
        }
        const when = inline(rule.when)
        const condition: Condition = guard ? { op: 'all', of: [guard, when] } : when
        const applies = evaluate(condition, situation)
        if (applies === false) continue
        const due = dueOf(pack, calendar, rule, version.article, event, events)
        const endedBy = firstAfter(events, event, [...rule.satisfiedBy, ...rule.ends])
        found.push({
          id: rule.ref,
          rule,
          version: version.id,
          cites: rule.cites.map((ref) => citationOf(pack, law, ref)),
          trigger: { event: event.event, at: event.at, about: event.about },
          due,
          status: statusOf(rule, due, endedBy, applies, now),
          applies,
          deciding: applies === undefined ? unknownNames(condition, situation) : [],
          endedBy: endedBy && { event: endedBy.event, at: endedBy.at },
        })
      }
  }
  return found.sort((a, b) => (a.due.at ?? '~').localeCompare(b.due.at ?? '~'))
}

function calendarOf(pack: Pack, name: string | undefined): Calendar {
  const found = name === undefined ? Object.values(pack.calendars)[0] : pack.calendars[name]
  if (name !== undefined && !found)
    throw new DutyError(`the pack ${pack.name} has no calendar ${name}`)
  return found ?? { name: 'none', weekend: [], years: {} }
}

type At = { readonly event: string; readonly at: Instant; readonly about?: string | undefined }

/** The first of these events not before a given one that concerns the same thing (an event that names nothing concerns everything). */
function firstAfter<E extends At>(
  events: readonly E[],
  after: At,
  names: readonly string[],
): E | undefined {
  return events.find(
    (event) =>
      names.includes(event.event) &&
      event.at >= after.at &&
      (event.about === undefined || after.about === undefined || event.about === after.about),
  )
}

function statusOf(
  rule: DutyRule,
  due: Due,
  endedBy: At | undefined,
  applies: Tri,
  now: Instant,
): DutyStatus {
  if (applies === undefined) return 'unknown'
  const ended = endedBy && endedBy.at <= now ? endedBy : undefined
  if (ended) {
    if (!rule.satisfiedBy.includes(ended.event)) return 'ended'
    const limit = due.atLatest ?? due.at
    return limit !== undefined && ended.at > limit ? 'met-late' : 'met'
  }
  if (due.missing !== undefined) return 'unknown'
  return due.at !== undefined && now > (due.atLatest ?? due.at) ? 'missed' : 'running'
}

function unknownNames(condition: Condition, situation: Situation): readonly string[] {
  const names = new Set<string>()
  visitLeaves(condition, (leaf) => {
    if (leaf.op !== 'test') names.add(leaf.list)
    else if (leaf.subject.of !== 'field' && evaluate(leaf, situation) === undefined)
      names.add(leaf.subject.name)
  })
  return [...names]
}

/** The due time of a duty begun by one event. Exported for calculators and for tests of the clocks alone. */
export function dueOf(
  pack: Pack,
  calendar: Calendar,
  { deadline }: Pick<DutyRule, 'deadline'>,
  article: string,
  trigger: At,
  events: readonly At[],
): Due {
  const code = pack.articles[article]?.code
  const dayOff = code === undefined ? undefined : pack.codes[code]?.dayOff
  const from =
    'from' in deadline && deadline.from !== undefined
      ? firstAfter(events, trigger, [deadline.from])
      : trigger
  if (!from) return { steps: [], missing: 'from' in deadline ? deadline.from : undefined }
  const start: DueStep = { kind: 'start', event: from.event, at: from.at }
  switch (deadline.kind) {
    case 'none':
      return { steps: [start] }
    case 'immediately':
      return { at: from.at, steps: [start] }
    case 'same day':
      return { at: endOfDay(pack, localDay(pack, from.at)), steps: [start] }
    case 'before': {
      const limit = firstAfter(events, trigger, [deadline.event])
      return limit ? { at: limit.at, steps: [start] } : { steps: [start], missing: deadline.event }
    }
    case 'within':
      return withinLength(
        pack,
        calendar,
        deadline.length,
        from,
        start,
        dayOff === 'next-working-day',
      )
    case 'every':
      return withinLength(pack, calendar, deadline.length, from, start, false)
    case 'times':
      return withinLength(pack, calendar, periodOf(deadline), from, start, false)
  }
}

/** The longest wait before the first act of "n times per period": the whole period. */
function periodOf({ per }: Extract<Deadline, { kind: 'times' }>): Length {
  const lengths: Readonly<Record<typeof per, Length>> = {
    week: { n: 1, unit: 'weeks' },
    month: { n: 1, unit: 'months' },
    quarter: { n: 3, unit: 'months' },
    'half-year': { n: 6, unit: 'months' },
    year: { n: 1, unit: 'years' },
  }
  return lengths[per]
}

function withinLength(
  pack: Pack,
  calendar: Calendar,
  length: Length,
  from: At,
  start: DueStep,
  moveFromDayOff: boolean,
): Due {
  const day = localDay(pack, from.at)
  const finish = (last: PlainDate, steps: readonly DueStep[]): Due => {
    const moved = moveFromDayOff ? nextWorkingDay(calendar, last) : { day: last, days: [] }
    if (moved.day === undefined)
      return { steps: [start, ...steps], missing: `calendar ${last.slice(0, 4)}` }
    const at = endOfDay(pack, moved.day)
    const shift: readonly DueStep[] =
      moved.day === last ? [] : [{ kind: 'moved', from: last, to: moved.day, days: moved.days }]
    return {
      at,
      steps: [
        start,
        ...steps,
        { kind: 'length', length, until: localTime(pack, endOfDay(pack, last)) },
        ...shift,
      ],
    }
  }
  const { n, unit } = length
  switch (unit) {
    case 'hours':
    case 'full days': {
      const at = addHours(from.at, unit === 'hours' ? n : 24 * n)
      return { at, steps: [start, { kind: 'length', length, until: localTime(pack, at) }] }
    }
    case 'calendar days':
      return finish(addDays(day, n), [])
    case 'weeks':
      return finish(addDays(day, 7 * n), [])
    case 'months':
      return finish(addMonths(day, n), [])
    case 'years':
      return finish(addMonths(day, 12 * n), [])
    case 'working days': {
      const counted = addWorkingDays(calendar, day, n)
      const steps: readonly DueStep[] = [start, { kind: 'days', days: counted.steps }]
      if (counted.day === undefined) return { steps, missing: `calendar ${counted.missing}` }
      const at = endOfDay(pack, counted.day)
      return { at, steps: [...steps, { kind: 'length', length, until: localTime(pack, at) }] }
    }
    case 'unspecified days': {
      const asCalendar = withinLength(
        pack,
        calendar,
        { n, unit: 'calendar days' },
        from,
        start,
        moveFromDayOff,
      )
      const asWorking = withinLength(
        pack,
        calendar,
        { n, unit: 'working days' },
        from,
        start,
        moveFromDayOff,
      )
      return { ...asCalendar, atLatest: asWorking.at, missing: asCalendar.missing }
    }
  }
}

function nextWorkingDay(
  calendar: Calendar,
  day: PlainDate,
): { readonly day: PlainDate | undefined; readonly days: readonly DayStep[] } {
  const days: DayStep[] = []
  let at = day
  for (;;) {
    const working = isWorkingDay(calendar, at)
    if (working === undefined) return { day: undefined, days }
    if (working) return { day: at, days }
    days.push({ day: at, counted: false, why: 'day off' })
    at = addDays(at, 1)
  }
}

/** Every duty the pack knows, with the versions it stands in: the list of who must do what by when. */
export function allDuties(pack: Pack) {
  return Object.values(pack.articles).flatMap((article) =>
    article.versions.flatMap((version) =>
      version.duties.map((rule) => ({ article, version, rule })),
    ),
  )
}
