import { type Static, Type } from 'typebox'
import { Citation } from './decisions.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Done,
  exactly,
  Id,
  Instant,
  NamedUnit,
  NamedUser,
  orNull,
  paragraph,
  Text,
} from './fields.ts'
import { Phone } from './reports.ts'

export const withdrawalStates = ['in-review', 'set-aside', 'taken-into-account'] as const
/** Never "closed": the wish of a person is heard and weighed, it does not end the work. */
export const WithdrawalState = Type.Enum(withdrawalStates)
export type WithdrawalState = Static<typeof WithdrawalState>

/** A sign that the wish may not be free, each with the reason it is a sign. */
export const WithdrawalSignal = exactly({ id: Type.String(), text: Text, isGrave: Type.Boolean() })
export type WithdrawalSignal = Static<typeof WithdrawalSignal>

export const Withdrawal = exactly({
  id: Id,
  caseId: Id,
  caseNumber: Type.String(),
  state: WithdrawalState,
  personId: Id,
  receivedAt: Instant,
  recordedBy: NamedUser,
  words: Type.String(),
  signals: Type.Array(WithdrawalSignal),
  bar: orNull(exactly({ text: Text, citation: Citation })),
  reviewUnit: NamedUnit,
  reviewBy: Instant,
  isLate: Type.Boolean(),
  call: orNull(
    exactly({ at: Instant, by: NamedUser, spokeAlone: Type.Boolean(), result: Type.String() }),
  ),
  decidedAt: orNull(Instant),
  decidedBy: orNull(NamedUser),
  decisionNote: orNull(Type.String()),
  may: exactly({ recordCall: Type.Boolean(), decide: Type.Boolean() }),
})
export type Withdrawal = Static<typeof Withdrawal>

export const recordWithdrawal = endpoint({
  name: 'record-withdrawal',
  summary: 'A person wishes to withdraw: the case stays open and a second unit reviews',
  method: 'POST',
  path: '/api/cases/:id/withdrawals',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    personId: Id,
    at: Instant,
    words: paragraph(4000),
    fromPhone: orNull(Phone),
    someoneWasPresent: Type.Enum(['yes', 'no', 'unknown']),
    contactsChanged: Type.Enum(['yes', 'no', 'unknown']),
    reviewUnitId: Id,
  }),
  reply: Withdrawal,
  errors: [
    'case-closed',
    'person-not-in-case',
    'rights-not-explained',
    'event-in-future',
    'withdrawal-in-review',
    'review-unit-same',
  ],
})

export const listWithdrawals = endpoint({
  name: 'list-withdrawals',
  summary: 'Withdrawals of a case with signals and reviews',
  method: 'GET',
  path: '/api/cases/:id/withdrawals',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(Withdrawal) }),
  errors: [],
})

export const recordWithdrawalCall = endpoint({
  name: 'record-withdrawal-call',
  summary: 'The independent call by a safe channel: was the person alone, what did she say',
  method: 'POST',
  path: '/api/withdrawals/:id/call',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ at: Instant, spokeAlone: Type.Boolean(), result: paragraph(2000) }),
  reply: Done,
  errors: ['withdrawal-decided', 'withdrawal-own', 'contact-not-safe', 'event-in-future'],
})

export const decideWithdrawal = endpoint({
  name: 'decide-withdrawal',
  summary: 'Decide, in another unit than the one that recorded it, what the wish changes',
  method: 'POST',
  path: '/api/withdrawals/:id/decide',
  effect: 'command',
  access: 'assign-cases',
  params: ById,
  body: exactly({
    outcome: Type.Enum(['set-aside', 'taken-into-account']),
    reason: paragraph(2000),
  }),
  reply: Done,
  errors: ['withdrawal-decided', 'withdrawal-own', 'withdrawal-call-missing', 'withdrawal-barred'],
})
