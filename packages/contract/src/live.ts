// What travels over /api/live (server-sent events): that something changed, never what it says.
import { type Static, Type } from 'typebox'
import { RecordKind } from './audit.ts'
import { endpoint } from './endpoint.ts'
import { Done, exactly, Id, Instant, orNull, Text } from './fields.ts'

export const livePath = '/api/live'

/** Event `change`: a record one may see was created or changed; fetch it again. */
export const LiveChange = exactly({
  kind: RecordKind,
  id: Id,
  action: Type.String(),
  at: Instant,
})
export type LiveChange = Static<typeof LiveChange>

/** A record that a desk shows and that others may be working on too. */
export const LookedAt = exactly({ kind: Type.Enum(['case', 'person']), id: Id })
export type LookedAt = Static<typeof LookedAt>

/** Event `hello` on connecting: under which name this desk says what it looks at. */
export const LiveHello = exactly({ deskId: Id, at: Instant })
export type LiveHello = Static<typeof LiveHello>

/**
 * Event `presence`: who else looks at the record now, one entry for each person. A colleague whose name is protected
 * from this agency comes without name and unit.
 */
export const LivePresence = exactly({
  record: LookedAt,
  others: Type.Array(exactly({ name: orNull(Type.String()), unit: orNull(Text) })),
})
export type LivePresence = Static<typeof LivePresence>

/** `ended` when the session is over; `reload` when changes may have been missed. */
export const liveEvents = ['hello', 'change', 'presence', 'reload', 'ended'] as const

export const lookAt = endpoint({
  name: 'look-at',
  summary:
    'Say which record a desk shows now, so that those who work on the same case see each other',
  method: 'POST',
  path: '/api/live/look-at',
  effect: 'read',
  access: 'signed-in',
  body: exactly({ deskId: Id, record: orNull(LookedAt) }),
  reply: Done,
  errors: [],
})
