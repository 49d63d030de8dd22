// What a linkage is told: fields, blocking rules, comparisons, training, constraints. One schema and one type of one name;
// the schema is published as packages/linkage/settings.schema.json.
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const

const Ref = Type.String({
  description:
    'A column: a field, a part of it after a dot, and a number of leading letters after a colon: "surname", "surname.key", "surname.stem:4".',
  pattern: '^[a-z][a-z0-9_]*(\\.[a-z]+)?(:[1-9][0-9]?)?(\\[\\*\\])?$',
})

const SqlText = Type.Object(
  { sql: Type.String({ minLength: 1 }), label: Type.Optional(Type.String()) },
  closed,
)

const label = Type.Optional(Type.String())
const of = Type.Optional(Ref)
const similarity = Type.Number({ exclusiveMinimum: 0, maximum: 1 })
const distance = Type.Integer({ minimum: 1, maximum: 20 })

const SimpleLevel = Type.Union([
  Type.Literal('exact'),
  Type.Literal('swapDayMonth'),
  Type.Object({ same: Ref, label }, closed),
  Type.Object({ jaroWinkler: similarity, of, label }, closed),
  Type.Object({ jaro: similarity, of, label }, closed),
  Type.Object({ levenshtein: distance, of, label }, closed),
  Type.Object({ damerauLevenshtein: distance, of, label }, closed),
  Type.Object({ hamming: distance, of, label }, closed),
  Type.Object({ days: Type.Integer({ minimum: 0 }), of, label }, closed),
  Type.Object({ crossed: Type.Tuple([Ref, Ref]), label }, closed),
  Type.Object({ shareAny: Type.Integer({ minimum: 1 }), of, label }, closed),
  Type.Object({ sql: Type.String({ minLength: 1 }), label }, closed),
])
export type SimpleLevel = Static<typeof SimpleLevel>

const Level = Type.Union([
  SimpleLevel,
  Type.Object({ all: Type.Array(SimpleLevel, { minItems: 1 }), label }, closed),
  Type.Object({ any: Type.Array(SimpleLevel, { minItems: 1 }), label }, closed),
])
export type Level = Static<typeof Level>

const Field = Type.Object(
  {
    from: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })])),
    standardise: Type.String(),
    title: Type.Optional(
      Type.Object(
        { kk: Type.String(), ru: Type.String(), en: Type.String() },
        { ...closed, description: 'The name of the field in reports and explanations.' },
      ),
    ),
  },
  closed,
)

const BlockingRule = Type.Object(
  {
    name: Type.Optional(Type.String()),
    on: Type.Array(Type.Union([Ref, SqlText]), { minItems: 1 }),
    where: Type.Optional(
      Type.String({ description: 'A further condition in SQL over l and r. Not portable.' }),
    ),
    maxBlock: Type.Optional(Type.Integer({ minimum: 2 })),
    pairsPerRecord: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'Of more than a million pairs, a rule gives so many per record: its largest blocks are left out, because a name and a year say less the more people there are.',
      }),
    ),
  },
  closed,
)
export type BlockingRule = Static<typeof BlockingRule>

const Comparison = Type.Object(
  {
    name: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]*$' })),
    field: Ref,
    levels: Type.Array(Level, { minItems: 1 }),
    nullWhen: Type.Optional(Type.Union([Type.Literal('either'), SqlText])),
    frequency: Type.Optional(
      Type.Object(
        {
          weight: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
          minU: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
          levels: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }))),
        },
        closed,
      ),
    ),
    m: Type.Optional(Type.Array(Type.Number({ minimum: 0, maximum: 1 }))),
    u: Type.Optional(Type.Array(Type.Number({ minimum: 0, maximum: 1 }))),
  },
  closed,
)
export type Comparison = Static<typeof Comparison>

