import { type Static, Type } from 'typebox'
import { AgencyKind } from './agencies.ts'
import { RiskLevel } from './cases.ts'
import { Citation } from './decisions.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  line,
  NamedUnit,
  NamedUser,
  orNull,
  PlainDate,
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
  'keep-warning',
  'explain-rights',
  'assess-risk',
  'decide-by-law',
  'refer',
  'issue-order',
  'answer-referral',
  'review-withdrawal',
  'open-child-case',
] as const
/** What one presses to do it: most are simply performed, some have an act of their own. */
export const DutyAct = Type.Enum(dutyActs)
export type DutyAct = Static<typeof DutyAct>

export const dutyDesks = ['worker', 'head', 'overseer', 'outside', 'standing'] as const
/** Whose desk it lies on. `outside`: nobody in our agencies bears it, the unit follows it up; `standing`: never ticked off. */
export const DutyDesk = Type.Enum(dutyDesks)
export type DutyDesk = Static<typeof DutyDesk>

/** A call that a duty made as its time neared or passed. */
export const DutyCall = exactly({
  to: Type.Enum(['bearer', 'supervisor', 'overseer']),
  title: Text,
  at: Instant,
  seenAt: orNull(Instant),
  seenBy: orNull(Type.String()),
})
export type DutyCall = Static<typeof DutyCall>

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
  desk: DutyDesk,
  bearer: Text,
  bearerAgency: orNull(Type.Union([AgencyKind, Type.Literal('any')])),
  calls: Type.Array(DutyCall),
  may: exactly({
    perform: Type.Boolean(),
    waive: Type.Boolean(),
    take: Type.Boolean(),
    takeNote: Type.Boolean(),
  }),
})
export type Duty = Static<typeof Duty>

export const DutyCounts = exactly({
  late: Type.Integer({ minimum: 0 }),
  hour: Type.Integer({ minimum: 0 }),
  today: Type.Integer({ minimum: 0 }),
  week: Type.Integer({ minimum: 0 }),
  noClock: Type.Integer({ minimum: 0 }),
  waiting: Type.Integer({
    minimum: 0,
    description: 'Owed by somebody outside; the unit follows it up',
  }),
  reached: Type.Integer({
    minimum: 0,
    description: 'Called me as head or overseer and not taken note of',
  }),
  doneToday: Type.Integer({ minimum: 0 }),
  all: Type.Integer({ minimum: 0 }),
})
export type DutyCounts = Static<typeof DutyCounts>

export const queueOwners = ['mine', 'unit', 'reached', 'outside'] as const
/** `reached`: what called me as head or overseer; `outside`: what somebody outside owes in our cases. */
export const QueueOwner = Type.Enum(queueOwners)
export type QueueOwner = Static<typeof QueueOwner>

const queueFilter = {
  whose: Type.Optional(Type.Enum(queueOwners, { default: 'mine' })),
  state: Type.Optional(DutyState),
  group: Type.Optional(DutyGroup),
  kind: Type.Optional(Type.Enum(['orders', 'checks', 'children'])),
  risk: Type.Optional(RiskLevel),
}
const queueReply = exactly({ ...pageOf(Duty).properties, counts: DutyCounts, now: Instant })

export const listMyDuties = endpoint({
  name: 'list-my-duties',
  summary:
    'My queue: what I or my unit must do, the nearest clock first, with counts of the whole queue',
  method: 'GET',
  path: '/api/my/duties',
  effect: 'read',
  access: 'signed-in',
  query: pageInput(['dueAt', '-dueAt'], {
    ...queueFilter,
    q: Type.Optional(
      Type.String({
        maxLength: 60,
        pattern: '^[0-9A-Za-z/-]*$',
        description: 'Part of a case number',
      }),
    ),
  }),
  reply: queueReply,
  errors: ['cursor-invalid'],
})

export const searchDuties = endpoint({
  name: 'search-duties',
  summary: 'The same queue, searched by case number, by a name in any script, by what must be done',
  method: 'POST',
  path: '/api/duties/search',
  effect: 'read',
  access: 'signed-in',
  body: pageInput(['dueAt', '-dueAt'], {
    ...queueFilter,
    q: Type.Optional(Type.String({ maxLength: 120 })),
  }),
  reply: queueReply,
  errors: ['cursor-invalid'],
})

export const DigestPerson = exactly({
  user: orNull(NamedUser),
  late: Type.Integer({ minimum: 0 }),
  today: Type.Integer({ minimum: 0 }),
  week: Type.Integer({ minimum: 0 }),
})
export type DigestPerson = Static<typeof DigestPerson>

export const Digest = exactly({
  day: PlainDate,
  now: Instant,
  items: Type.Array(Duty),
  total: Type.Integer({ minimum: 0 }),
  reached: Type.Array(Duty),
  byPerson: Type.Array(DigestPerson),
  counts: DutyCounts,
})
export type Digest = Static<typeof Digest>

export const readDigest = endpoint({
  name: 'read-digest',
  summary:
    'The day on one page: what is late, what is due today and tomorrow, what called me, who in the unit carries what',
  method: 'GET',
  path: '/api/my/digest',
  effect: 'read',
  access: 'signed-in',
  query: exactly({ whose: Type.Optional(Type.Enum(['mine', 'unit'], { default: 'mine' })) }),
  reply: Digest,
  errors: [],
})

/** No words of a search: they may be a name. */
export const SavedViewFilter = exactly({
  whose: QueueOwner,
  kind: orNull(Type.Enum(['orders', 'checks', 'children'])),
  group: orNull(DutyGroup),
  risk: orNull(RiskLevel),
})
export type SavedViewFilter = Static<typeof SavedViewFilter>

export const SavedView = exactly({ id: Id, name: Type.String(), filter: SavedViewFilter })
export type SavedView = Static<typeof SavedView>

export const listSavedViews = endpoint({
  name: 'list-saved-views',
  summary: 'Filters of the queue I keep under a name',
  method: 'GET',
  path: '/api/my/saved-views',
  effect: 'read',
  access: 'signed-in',
  reply: exactly({ items: Type.Array(SavedView) }),
  errors: [],
})

export const saveView = endpoint({
  name: 'save-view',
  summary: 'Keep a filter of the queue under a name',
  method: 'POST',
  path: '/api/my/saved-views',
  effect: 'command',
  access: 'signed-in',
  body: exactly({ name: line(60), filter: SavedViewFilter }),
  reply: Created,
  errors: ['too-many-views'],
})

export const deleteSavedView = endpoint({
  name: 'delete-saved-view',
  summary: 'Let go of a kept filter',
  method: 'POST',
  path: '/api/my/saved-views/:id/delete',
  effect: 'command',
  access: 'signed-in',
  params: ById,
  reply: Done,
  errors: [],
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

export const takeNoteOfDuty = endpoint({
  name: 'take-note-of-duty',
  summary: 'Say that I know of a duty that called me as head or overseer',
  method: 'POST',
  path: '/api/duties/:id/take-note',
  effect: 'command',
  access: 'read-cases',
  params: ById,
  reply: Done,
  errors: [],
})
