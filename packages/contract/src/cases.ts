import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  Kato,
  line,
  NamedUnit,
  NamedUser,
  orNull,
  PlainDate,
  paragraph,
  Text,
} from './fields.ts'
import { pageInput, pageOf } from './page.ts'
import { CaseRole, SafeContactNow } from './people.ts'
import { Answer, Relation, Sex } from './reports.ts'

export const caseStates = ['open', 'closed'] as const
export const CaseState = Type.Enum(caseStates)
export type CaseState = Static<typeof CaseState>

export const riskLevels = ['not-assessed', 'routine', 'raised', 'high'] as const
export const RiskLevel = Type.Enum(riskLevels)
export type RiskLevel = Static<typeof RiskLevel>

const NamedPlace = exactly({ kato: Kato, name: Text })

export const CaseRow = exactly({
  id: Id,
  number: Type.String(),
  title: Type.String({ description: 'Affected person; hidden behind the number in a sealed case' }),
  state: CaseState,
  risk: RiskLevel,
  place: NamedPlace,
  openedAt: Instant,
  owner: orNull(NamedUser),
  unit: NamedUnit,
  openDuties: Type.Integer({ minimum: 0 }),
  lateDuties: Type.Integer({ minimum: 0 }),
  nextDueAt: orNull(Instant),
})
export type CaseRow = Static<typeof CaseRow>

export const searchCases = endpoint({
  name: 'search-cases',
  summary: 'Cases one may see, by number, person, state, risk, place or owner',
  method: 'POST',
  path: '/api/cases/search',
  effect: 'read',
  access: 'read-cases',
  body: pageInput(['-openedAt', 'openedAt', 'nextDueAt'], {
    q: Type.Optional(Type.String({ maxLength: 120 })),
    state: Type.Optional(CaseState),
    risk: Type.Optional(RiskLevel),
    whose: Type.Optional(Type.Enum(['mine', 'all'], { default: 'all' })),
    place: Type.Optional(Kato),
  }),
  reply: pageOf(CaseRow),
  errors: ['cursor-invalid'],
})

export const CasePerson = exactly({
  personId: Id,
  role: CaseRole,
  name: Type.String(),
  sex: Sex,
  birthDate: orNull(PlainDate),
  age: orNull(Type.Integer()),
  relationToAffected: orNull(Relation),
  hasProtectedAddress: Type.Boolean(),
  rightsExplained: Type.Boolean(),
})
export type CasePerson = Static<typeof CasePerson>

/** What one person of a case is to another, and whether they live together. */
export const FamilyTie = exactly({
  personId: Id,
  relativeId: Id,
  relation: Relation,
  livesTogether: Answer,
  since: orNull(PlainDate),
})
export type FamilyTie = Static<typeof FamilyTie>

export const Incident = exactly({
  id: Id,
  on: PlainDate,
  at: orNull(Instant),
  place: NamedPlace,
  address: orNull(Type.String()),
  narrative: Type.String(),
  reportId: orNull(Id),
})
export type Incident = Static<typeof Incident>

export const CaseClock = exactly({
  kind: Type.Enum(['duty', 'order']),
  id: Id,
  title: Text,
  startedAt: Instant,
  dueAt: Instant,
  isLate: Type.Boolean(),
})
export type CaseClock = Static<typeof CaseClock>

