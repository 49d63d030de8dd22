import { type Static, Type } from 'typebox'
import { Finding } from './decisions.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
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
import { SafeContactNow } from './people.ts'
import { Answer, Phone } from './reports.ts'

export const withdrawalStates = ['in-review', 'set-aside', 'taken-into-account'] as const
/** Never "closed": the wish of a person is heard and weighed, it does not end the work. */
export const WithdrawalState = Type.Enum(withdrawalStates)
export type WithdrawalState = Static<typeof WithdrawalState>

export const withdrawalWants = ['withdraw', 'reconcile'] as const
/** What the person says she wants: that the work stops, or that a reconciliation with the other side is recorded. */
export const WithdrawalWant = Type.Enum(withdrawalWants)
export type WithdrawalWant = Static<typeof WithdrawalWant>

export const conversationWays = ['phone', 'in-person'] as const
export const ConversationWay = Type.Enum(conversationWays)
export type ConversationWay = Static<typeof ConversationWay>

/** A sign that the wish may not be free, each with the reason it is a sign. */
export const WithdrawalSignal = exactly({ id: Type.String(), text: Text, isGrave: Type.Boolean() })
export type WithdrawalSignal = Static<typeof WithdrawalSignal>

export const Withdrawal = exactly({
  id: Id,
  caseId: Id,
  caseNumber: Type.String(),
  state: WithdrawalState,
  wants: WithdrawalWant,
  personId: Id,
  personName: Type.String(),
  receivedAt: Instant,
  recordedBy: NamedUser,
  recordedUnit: NamedUnit,
  words: Type.String(),
  signals: Type.Array(WithdrawalSignal),
  law: Type.Array(Finding, {
    description:
      'What the law of the day of the act says of reconciliation, as it was answered then',
  }),
  isBarred: Type.Boolean(),
  reviewUnit: NamedUnit,
  reviewBy: Instant,
  isLate: Type.Boolean(),
  safeContact: orNull(SafeContactNow),
  call: orNull(
    exactly({
      at: Instant,
      by: NamedUser,
      way: ConversationWay,
      spokeAlone: Type.Boolean(),
      result: Type.String(),
    }),
  ),
  decidedAt: orNull(Instant),
  decidedBy: orNull(NamedUser),
  decisionNote: orNull(Type.String()),
  may: exactly({ recordCall: Type.Boolean(), decide: Type.Boolean() }),
})
export type Withdrawal = Static<typeof Withdrawal>

export const prepareWithdrawal = endpoint({
  name: 'prepare-withdrawal',
  summary:
    'Before a wish to withdraw is recorded: what the law says of reconciliation, to whom rights were explained, who may review',
  method: 'GET',
  path: '/api/cases/:id/withdrawals/prepare',
  effect: 'read',
  access: 'work-cases',
  params: ById,
  reply: exactly({
    people: Type.Array(
      exactly({ personId: Id, name: Type.String(), rightsExplained: Type.Boolean() }),
    ),
    law: Type.Array(Finding),
    isBarred: Type.Boolean(),
    reviewUnits: Type.Array(exactly({ unit: NamedUnit, agency: Text })),
  }),
  errors: ['law-busy'],
})

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
    wants: WithdrawalWant,
    at: Instant,
    words: paragraph(4000),
    fromPhone: orNull(Phone),
    someoneWasPresent: Answer,
    contactsChanged: Answer,
    reviewUnitId: Id,
  }),
  reply: Created,
  errors: [
    'law-busy',
    'case-closed',
    'person-not-in-case',
    'guardian-conflict',
    'rights-not-explained',
    'event-in-future',
    'withdrawal-in-review',
    'reconciliation-barred',
    'review-unit-same',
    'unit-cannot',
  ],
})

export const listWithdrawals = endpoint({
  name: 'list-withdrawals',
  summary: 'Withdrawals of a case with signals and reviews, the latest first',
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
  summary: 'The independent conversation: was the person alone, what did she say',
  method: 'POST',
  path: '/api/withdrawals/:id/call',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    at: Instant,
    way: ConversationWay,
    spokeAlone: Type.Boolean(),
    result: paragraph(2000),
  }),
  reply: Done,
  errors: [
    'withdrawal-decided',
    'withdrawal-own',
    'contact-not-safe',
    'event-in-future',
    'event-too-early',
  ],
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
  errors: [
    'law-busy',
    'withdrawal-decided',
    'withdrawal-own',
    'withdrawal-call-missing',
    'withdrawal-barred',
  ],
})
