// A case as a whole: what it is called, what keeps it from being closed, who may do what. Pure.
import { randomInt } from 'node:crypto'
import type {
  AgencyKind,
  Case,
  CaseRole,
  CaseRow,
  Incident,
  PersonAsTold,
  PersonInput,
  ReportContent,
  RiskLevel,
  SafeContactNow,
} from '@umai/contract'
import { law, majorityOn } from '@umai/law'
import {
  addMs,
  dayOf,
  type Instant,
  isPlainDate,
  type PlainDate,
  startOfDay,
  type Text,
} from '@umai/words'
import { ageOn, displayName, nameFromTold } from '../people/model.ts'

/** Drawn by lot: a number that says nothing of how many cases there are, and no letter is mistaken for a digit. */
export const newCaseNumber = (): string => {
  const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
}

/** Somebody a report names, as the first entry about a new person; null where nothing is known to hold on to. */
export const personFromTold = (told: PersonAsTold): PersonInput | null => {
  if (told.name === null) return null
  return {
    names: [nameFromTold(told.name)],
    sex: told.sex,
    birthDate: told.birthDate,
    iin: told.iin,
    phones: told.phone === null ? [] : [told.phone],
    language: null,
  }
}

/**
 * What a report means to the law once somebody took it up as a case: it was received, violence came to be
 * known, there is a victim, and children where any were named.
 */
export const lawOfReport = (content: ReportContent): readonly Readonly<{ event: string }>[] => [
  { event: 'report.received' },
  ...(content.channel === 'phone-111' ? [{ event: 'contact.received' }] : []),
  { event: 'act.detected' },
  { event: 'victim.identified' },
  ...(content.children.length > 0 ? [{ event: 'child.present' }] : []),
]

type Learning = Readonly<{ violence?: string; childHarmed?: string }>

/** What the law calls it that an agency of this kind learned of violence, and of a child who is harmed. */
const learnings: Readonly<Partial<Record<AgencyKind, Learning>>> = {
  school: { childHarmed: 'violence.learned-by-school' },
  health: {
    violence: 'violence.learned-by-clinic',
    childHarmed: 'child.harm-learned-by-clinic',
  },
  'social-protection': { childHarmed: 'child.harm-learned-by-social-organisation' },
  'family-support-centre': { violence: 'violence.learned-by-family-centre' },
  'crisis-centre': { violence: 'violence.learned-by-aid-organisation' },
  ngo: { violence: 'violence.learned-by-ngo', childHarmed: 'child.harm-learned-by-ngo' },
}

/** What of the law begins for the agency that took a report, beside what begins for everybody: most must tell the police. */
export const lawOfLearning = (
  content: Pick<ReportContent, 'affected' | 'alleged' | 'children'>,
  agency: AgencyKind,
  day: PlainDate,
): readonly Readonly<{ event: string }>[] => {
  const { violence, childHarmed } = learnings[agency] ?? {}
  const isOfChild =
    content.children.length > 0 ||
    isMinor(content.alleged, day) === true ||
    // A school speaks of its pupils: there an age that was not said is not that of an adult.
    (isMinor(content.affected, day) ?? agency === 'school')
  return [
    ...(violence === undefined ? [] : [{ event: violence }]),
    ...(childHarmed === undefined || !isOfChild ? [] : [{ event: childHarmed }]),
  ]
}

/** Undefined where neither birth nor age was said. */
const isMinor = ({ birthDate, age }: PersonAsTold, day: PlainDate): boolean | undefined => {
  const years = birthDate !== null && isPlainDate(birthDate) ? ageOn(birthDate, day) : age
  const majority = majorityOn(law, day)
  return years === null || majority === undefined ? undefined : years < majority
}

/** What it means to the law that a report, or the case, came to an agency of this kind: the police then know. */
export const lawOfTelling = (agency: AgencyKind): readonly Readonly<{ event: string }>[] =>
  agency === 'police' ? [{ event: 'law-enforcement.informed' }, { event: 'police.notified' }] : []

type WhenAndWhere = Readonly<{ on: PlainDate; at: Instant | null }>

/** The day of the act decides which law applies; where nobody knows it, the day of the report stands in. */
export const whenItHappened = (content: ReportContent, receivedAt: Instant): WhenAndWhere => {
  const { on, time } = content.occurred
  if (on === null || !isPlainDate(on)) return { on: dayOf(receivedAt), at: null }
  if (time === null) return { on, at: null }
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const at = addMs(startOfDay(on), (hours * 60 + minutes) * 60_000)
  return at > receivedAt ? { on, at: null } : { on, at }
}

export type OpenWork = Readonly<{
  duties: number
  ordersInForce: number
  referrals: number
  reports: number
  reviews: number
}>

export const isFinished = (work: OpenWork): boolean =>
  Object.values(work).every((count) => count === 0)

type Viewer = Readonly<{ permissions: ReadonlySet<string>; seesWhole: boolean }>

