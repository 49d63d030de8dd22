// Clocks of our method, not of the law: an answer to a referral, the review of a withdrawal, another look at the
// risk. They begin with an event, say in the queue that they are method, and end by the event that settles them.
import type { Context, Tx } from '@umai/db'
import { law } from '@umai/law'
import { callsOf } from '@umai/rules'
import type { Instant, Text } from '@umai/words'
import type { DutyStatement } from '../model.ts'
import { endMethodDuties, insertDuty } from '../store.ts'

export type MethodDuty = Readonly<{
  caseId: string
  eventId: string
  rule: `method/${string}`
  /** What it is about, where a case can owe the same thing more than once. */
  aboutId: string | null
  /** Which one, where one event makes several of them. */
  occurrence?: number
  unitId: string
  userId: string | null
  startedAt: Instant
  dueAt: Instant
  what: Text
  startedBy: Text
  clock: NonNullable<DutyStatement['clock']>
  /** Names the act that settles it. */
  satisfiedBy: string
}>

export const oweByMethod = (tx: Tx, duty: MethodDuty): Promise<void> =>
  insertDuty(
    tx,
    {
      rule: duty.rule,
      bearer: 'method',
      occurrence: duty.occurrence ?? 1,
      eventId: duty.eventId,
      aboutId: duty.aboutId,
      startedAt: duty.startedAt,
      dueAt: duty.dueAt,
      state: 'open',
      endedAt: null,
      endedEventId: null,
      calls: callsOf(law, {}, duty),
      statement: {
        what: duty.what,
        citations: [],
        clock: duty.clock,
        satisfiedBy: [duty.satisfiedBy],
        startedBy: duty.startedBy,
        isUnsure: false,
      },
    },
    {
      caseId: duty.caseId,
      unitId: duty.unitId,
      userId: duty.userId,
      endedBy: null,
      desk: 'worker',
      basis: 'method',
    },
  )

/** Ends the open clocks of a rule, all of the case or those about one thing. */
export const settleByMethod = (
  ctx: Pick<Context, 'clock' | 'identity'>,
  tx: Tx,
  settled: Readonly<{
    caseId: string
    rule: `method/${string}`
    aboutId?: string
    eventId: string
    state: 'done' | 'moot'
  }>,
): Promise<void> =>
  endMethodDuties(tx, {
    ...settled,
    at: ctx.clock.now(),
    by: ctx.identity.kind === 'staff' ? ctx.identity.userId : null,
  })
