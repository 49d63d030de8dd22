// What can happen in a case. An event is never changed; duties, clocks and the timeline follow from events.
import type { CaseEvent } from '@umai/contract'
import { fail } from '@umai/platform'
import { type Instant, inEachLanguage, say, type Text, toMs } from '@umai/words'
import { eventWords } from './words.ts'

export const eventKinds = [
  'report-received',
  'report-handed-over',
  'case-opened',
  'report-attached',
  'person-added',
  'case-assigned',
  'note-added',
  'facts-answered',
  'law-decided',
  'order-issued',
  'order-served',
  'order-copy-given',
  'order-checked',
  'order-breached',
  'order-ends-soon',
  'order-expired',
  'order-revoked',
  'warning-announced',
  'warning-served',
  'warning-copied',
  'warning-ended',
  'register-entered',
  'rights-explained',
  'duty-performed',
  'duty-waived',
  'duty-late',
  'duty-escalated',
  'contact-tried',
  'risk-assessed',
  'level-lowering-confirmed',
  'referral-sent',
  'referral-accepted',
  'referral-refused',
  'referral-recalled',
  'referral-ended',
  'child-case-opened',
  'withdrawal-received',
  'withdrawal-call',
  'withdrawal-decided',
  'attachment-added',
  'attachment-withdrawn',
  'extract-made',
  'address-revealed',
  'case-closed',
  'case-reopened',
] as const
export type EventKind = (typeof eventKinds)[number]

/** Classes of fields a referral may carry; an event of a class is seen only where the class is. */
export type FieldClass =
  | 'contact'
  | 'location'
  | 'narrative'
  | 'medical'
  | 'child'
  | 'accused'
  | 'evidence'

/** Plain values only: no name, number or address goes in unsealed. */
export type EventData = Readonly<
  Record<string, string | number | boolean | readonly string[] | Text | null>
>

/** An event of the law pack, and what it is about where the law binds a duty to one order or one duty. */
export type LawMoment = Readonly<{ event: string; about?: string }>

export type NewEvent = Readonly<{
  caseId: string
  kind: EventKind
  at: Instant
  /** The record it is about: an order, a duty, a referral. */
  aboutId?: string
  class?: FieldClass
  isStaffOnly?: boolean
  data?: EventData
  /** What the law calls it: the events of the law pack that this record stands for. */
  law?: readonly LawMoment[]
  /** Words somebody wrote; sealed with the key of the case. */
  note?: string
}>

const minuteMs = 60_000

/**
 * When something happened that follows another thing, as it is kept. Whoever writes it down says it by the minute: within
 * the minute of what it follows it counts as that very moment, since its beginning would lie before.
 */
export const momentAfter = (at: Instant, from: Instant, now: Instant): Instant => {
  if (at > now) fail('event-in-future')
  if (at >= from) return at
  const isByMinute = toMs(at) % minuteMs === 0
  return isByMinute && toMs(from) - toMs(at) < minuteMs ? from : fail('event-too-early')
}

export const eventTitle = (kind: EventKind): Text =>
  inEachLanguage((lang) => say(eventWords, lang)[kind])

export const isEventKind = (kind: string): kind is EventKind =>
  eventKinds.some((known) => known === kind)

type StoredEvent = Readonly<{
  id: string
  kind: string
  happened_at: Instant
  recorded_at: Instant
  recorded_by: string | null
  user_name: string | null
  unit_id: string | null
  unit: Text | null
  about_id: string | null
  is_staff_only: boolean
  data: EventData
  note: string | null
}>

const aboutKinds: Readonly<Partial<Record<EventKind, string>>> = {
  'report-received': 'report',
  'report-handed-over': 'report',
  'report-attached': 'report',
  'person-added': 'person',
  'rights-explained': 'person',
  'law-decided': 'decision',
  'order-issued': 'order',
  'order-served': 'order',
  'order-copy-given': 'order',
  'order-checked': 'order',
  'order-breached': 'order',
  'order-ends-soon': 'order',
  'order-expired': 'order',
  'order-revoked': 'order',
  'duty-performed': 'duty',
  'duty-waived': 'duty',
  'duty-late': 'duty',
  'duty-escalated': 'duty',
  'contact-tried': 'duty',
  'risk-assessed': 'assessment',
  'referral-sent': 'referral',
  'referral-accepted': 'referral',
  'referral-refused': 'referral',
  'referral-recalled': 'referral',
  'referral-ended': 'referral',
  'attachment-added': 'attachment',
  'attachment-withdrawn': 'attachment',
  'extract-made': 'person',
  'child-case-opened': 'case',
  'withdrawal-received': 'withdrawal',
  'withdrawal-call': 'withdrawal',
  'withdrawal-decided': 'withdrawal',
}

/** An event as the timeline shows it. A duty says in its data what it was; everything else, in its title. */
export const toCaseEvent = (event: StoredEvent): CaseEvent => {
  const kind = isEventKind(event.kind) ? event.kind : 'note-added'
  const about = aboutKinds[kind]
  const { title } = event.data
  return {
    id: event.id,
    kind: event.kind,
    at: event.happened_at,
    recordedAt: event.recorded_at,
    by: event.recorded_by === null ? null : { id: event.recorded_by, name: event.user_name ?? '' },
    unit:
      event.unit === null || event.unit_id === null
        ? null
        : { id: event.unit_id, name: event.unit },
    title: eventTitle(kind),
    detail: event.note === null ? (isText(title) ? title : null) : sameInAll(event.note),
    isStaffOnly: event.is_staff_only,
    links:
      about === undefined || event.about_id === null ? [] : [{ kind: about, id: event.about_id }],
  }
}

/** What somebody wrote is shown as it was written, whatever language one reads in. */
const sameInAll = (words: string): Text => {
  const short = words.slice(0, 2000)
  return { kk: short, ru: short, en: short }
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'kk' in value && 'ru' in value && 'en' in value
