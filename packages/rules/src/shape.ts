import { isPlainDate } from './plain-date.ts'

/** Where a value stands in a document: keys and indices from the root. */
export type Path = readonly (string | number)[]
export type Position = { readonly line: number; readonly column: number }

/** One thing wrong with a document: which value, where, and what was expected there. */
export type Problem = {
  readonly file: string
  readonly path: Path
  readonly position?: Position | undefined
  readonly message: string
  readonly value?: unknown
  readonly expected?: string | undefined
}

/** A place in a document that knows how to report a problem about itself. */
export type Place = {
  readonly path: Path
  readonly report: (path: Path, message: string, value: unknown, expected?: string) => void
  /** Is told of every text for people that is read, so that each can be asked for all languages. */
  readonly says: (path: Path, text: Readonly<Record<string, string>>) => void
}

export type JsonSchema = { readonly [key: string]: unknown }

/**
 * One description of what a value must look like: it reads and checks a value (reporting every problem, returning undefined where
 * the value is unusable), and it is the source of the JSON Schema that editors use.
 */
export type Shape<T> = {
  readonly expected: string
  readonly read: (value: unknown, place: Place) => T | undefined
  readonly schema: (definitions: Map<string, JsonSchema>) => JsonSchema
}
export type Read<S> = S extends Shape<infer T> ? T : never

type Optional<T> = { readonly optional: Shape<T> }
type Fields = { readonly [key: string]: Shape<unknown> | Optional<unknown> }
type ReadFields<F extends Fields> = {
  readonly [K in keyof F as F[K] extends Optional<unknown> ? never : K]: F[K] extends Shape<infer T>
    ? T
    : never
} & {
  readonly [K in keyof F as F[K] extends Optional<unknown> ? K : never]?:
    | (F[K] extends Optional<infer T> ? T : never)
    | undefined
}

export function within(place: Place, key: string | number): Place {
  return { ...place, path: [...place.path, key] }
}

export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape }
}

function fail(place: Place, value: unknown, expected: string): undefined {
  place.report(place.path, `expected ${expected}`, value, expected)
  return undefined
}

/** A value that passes one test, such as an identifier or a date. */
function tested<T>(
  expected: string,
  accepts: (value: unknown) => value is T,
  schema: JsonSchema,
): Shape<T> {
  return {
    expected,
    read: (value, place) => (accepts(value) ? value : fail(place, value, expected)),
    schema: () => ({ ...schema, description: expected }),
  }
}

export const string: Shape<string> = tested(
  'a text that is not empty',
  (value): value is string => typeof value === 'string' && value.trim() !== '',
  { type: 'string', minLength: 1 },
)
export const integer: Shape<number> = tested(
  'a whole number',
  (value): value is number => typeof value === 'number' && Number.isSafeInteger(value),
  { type: 'integer' },
)
export const truth: Shape<boolean> = tested(
  'true or false',
  (value): value is boolean => typeof value === 'boolean',
  { type: 'boolean' },
)
export const date: Shape<string> = tested('a date such as 2024-06-16', isPlainDate, {
  type: 'string',
  format: 'date',
  pattern: String.raw`^\d{4}-\d{2}-\d{2}$`,
})
/** Any value; for places whose meaning depends on another document and is checked there. */
export const anything: Shape<unknown> = {
  expected: 'a value',
  read: (value) => value,
  schema: () => ({}),
}

export function matching(expected: string, pattern: RegExp): Shape<string> {
  return tested(
    expected,
    (value): value is string => typeof value === 'string' && pattern.test(value),
    { type: 'string', pattern: pattern.source },
  )
}

