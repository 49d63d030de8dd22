// A signed definition as it comes in a file: read strictly, and nothing of it taken before all of it is right.
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { answers, definitionFaults, type Fault, type Instrument, levels } from './definition.ts'
import { score } from './score.ts'

const exactly = (properties: Record<string, TSchema>) =>
  Type.Object(properties, { additionalProperties: false })

const Id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,59}$' })
const Ids = Type.Array(Id, { maxItems: 120 })
const Words = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Text = exactly({ kk: Words(2000), ru: Words(2000), en: Words(2000) })
const AtLeast = Type.Number()

const leaves: readonly TSchema[] = [
  exactly({ anyYes: Ids }),
  exactly({ countYes: Ids, atLeast: AtLeast }),
  exactly({ weighted: Type.Record(Type.String(), Type.Number()), atLeast: AtLeast }),
]
/** Conditions inside conditions, as deep as anybody could still read. */
const nested = (depth: number): TSchema => {
  if (depth === 0) return Type.Union([...leaves])
  const inner = Type.Array(nested(depth - 1), { maxItems: 40 })
  return Type.Union([...leaves, exactly({ all: inner }), exactly({ any: inner })])
}

const Definition = exactly({
  id: Id,
  version: Words(60),
  title: Text,
  status: Type.Enum(['pilot', 'active']),
  rights: exactly({
    holder: Words(400),
    basis: Type.Enum(['open licence', 'permission']),
    licence: Type.Optional(Words(400)),
    documentSha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    attribution: Type.Optional(Words(2000)),
  }),
  evidence: Type.Array(
    exactly({ metric: Words(200), value: Words(200), population: Words(400), source: Words(400) }),
    { maxItems: 60 },
  ),
  validatedFor: Type.Array(Words(400), { maxItems: 60 }),
  translation: exactly(
    Object.fromEntries(
      ['kk', 'ru', 'en'].map((lang) => [lang, Type.Enum(['original', 'draft', 'back-translated'])]),
    ),
  ),
  assessors: Type.Array(Id, { maxItems: 30 }),
  askAlone: Type.Boolean(),
  items: Type.Array(exactly({ id: Id, text: Text, hint: Type.Optional(Text) }), {
    minItems: 1,
    maxItems: 60,
  }),
  rules: Type.Array(
    exactly({ id: Id, level: Type.Enum([...levels]), when: nested(3), text: Text }),
    { minItems: 1, maxItems: 60 },
  ),
  missing: exactly({ maxUnanswered: Type.Integer({ minimum: 0, maximum: 60 }), mustKnow: Ids }),
  lowering: Type.Enum(['never', 'second person']),
  examples: Type.Array(
    exactly({
      answers: Type.Record(Type.String(), Type.Enum([...answers])),
      level: Type.Enum([...levels, 'undetermined']),
    }),
    { minItems: 1, maxItems: 200 },
  ),
})

const definitionShape = Compile(Definition)
const signedShape = Compile(
  exactly({
    definition: Type.Unknown(),
    signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
  }),
)

export type ReadDefinition =
  | { readonly kind: 'read'; readonly definition: Instrument }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }

export type ReadSigned =
  | { readonly kind: 'read'; readonly definition: Instrument; readonly signature: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }

const faultsShown = 12

type ShapeError = {
  readonly keyword: string
  readonly instancePath: string
  readonly message: string
  readonly params: object
}

const toFaults = (errors: readonly ShapeError[], root: string): readonly Fault[] =>
  errors
    // A sentence about the whole union says less than those about its branches.
    .filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'boolean')
    .slice(0, faultsShown)
    .map(({ keyword, instancePath, message, params }) => {
      const named = Object.values(params).flat().slice(0, 4).map(String).join(', ')
      const path =
        `${root}${instancePath}`.replace(/^\//, '').replaceAll('/', '.') || 'the whole file'
      const problem =
        keyword === 'required' || keyword === 'additionalProperties' || keyword === 'enum'
          ? `${message}: ${named}`
          : message
      return { path, problem }
    })

const parse = (text: string): { readonly value: unknown } | { readonly fault: Fault } => {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return {
      fault: {
        path: 'the whole file',
        problem: `is no JSON: ${error instanceof Error ? error.message : String(error)}`.slice(
          0,
          200,
        ),
      },
    }
  }
}

/** Each level that a rule can give is shown by an example, and each example comes out as it says. */
const exampleFaults = (definition: Instrument): readonly Fault[] => {
  const examples = definition.examples ?? []
  const known = new Set(definition.items.map(({ id }) => id))
  const wrong = examples.flatMap(({ answers: given, level }, index): Fault[] => {
    const path = `examples.${index}`
    const stranger = Object.keys(given).find((id) => !known.has(id))
    if (stranger !== undefined)
      return [{ path, problem: `names the item "${stranger}", which does not exist` }]
    const found = score(definition, given).level
    return found === level ? [] : [{ path, problem: `says "${level}", the rules give "${found}"` }]
  })
  const shown = new Set(examples.map(({ level }) => level))
  const unshown = [...new Set(definition.rules.map(({ level }) => level))]
    .filter((level) => !shown.has(level))
    .map((level) => ({ path: 'examples', problem: `none comes out as "${level}"` }))
  return [...wrong, ...unshown]
}

const check = (value: unknown, root: string): ReadDefinition => {
  if (!definitionShape.Check(value))
    return { kind: 'faulty', faults: toFaults(definitionShape.Errors(value), root) }
  const definition = value as unknown as Instrument
  const faults = definitionFaults(definition)
  // What names items that do not exist cannot be scored.
  const all = faults.length > 0 ? faults : exampleFaults(definition)
  return all.length === 0
    ? { kind: 'read', definition }
    : { kind: 'faulty', faults: all.slice(0, faultsShown) }
}

/** Reads a definition that is not yet signed; everything that is wrong with it is named. */
export const readDefinition = (text: string): ReadDefinition => {
  const parsed = parse(text)
  return 'fault' in parsed ? { kind: 'faulty', faults: [parsed.fault] } : check(parsed.value, '')
}

/** Reads a file `{ "definition": …, "signature": … }`; the signature itself is checked by whoever knows the keys. */
export const readSigned = (text: string): ReadSigned => {
  const parsed = parse(text)
  if ('fault' in parsed) return { kind: 'faulty', faults: [parsed.fault] }
  const { value } = parsed
  if (!signedShape.Check(value))
    return { kind: 'faulty', faults: toFaults(signedShape.Errors(value), '') }
  const { definition, signature } = value as { definition: unknown; signature: string }
  const read = check(definition, '/definition')
  return read.kind === 'read' ? { ...read, signature } : read
}

/** What a slot lacks, as a definition to fill in: its owner's items and rules go where the words say so. */
export const draftFor = (slot: Instrument, documentSha256: string): Instrument => {
  const fill = { kk: '…', ru: '…', en: '…' }
  return {
    ...slot,
    version: '1',
    status: 'pilot',
    rights: { ...slot.rights, basis: 'permission', documentSha256 },
    items: [{ id: 'first', text: fill }],
    rules: [{ id: 'first-yes', level: 'high', when: { anyYes: ['first'] }, text: fill }],
    examples: [
      { answers: { first: 'yes' }, level: 'high' },
      { answers: { first: 'no' }, level: 'routine' },
    ],
  }
}
