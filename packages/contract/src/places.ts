import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly, Kato, orNull, PlainDate, Text } from './fields.ts'

export const placeKinds = ['country', 'region', 'city', 'district', 'settlement'] as const
export const PlaceKind = Type.Enum(placeKinds)
export type PlaceKind = Static<typeof PlaceKind>

export const Place = exactly({
  kato: Kato,
  kind: PlaceKind,
  name: Text,
  parentKato: orNull(Kato),
  validFrom: orNull(PlainDate),
  validTo: orNull(PlainDate),
})
export type Place = Static<typeof Place>

export const listPlaces = endpoint({
  name: 'list-places',
  summary:
    'Places directly inside a place, as they were on a day; without a parent, the regions and cities of republican significance',
  method: 'GET',
  path: '/api/places',
  effect: 'read',
  access: 'signed-in',
  query: exactly({ parentKato: Type.Optional(Kato), on: Type.Optional(PlainDate) }),
  reply: exactly({ items: Type.Array(Place) }),
  errors: ['place-unknown'],
})
