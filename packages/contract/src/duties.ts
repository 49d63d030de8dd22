import { type Static, Type } from 'typebox'
import { RiskLevel } from './cases.ts'
import { Citation } from './decisions.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Done,
  exactly,
  Id,
  Instant,
  line,
  NamedUnit,
  NamedUser,
  orNull,
  paragraph,
  Text,
} from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const dutyStates = ['open', 'done', 'waived', 'moot'] as const
/** `moot`: what it served has ended (the order expired or was revoked). */
export const DutyState = Type.Enum(dutyStates)
export type DutyState = Static<typeof DutyState>

/** Units of a legal clock; hours stay hours. */
export const clockUnits = [
  'immediately',
  'same-day',
  'hours',
  'days',
  'working-days',
  'months',
  'none',
] as const
export const ClockUnit = Type.Enum(clockUnits)
export type ClockUnit = Static<typeof ClockUnit>

export const dutyActs = [
  'perform',
  'serve-order',
  'give-order-copy',
  'check-order',
  'explain-rights',
  'assess-risk',
  'decide-by-law',
  'refer',
  'issue-order',
  'answer-referral',
  'review-withdrawal',
] as const
/** What one presses to do it: most are simply performed, some have an act of their own. */
export const DutyAct = Type.Enum(dutyActs)
export type DutyAct = Static<typeof DutyAct>

export const dutyGroups = ['late', 'hour', 'today', 'later', 'no-clock', 'done'] as const
export const DutyGroup = Type.Enum(dutyGroups)
export type DutyGroup = Static<typeof DutyGroup>

export const Duty = exactly({
  id: Id,
  rule: Type.String({ description: 'Id of the duty in the law pack' }),
  caseId: Id,
  caseNumber: Type.String(),
  caseTitle: Type.String(),
  risk: RiskLevel,
  title: Text,
  basis: Type.Enum(['law', 'method']),
  citation: orNull(Citation),
  unit: NamedUnit,
  assignee: orNull(NamedUser),
  startedAt: Instant,
  startedBy: Text,
  dueAt: orNull(Instant),
  clock: orNull(exactly({ amount: Type.Integer({ minimum: 0 }), unit: ClockUnit })),
  group: DutyGroup,
  state: DutyState,
  isLate: Type.Boolean(),
  escalatedAt: orNull(Instant),
  occurrence: Type.Integer({
    minimum: 1,
    description: 'Which one of a row: the third weekly check',
  }),
  act: DutyAct,
  orderId: orNull(Id),
  endedAt: orNull(Instant),
  endedBy: orNull(NamedUser),
  endNote: orNull(Type.String()),
  may: exactly({ perform: Type.Boolean(), waive: Type.Boolean() }),
})
export type Duty = Static<typeof Duty>

export const DutyCounts = exactly({
  late: Type.Integer({ minimum: 0 }),
  hour: Type.Integer({ minimum: 0 }),
  today: Type.Integer({ minimum: 0 }),
  week: Type.Integer({ minimum: 0 }),
  noClock: Type.Integer({ minimum: 0 }),
  waiting: Type.Integer({ minimum: 0, description: 'With another agency that has to answer' }),
  doneToday: Type.Integer({ minimum: 0 }),
  all: Type.Integer({ minimum: 0 }),
})
export type DutyCounts = Static<typeof DutyCounts>

export const listMyDuties = endpoint({
  name: 'list-my-duties',
  summary:
    'My queue: what I or my unit must do, the nearest clock first, with counts of the whole queue',
  method: 'GET',
  path: '/api/my/duties',
  effect: 'read',
  access: 'signed-in',
  query: pageInput(['dueAt', '-dueAt'], {
    whose: Type.Optional(Type.Enum(['mine', 'unit'], { default: 'mine' })),
    state: Type.Optional(DutyState),
    group: Type.Optional(DutyGroup),
    kind: Type.Optional(Type.Enum(['orders', 'checks', 'children'])),
    risk: Type.Optional(RiskLevel),
    q: Type.Optional(
      Type.String({
        maxLength: 60,
        pattern: '^[0-9A-Za-z/-]*$',
        description: 'Part of a case number',
      }),
    ),
  }),
  reply: exactly({
    ...pageOf(Duty).properties,
    counts: DutyCounts,
    now: Instant,
  }),
  errors: ['cursor-invalid'],
})

export const readDuty = endpoint({
  name: 'read-duty',
  summary: 'A duty with its article and clock',
  method: 'GET',
  path: '/api/duties/:id',
  effect: 'read',
  access: 'signed-in',
  params: ById,
  reply: Duty,
  errors: [],
})

export const listCaseDuties = endpoint({
  name: 'list-case-duties',
  summary: 'What must be done in a case, what was done and what was waived',
  method: 'GET',
  path: '/api/cases/:id/duties',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(Duty) }),
  errors: [],
})

export const performDuty = endpoint({
  name: 'perform-duty',
  summary: 'Record the event that fulfils a duty',
  method: 'POST',
  path: '/api/duties/:id/perform',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ at: Instant, note: Type.Optional(paragraph(2000)) }),
  reply: Done,
  errors: ['duty-ended', 'duty-needs-act', 'event-in-future', 'event-too-early'],
})

export const waiverReasons = [
  'cannot-be-done',
  'already-done-elsewhere',
  'would-endanger',
  'does-not-apply',
] as const
export const WaiverReason = Type.Enum(waiverReasons)
export type WaiverReason = Static<typeof WaiverReason>

export const waiveDuty = endpoint({
  name: 'waive-duty',
  summary:
    'Let a duty fall, with a coded reason, by someone entitled and not by the one who bears it',
  method: 'POST',
  path: '/api/duties/:id/waive',
  effect: 'command',
  access: 'waive-duties',
  stepUp: true,
  params: ById,
  body: exactly({ reason: WaiverReason, text: line(600) }),
  reply: Done,
  errors: ['duty-ended', 'duty-own', 'step-up-required'],
})

export const takeDuty = endpoint({
  name: 'take-duty',
  summary: 'Take a duty of my unit upon myself',
  method: 'POST',
  path: '/api/duties/:id/take',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  reply: Done,
  errors: ['duty-ended', 'duty-of-other-unit'],
})