export const Case = exactly({
  ...CaseRow.properties,
  version: Type.Integer({ minimum: 1 }),
  openedBy: NamedUser,
  closedAt: orNull(Instant),
  closeReason: orNull(Type.String()),
  people: Type.Array(CasePerson),
  family: Type.Array(FamilyTie),
  incidents: Type.Array(Incident),
  reports: Type.Array(exactly({ id: Id, number: Type.String(), receivedAt: Instant })),
  seats: Type.Array(
    exactly({
      kind: Type.Enum([
        'owner',
        'assigned',
        'supervisor',
        'referral',
        'oversight',
        'second-opinion',
      ]),
      unit: NamedUnit,
      user: orNull(NamedUser),
      from: Instant,
      until: orNull(Instant),
    }),
  ),
  clocks: Type.Array(CaseClock),
  safeContact: orNull(SafeContactNow),
  counts: exactly({
    events: Type.Integer(),
    decisions: Type.Integer(),
    orders: Type.Integer(),
    documents: Type.Integer(),
    dutiesOpen: Type.Integer(),
    dutiesDone: Type.Integer(),
  }),
  may: exactly({
    work: Type.Boolean(),
    assign: Type.Boolean(),
    decide: Type.Boolean(),
    issueOrder: Type.Boolean(),
    serveOrder: Type.Boolean(),
    waiveDuties: Type.Boolean(),
    /** Refers it and hands it over. */
    lead: Type.Boolean(),
    close: Type.Boolean(),
    reopen: Type.Boolean(),
  }),
})
export type Case = Static<typeof Case>

export const readCase = endpoint({
  name: 'read-case',
  summary: 'A case on one page: people, incidents, clocks, who works on it',
  method: 'GET',
  path: '/api/cases/:id',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: Case,
  errors: [],
})

export const CaseEvent = exactly({
  id: Id,
  kind: Type.String({ description: 'Name of what happened, as order-served' }),
  at: Instant,
  recordedAt: Instant,
  by: orNull(NamedUser),
  unit: orNull(NamedUnit),
  title: Text,
  detail: orNull(Text),
  isStaffOnly: Type.Boolean(),
  links: Type.Array(exactly({ kind: Type.String(), id: Id })),
})
export type CaseEvent = Static<typeof CaseEvent>

export const listCaseEvents = endpoint({
  name: 'list-case-events',
  summary: 'All that happened in a case, the latest first',
  method: 'GET',
  path: '/api/cases/:id/events',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  query: pageInput(['-at', 'at'], {}),
  reply: pageOf(CaseEvent),
  errors: ['cursor-invalid'],
})

export const addNote = endpoint({
  name: 'add-note',
  summary: 'Write a note: for staff alone, or one the person may also see',
  method: 'POST',
  path: '/api/cases/:id/notes',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ text: paragraph(4000), isStaffOnly: Type.Boolean() }),
  reply: Created,
  errors: ['case-closed'],
})

export const WorkloadRow = exactly({
  user: NamedUser,
  position: Type.String(),
  openCases: Type.Integer({ minimum: 0 }),
  openDuties: Type.Integer({ minimum: 0 }),
  lateDuties: Type.Integer({ minimum: 0 }),
})
export type WorkloadRow = Static<typeof WorkloadRow>

export const readWorkload = endpoint({
  name: 'read-workload',
  summary: 'Who of a unit can take a case, and how much each already carries',
  method: 'GET',
  path: '/api/units/:id/workload',
  effect: 'read',
  access: 'work-cases',
  params: ById,
  reply: exactly({ items: Type.Array(WorkloadRow) }),
  errors: [],
})

export const assignCase = endpoint({
  name: 'assign-case',
  summary: 'Give a case to a person of a unit; its open duties go along',
  method: 'POST',
  path: '/api/cases/:id/assign',
  effect: 'command',
  access: 'assign-cases',
  params: ById,
  body: exactly({ unitId: Id, userId: Id }),
  reply: Done,
  errors: ['case-closed', 'assignee-cannot', 'unit-closed'],
})

/** A fact the law asks for, as it is known now, and which version of it that is. */
export const CaseFact = exactly({
  name: Type.String(),
  label: Text,
  value: Type.Unknown(),
  valueLabel: orNull(Text),
  revision: Type.Integer({ minimum: 0 }),
  source: Type.Enum(['case', 'answer', 'unknown']),
  by: orNull(NamedUser),
  at: orNull(Instant),
})
export type CaseFact = Static<typeof CaseFact>

