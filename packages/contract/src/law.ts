// The law by date, in the words of the pack. Facts that are asked about travel in the body, are answered and forgotten.
import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly, orNull, PlainDate } from './fields.ts'

/** A text of the law pack in the three languages; a rule in words can be long. */
export const LawText = exactly({ kk: Type.String(), ru: Type.String(), en: Type.String() })
export type LawText = Static<typeof LawText>

export const lawConfidences = ['verified', 'reported', 'derived', 'background', 'disputed'] as const
export const LawConfidence = Type.Enum(lawConfidences)
export type LawConfidence = Static<typeof LawConfidence>

export const articleStatuses = ['in-force', 'not-yet', 'no-longer'] as const
export const ArticleStatus = Type.Enum(articleStatuses)
export type ArticleStatus = Static<typeof ArticleStatus>

const ArticleId = Type.String({ pattern: '^[A-Za-z0-9/._()-]+$', minLength: 1, maxLength: 80 })
const Names = exactly({ name: Type.String(), title: LawText })
const CitedArticle = exactly({ ref: Type.String(), article: Type.String(), label: LawText })

export const LawSource = exactly({
  id: Type.String(),
  title: LawText,
  url: orNull(Type.String()),
  read: orNull(Type.String()),
  note: orNull(LawText),
})
export type LawSource = Static<typeof LawSource>

export const LawDay = exactly({
  day: PlainDate,
  earliest: PlainDate,
  latest: PlainDate,
  isEstimate: Type.Boolean(),
})
export type LawDay = Static<typeof LawDay>

export const ArticleRow = exactly({
  id: Type.String(),
  label: LawText,
  title: LawText,
  code: Type.String(),
  status: ArticleStatus,
  from: orNull(LawDay),
  to: orNull(LawDay),
  confidence: LawConfidence,
  rules: Type.Integer(),
  duties: Type.Integer(),
  versions: Type.Integer(),
  open: Type.Integer(),
  isUnread: Type.Boolean({ description: 'The text of the day was not read; a person decides' }),
  isContested: Type.Boolean(),
})
export type ArticleRow = Static<typeof ArticleRow>

/** Where a day asked about lies after the last reading of the texts: that day, and the remark that goes with the answer. */
export const KnownUntil = orNull(exactly({ day: PlainDate, remark: LawText }))
export type KnownUntil = Static<typeof KnownUntil>

const IndexOfDay = orNull(exactly({ value: Type.Number(), from: PlainDate }))

export const searchArticles = endpoint({
  name: 'search-articles',
  summary: 'The articles of the law pack as they stand on a day',
  method: 'POST',
  path: '/api/law/articles/search',
  effect: 'read',
  access: 'signed-in',
  body: exactly({
    on: PlainDate,
    q: Type.Optional(Type.String({ maxLength: 120 })),
    code: Type.Optional(Type.String({ maxLength: 40 })),
    status: Type.Optional(ArticleStatus),
  }),
  reply: exactly({
    on: PlainDate,
    items: Type.Array(ArticleRow),
    total: Type.Integer(),
    codes: Type.Array(
      exactly({
        id: Type.String(),
        title: LawText,
        short: LawText,
        url: orNull(Type.String()),
        articles: Type.Integer(),
      }),
    ),
    counts: exactly({
      'in-force': Type.Integer(),
      'not-yet': Type.Integer(),
      'no-longer': Type.Integer(),
    }),
    index: IndexOfDay,
    knownUntil: KnownUntil,
  }),
  errors: ['law-refused', 'law-busy'],
})

export const ConditionLine = exactly({
  depth: Type.Integer(),
  join: orNull(Type.Enum(['all', 'any', 'not'])),
  text: LawText,
  about: orNull(Type.String()),
})
export type ConditionLine = Static<typeof ConditionLine>

export const LawRule = exactly({
  id: Type.String(),
  ref: Type.String(),
  label: LawText,
  conditions: Type.Array(ConditionLine),
  consequence: LawText,
  penalty: Type.Array(LawText),
  overrides: Type.Array(LawText),
  confidence: LawConfidence,
  source: orNull(LawSource),
  note: orNull(LawText),
})
export type LawRule = Static<typeof LawRule>

