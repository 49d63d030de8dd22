// What follows from the words of a report alone: how urgent it is, by when somebody must be on it, and what
// in it cannot be right. Pure.
import {
  type AgencyKind,
  type EarlierContact,
  type PersonAsTold,
  type Report,
  type ReportContent,
  type ReportEndReason,
  type ReportRow,
  type ReportState,
  reportEndReasons,
  type Urgency,
  urgencies,
} from '@umai/contract'
import { iinFaultOf } from '@umai/linkage/iin'
import type { FieldFault } from '@umai/platform'
import {
  addMs,
  dayOf,
  formatDay,
  type Instant,
  inEachLanguage,
  type Lang,
  say,
  sayIinFault,
  type Text,
} from '@umai/words'
import { lawOfLearning, lawOfTelling } from '../cases/model.ts'
import { deriveDuties } from '../duties/model.ts'
import { reportWords } from './words.ts'

type UrgencyReason =
  | 'dangerNow'
  | 'weapon'
  | 'injury'
  | 'allegedPresent'
  | 'children'
  | 'dangerUnknown'
  | 'nothingUrgent'

export type UrgencyFinding = Readonly<{ urgency: Urgency; reasons: readonly UrgencyReason[] }>

/** An answer never given counts as danger, not as safety: only a plain "no" makes a report routine. */
export function urgencyOf(content: Pick<ReportContent, 'danger' | 'children'>): UrgencyFinding {
  const { danger } = content
  const reasons: UrgencyReason[] = [
    ...(danger.now === 'yes' ? (['dangerNow'] as const) : []),
    ...(danger.weapon === 'yes' ? (['weapon'] as const) : []),
    ...(danger.injury === 'yes' ? (['injury'] as const) : []),
    ...(danger.allegedPresent === 'yes' ? (['allegedPresent'] as const) : []),
    ...(danger.now === 'unknown' ? (['dangerUnknown'] as const) : []),
    ...(content.children.length > 0 ? (['children'] as const) : []),
  ]
  const isEmergency =
    danger.now === 'yes' ||
    (danger.allegedPresent === 'yes' && (danger.weapon === 'yes' || danger.injury === 'yes'))
  if (isEmergency) return { urgency: 'emergency', reasons }
  const isUrgent = reasons.some((reason) => reason !== 'children')
  if (isUrgent) return { urgency: 'urgent', reasons }
  return { urgency: 'routine', reasons: reasons.length === 0 ? ['nothingUrgent'] : reasons }
}

/** Why a report is as urgent as it is: danger once spoken of counts whatever a later version says. */
export function urgencyReasonsOf(versions: readonly ReportContent[]): readonly UrgencyReason[] {
  const said = new Set(versions.flatMap((content) => urgencyOf(content).reasons))
  if (said.has('dangerNow')) said.delete('dangerUnknown')
  if (said.size > 1) said.delete('nothingUrgent')
  return reasonOrder.filter((reason) => said.has(reason))
}

const reasonOrder = [
  'dangerNow',
  'weapon',
  'injury',
  'allegedPresent',
  'dangerUnknown',
  'children',
  'nothingUrgent',
] as const satisfies readonly UrgencyReason[]

const minuteMs = 60_000

/** Minutes until a unit must have picked a report up. A rule of our method; the law says "at once". */
const answerMinutes: Readonly<Record<Urgency, number>> = {
  emergency: 10,
  urgent: 120,
  routine: 24 * 60,
}

export function answerByOf(urgency: Urgency, from: Instant): Instant {
  return addMs(from, answerMinutes[urgency] * minuteMs)
}

type BeforeCorrection = Readonly<{ urgency: Urgency; state: ReportState; answer_by: Instant }>

/**
 * A correction may raise the urgency of a report and so shorten the clock of one that waits for an answer; it
 * lowers no urgency and gives nobody more time. Where somebody answered already the clock has ended.
 */
export function afterCorrection(
  before: BeforeCorrection,
  content: ReportContent,
  now: Instant,
): Pick<BeforeCorrection, 'urgency' | 'answer_by'> {
  const urgency = graver(before.urgency, urgencyOf(content).urgency)
  const answerBy = answerByOf(urgency, now)
  const isShorter = isUnanswered(before.state) && answerBy < before.answer_by
  return { urgency, answer_by: isShorter ? answerBy : before.answer_by }
}

function graver(one: Urgency, other: Urgency): Urgency {
  return urgencies.indexOf(one) < urgencies.indexOf(other) ? one : other
}

function isUnanswered(state: ReportState): boolean {
  return state === 'recorded' || state === 'handed-over'
}