/** A question the law asks next: its kind decides the control that answers it. */
export const FactQuestion = exactly({
  name: Type.String(),
  label: Text,
  help: orNull(Text),
  kind: Type.Enum(['yes-no', 'choice', 'day', 'number', 'list']),
  choices: Type.Array(exactly({ value: Type.String(), label: Text })),
  fields: Type.Array(
    exactly({
      name: Type.String(),
      label: Text,
      kind: Type.Enum(['yes-no', 'choice', 'day', 'number', 'article']),
      choices: Type.Array(exactly({ value: Type.String(), label: Text })),
    }),
    { description: 'Of a list: the fields of one entry; an empty list answers "none"' },
  ),
  decides: Type.Array(Text, { description: 'What the answer can change' }),
})
export type FactQuestion = Static<typeof FactQuestion>

export const readFacts = endpoint({
  name: 'read-facts',
  summary:
    'What the law already knows of an incident, and the questions that would still change its answer',
  method: 'GET',
  path: '/api/incidents/:id/facts',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({
    incidentId: Id,
    caseId: Id,
    facts: Type.Array(CaseFact),
    questions: Type.Array(FactQuestion),
  }),
  errors: ['law-busy'],
})

export const FactConflict = exactly({
  name: Type.String(),
  yours: Type.Unknown(),
  theirs: Type.Unknown(),
  by: NamedUser,
  at: Instant,
})

export const answerFacts = endpoint({
  name: 'answer-facts',
  summary:
    'Answer what the law asks. A fact changed meanwhile by somebody else is shown and kept, never overwritten',
  method: 'POST',
  path: '/api/incidents/:id/facts',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    answers: Type.Array(
      exactly({
        name: Type.String({ minLength: 1, maxLength: 120 }),
        value: Type.Union([
          Type.Boolean(),
          Type.String({ maxLength: 200 }),
          Type.Number(),
          Type.Null(),
          Type.Array(
            Type.Record(
              Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,40}$' }),
              Type.Union([Type.Boolean(), Type.String({ maxLength: 60 }), Type.Number()]),
            ),
            { maxItems: 20 },
          ),
        ]),
        basedOn: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
      }),
      { minItems: 1, maxItems: 40 },
    ),
  }),
  reply: exactly({
    saved: Type.Array(exactly({ name: Type.String(), revision: Type.Integer() })),
    conflicts: Type.Array(FactConflict),
  }),
  errors: ['case-closed', 'fact-unknown', 'fact-invalid'],
})

export const closeReasons = [
  'safe-and-supported',
  'moved-and-handed-over',
  'order-ended-no-risk',
  'not-confirmed-after-review',
  'person-died',
  'duplicate-merged',
] as const
export const CloseReason = Type.Enum(closeReasons)
export type CloseReason = Static<typeof CloseReason>

export const closeCase = endpoint({
  name: 'close-case',
  summary:
    'Close a case with a reason; refused while a duty, an order, a referral or a review is open',
  method: 'POST',
  path: '/api/cases/:id/close',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ reason: CloseReason, text: paragraph(2000) }),
  reply: Done,
  errors: ['case-closed', 'case-has-open-work'],
})

export const reopenCase = endpoint({
  name: 'reopen-case',
  summary: 'Open a closed case again',
  method: 'POST',
  path: '/api/cases/:id/reopen',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: Done,
  errors: ['case-open'],
})

export const CaseAccess = exactly({
  at: Instant,
  agency: Text,
  user: orNull(NamedUser),
  action: Type.String(),
  effect: Type.Enum(['command', 'view']),
  purpose: orNull(Type.String()),
})
export type CaseAccess = Static<typeof CaseAccess>

export const listCaseAccess = endpoint({
  name: 'list-case-access',
  summary: 'Who looked at a case and who changed it',
  method: 'GET',
  path: '/api/cases/:id/access',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  query: pageInput(['-at'], {}),
  reply: pageOf(CaseAccess),
  errors: ['cursor-invalid'],
})