const lawDuty = {
  id: Type.String(),
  kind: Type.Enum(['duty', 'power', 'limit']),
  bearer: LawText,
  toward: LawText,
  what: LawText,
  trigger: LawText,
  deadline: LawText,
  ending: LawText,
  conditions: Type.Array(ConditionLine),
  onMiss: orNull(LawText),
  article: Type.String(),
  label: LawText,
  from: orNull(PlainDate),
  to: orNull(PlainDate),
  confidence: LawConfidence,
  note: orNull(LawText),
  basis: orNull(LawText),
}
export const LawDuty = exactly(lawDuty)
export type LawDuty = Static<typeof LawDuty>

const OpenPoint = exactly({ id: Type.String(), what: LawText })

export const Provision = exactly({
  limb: Type.String(),
  label: LawText,
  text: LawText,
  noRule: orNull(LawText),
  rules: Type.Array(LawRule),
  duties: Type.Array(LawDuty),
  open: Type.Array(OpenPoint),
})
export type Provision = Static<typeof Provision>

export const LawChange = exactly({
  what: LawText,
  before: orNull(LawText),
  after: orNull(LawText),
})
export type LawChange = Static<typeof LawChange>

export const AmendingAct = exactly({
  id: Type.String(),
  title: LawText,
  signed: orNull(PlainDate),
  published: orNull(PlainDate),
  inForce: LawDay,
  rule: orNull(LawText),
  note: orNull(LawText),
  confidence: LawConfidence,
  source: orNull(LawSource),
  cites: orNull(Type.String()),
})
export type AmendingAct = Static<typeof AmendingAct>

export const ArticleVersion = exactly({
  id: Type.String(),
  from: orNull(LawDay),
  to: orNull(LawDay),
  isInForce: Type.Boolean(),
  isUnread: Type.Boolean(),
  confidence: LawConfidence,
  source: orNull(LawSource),
  note: orNull(LawText),
  act: orNull(AmendingAct),
  provisions: Type.Array(Provision),
  open: Type.Array(OpenPoint),
  changes: Type.Array(LawChange),
})
export type ArticleVersion = Static<typeof ArticleVersion>

const reading = {
  name: Type.String(),
  title: LawText,
  why: LawText,
  members: Type.Array(LawText),
  source: orNull(LawSource),
}
export const ContestedReading = exactly(reading)
export type ContestedReading = Static<typeof ContestedReading>

export const Article = exactly({
  id: Type.String(),
  number: Type.String(),
  label: LawText,
  title: LawText,
  code: exactly({ id: Type.String(), title: LawText, short: LawText }),
  url: orNull(Type.String()),
  on: PlainDate,
  knownUntil: KnownUntil,
  status: ArticleStatus,
  shown: orNull(Type.String({ description: 'The version that stands for the day' })),
  versions: Type.Array(ArticleVersion),
  readings: Type.Array(ContestedReading),
  terms: Type.Array(
    exactly({
      name: Type.String(),
      title: LawText,
      conditions: Type.Array(ConditionLine),
      cites: Type.Array(CitedArticle),
      confidence: orNull(LawConfidence),
      source: orNull(LawSource),
    }),
  ),
  usedBy: Type.Array(exactly({ article: Type.String(), label: LawText, title: LawText })),
})
export type Article = Static<typeof Article>

export const readArticle = endpoint({
  name: 'read-article',
  summary:
    'One article: versions, differences, rules in words, duties, terms, sources, open points',
  method: 'GET',
  path: '/api/law/article',
  effect: 'read',
  access: 'signed-in',
  query: exactly({ id: ArticleId, on: PlainDate }),
  reply: Article,
  errors: ['law-refused', 'law-busy'],
})

export const WorkedCase = exactly({
  title: LawText,
  name: Type.String({ description: 'As the data calls it, in English' }),
  group: Type.Enum(['worked', 'day', 'limb', 'penalty', 'clock', 'term'], {
    description: 'What the case is for',
  }),
  on: orNull(Type.String()),
  given: Type.Array(exactly({ title: LawText, value: LawText })),
  expected: Type.Array(LawText),
  came: Type.Array(LawText),
  passed: Type.Boolean(),
  failures: Type.Array(Type.String()),
  source: orNull(LawSource),
})
export type WorkedCase = Static<typeof WorkedCase>

