// The signs that a wish to withdraw may not be free, and what the review of it looks like. Rules, never a score:
// each sign says what was seen. Pure.
import type { Finding, SafeContactNow, Withdrawal, WithdrawalSignal } from '@umai/contract'
import { addHours, type Instant, inEachLanguage, say, type Text } from '@umai/words'
import { withdrawalWords } from './words.ts'

/** Hours in which the second unit decides: five days, by our method. */
export const reviewHours = 120

/** A wish that comes this soon after a step against the other side is looked at with more care. */
export const stepHours = 72

const grave = {
  barred: true,
  'after-step': true,
  'alleged-phone': true,
  'unknown-phone': false,
  'someone-present': true,
  'presence-unknown': false,
  'contacts-changed': true,
  'same-words': true,
  'same-recorder': false,
  'high-risk': true,
  'order-breached': true,
  'earlier-case': true,
  'lives-together': false,
  'has-children': false,
} as const
type SignalId = keyof typeof grave

type Word = SignalId | 'reviewDuty' | 'reviewStart'
export const wordText = (word: Word): Text =>
  inEachLanguage((lang) => say(withdrawalWords, lang)[word])

/** What the case and the one who recorded the wish know; every field is a fact, not a guess. */
export type Seen = Readonly<{
  at: Instant
  /** Moments at which an order of the case was issued, served or broken. */
  steps: readonly Instant[]
  wasBreached: boolean
  fromPhone: 'alleged' | 'safe' | 'other' | null
  someoneWasPresent: 'yes' | 'no' | 'unknown'
  contactsChanged: boolean
  words: string
  otherWords: readonly string[]
  recordedBySame: number
  risk: 'not-assessed' | 'routine' | 'raised' | 'high'
  hasEarlierCase: boolean
  livesTogether: boolean
  hasChildren: boolean
  isBarred: boolean
}>

export const signalsOf = (seen: Seen): readonly WithdrawalSignal[] => {
  const isSoon = seen.steps.some((step) => step <= seen.at && seen.at <= addHours(step, stepHours))
  const found: Readonly<Record<SignalId, boolean>> = {
    barred: seen.isBarred,
    'after-step': isSoon,
    'alleged-phone': seen.fromPhone === 'alleged',
    'unknown-phone': seen.fromPhone === 'other',
    'someone-present': seen.someoneWasPresent === 'yes',
    'presence-unknown': seen.someoneWasPresent === 'unknown',
    'contacts-changed': seen.contactsChanged,
    'same-words': seen.otherWords.some((other) => likeness(seen.words, other) >= 0.8),
    'same-recorder': seen.recordedBySame >= 3,
    'high-risk': seen.risk === 'high',
    'order-breached': seen.wasBreached,
    'earlier-case': seen.hasEarlierCase,
    'lives-together': seen.livesTogether,
    'has-children': seen.hasChildren,
  }
  return (Object.keys(grave) as SignalId[])
    .filter((id) => found[id])
    .toSorted((a, b) => Number(grave[b]) - Number(grave[a]))
    .map((id) => ({ id, text: wordText(id), isGrave: grave[id] }))
}

/** The share of words two texts have in common; very short texts resemble each other and say nothing. */
export const likeness = (one: string, other: string): number => {
  const a = wordsOf(one)
  const b = wordsOf(other)
  if (a.size < 4 || b.size < 4) return 0
  const shared = [...a].filter((word) => b.has(word)).length
  return shared / (a.size + b.size - shared)
}

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/\p{L}+/gu) ?? [])

/** What is sealed of a withdrawal. */
export type WithdrawalSaid = Readonly<{ words: string; fromPhone: string | null }>

export type StoredWithdrawal = Readonly<{
  id: string
  case_id: string
  case_number: string
  person_id: string
  person_name: string
  wants: Withdrawal['wants']
  state: Withdrawal['state']
  received_at: Instant
  recorded_by: string
  recorded_by_name: string | null
  recorded_unit_id: string
  recorded_unit: Text
  owner_unit_id: string
  said: WithdrawalSaid
  signals: readonly WithdrawalSignal[]
  law: readonly Finding[]
  is_barred: boolean
  review_unit_id: string
  review_unit: Text
  review_by: Instant
  called_at: Instant | null
  called_by: string | null
  called_by_name: string | null
  call_way: 'phone' | 'in-person' | null
  spoke_alone: boolean | null
  call_result: string | null
  decided_at: Instant | null
  decided_by: string | null
  decided_by_name: string | null
  decision_note: string | null
}>

type Viewer = Readonly<{
  userId: string
  now: Instant
  permissions: ReadonlySet<string>
  /** Units in which the one who looks works cases, and those he leads. */
  works: ReadonlySet<string>
  leads: ReadonlySet<string>
  safeContact: SafeContactNow | null
}>

/** Neither the one who recorded the wish nor anybody of that unit or of the one that works the case reviews it. */
export const isIndependent = (
  of: Pick<StoredWithdrawal, 'recorded_by' | 'recorded_unit_id' | 'owner_unit_id'>,
  viewer: Pick<Viewer, 'userId' | 'works'>,
): boolean =>
  of.recorded_by !== viewer.userId &&
  !viewer.works.has(of.recorded_unit_id) &&
  !viewer.works.has(of.owner_unit_id)

export const toWithdrawal = (row: StoredWithdrawal, viewer: Viewer): Withdrawal => {
  const isOpen = row.state === 'in-review'
  const reviews = isOpen && isIndependent(row, viewer) && viewer.works.has(row.review_unit_id)
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: row.case_number,
    state: row.state,
    wants: row.wants,
    personId: row.person_id,
    personName: row.person_name,
    receivedAt: row.received_at,
    recordedBy: { id: row.recorded_by, name: row.recorded_by_name ?? '' },
    recordedUnit: { id: row.recorded_unit_id, name: row.recorded_unit },
    words: row.said.words,
    signals: [...row.signals],
    law: [...row.law],
    isBarred: row.is_barred,
    reviewUnit: { id: row.review_unit_id, name: row.review_unit },
    reviewBy: row.review_by,
    isLate: isOpen && row.review_by <= viewer.now,
    safeContact: viewer.safeContact,
    call:
      row.called_at === null || row.called_by === null || row.call_way === null
        ? null
        : {
            at: row.called_at,
            by: { id: row.called_by, name: row.called_by_name ?? '' },
            way: row.call_way,
            spokeAlone: row.spoke_alone ?? false,
            result: row.call_result ?? '',
          },
    decidedAt: row.decided_at,
    decidedBy:
      row.decided_by === null ? null : { id: row.decided_by, name: row.decided_by_name ?? '' },
    decisionNote: row.decision_note,
    may: {
      recordCall: reviews && viewer.permissions.has('work-cases'),
      decide: reviews && viewer.leads.has(row.review_unit_id),
    },
  }
}