/** Danger once spoken of is looked into by opening a case; only a duplicate has one already. */
export function endReasonsOf(urgency: Urgency): readonly ReportEndReason[] {
  return urgency === 'emergency' ? ['duplicate'] : reportEndReasons
}

export function urgencyTexts(reasons: readonly UrgencyReason[]): Text[] {
  return reasons.map((reason) => inEachLanguage((lang) => say(reportWords, lang)[reason]))
}

type ContentFault = Readonly<{ code: 'iin-invalid' | 'date-in-future'; faults: FieldFault[] }>

/** What cannot be right in a report whoever said it; undefined when nothing is. */
export function contentFault(content: ReportContent, now: Instant): ContentFault | undefined {
  const people = peopleOf(content)
  const iinFaults = people.flatMap(({ path, person }) => {
    const wrong = person.iin === null ? undefined : iinFaultOf(person.iin)
    return wrong === undefined ? [] : [fault(`${path}/iin`, (lang) => sayIinFault(wrong, lang))]
  })
  if (iinFaults.length > 0) return { code: 'iin-invalid', faults: iinFaults }
  const today = dayOf(now)
  const days = [
    { path: '/content/occurred/on', day: content.occurred.on },
    ...people.map(({ path, person }) => ({ path: `${path}/birthDate`, day: person.birthDate })),
  ]
  const dayFaults = days.flatMap(({ path, day }) =>
    day === null || day <= today
      ? []
      : [fault(path, (lang) => say(reportWords, lang).dayFault({ day: formatDay(day, lang) }))],
  )
  return dayFaults.length > 0 ? { code: 'date-in-future', faults: dayFaults } : undefined
}

function fault(path: string, message: (lang: Lang) => string): FieldFault {
  return { in: 'body', path, message: inEachLanguage(message) }
}

type PersonAt = Readonly<{ path: string; person: PersonAsTold }>

/** Everybody a report names, with the place in it where each stands. */
export function peopleOf(content: ReportContent): readonly PersonAt[] {
  return [
    { path: '/content/affected', person: content.affected },
    { path: '/content/alleged', person: content.alleged },
    ...content.children.map((person, index) => ({ path: `/content/children/${index}`, person })),
  ]
}

export type Mention = Readonly<{
  part: 'speaker' | 'affected' | 'alleged' | 'child' | 'safe-contact'
  kind: 'iin' | 'phone' | 'name'
  value: string
}>

/** Numbers and names in a report by which the next call may be recognised. */
export function mentionsOf(content: ReportContent): readonly Mention[] {
  const ofPerson = (part: Mention['part'], person: PersonAsTold): Mention[] => [
    ...(person.iin === null ? [] : [{ part, kind: 'iin', value: person.iin } as const]),
    ...(person.phone === null ? [] : [{ part, kind: 'phone', value: person.phone } as const]),
    ...(person.name === null ? [] : [{ part, kind: 'name', value: person.name } as const]),
  ]
  const { speaker, safeContact } = content
  return [
    ...(speaker.phone === null
      ? []
      : [{ part: 'speaker', kind: 'phone', value: speaker.phone } as const]),
    ...(safeContact.phone === null
      ? []
      : [{ part: 'safe-contact', kind: 'phone', value: safeContact.phone } as const]),
    ...ofPerson('affected', content.affected),
    ...ofPerson('alleged', content.alleged),
    ...content.children.flatMap((child) => ofPerson('child', child)),
  ]
}

/** A unit and whose it is: what a school calls its service says nothing to the police. */
export const nameWithAgency = ({ name, agency }: Readonly<{ name: Text; agency: Text }>): Text =>
  inEachLanguage((lang) => `${name[lang]}, ${agency[lang]}`)

type Telling = Readonly<{ at: Instant; agencyKind: AgencyKind }>

/** What the law asks of the agency that took a report before there is a case, and when it was done. */
export const owedByTaker = (
  content: ReportContent,
  taken: Telling,
  handedOver: Telling | null,
  now: Instant,
): Report['owed'] => {
  const asEvents = (moments: readonly Readonly<{ event: string }>[], at: Instant) =>
    moments.map(({ event }) => ({ id: `${event}|${at}`, event, at, about: undefined }))
  const events = [
    ...asEvents(lawOfLearning(content, taken.agencyKind, dayOf(taken.at)), taken.at),
    ...(handedOver === null ? [] : asEvents(lawOfTelling(handedOver.agencyKind), handedOver.at)),
  ]
  return deriveDuties(events, now).map(({ statement, endedAt }) => ({
    what: statement.what,
    citation: statement.citations[0] ?? null,
    doneAt: endedAt,
  }))
}

