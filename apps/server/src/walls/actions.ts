// Conflict walls. The database keeps whoever a wall stands before from the case, the wall and every trace of both;
// here is only who may put one up and take one down.
import type { createWall as CreateWall, endWall as EndWall, Input } from '@umai/contract'
import { runCommand, runRead } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { toMs } from '@umai/words'
import type { CommandContext } from '../http/context.ts'
import {
  closeWall,
  findCase,
  findStandingWall,
  findWall,
  insertWall,
  isThere,
  lockWall,
} from './store.ts'

export const createWall = (ctx: CommandContext, input: Input<typeof CreateWall>) => {
  const id = randomId()
  const { caseId, against, reason, note, until } = input.body
  return runCommand(
    ctx,
    { name: 'create-wall', key: ctx.key, input, subject: { kind: 'wall', id, caseId } },
    async (tx, leaf) => {
      const now = ctx.clock.now()
      if ((await findCase(tx, caseId)) === undefined || !(await isThere(tx, against)))
        fail('not-found')
      if (until !== undefined && toMs(until) <= toMs(now)) fail('wall-in-past')
      const target = {
        caseId,
        userId: against.kind === 'user' ? against.id : null,
        unitId: against.kind === 'unit' ? against.id : null,
      }
      if ((await findStandingWall(tx, target)) !== undefined) fail('wall-exists')
      await insertWall(tx, {
        id,
        ...target,
        reason,
        note: note ?? null,
        until: until ?? null,
        by: ctx.identity.userId,
        now,
      })
      leaf.note('against', { kind: against.kind, id: against.id })
      leaf.note('reason', reason)
      return { id }
    },
  )
}

export const endWall = async (ctx: CommandContext, input: Input<typeof EndWall>) => {
  const { id } = input.params
  const known = await runRead(ctx, (tx) => findWall(tx, id))
  const subject = { kind: 'wall', id, ...(known === undefined ? {} : { caseId: known.caseId }) }
  return runCommand(ctx, { name: 'end-wall', key: ctx.key, input, subject }, async (tx) => {
    const wall = await lockWall(tx, id)
    if (wall === undefined) fail('not-found')
    if (wall.endedAt !== null) fail('wall-ended')
    const { reason } = input.body
    await closeWall(tx, { id, by: ctx.identity.userId, reason, now: ctx.clock.now() })
    return { done: true as const }
  })
}