/** What the one who looks may do now; the database asks again when he does it. */
export const mayOf = (
  state: 'open' | 'closed',
  { permissions, seesWhole }: Viewer,
): Case['may'] => {
  const isOpen = state === 'open'
  const works = permissions.has('work-cases')
  return {
    work: isOpen && works,
    assign: isOpen && permissions.has('assign-cases'),
    decide: isOpen && permissions.has('decide-by-law'),
    issueOrder: isOpen && permissions.has('issue-orders'),
    serveOrder: isOpen && permissions.has('serve-orders'),
    waiveDuties: isOpen && permissions.has('waive-duties'),
    lead: isOpen && works && seesWhole,
    close: isOpen && works && seesWhole,
    reopen: !isOpen && works && seesWhole,
  }
}

/** A case with the names of its place, unit and owner and the state of its duties. */
export type ListedCase = Readonly<{
  id: string
  number: string
  title: string
  state: 'open' | 'closed'
  risk: RiskLevel
  place_kato: string
  place_kk: string
  place_ru: string
  place_en: string
  opened_at: Instant
  opened_by: string | null
  opened_by_name: string | null
  owner_unit_id: string
  unit_kk: string
  unit_ru: string
  unit_en: string
  owner_id: string | null
  owner_name: string | null
  version: number
  closed_at: Instant | null
  close_reason: string | null
  open_duties: number
  late_duties: number
  next_due_at: Instant | null
}>

export const toCaseRow = (row: ListedCase): CaseRow => ({
  id: row.id,
  number: row.number,
  title: row.title === '' ? row.number : row.title,
  state: row.state,
  risk: row.risk,
  place: { kato: row.place_kato, name: { kk: row.place_kk, ru: row.place_ru, en: row.place_en } },
  openedAt: row.opened_at,
  owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
  unit: { id: row.owner_unit_id, name: { kk: row.unit_kk, ru: row.unit_ru, en: row.unit_en } },
  openDuties: row.open_duties,
  lateDuties: row.late_duties,
  nextDueAt: row.next_due_at,
})

export type CasePersonRow = Readonly<{
  person_id: string
  role: CaseRole
  sex: 'female' | 'male' | 'unknown'
  birth_date: PlainDate | null
  has_protected_address: boolean
  family: string | null
  given: string | null
  rights_explained: boolean
}>

export type SeatRow = Readonly<{
  relation: string
  unit_id: string
  unit: Text
  user_id: string | null
  user_name: string | null
  valid_from: Instant
  valid_to: Instant | null
}>

type Around = Readonly<{
  now: Instant
  people: readonly CasePersonRow[]
  family: Case['family']
  incidents: readonly Incident[]
  reports: Case['reports']
  seats: readonly SeatRow[]
  clocks: readonly Readonly<{
    id: string
    kind: 'duty' | 'order'
    statement: { readonly what: Text } | null
    started_at: Instant
    due_at: Instant
  }>[]
  safeContact: SafeContactNow | null
  counts: Case['counts']
  may: Case['may']
}>

const seatKinds: Readonly<Record<string, Case['seats'][number]['kind']>> = {
  owner: 'owner',
  opener: 'assigned',
  assigned: 'assigned',
  referral: 'referral',
  conference: 'second-opinion',
  oversight: 'oversight',
}

const orderClock: Text = {
  kk: 'Қорғау нұсқамасы күшінде',
  ru: 'Защитное предписание действует',
  en: 'The protective order is in force',
}

/** A case as its page shows it. */
export const toCase = (row: ListedCase, around: Around): Case => {
  const today = dayOf(around.now)
  const affected = around.people.find(({ role }) => role === 'affected')
  const relationsToAffected = new Map(
    around.family
      .filter(({ personId }) => personId === affected?.person_id)
      .map(({ relativeId, relation }) => [relativeId, relation]),
  )
  return {
    ...toCaseRow(row),
    version: row.version,
    openedBy: { id: row.opened_by ?? row.id, name: row.opened_by_name ?? '' },
    closedAt: row.closed_at,
    closeReason: row.close_reason,
    people: around.people.map((person) => ({
      personId: person.person_id,
      role: person.role,
      name:
        person.family === null ? '' : displayName({ family: person.family, given: person.given }),
      sex: person.sex,
      birthDate: person.birth_date,
      age: person.birth_date === null ? null : ageOn(person.birth_date, today),
      relationToAffected: relationsToAffected.get(person.person_id) ?? null,
      hasProtectedAddress: person.has_protected_address,
      rightsExplained: person.rights_explained,
    })),
    family: around.family,
    incidents: [...around.incidents],
    reports: around.reports,
    seats: around.seats.map((seat) => ({
      kind: seatKinds[seat.relation] ?? 'assigned',
      unit: { id: seat.unit_id, name: seat.unit },
      user: seat.user_id === null ? null : { id: seat.user_id, name: seat.user_name ?? '' },
      from: seat.valid_from,
      until: seat.valid_to,
    })),
    clocks: around.clocks.map((clock) => ({
      kind: clock.kind,
      id: clock.id,
      title: clock.statement?.what ?? orderClock,
      startedAt: clock.started_at,
      dueAt: clock.due_at,
      isLate: clock.due_at <= around.now,
    })),
    safeContact: around.safeContact,
    counts: around.counts,
    may: around.may,
  }
}