/** A report as the database keeps it, with the names of its place, unit and case. */
type ListedReport = Readonly<{
  id: string
  number: string
  channel: ReportRow['channel']
  speaker: ReportRow['speaker']
  urgency: Urgency
  state: ReportRow['state']
  place_kato: string
  place_kk: string
  place_ru: string
  place_en: string
  version: number
  recorded_by: string
  recorded_at: Instant
  received_at: Instant
  answer_by: Instant
  unit_id: string
  unit_kk: string | null
  unit_ru: string | null
  unit_en: string | null
  handed_over_at: Instant | null
  picked_up_by: string | null
  picked_up_at: Instant | null
  case_id: string | null
  case_number: string | null
  ended_reason: string | null
}>

export const toReportRow = (
  row: ListedReport,
  affectedName: string | null,
  now: Instant,
): ReportRow => ({
  id: row.id,
  number: row.number,
  receivedAt: row.received_at,
  channel: row.channel,
  speaker: row.speaker,
  urgency: row.urgency,
  state: row.state,
  answerBy: row.answer_by,
  isLate: isUnanswered(row.state) && row.answer_by <= now,
  place: {
    kato: row.place_kato,
    name: { kk: row.place_kk, ru: row.place_ru, en: row.place_en },
  },
  affectedName,
  unit:
    row.unit_kk === null
      ? null
      : {
          id: row.unit_id,
          name: { kk: row.unit_kk, ru: row.unit_ru ?? '', en: row.unit_en ?? '' },
        },
  caseId: row.case_id,
  caseNumber: row.case_number,
})

type Around = Readonly<{
  versions: readonly Report['versions'][number][]
  recordedBy: Report['recordedBy']
  recordedIn: Report['recordedIn']
  pickedUpBy: Report['pickedUpBy']
  urgencyReasons: readonly Text[]
  owed: Report['owed']
  viewer: Readonly<{
    userId: string
    permissions: ReadonlySet<string>
    /** He works cases in the unit the report lies with. */
    holdsIt: boolean
  }>
  now: Instant
}>

/** A report as its page shows it, with what the viewer may do about it now. */
export const toReport = (row: ListedReport, around: Around): Report => {
  const { versions, viewer, now } = around
  const waits = row.state !== 'in-case' && row.state !== 'ended'
  const works = viewer.holdsIt
  const isTakenByOther = row.picked_up_by !== null && row.picked_up_by !== viewer.userId
  return {
    ...toReportRow(row, versions.at(-1)?.content.affected.name ?? null, now),
    recordedBy: around.recordedBy,
    recordedAt: row.recorded_at,
    recordedIn: { id: around.recordedIn.id, name: around.recordedIn.name },
    handedOverAt: row.handed_over_at,
    pickedUpAt: row.picked_up_at,
    pickedUpBy: around.pickedUpBy,
    endedReason: row.ended_reason,
    version: row.version,
    versions: [...versions],
    urgencyReasons: [...around.urgencyReasons],
    owed: [...around.owed],
    may: {
      correct: viewer.permissions.has('record-reports'),
      handOver: waits && viewer.permissions.has('record-reports'),
      pickUp: waits && works && row.state !== 'picked-up' && !isTakenByOther,
      openCase: waits && works,
      end: waits && works,
      endAs: waits && works ? [...endReasonsOf(row.urgency)] : [],
    },
  }
}

type HeardContact = Readonly<{
  report_id: string
  case_id: string | null
  case_is_open: boolean | null
  received_at: Instant
  unit_id: string
  matchedBy: 'phone' | 'iin' | 'name'
}>

type Seen = Readonly<{
  reports: ReadonlyMap<string, string>
  cases: ReadonlyMap<string, string>
  units: ReadonlyMap<string, Text>
}>

/** Earlier contacts, one line for each case or loose report; what may not be opened has neither id nor number. */
export const toEarlierContacts = (heard: readonly HeardContact[], seen: Seen): EarlierContact[] => {
  const lines = new Map<string, EarlierContact>()
  for (const contact of heard) {
    const key = contact.case_id ?? contact.report_id
    const known = lines.get(key)
    if (known !== undefined) {
      if (!known.matchedBy.includes(contact.matchedBy))
        lines.set(key, { ...known, matchedBy: [...known.matchedBy, contact.matchedBy] })
      continue
    }
    const isCase = contact.case_id !== null
    const number = (isCase ? seen.cases : seen.reports).get(key) ?? null
    lines.set(key, {
      kind: isCase ? 'case' : 'report',
      id: number === null ? null : key,
      number,
      at: contact.received_at,
      matchedBy: [contact.matchedBy],
      isOpen: contact.case_is_open ?? true,
      unit: seen.units.get(contact.unit_id) ?? null,
    })
  }
  return [...lines.values()].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, 20)
}
