// Writes down what happened and lets duties follow; what the desk does about them comes after.
import { type Context, createSubjectKey, type Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import { deriveDuties } from '../../duties/actions/derive.ts'
import type { CommandContext } from '../../http/context.ts'
import type { NewEvent } from '../model.ts'
import { findUnitInCase, insertEvent } from '../store.ts'

export const writeEvent = async (ctx: CommandContext, tx: Tx, event: NewEvent): Promise<string> => {
  const id = randomId()
  const { userId } = ctx.identity
  if (event.note !== undefined) await keepCaseKey(ctx, tx, event.caseId)
  await insertEvent(tx, ctx.keys, {
    ...event,
    id,
    recordedAt: ctx.clock.now(),
    recordedBy: userId,
    unitId: await findUnitInCase(tx, event.caseId, userId),
  })
  await deriveDuties(ctx, tx, event.caseId)
  return id
}

/** The key under which words about a case are sealed; a case that came from elsewhere gets its own here. */
export const keepCaseKey = (ctx: CommandContext, tx: Tx, caseId: string): Promise<void> =>
  createSubjectKey(tx, { keys: ctx.keys, subjectId: caseId, agencyId: ctx.caller.agencyId })

/** Writes down what time alone brought, with nobody who did it, and lets duties follow. */
export const recordByTime = async (ctx: Context, tx: Tx, event: NewEvent): Promise<string> => {
  const id = randomId()
  await insertEvent(tx, ctx.keys, {
    ...event,
    id,
    recordedAt: ctx.clock.now(),
    recordedBy: null,
    unitId: null,
  })
  await deriveDuties(ctx, tx, event.caseId)
  return id
}
