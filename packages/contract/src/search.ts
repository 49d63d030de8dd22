import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly, orNull, Text } from './fields.ts'

export const hitKinds = [
  'person',
  'case',
  'report',
  'order',
  'article',
  'user',
  'unit',
  'agency',
  'place',
] as const
export const HitKind = Type.Enum(hitKinds)
export type HitKind = Static<typeof HitKind>

export const hitReasons = [
  'number',
  'iin',
  'phone',
  'birth-date',
  'name',
  'name-begins',
  'other-spelling',
  'sounds-alike',
  'affected-person',
] as const
/** Why something was found, the strongest first. */
export const HitReason = Type.Enum(hitReasons)
export type HitReason = Static<typeof HitReason>

export const HitLikeness = Type.Integer({ minimum: 1, maximum: 5 })

export const Hit = exactly({
  kind: HitKind,
  id: Type.String({
    description: 'Id of the record; the KATO code of a place, the id in the law pack of an article',
  }),
  title: Text,
  subtitle: orNull(Text),
  reasons: Type.Array(HitReason, { minItems: 1 }),
  likeness: HitLikeness,
})
export type Hit = Static<typeof Hit>

export const search = endpoint({
  name: 'search',
  summary:
    'Everything one may see that answers to a name in any script, an IIN, a phone, a number or a date',
  method: 'POST',
  path: '/api/search',
  effect: 'read',
  access: 'signed-in',
  body: exactly({
    q: Type.String({ minLength: 1, maxLength: 120 }),
    kinds: Type.Optional(Type.Array(HitKind, { minItems: 1, maxItems: hitKinds.length })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 24 })),
  }),
  reply: exactly({ hits: Type.Array(Hit, { maxItems: 50 }) }),
  errors: [],
})