export const tryArticle = endpoint({
  name: 'try-article',
  summary: 'The worked cases about an article, each run now against what is expected of it',
  method: 'GET',
  path: '/api/law/article/cases',
  effect: 'read',
  access: 'signed-in',
  query: exactly({ id: ArticleId }),
  reply: exactly({ items: Type.Array(WorkedCase) }),
  errors: ['law-refused', 'law-busy'],
})

export const listLawDuties = endpoint({
  name: 'list-law-duties',
  summary: 'Every duty of the law on a day: who must do what by when',
  method: 'GET',
  path: '/api/law/duties',
  effect: 'read',
  access: 'signed-in',
  query: exactly({ on: PlainDate }),
  reply: exactly({ items: Type.Array(LawDuty), knownUntil: KnownUntil }),
  errors: ['law-refused', 'law-busy'],
})

export const compareLaw = endpoint({
  name: 'compare-law',
  summary: 'What changed in the law between two days: acts, and article by article the differences',
  method: 'GET',
  path: '/api/law/changes',
  effect: 'read',
  access: 'signed-in',
  query: exactly({ from: PlainDate, to: PlainDate }),
  reply: exactly({
    from: PlainDate,
    to: PlainDate,
    knownUntil: KnownUntil,
    acts: Type.Array(AmendingAct),
    articles: Type.Array(
      exactly({
        id: Type.String(),
        label: LawText,
        title: LawText,
        before: orNull(Type.String()),
        after: orNull(Type.String()),
        changes: Type.Array(LawChange),
      }),
    ),
  }),
  errors: ['law-refused', 'law-busy'],
})

/** A fact: its value as the pack takes it, or that it cannot be told. */
const FactGiven = Type.Union([
  Type.Boolean(),
  Type.Number(),
  Type.String({ maxLength: 80 }),
  exactly({ state: Type.Enum(['declined', 'notApplicable']) }),
  Type.Array(
    Type.Record(
      Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' }),
      Type.Union([Type.Boolean(), Type.Number(), Type.String({ maxLength: 80 })]),
    ),
    { maxItems: 20 },
  ),
])

export const FactsGiven = Type.Record(Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' }), FactGiven, {
  maxProperties: 200,
  description: 'By the names of the pack; what is absent is unknown',
})
export type FactsGiven = Static<typeof FactsGiven>

const Choice = exactly({ value: Type.String(), label: LawText })
const lawFact = {
  name: Type.String(),
  title: LawText,
  question: LawText,
  help: orNull(LawText),
  kind: Type.Enum(['yesno', 'choice', 'number', 'date', 'list']),
  choices: Type.Array(Choice),
  fields: Type.Array(
    exactly({
      name: Type.String(),
      title: LawText,
      kind: Type.String(),
      choices: Type.Array(Choice),
    }),
  ),
  min: orNull(Type.Number()),
  max: orNull(Type.Number()),
  isSensitive: Type.Boolean(),
}
export const LawFact = exactly(lawFact)
export type LawFact = Static<typeof LawFact>

export const LawQuestion = exactly({
  ...lawFact,
  decision: Type.String(),
  decisionTitle: LawText,
  because: Type.Array(CitedArticle),
  outcomes: Type.Array(
    exactly({
      value: Type.Unknown(),
      group: Type.Array(Type.String()),
      label: LawText,
      isDecided: Type.Boolean(),
      possible: Type.Array(LawText),
      more: Type.Integer(),
    }),
  ),
})
export type LawQuestion = Static<typeof LawQuestion>

export const ReasonLine = exactly({
  depth: Type.Integer(),
  join: orNull(Type.Enum(['all', 'any', 'not'])),
  text: LawText,
  holds: Type.Enum(['yes', 'no', 'unknown']),
  fact: orNull(Type.String()),
})
export type ReasonLine = Static<typeof ReasonLine>

