import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly, Id, Instant, orNull, Text } from './fields.ts'
import { pageInput, pageOf } from './page.ts'

/** Kinds of record whose trail can be asked for. */
export const recordKinds = [
  'user',
  'grant',
  'agency',
  'unit',
  'wall',
  'session',
  'report',
  'person',
  'person-pair',
  'person-merge',
  'linkage-run',
  'register-file',
  'register-match',
  'case',
  'decision',
  'duty',
  'order',
  'thread',
] as const
export const RecordKind = Type.Enum(recordKinds)
export type RecordKind = Static<typeof RecordKind>

export const AuditEntry = exactly({
  sequence: Type.Integer({ minimum: 0 }),
  at: Instant,
  action: Type.String({ description: 'Name of the command or view, as create-user' }),
  effect: Type.Enum(['command', 'view']),
  outcome: Type.String(),
  purpose: orNull(Type.String()),
  actor: exactly({
    id: orNull(Id),
    name: orNull(Type.String()),
    agency: orNull(Text),
  }),
  hash: Type.String({ description: 'Chain hash of the entry, hexadecimal' }),
})
export type AuditEntry = Static<typeof AuditEntry>

export const readAudit = endpoint({
  name: 'read-audit',
  summary: 'Who looked at a record and who changed it',
  method: 'GET',
  path: '/api/audit/:kind/:id',
  effect: 'read',
  access: 'read-audit',
  params: exactly({ kind: RecordKind, id: Id }),
  query: pageInput(['-sequence', 'sequence'], {
    effect: Type.Optional(Type.Enum(['command', 'view'])),
  }),
  reply: pageOf(AuditEntry),
  errors: ['cursor-invalid'],
})
