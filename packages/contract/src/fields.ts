// Fields that many nouns use.
import { type Static, type TProperties, type TSchema, Type } from 'typebox'

/** An object that holds these fields and no other. */
export const exactly = <Properties extends TProperties>(
  properties: Properties,
  options: { readonly description?: string } = {},
) => Type.Object(properties, { ...options, additionalProperties: false })

export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUIDv7, lower case',
})
export type Id = Static<typeof Id>

/** On a calendar and on a clock: neither 31 February nor the sixtieth second. */
export const Instant = Type.String({
  format: 'date-time',
  pattern:
    '^[1-9]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,6})?Z$',
  description: 'A moment in UTC, as 2026-11-23T18:00:00Z',
})
export type Instant = Static<typeof Instant>

export const PlainDate = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  description: 'A day without zone, as 2026-11-23',
})
export type PlainDate = Static<typeof PlainDate>

export const languages = ['kk', 'ru', 'en'] as const
export const Lang = Type.Enum(languages)
export type Lang = Static<typeof Lang>

/** One text in the three languages. */
export const Text = exactly({
  kk: Type.String({ minLength: 1, maxLength: 2000 }),
  ru: Type.String({ minLength: 1, maxLength: 2000 }),
  en: Type.String({ minLength: 1, maxLength: 2000 }),
})
export type Text = Static<typeof Text>

// Control characters hide text from a reader and bidirectional overrides reorder it; neither belongs in a record.
const hidden = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069'
const breaks = '\\t\\n\\r'

/** A line typed by a person: at least one character that is not a space, no line break. */
export const line = (maxLength: number, minLength = 1) =>
  Type.String({
    minLength,
    maxLength,
    pattern: `^ *[^\\s${hidden}][^${breaks}${hidden}]*$`,
  })

/** A paragraph typed by a person: line breaks and tabs allowed. */
export const paragraph = (maxLength: number, minLength = 1) =>
  Type.String({
    minLength,
    maxLength,
    pattern: `^[ ${breaks}]*[^\\s${hidden}][^${hidden}]*$`,
  })

export const PersonName = line(120)

/** A member of staff where he or she appears in other records. */
export const NamedUser = exactly({ id: Id, name: Type.String() })
export type NamedUser = Static<typeof NamedUser>

/** A unit where it appears in other records. */
export const NamedUnit = exactly({ id: Id, name: Text })
export type NamedUnit = Static<typeof NamedUnit>

export const Kato = Type.String({ pattern: '^\\d{9}$', description: 'Code of a place (KATO)' })
export type Kato = Static<typeof Kato>

/** The reply of a command that creates one thing. */
export const Created = exactly({ id: Id })
export type Created = Static<typeof Created>

/** The reply of a command that has nothing more to say. */
export const Done = exactly({ done: Type.Literal(true) })
export type Done = Static<typeof Done>

/** Path parameters of one record. */
export const ById = exactly({ id: Id })
export type ById = Static<typeof ById>

/** Counts the changes of one record; what a command was based on. */
export const Revision = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