export function word<const W extends string | boolean>(...words: readonly W[]): Shape<W> {
  const expected = words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`
  return tested(expected, (value): value is W => words.includes(value as W), { enum: [...words] })
}

export function list<T>(item: Shape<T>, { atLeast = 0 } = {}): Shape<readonly T[]> {
  const expected = `a list of ${item.expected}`
  return {
    expected,
    read(value, place) {
      if (!Array.isArray(value) || value.length < atLeast) return fail(place, value, expected)
      return value.map((entry, index) => item.read(entry, within(place, index)) as T)
    },
    schema: (definitions) => ({
      type: 'array',
      items: item.schema(definitions),
      ...(atLeast > 0 ? { minItems: atLeast } : {}),
    }),
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A map from names of one form to values of one shape. */
export function record<T>(
  key: RegExp,
  keyExpected: string,
  item: Shape<T>,
): Shape<Readonly<Record<string, T>>> {
  const expected = `a map from ${keyExpected} to ${item.expected}`
  return {
    expected,
    read(value, place) {
      if (!isPlainObject(value)) return fail(place, value, expected)
      const read: Record<string, T> = Object.create(null)
      for (const [name, entry] of Object.entries(value)) {
        if (!key.test(name))
          place.report([...place.path, name], `${name} cannot be a name here`, name, keyExpected)
        else read[name] = item.read(entry, within(place, name)) as T
      }
      return read
    },
    schema: (definitions) => ({
      type: 'object',
      patternProperties: { [key.source]: item.schema(definitions) },
      additionalProperties: false,
    }),
  }
}

/** The nearest known word, for the hint in an error about a misspelt one; undefined when nothing is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(name, candidate, bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? limit
}

/** A closed object: a key that is not described is a problem. */
export function object<const F extends Fields>(what: string, fields: F): Shape<ReadFields<F>> {
  const shapes = Object.entries(fields).map(([key, field]) => ({
    key,
    shape: 'optional' in field ? field.optional : field,
    required: !('optional' in field),
  }))
  const known = new Map(shapes.map((field) => [field.key, field]))
  return {
    expected: what,
    read(value, place) {
      if (!isPlainObject(value)) return fail(place, value, what)
      const read: Record<string, unknown> = {}
      for (const key of Object.keys(value)) {
        if (known.has(key)) continue
        const near = nearest(key, known.keys())
        place.report(
          [...place.path, key],
          `${what} has no key ${key}${near ? `; did you mean ${near}?` : ''}`,
          key,
          `one of ${[...known.keys()].join(', ')}`,
        )
      }
      for (const { key, shape, required } of shapes) {
        const entry = value[key]
        if (entry !== undefined) read[key] = shape.read(entry, within(place, key))
        else if (required)
          place.report(place.path, `${what} lacks ${key}`, undefined, `${key}: ${shape.expected}`)
      }
      return read as ReadFields<F>
    },
    schema: (definitions) => ({
      type: 'object',
      description: what,
      properties: Object.fromEntries(
        shapes.map(({ key, shape }) => [key, shape.schema(definitions)]),
      ),
      required: shapes.filter(({ required }) => required).map(({ key }) => key),
      additionalProperties: false,
    }),
  }
}

/** One of several shapes, chosen by looking at the value, so that an error speaks about the shape that was meant. */
export function either<T>(
  expected: string,
  ...choices: readonly { readonly when: (value: unknown) => boolean; readonly shape: Shape<T> }[]
): Shape<T> {
  return {
    expected,
    read(value, place) {
      const choice = choices.find(({ when }) => when(value))
      return choice ? choice.shape.read(value, place) : fail(place, value, expected)
    },
    schema: (definitions) => ({ anyOf: choices.map(({ shape }) => shape.schema(definitions)) }),
  }
}

export const isString = (value: unknown): boolean => typeof value === 'string'
export const isNumber = (value: unknown): boolean => typeof value === 'number'
export const isList = (value: unknown): boolean => Array.isArray(value)
export const isMap = (value: unknown): boolean => isPlainObject(value)
export function hasKey(key: string): (value: unknown) => boolean {
  return (value) => isPlainObject(value) && Object.hasOwn(value, key)
}

/** A shape with a name of its own in the JSON Schema; the only way to describe something recursive. */
export function named<T>(name: string, expected: string, make: () => Shape<T>): Shape<T> {
  let made: Shape<T> | undefined
  const shape = () => {
    made ??= make()
    return made
  }
  return {
    expected,
    read: (value, place) => shape().read(value, place),
    schema(definitions) {
      if (!definitions.has(name)) {
        definitions.set(name, {})
        definitions.set(name, shape().schema(definitions))
      }
      return { $ref: `#/$defs/${name}` }
    },
  }
}

/** The same shape read into another form. */
export function mapped<A, B>(shape: Shape<A>, into: (value: A) => B): Shape<B> {
  return {
    expected: shape.expected,
    read(value, place) {
      const read = shape.read(value, place)
      return read === undefined ? undefined : into(read)
    },
    schema: shape.schema,
  }
}

/** The whole JSON Schema (draft 2020-12) of a shape. */
export function jsonSchemaOf(title: string, shape: Shape<unknown>): JsonSchema {
  const definitions = new Map<string, JsonSchema>()
  const schema = shape.schema(definitions)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...schema,
    ...(definitions.size > 0 ? { $defs: Object.fromEntries(definitions) } : {}),
  }
}
