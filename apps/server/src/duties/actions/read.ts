// Duties as lines of a list, for slices that show them in an order of their own.
import type { Duty } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { StaffContext } from '../../http/context.ts'
import { toDuty } from '../model.ts'
import { findListedDuty } from '../store.ts'

export const dutiesByIds = async (
  ctx: StaffContext,
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Duty>> => {
  const now = ctx.clock.now()
  const viewer = { userId: ctx.identity.userId, permissions: ctx.caller.permissions }
  const found = new Map<string, Duty>()
  for (const id of ids) {
    const row = await findListedDuty(tx, ctx.keys, id)
    if (row !== undefined) found.set(id, toDuty(row, now, viewer))
  }
  return found
}