const Evidence = Type.Object(
  {
    type: Type.String({ pattern: '^[a-z][a-z-]*$' }),
    on: Type.Array(Type.Union([Ref, Type.Tuple([Ref, Ref])]), {
      minItems: 1,
      description:
        "Columns that agree; a pair of columns means the first person's first with the second person's second.",
    }),
    weight: Type.Number(),
    ageGap: Type.Optional(Type.Tuple([Type.Integer(), Type.Integer()])),
    maxGroup: Type.Optional(Type.Integer({ minimum: 2 })),
    relation: Type.Union([
      Type.Literal('household'),
      Type.Literal('parent-child'),
      Type.Literal('partner'),
      Type.Literal('sibling'),
    ]),
  },
  closed,
)

export const Settings = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    version: Type.Literal(1),
    linkType: Type.Union([
      Type.Literal('dedupe'),
      Type.Literal('link'),
      Type.Literal('linkAndDedupe'),
    ]),
    id: Type.String({
      description: "The column with the record's own number, unique inside its source.",
    }),
    source: Type.Optional(
      Type.String({
        description: 'The column that names the source, when one file holds several.',
      }),
    ),
    fields: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]*$' }), Field),
    keep: Type.Optional(
      Type.Array(Type.String(), { description: 'Further columns kept for evaluation by group.' }),
    ),
    blocking: Type.Array(BlockingRule, { minItems: 1 }),
    comparisons: Type.Array(Comparison, { minItems: 1 }),
    training: Type.Optional(
      Type.Object(
        {
          lambda: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
          sessions: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }))),
          relatives: Type.Optional(
            Type.Array(Type.Integer({ minimum: 0 }), {
              description:
                'Blocking rules that find relatives as readily as one person twice (a telephone, an address). Teaches the model what relatives share.',
            }),
          ),
          uPairs: Type.Optional(Type.Integer({ minimum: 1000 })),
          emPairs: Type.Optional(Type.Integer({ minimum: 1000 })),
          maxIterations: Type.Optional(Type.Integer({ minimum: 1 })),
          convergence: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
          recall: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
          seed: Type.Optional(Type.Integer({ minimum: 0 })),
        },
        closed,
      ),
    ),
    constraints: Type.Optional(
      Type.Object(
        {
          oneRecordPerSource: Type.Optional(Type.Array(Type.String())),
          mustNot: Type.Optional(
            Type.Array(
              Type.Object(
                {
                  differ: Type.Array(Ref, { minItems: 1 }),
                  tolerance: Type.Optional(Type.Integer({ minimum: 0, maximum: 12 })),
                },
                closed,
              ),
            ),
          ),
          maxClusterSize: Type.Optional(Type.Integer({ minimum: 2 })),
          absentWeight: Type.Optional(Type.Number()),
        },
        closed,
      ),
    ),
    thresholds: Type.Optional(
      Type.Object(
        {
          keep: Type.Optional(Type.Number()),
          link: Type.Optional(Type.Number()),
          review: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
        },
        closed,
      ),
    ),
    families: Type.Optional(
      Type.Object(
        {
          evidence: Type.Array(Evidence, { minItems: 1 }),
          householdWeight: Type.Optional(Type.Number()),
          dated: Type.Optional(
            Type.String({ description: 'The column with the day on which a record was made.' }),
          ),
          bornYear: Type.Optional(Ref),
          maxHousehold: Type.Optional(Type.Integer({ minimum: 2 })),
        },
        closed,
      ),
    ),
    evaluation: Type.Optional(
      Type.Object(
        {
          truth: Type.Optional(
            Type.String({
              description: 'A column that names the true person; never used for linking.',
            }),
          ),
          groups: Type.Optional(Type.Array(Ref)),
          missing: Type.Optional(
            Type.Array(Ref, {
              description: 'Fields whose absence makes a group: recall without an IIN.',
            }),
          ),
        },
        closed,
      ),
    ),
  },
  { ...closed, $id: 'urn:umai:linkage:settings:1', title: 'Linkage settings' },
)
export type Settings = Static<typeof Settings>
