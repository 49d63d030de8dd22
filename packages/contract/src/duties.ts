import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly, Id, Instant, orNull, Text } from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const dutyStates = ['open', 'done', 'waived'] as const
export const DutyState = Type.Enum(dutyStates)
export type DutyState = Static<typeof DutyState>

/** Units of a legal clock; hours stay hours. */
export const clockUnits = ['hours', 'calendar-days', 'working-days', 'months'] as const
export const ClockUnit = Type.Enum(clockUnits)
export type ClockUnit = Static<typeof ClockUnit>

export const Duty = exactly({
  id: Id,
  caseId: Id,
  caseNumber: Type.String(),
  title: Text,
  article: exactly({ act: Type.String(), number: Type.String(), label: Text }),
  unit: exactly({ id: Id, name: Text }),
  assignee: orNull(exactly({ id: Id, name: Type.String() })),
  startedAt: Instant,
  dueAt: orNull(Instant),
  clock: orNull(exactly({ amount: Type.Integer({ minimum: 1 }), unit: ClockUnit })),
  state: DutyState,
  isLate: Type.Boolean(),
})
export type Duty = Static<typeof Duty>

export const listMyDuties = endpoint({
  name: 'list-my-duties',
  summary: 'My queue: what I or my unit must do, the nearest clock first',
  method: 'GET',
  path: '/api/my/duties',
  effect: 'read',
  access: 'signed-in',
  query: pageInput(['dueAt', '-dueAt'], {
    whose: Type.Optional(Type.Enum(['mine', 'unit'], { default: 'mine' })),
    state: Type.Optional(DutyState),
  }),
  reply: pageOf(Duty),
  errors: ['cursor-invalid'],
})
