import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import {
  ById,
  exactly,
  Id,
  Instant,
  NamedUnit,
  NamedUser,
  orNull,
  PlainDate,
  Text,
} from './fields.ts'
import { KnownUntil } from './law.ts'
import { pageInput, pageOf } from './page.ts'

/** Where a statement of law stands. */
export const Citation = exactly({
  ref: Type.String({ description: 'Stable id, as cc/108-1/1' }),
  label: Text,
  act: Text,
  from: orNull(PlainDate),
  to: orNull(PlainDate),
  confidence: Type.Enum(['verified', 'secondary', 'unverified', 'derived']),
  url: orNull(Type.String()),
  /** The day whose text decided, where what cites it has no day of its own. */
  on: Type.Optional(PlainDate),
})
export type Citation = Static<typeof Citation>

export const findingKinds = [
  'liability',
  'bar',
  'entitlement',
  'power',
  'start',
  'duty',
  'other',
] as const
export const findingStates = ['applies', 'excluded', 'open', 'refer'] as const

/** One line of reasoning: a condition, whether it holds, and why. */
export const Reason = exactly({
  depth: Type.Integer({ minimum: 0, maximum: 12 }),
  text: Text,
  holds: Type.Enum(['yes', 'no', 'unknown']),
  fact: orNull(Type.String()),
  citation: orNull(Citation),
})
export type Reason = Static<typeof Reason>

export const Finding = exactly({
  id: Type.String(),
  kind: Type.Enum(findingKinds),
  state: Type.Enum(findingStates, {
    description: 'open: a fact is missing; refer: the texts do not settle it and a lawyer must',
  }),
  title: Text,
  summary: orNull(Text),
  citation: Citation,
  reasons: Type.Array(Reason),
  penalties: Type.Array(
    exactly({ label: Text, from: orNull(Type.String()), to: orNull(Type.String()) }),
  ),
  doubts: Type.Array(Text),
})
export type Finding = Static<typeof Finding>

export const Decision = exactly({
  id: Id,
  caseId: Id,
  incidentId: Id,
  onDay: PlainDate,
  madeAt: Instant,
  madeBy: NamedUser,
  unit: NamedUnit,
  lawVersion: Type.String(),
  isOfPackInUse: Type.Boolean({
    description:
      'Whether the pack in use is the one that answered; the answer is kept as it was told',
  }),
  knownUntil: KnownUntil,
  isLatest: Type.Boolean(),
  replacesId: orNull(Id),
  facts: Type.Array(exactly({ name: Type.String(), label: Text, value: Type.Unknown() })),
  findings: Type.Array(Finding),
  renamed: Type.Array(exactly({ finding: Type.String(), title: orNull(Text) }), {
    description:
      'Findings whose title the pack in use words otherwise; null: it has no such rule any more',
  }),
  missing: Type.Array(exactly({ name: Type.String(), label: Text })),
})
export type Decision = Static<typeof Decision>

export const decideByLaw = endpoint({
  name: 'decide-by-law',
  summary: 'Ask the law of the day of the act; the answer is stored whole with its reasons',
  method: 'POST',
  path: '/api/incidents/:id/decisions',
  effect: 'command',
  access: 'decide-by-law',
  params: ById,
  body: exactly({}),
  reply: Decision,
  errors: ['law-busy', 'case-closed'],
})

export const listDecisions = endpoint({
  name: 'list-decisions',
  summary: 'What the law said in a case, the latest first, earlier answers kept',
  method: 'GET',
  path: '/api/cases/:id/decisions',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(Decision) }),
  errors: [],
})

export const readDecision = endpoint({
  name: 'read-decision',
  summary: 'One answer of the law, as it was stored',
  method: 'GET',
  path: '/api/decisions/:id',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: Decision,
  errors: [],
})

const AnswerSide = exactly({
  state: Type.Enum(findingStates),
  title: Text,
  summary: orNull(Text),
  citation: Citation,
  penalties: Type.Array(Text),
})

/** One finding that the pack in use answers otherwise than it was stored. */
export const AnswerChange = exactly({
  finding: Type.String(),
  how: Type.Array(
    Type.Enum(['came', 'went', 'state', 'penalties', 'words', 'article', 'certainty']),
  ),
  before: orNull(AnswerSide),
  after: orNull(AnswerSide),
})
export type AnswerChange = Static<typeof AnswerChange>

export const TouchedCase = exactly({
  id: Id,
  caseId: Id,
  caseNumber: Type.String(),
  unit: NamedUnit,
  owner: orNull(NamedUser),
  onDay: PlainDate,
  decisionId: Id,
  decidedAt: Instant,
  decidedVersion: Type.String(),
  checkedAt: Instant,
  changes: Type.Array(AnswerChange),
  missing: Type.Array(exactly({ name: Type.String(), label: Text })),
})
export type TouchedCase = Static<typeof TouchedCase>

export const listTouchedCases = endpoint({
  name: 'list-touched-cases',
  summary:
    'Open cases in which the law pack in use answers otherwise than it was stored, and what changes',
  method: 'GET',
  path: '/api/law/touched',
  effect: 'read',
  access: 'read-cases',
  query: pageInput(['-checkedAt'], {}),
  reply: exactly({
    ...pageOf(TouchedCase).properties,
    lawVersion: Type.String({ description: 'Of the pack in use' }),
    waiting: Type.Integer({
      minimum: 0,
      description: 'Answers of an earlier pack that were not compared yet',
    }),
  }),
  errors: ['cursor-invalid'],
})
