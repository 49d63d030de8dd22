// What travels over /api/live (server-sent events): that something changed, never what it says.
import { type Static, Type } from 'typebox'
import { RecordKind } from './audit.ts'
import { exactly, Id, Instant } from './fields.ts'

export const livePath = '/api/live'

/** Event `change`: a record one may see was created or changed; fetch it again. */
export const LiveChange = exactly({
  kind: RecordKind,
  id: Id,
  action: Type.String(),
  at: Instant,
})
export type LiveChange = Static<typeof LiveChange>

/** Event `hello` on connecting, `ended` when the session is over; `reload` when changes may have been missed. */
export const liveEvents = ['hello', 'change', 'reload', 'ended'] as const
