import { type Static, Type } from 'typebox'
import { AgencyKind } from './agencies.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Done,
  exactly,
  Id,
  Instant,
  line,
  NamedUser,
  orNull,
  paragraph,
  Text,
} from './fields.ts'
import { SilentThread } from './threads.ts'

const Keeper = exactly({ id: Id, kind: AgencyKind, name: Text })

/** Stored nowhere; sixteen letters are some words. */
const NewPassphrase = Type.String({ minLength: 16, maxLength: 256 })
const Passphrase = Type.String({ minLength: 1, maxLength: 256 })

export const escrowAnswers = ['given', 'refused'] as const

export const EscrowAnswer = exactly({
  keeper: Keeper,
  answer: Type.Enum(escrowAnswers),
  by: NamedUser,
  at: Instant,
  reason: orNull(Type.String()),
})
export type EscrowAnswer = Static<typeof EscrowAnswer>

/** What one keeper asks the others; nothing in it is from the conversation. */
export const EscrowRequest = exactly({
  id: Id,
  threadId: Id,
  keeper: Keeper,
  isOwn: Type.Boolean({ description: 'The institution of the caller asked' }),
  by: NamedUser,
  at: Instant,
  reason: Type.String(),
  legalBasis: Type.String(),
  days: Type.Integer({ minimum: 1, maximum: 30 }),
  state: Type.Enum(['asked', 'ready', 'opened', 'refused']),
  /** Until when it is read; null while it is not opened. */
  until: orNull(Instant),
  answers: Type.Array(EscrowAnswer),
  mayAnswer: Type.Boolean({ description: 'The institution of the caller has not answered yet' }),
})
export type EscrowRequest = Static<typeof EscrowRequest>

export const Escrow = exactly({
  /** The institution of the caller; null where it is not of a kind that keeps escrow. */
  own: orNull(
    exactly({
      keeper: Keeper,
      hasKey: Type.Boolean(),
      mayRead: Type.Boolean({ description: 'It can receive conversations itself' }),
    }),
  ),
  keepers: Type.Array(Keeper),
  silent: Type.Array(SilentThread),
  requests: Type.Array(EscrowRequest),
})
export type Escrow = Static<typeof Escrow>

export const readEscrow = endpoint({
  name: 'read-escrow',
  summary:
    'Conversations nobody answered for five days, and what keepers of escrow ask of each other',
  method: 'GET',
  path: '/api/escrow',
  effect: 'read',
  access: 'keep-escrow',
  reply: Escrow,
  errors: [],
})

export const makeEscrowKey = endpoint({
  name: 'make-escrow-key',
  summary:
    'Make the key under which the own institution keeps shares; the passphrase is stored nowhere',
  method: 'POST',
  path: '/api/escrow/key',
  effect: 'command',
  access: 'keep-escrow',
  stepUp: true,
  body: exactly({ passphrase: NewPassphrase }),
  reply: Done,
  errors: ['escrow-not-keeper', 'escrow-key-exists', 'step-up-required'],
})

export const askEscrow = endpoint({
  name: 'ask-escrow',
  summary:
    'Ask the other keepers to let the own institution read a silent conversation; gives its own share',
  method: 'POST',
  path: '/api/threads/:id/escrow',
  effect: 'command',
  access: 'keep-escrow',
  stepUp: true,
  params: ById,
  body: exactly({
    reason: paragraph(2000, 10),
    legalBasis: line(400, 5),
    days: Type.Integer({ minimum: 1, maximum: 30 }),
    passphrase: Passphrase,
  }),
  reply: exactly({ id: Id }),
  errors: [
    'escrow-key-missing',
    'escrow-passphrase-wrong',
    'escrow-not-keeper',
    'escrow-asked-already',
    'escrow-is-reader',
    'agency-cannot-receive',
    'step-up-required',
  ],
})

export const giveEscrowShare = endpoint({
  name: 'give-escrow-share',
  summary:
    'Give the share of the own institution to the one that asked; it is shown to nobody else',
  method: 'POST',
  path: '/api/escrow/:id/give',
  effect: 'command',
  access: 'keep-escrow',
  stepUp: true,
  params: ById,
  body: exactly({ passphrase: Passphrase }),
  reply: Done,
  errors: [
    'escrow-key-missing',
    'escrow-passphrase-wrong',
    'escrow-not-keeper',
    'escrow-answered',
    'escrow-request-over',
    'step-up-required',
  ],
})

export const refuseEscrow = endpoint({
  name: 'refuse-escrow',
  summary: 'Refuse the share of the own institution with a reason; two refusals end the request',
  method: 'POST',
  path: '/api/escrow/:id/refuse',
  effect: 'command',
  access: 'keep-escrow',
  stepUp: true,
  params: ById,
  body: exactly({ reason: paragraph(2000) }),
  reply: Done,
  errors: ['escrow-not-keeper', 'escrow-answered', 'escrow-request-over', 'step-up-required'],
})

export const openByEscrow = endpoint({
  name: 'open-by-escrow',
  summary:
    'Open a conversation for the own institution from two shares, for the days that were asked',
  method: 'POST',
  path: '/api/escrow/:id/open',
  effect: 'command',
  access: 'keep-escrow',
  stepUp: true,
  params: ById,
  reply: exactly({ threadId: Id, until: Instant }),
  errors: ['escrow-shares-missing', 'escrow-not-keeper', 'escrow-request-over', 'step-up-required'],
})
