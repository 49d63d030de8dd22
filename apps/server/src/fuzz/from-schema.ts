// Values that a schema of the contract allows, and values that it almost allows.
import fc from 'fast-check'
import type { TSchema } from 'typebox'

type Node = Readonly<{
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly TSchema[]
  properties?: Readonly<Record<string, TSchema>>
  required?: readonly string[]
  items?: TSchema
  pattern?: string
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
}>

/** Ids that exist, by the kind of record; an unknown id ends every request early. */
export type KnownIds = Readonly<Record<string, readonly string[]>>

/** Anything the schema allows. The name of a field says whose id it is: `unitId`, or `id` of what the address is about. */
export const fromSchema = (
  schema: TSchema,
  ids: KnownIds,
  about: string,
): fc.Arbitrary<unknown> => {
  const node = schema as Node
  if (node.const !== undefined) return fc.constant(node.const)
  if (node.enum !== undefined) return fc.constantFrom(...node.enum)
  if (node.anyOf !== undefined)
    return fc.oneof(...node.anyOf.map((one) => fromSchema(one, ids, about)))
  switch (node.type) {
    case 'object':
      return objectFrom(node, ids, about)
    case 'array':
      return fc.array(fromSchema(node.items ?? {}, ids, about), {
        minLength: node.minItems ?? 0,
        maxLength: Math.min(node.maxItems ?? 3, (node.minItems ?? 0) + 3),
      })
    case 'string':
      return stringFrom(node, ids[about] ?? [])
    case 'integer':
      return fc.integer({ min: node.minimum ?? -1000, max: node.maximum ?? 1_000_000 })
    case 'number':
      return fc.double({ min: node.minimum ?? -1000, max: node.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const objectFrom = (node: Node, ids: KnownIds, about: string): fc.Arbitrary<unknown> => {
  const required = node.required ?? []
  const aboutOf = (name: string): string =>
    /kato$/i.test(name) ? 'place' : name === 'id' ? about : name.replace(/Id$/, '')
  return fc.record(
    Object.fromEntries(
      // A made-up cursor is refused at once; tests of lists follow real ones.
      Object.entries(node.properties ?? {})
        .filter(([name]) => name !== 'cursor')
        .map(([name, child]) => [name, fromSchema(child, ids, aboutOf(name))]),
    ),
    { requiredKeys: [...required] },
  )
}

const stringFrom = (node: Node, ids: readonly string[]): fc.Arbitrary<string> => {
  const fits = (text: string): boolean =>
    text.length >= (node.minLength ?? 0) && text.length <= (node.maxLength ?? 10_000)
  if (node.pattern === undefined)
    return fc
      .string({
        unit: 'grapheme',
        minLength: node.minLength ?? 0,
        maxLength: Math.min(node.maxLength ?? 60, (node.minLength ?? 0) + 40),
      })
      .filter(fits)
  const pattern = new RegExp(node.pattern)
  const own = fc
    .stringMatching(pattern, { maxLength: Math.min(node.maxLength ?? 120, 400) })
    .filter(fits)
  const known = ids.filter((id) => pattern.test(id) && fits(id))
  return known.length === 0
    ? own
    : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, own)
}

const nasty: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  2 ** 53,
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  "' or 1=1 --",
  '%',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'x'.repeat(5_000),
  '9999-99-99',
  '2026-02-31',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-13-45T25:61:61Z',
  [],
  {},
  [[[[[]]]]],
  { toString: 1, constructor: 1 },
]

/** Something the schema allows with one place spoilt: left out, added, or of another kind. */
export const almostFromSchema = (
  schema: TSchema,
  ids: KnownIds,
  about: string,
): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fromSchema(schema, ids, about),
      fc.constantFrom(...nasty),
      fc.nat(50),
      fc.constantFrom(0, 1, 2),
    )
    .map(([value, spoiler, place, how]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return spoiler
      const names = Object.keys(value)
      const name = names[place % Math.max(1, names.length)] ?? 'stray'
      if (how === 0)
        return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
      return { ...value, [how === 1 ? name : 'stray']: spoiler }
    })
