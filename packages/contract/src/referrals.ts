import { type Static, Type } from 'typebox'
import { Citation } from './decisions.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Done,
  exactly,
  Id,
  Instant,
  line,
  NamedUnit,
  NamedUser,
  orNull,
  paragraph,
} from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const fieldClasses = [
  'identity',
  'contact',
  'location',
  'narrative',
  'children',
  'accused',
  'risk',
  'decisions',
  'orders',
  'evidence',
  'medical',
] as const
/** What of a case travels with a referral; what is not ticked is not there for the receiver. */
export const FieldClass = Type.Enum(fieldClasses)
export type FieldClass = Static<typeof FieldClass>

export const referralKinds = ['hand-over', 'referral', 'notice'] as const
/** Hand-over: the case changes its owner. Referral: a second agency works on it too. Notice: it must know. */
export const ReferralKind = Type.Enum(referralKinds)
export type ReferralKind = Static<typeof ReferralKind>

export const referralStates = ['sent', 'accepted', 'refused', 'recalled', 'ended'] as const
export const ReferralState = Type.Enum(referralStates)
export type ReferralState = Static<typeof ReferralState>

export const referralRefusals = [
  'no-place',
  'no-staff',
  'not-our-territory',
  'not-our-task',
  'conflict-of-interest',
  'person-declined',
  'already-served',
] as const
export const ReferralRefusal = Type.Enum(referralRefusals)
export type ReferralRefusal = Static<typeof ReferralRefusal>

export const referralOutcomes = ['help-given', 'person-left', 'passed-on'] as const
export const ReferralOutcome = Type.Enum(referralOutcomes)
export type ReferralOutcome = Static<typeof ReferralOutcome>

export const Referral = exactly({
  id: Id,
  caseId: Id,
  caseNumber: Type.String(),
  kind: ReferralKind,
  state: ReferralState,
  from: NamedUnit,
  to: NamedUnit,
  sentBy: NamedUser,
  sentAt: Instant,
  fieldClasses: Type.Array(FieldClass),
  basis: Type.Enum(['consent', 'law']),
  citation: orNull(Citation),
  note: orNull(Type.String()),
  answerBy: Instant,
  isLate: Type.Boolean(),
  answeredAt: orNull(Instant),
  answeredBy: orNull(NamedUser),
  refusal: orNull(ReferralRefusal),
  answerNote: orNull(Type.String()),
  outcome: orNull(ReferralOutcome),
  may: exactly({ answer: Type.Boolean(), recall: Type.Boolean(), end: Type.Boolean() }),
})
export type Referral = Static<typeof Referral>

export const referCase = endpoint({
  name: 'refer-case',
  summary:
    'Hand a case over, refer it or give notice of it: only the ticked fields, with consent or on an article',
  method: 'POST',
  path: '/api/cases/:id/referrals',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    kind: ReferralKind,
    toUnitId: Id,
    fieldClasses: Type.Array(FieldClass, { minItems: 1, maxItems: 11, uniqueItems: true }),
    basis: Type.Enum(['consent', 'law']),
    article: orNull(Type.String({ maxLength: 80 })),
    note: orNull(paragraph(2000)),
    dutyId: orNull(Id),
  }),
  reply: exactly({ id: Id, answerBy: Instant }),
  errors: [
    'case-closed',
    'unit-closed',
    'referral-to-self',
    'referral-open',
    'referral-basis-missing',
    'guardian-conflict',
    'unit-cannot',
  ],
})

export const listCaseReferrals = endpoint({
  name: 'list-case-referrals',
  summary: 'Where a case was sent, and what was answered',
  method: 'GET',
  path: '/api/cases/:id/referrals',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(Referral) }),
  errors: [],
})

export const searchReferrals = endpoint({
  name: 'search-referrals',
  summary: 'Referrals to and from my units, those that wait for an answer first',
  method: 'POST',
  path: '/api/referrals/search',
  effect: 'read',
  access: 'read-cases',
  body: pageInput(['answerBy', '-sentAt'], {
    direction: Type.Optional(Type.Enum(['in', 'out'])),
    state: Type.Optional(ReferralState),
  }),
  reply: pageOf(Referral),
  errors: ['cursor-invalid'],
})

export const acceptReferral = endpoint({
  name: 'accept-referral',
  summary: 'Take a case that was sent to my unit',
  method: 'POST',
  path: '/api/referrals/:id/accept',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ userId: orNull(Id) }),
  reply: exactly({ caseId: Id }),
  errors: ['referral-answered', 'assignee-cannot'],
})

export const takeNoteOfNotice = endpoint({
  name: 'take-note-of-notice',
  summary: 'Say that my office knows what it was told; the duty to tell it ends',
  method: 'POST',
  path: '/api/referrals/:id/note',
  effect: 'command',
  access: 'read-cases',
  params: ById,
  reply: exactly({ caseId: Id }),
  errors: ['referral-answered'],
})

export const refuseReferral = endpoint({
  name: 'refuse-referral',
  summary: 'Refuse a case, with a coded reason; the sender has to find another way at once',
  method: 'POST',
  path: '/api/referrals/:id/refuse',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ reason: ReferralRefusal, text: line(600) }),
  reply: Done,
  errors: ['referral-answered'],
})

export const recallReferral = endpoint({
  name: 'recall-referral',
  summary: 'Take back a referral: nobody has answered it, or the consent it stood on was withdrawn',
  method: 'POST',
  path: '/api/referrals/:id/recall',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: Done,
  errors: ['referral-answered'],
})

export const endReferral = endpoint({
  name: 'end-referral',
  summary: 'Say what came of an accepted referral; the receiver no longer sees the case',
  method: 'POST',
  path: '/api/referrals/:id/end',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    outcome: ReferralOutcome,
    text: paragraph(2000),
  }),
  reply: Done,
  errors: ['referral-not-accepted'],
})