export const LawAmount = exactly({
  kind: Type.String(),
  frame: Type.Enum(['one-of', 'plus', 'may']),
  title: LawText,
  range: LawText,
  money: orNull(Type.String()),
  measure: Type.String(),
  min: orNull(Type.Number()),
  max: orNull(Type.Number()),
})
export type LawAmount = Static<typeof LawAmount>

export const LawPenalty = exactly({
  ways: Type.Array(exactly({ amounts: Type.Array(LawAmount), because: Type.Array(CitedArticle) })),
  deciding: Type.Array(Names),
  index: orNull(exactly({ value: Type.Number(), day: PlainDate, label: orNull(LawText) })),
})
export type LawPenalty = Static<typeof LawPenalty>

export const LawFinding = exactly({
  rule: Type.String(),
  article: Type.String(),
  label: LawText,
  title: LawText,
  kind: Type.Enum([
    'liability',
    'entitlement',
    'prohibition',
    'procedure',
    'outcome',
    'refer',
    'transform',
  ]),
  summary: LawText,
  confidence: LawConfidence,
  cites: Type.Array(
    exactly({
      ref: Type.String(),
      article: Type.String(),
      label: LawText,
      text: orNull(LawText),
      version: orNull(Type.String()),
      confidence: LawConfidence,
      url: orNull(Type.String()),
    }),
  ),
  reasons: Type.Array(ReasonLine),
  penalty: orNull(LawPenalty),
})
export type LawFinding = Static<typeof LawFinding>

const lawSection = {
  decision: Type.String(),
  title: LawText,
  question: LawText,
  state: Type.Enum(['decided', 'none', 'undecided', 'conflict', 'refer']),
  findings: Type.Array(LawFinding),
  possible: Type.Array(
    exactly({ value: Type.String(), text: LawText, article: orNull(Type.String()) }),
  ),
  deciding: Type.Array(Names),
  whatever: Type.Array(Names),
  readings: Type.Array(
    exactly({
      ...reading,
      results: Type.Array(exactly({ reading: LawText, answer: LawText })),
    }),
  ),
  isSkipped: Type.Boolean(),
}
export const LawSection = exactly(lawSection)
export type LawSection = Static<typeof LawSection>

const QuestionName = Type.String({ pattern: '^[a-z][a-z-]*$', maxLength: 60 })

const inquiry = {
  on: PlainDate,
  opened: Type.Optional(PlainDate),
  decided: Type.Optional(PlainDate),
  facts: FactsGiven,
  readings: Type.Optional(
    Type.Record(
      Type.String({ pattern: '^[A-Za-z0-9:/._@-]{1,80}$' }),
      Type.String({ maxLength: 80 }),
    ),
  ),
}

export const decideLaw = endpoint({
  name: 'decide-law',
  summary: 'One question of the pack decided on facts and a day; nothing is stored',
  method: 'POST',
  path: '/api/law/decide',
  effect: 'read',
  access: 'signed-in',
  body: exactly({ decision: QuestionName, ...inquiry }),
  reply: exactly({
    ...lawSection,
    versions: Type.Record(Type.String(), Type.String()),
    knownUntil: KnownUntil,
  }),
  errors: ['law-refused', 'law-busy'],
})

export const askLaw = endpoint({
  name: 'ask-law',
  summary: 'The next fact that decides a question, why, and what each answer would bring',
  method: 'POST',
  path: '/api/law/ask',
  effect: 'read',
  access: 'signed-in',
  body: exactly({ decision: QuestionName, ...inquiry }),
  reply: exactly({ question: orNull(LawQuestion) }),
  errors: ['law-refused', 'law-busy'],
})

export const listLawTopics = endpoint({
  name: 'list-law-topics',
  summary: 'What people come to the law with, and the questions the pack answers',
  method: 'GET',
  path: '/api/law/topics',
  effect: 'read',
  access: 'signed-in',
  reply: exactly({
    topics: Type.Array(exactly({ id: Type.String(), title: LawText, hint: LawText })),
    decisions: Type.Array(
      exactly({
        id: Type.String(),
        title: LawText,
        question: LawText,
        isCountable: Type.Boolean({ description: 'Whether a caseload can be counted under it' }),
      }),
    ),
  }),
  errors: ['law-busy'],
})

