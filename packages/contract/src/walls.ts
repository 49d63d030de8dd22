import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  line,
  orNull,
  paragraph,
  Text,
} from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const wallReasons = [
  'party-is-staff',
  'relative-of-staff',
  'same-unit-as-party',
  'chain-of-command',
  'survivor-request',
  'subject-of-report',
  'other-conflict',
] as const
export const WallReason = Type.Enum(wallReasons)
export type WallReason = Static<typeof WallReason>

/** A wall stands before one person or before a whole unit. */
export const WallAgainst = Type.Union([
  exactly({ kind: Type.Literal('user'), id: Id }),
  exactly({ kind: Type.Literal('unit'), id: Id }),
])
export type WallAgainst = Static<typeof WallAgainst>

export const Wall = exactly({
  id: Id,
  caseId: Id,
  caseNumber: Type.String(),
  against: exactly({
    kind: Type.Enum(['user', 'unit']),
    id: Id,
    name: Text,
  }),
  reason: WallReason,
  note: orNull(Type.String()),
  createdBy: exactly({ id: orNull(Id), name: Type.String() }),
  createdAt: Instant,
  until: orNull(Instant),
  endedAt: orNull(Instant),
  endReason: orNull(Type.String()),
})
export type Wall = Static<typeof Wall>

export const listWalls = endpoint({
  name: 'list-walls',
  summary: 'Conflict walls on cases one works on; never those that stand before oneself',
  method: 'GET',
  path: '/api/walls',
  effect: 'read',
  access: 'read-walls',
  query: pageInput(['-createdAt', 'createdAt'], {
    caseId: Type.Optional(Id),
    state: Type.Optional(Type.Enum(['standing', 'ended'])),
  }),
  reply: pageOf(Wall),
  errors: ['cursor-invalid'],
})

export const createWall = endpoint({
  name: 'create-wall',
  summary: 'Put a wall between a case and a person or unit',
  method: 'POST',
  path: '/api/walls',
  effect: 'command',
  access: 'manage-walls',
  body: exactly({
    caseId: Id,
    against: WallAgainst,
    reason: WallReason,
    note: Type.Optional(paragraph(2000)),
    until: Type.Optional(Instant),
  }),
  reply: Created,
  errors: ['wall-in-past', 'wall-exists'],
})

export const endWall = endpoint({
  name: 'end-wall',
  summary: 'Take a wall down, with the reason',
  method: 'POST',
  path: '/api/walls/:id/end',
  effect: 'command',
  access: 'manage-walls',
  stepUp: true,
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: Done,
  errors: ['wall-ended', 'step-up-required'],
})
