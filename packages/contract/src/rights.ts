import { type Static, Type } from 'typebox'
import { Citation } from './decisions.ts'
import { endpoint } from './endpoint.ts'
import { ById, Created, exactly, Id, Instant, Lang, NamedUser, orNull, Text } from './fields.ts'

/** A right or a consequence that has to be explained, with its article. */
export const RightTopic = exactly({
  id: Type.String(),
  text: Text,
  citation: orNull(Citation),
})
export type RightTopic = Static<typeof RightTopic>

export const explanationWays = [
  'spoken',
  'read-aloud',
  'written',
  'sign-language',
  'interpreter',
] as const
export const ExplanationWay = Type.Enum(explanationWays)
export type ExplanationWay = Static<typeof ExplanationWay>

export const acknowledgements = ['signed', 'spoken', 'refused'] as const
export const Acknowledgement = Type.Enum(acknowledgements)
export type Acknowledgement = Static<typeof Acknowledgement>

export const RightsExplanation = exactly({
  id: Id,
  personId: Id,
  personName: Type.String(),
  topics: Type.Array(RightTopic),
  lang: Lang,
  way: ExplanationWay,
  acknowledged: Acknowledgement,
  at: Instant,
  by: NamedUser,
})
export type RightsExplanation = Static<typeof RightsExplanation>

export const listRightTopics = endpoint({
  name: 'list-right-topics',
  summary: 'What has to be explained to an affected person today, with the article of each',
  method: 'GET',
  path: '/api/cases/:id/right-topics',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(RightTopic) }),
  errors: [],
})

export const explainRights = endpoint({
  name: 'explain-rights',
  summary:
    'Record which rights were explained to whom, in which language and how it was acknowledged',
  method: 'POST',
  path: '/api/cases/:id/rights',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    personId: Id,
    topics: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 30 }),
    lang: Lang,
    way: ExplanationWay,
    acknowledged: Acknowledgement,
    at: Instant,
  }),
  reply: Created,
  errors: [
    'case-closed',
    'person-not-in-case',
    'guardian-conflict',
    'right-topic-unknown',
    'event-in-future',
    'event-too-early',
  ],
})

export const listRightsExplained = endpoint({
  name: 'list-rights-explained',
  summary: 'What was explained in a case, to whom, when and in which language',
  method: 'GET',
  path: '/api/cases/:id/rights',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(RightsExplanation) }),
  errors: [],
})