const topicInquiry = {
  topic: QuestionName,
  on: PlainDate,
  decided: Type.Optional(PlainDate),
  facts: FactsGiven,
  skipped: Type.Optional(Type.Array(QuestionName, { maxItems: 30 })),
}

export const askWhatApplies = endpoint({
  name: 'ask-what-applies',
  summary: 'What applies on these facts and this day, and the next question that still decides',
  method: 'POST',
  path: '/api/law/what-applies',
  effect: 'read',
  access: 'signed-in',
  body: exactly(topicInquiry),
  reply: exactly({
    topic: Type.String(),
    topicTitle: LawText,
    on: PlainDate,
    decided: PlainDate,
    knownUntil: KnownUntil,
    index: IndexOfDay,
    periods: Type.Array(
      exactly({
        from: orNull(PlainDate),
        to: orNull(PlainDate),
        isCurrent: Type.Boolean(),
        acts: Type.Array(LawText),
      }),
    ),
    question: orNull(LawQuestion),
    deciding: Type.Array(
      exactly({
        ...lawFact,
        decides: Type.Array(exactly({ decision: Type.String(), title: LawText })),
      }),
    ),
    known: Type.Array(
      exactly({
        ...lawFact,
        value: Type.Unknown(),
        valueText: LawText,
        isDeclined: Type.Boolean(),
        isDerived: Type.Boolean(),
      }),
    ),
    irrelevant: Type.Array(Names),
    sections: Type.Array(LawSection),
    duties: Type.Array(exactly({ ...lawDuty, applies: Type.Enum(['yes', 'unknown']) })),
  }),
  errors: ['law-refused', 'law-busy'],
})

export const explainWhyNot = endpoint({
  name: 'explain-why-not',
  summary: 'Why an article does not apply on these facts, and what would have to be otherwise',
  method: 'POST',
  path: '/api/law/why-not',
  effect: 'read',
  access: 'signed-in',
  body: exactly({
    ...topicInquiry,
    decision: QuestionName,
    target: Type.String({ maxLength: 90 }),
  }),
  reply: exactly({
    items: Type.Array(
      exactly({
        rule: Type.String(),
        label: LawText,
        title: LawText,
        truth: Type.Enum(['yes', 'no', 'unknown']),
        because: Type.Array(ReasonLine),
        defeatedBy: Type.Array(exactly({ article: Type.String(), label: LawText })),
        nearest: orNull(Type.Array(exactly({ title: LawText, value: LawText }))),
      }),
    ),
  }),
  errors: ['law-refused', 'law-busy'],
})

export const CaseloadFlow = exactly({
  before: Type.String(),
  after: Type.String(),
  beforeText: LawText,
  afterText: LawText,
  cases: Type.Integer(),
  exampleRow: Type.Integer(),
})
export type CaseloadFlow = Static<typeof CaseloadFlow>

/** A caseload is sent in parts of so many characters, so that progress can be shown and no request grows large. */
export const caseloadPart = 200_000

export const countCaseload = endpoint({
  name: 'count-caseload',
  summary:
    'How a part of a caseload moves between answers under the law of two days; nothing is stored',
  method: 'POST',
  path: '/api/law/impact',
  effect: 'read',
  access: 'signed-in',
  body: exactly({
    decision: QuestionName,
    from: PlainDate,
    to: PlainDate,
    caseload: Type.Union([
      exactly({ csv: Type.String({ maxLength: caseloadPart }) }),
      exactly({
        count: Type.Integer({ minimum: 1, maximum: 20_000 }),
        seed: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      }),
    ]),
  }),
  reply: exactly({
    decision: Type.String(),
    from: PlainDate,
    to: PlainDate,
    knownUntil: KnownUntil,
    total: Type.Integer(),
    changed: Type.Integer(),
    flows: Type.Array(CaseloadFlow),
    faults: Type.Array(
      exactly({
        row: Type.Integer(),
        fact: orNull(Type.String()),
        value: Type.String(),
        expected: LawText,
      }),
    ),
    faultCount: Type.Integer(),
    facts: Type.Array(Type.String()),
  }),
  errors: ['law-refused', 'law-busy'],
})
