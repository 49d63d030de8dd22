import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly, orNull, Text } from './fields.ts'

export const hitKinds = ['case', 'report', 'person', 'user', 'unit', 'agency', 'place'] as const
export const HitKind = Type.Enum(hitKinds)
export type HitKind = Static<typeof HitKind>

export const Hit = exactly({
  kind: HitKind,
  id: Type.String({ description: 'Id of the record; the KATO code for a place' }),
  title: Text,
  subtitle: orNull(Text),
})
export type Hit = Static<typeof Hit>

export const search = endpoint({
  name: 'search',
  summary: 'Everything one may see that answers to a few letters or digits',
  method: 'POST',
  path: '/api/search',
  effect: 'read',
  access: 'signed-in',
  body: exactly({
    q: Type.String({ minLength: 1, maxLength: 120 }),
    kinds: Type.Optional(Type.Array(HitKind, { minItems: 1, maxItems: 7 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  }),
  reply: exactly({ hits: Type.Array(Hit, { maxItems: 50 }) }),
  errors: [],
})
