import type { Tx } from '@umai/db'
import type { CommandContext } from '../http/context.ts'
import { giveNotices } from '../referrals/actions/give-notices.ts'
import { writeEvent } from './actions/write-event.ts'
import type { NewEvent } from './model.ts'

export { keepCaseKey, recordByTime } from './actions/write-event.ts'

/**
 * Writes down what happened and lets everything that the law attaches to it follow, in the same transaction: duties, and
 * the notices to other agencies that leave no choice.
 */
export const recordEvent = async (
  ctx: CommandContext,
  tx: Tx,
  event: NewEvent,
): Promise<string> => {
  const id = await writeEvent(ctx, tx, event)
  await giveNotices(ctx, tx, event.caseId)
  return id
}

/** The latest event of a case: what a clock that was just found to run began with. */
export const latestEventId = async (tx: Tx, caseId: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('case_events')
      .select('id')
      .where('case_id', '=', caseId)
      .orderBy('recorded_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id
