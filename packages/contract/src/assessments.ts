import { type Static, Type } from 'typebox'
import { RiskLevel } from './cases.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Done,
  exactly,
  Id,
  Instant,
  Lang,
  NamedUser,
  orNull,
  paragraph,
  Text,
} from './fields.ts'

export const InstrumentItem = exactly({
  id: Type.String(),
  text: Text,
  help: orNull(Text),
  weight: orNull(Type.Enum(['critical', 'major', 'context'])),
  answers: Type.Array(exactly({ value: Type.String(), label: Text })),
})
export type InstrumentItem = Static<typeof InstrumentItem>

export const Instrument = exactly({
  id: Type.String(),
  version: Type.String(),
  hash: Type.String(),
  status: Type.Enum(['active', 'disabled']),
  whyDisabled: orNull(Text),
  name: Text,
  purpose: Text,
  source: Text,
  askAlone: Type.Boolean(),
  items: Type.Array(InstrumentItem),
})
export type Instrument = Static<typeof Instrument>

export const listInstruments = endpoint({
  name: 'list-instruments',
  summary: 'Risk instruments that may be used here, and the slots of those that may not yet',
  method: 'GET',
  path: '/api/instruments',
  effect: 'read',
  access: 'assess-risk',
  reply: exactly({ items: Type.Array(Instrument) }),
  errors: [],
})

export const Assessment = exactly({
  id: Id,
  caseId: Id,
  instrument: exactly({
    id: Type.String(),
    version: Type.String(),
    hash: Type.String(),
    name: Text,
  }),
  personId: orNull(Id),
  answers: Type.Array(exactly({ item: Type.String(), text: Text, answer: Type.String() })),
  computed: Type.Enum(['indeterminate', 'routine', 'raised', 'high', 'positive', 'negative']),
  rules: Type.Array(Text, { description: 'Which rules fired, and on which answers' }),
  level: RiskLevel,
  override: orNull(
    exactly({
      level: RiskLevel,
      reason: Type.String(),
      secondPerson: orNull(NamedUser),
      isWaiting: Type.Boolean(),
    }),
  ),
  alone: Type.Enum(['yes', 'no', 'unknown']),
  lang: Lang,
  at: Instant,
  by: NamedUser,
  reassessBy: orNull(Instant),
  isLatest: Type.Boolean(),
})
export type Assessment = Static<typeof Assessment>

export const assessRisk = endpoint({
  name: 'assess-risk',
  summary:
    'Record the answers of an instrument; the level comes from its rules and may be raised freely',
  method: 'POST',
  path: '/api/cases/:id/assessments',
  effect: 'command',
  access: 'assess-risk',
  params: ById,
  body: exactly({
    instrumentId: Type.String({ maxLength: 60 }),
    instrumentHash: Type.String({ maxLength: 80 }),
    personId: orNull(Id),
    answers: Type.Array(
      exactly({ item: Type.String({ maxLength: 60 }), answer: Type.String({ maxLength: 40 }) }),
      { maxItems: 60 },
    ),
    alone: Type.Enum(['yes', 'no', 'unknown']),
    lang: Lang,
    override: orNull(exactly({ level: RiskLevel, reason: paragraph(2000) })),
  }),
  reply: Assessment,
  errors: [
    'case-closed',
    'instrument-unknown',
    'instrument-disabled',
    'instrument-changed',
    'answer-invalid',
    'person-not-in-case',
  ],
})

export const confirmLowering = endpoint({
  name: 'confirm-lowering',
  summary: 'A second person agrees that the level may be lower than the rules say',
  method: 'POST',
  path: '/api/assessments/:id/confirm-lowering',
  effect: 'command',
  access: 'confirm-lowering',
  params: ById,
  body: exactly({ reason: paragraph(2000) }),
  reply: Done,
  errors: ['second-person-same', 'nothing-to-confirm'],
})

export const listAssessments = endpoint({
  name: 'list-assessments',
  summary: 'Risk assessments of a case, the latest first',
  method: 'GET',
  path: '/api/cases/:id/assessments',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(Assessment) }),
  errors: [],
})
