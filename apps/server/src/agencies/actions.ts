import type {
  createUnit as createUnitEndpoint,
  editUnit as editUnitEndpoint,
  Input,
} from '@umai/contract'
import { runCommand } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import type { CommandContext } from '../http/context.ts'
import { isParentFit } from './model.ts'
import {
  closeUnit as closeUnitRow,
  findAgency,
  findUnit,
  insertUnit,
  isKnownPlace,
  isUnitInUse,
  lockUnit,
  updateUnit,
} from './store.ts'

export const createUnit = (ctx: CommandContext, input: Input<typeof createUnitEndpoint>) => {
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'create-unit', key, input, subject: { kind: 'unit', id } },
    async (tx, leaf) => {
      const agencyId = input.params.id
      const { name, parentId, kato } = input.body
      // Another agency's door is not there at all, whatever one may do in one's own.
      if (agencyId !== ctx.caller.agencyId || (await findAgency(tx, agencyId)) === undefined)
        fail('not-found')
      if (!(await isKnownPlace(tx, kato))) fail('place-unknown')
      if (parentId !== null && !isParentFit({ id: null, agencyId }, await findUnit(tx, parentId)))
        fail('unit-parent-invalid')
      await insertUnit(tx, { id, agencyId, parentId, name, kato })
      leaf.note('agency', agencyId)
      return { id }
    },
  )
}

export const editUnit = (ctx: CommandContext, input: Input<typeof editUnitEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'edit-unit', key, input, subject: { kind: 'unit', id } },
    async (tx) => {
      const unit = await lockUnit(tx, id)
      if (unit === undefined) fail('not-found')
      if (unit.closedAt !== null) fail('unit-closed')
      const { name, parentId, kato } = input.body
      if (!(await isKnownPlace(tx, kato))) fail('place-unknown')
      if (parentId !== null && !isParentFit(unit, await findUnit(tx, parentId)))
        fail('unit-parent-invalid')
      if (!(await updateUnit(tx, { id, parentId, name, kato }))) fail('not-found')
      return { done: true as const }
    },
  )
}

export const closeUnit = (
  ctx: CommandContext,
  input: { readonly params: { readonly id: string }; readonly body: { readonly reason: string } },
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'close-unit', key, input, subject: { kind: 'unit', id } },
    async (tx) => {
      const unit = await lockUnit(tx, id)
      if (unit === undefined) fail('not-found')
      if (unit.closedAt !== null) fail('unit-closed')
      if (await isUnitInUse(tx, id)) fail('unit-in-use')
      const { reason } = input.body
      if (!(await closeUnitRow(tx, { id, reason, now: ctx.clock.now() }))) fail('not-found')
      return { done: true as const }
    },
  )
}
