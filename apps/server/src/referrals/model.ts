// A referral as the desk shows it, and what may be done about it. Pure.
import type { Citation, FieldClass, Referral } from '@umai/contract'
import { law } from '@umai/law'
import { citationOf, lawAt } from '@umai/rules'
import {
  addHours,
  dayOf,
  type Instant,
  inEachLanguage,
  type PlainDate,
  say,
  type Text,
} from '@umai/words'
import { toCitation } from '../decisions/model.ts'
import { referralWords } from './words.ts'

/** Hours in which the receiving unit must answer. A rule of our method, not of the law. */
export const answerHours = 24

/** Hours in which a refused case must find another way; method too. */
export const rerouteHours = 4

type Word = 'answerDuty' | 'answerStart' | 'watchDuty' | 'rerouteDuty' | 'rerouteStart'
export const wordText = (word: Word): Text =>
  inEachLanguage((lang) => say(referralWords, lang)[word])

/** The article a referral without consent stands on, if the pack knows it and it is in force that day. */
export const basisOn = (ref: string, on: PlainDate): Citation | null => {
  const inForce = lawAt(law, on)
  const [articleId = ''] = ref.split('#')
  if (!inForce.versions.some(({ article }) => article.id === articleId)) return null
  try {
    return toCitation(citationOf(law, inForce, ref))
  } catch {
    // The article is there and has no such limb.
    return null
  }
}

export const answerByOf = (sentAt: Instant): Instant => addHours(sentAt, answerHours)

const classes: Readonly<Record<FieldClass, string | null>> = {
  identity: null,
  contact: 'contact',
  location: 'location',
  narrative: 'narrative',
  children: 'child',
  accused: 'accused',
  risk: null,
  decisions: null,
  orders: null,
  evidence: 'evidence',
  medical: 'medical',
}

/** The classes by which the database shows or hides; who a case is about always goes along. */
export const shownClasses = (ticked: readonly FieldClass[]): string[] => [
  ...new Set(ticked.flatMap((one) => classes[one] ?? [])),
]

export type StoredReferral = Readonly<{
  id: string
  case_id: string
  case_number: string
  kind: Referral['kind']
  state: Referral['state']
  from_unit_id: string
  from_unit: Text
  to_unit_id: string
  to_unit: Text
  sent_by: string
  sent_by_name: string | null
  sent_at: Instant
  field_classes: readonly FieldClass[]
  basis: 'consent' | 'law'
  article: string | null
  note: string | null
  answer_by: Instant
  answered_at: Instant | null
  answered_by: string | null
  answered_by_name: string | null
  refusal: Referral['refusal']
  answer_note: string | null
  outcome: Referral['outcome']
  is_mine_to_answer: boolean
  is_mine: boolean
}>

export const toReferral = (row: StoredReferral, now: Instant): Referral => ({
  id: row.id,
  caseId: row.case_id,
  caseNumber: row.case_number,
  kind: row.kind,
  state: row.state,
  from: { id: row.from_unit_id, name: row.from_unit },
  to: { id: row.to_unit_id, name: row.to_unit },
  sentBy: { id: row.sent_by, name: row.sent_by_name ?? '' },
  sentAt: row.sent_at,
  fieldClasses: [...row.field_classes],
  basis: row.basis,
  citation: row.article === null ? null : basisOn(row.article, dayOf(row.sent_at)),
  note: row.note,
  answerBy: row.answer_by,
  isLate: row.state === 'sent' && row.answer_by <= now,
  answeredAt: row.answered_at,
  answeredBy:
    row.answered_by === null ? null : { id: row.answered_by, name: row.answered_by_name ?? '' },
  refusal: row.refusal,
  answerNote: row.answer_note,
  outcome: row.outcome,
  may: {
    answer: row.state === 'sent' && row.is_mine_to_answer,
    // Consent may be taken back at any time; a case that was handed over is no longer the sender's.
    recall:
      row.is_mine &&
      (row.state === 'sent' || (row.state === 'accepted' && row.kind !== 'hand-over')),
    end: row.state === 'accepted' && row.kind !== 'hand-over' && row.is_mine_to_answer,
  },
})
