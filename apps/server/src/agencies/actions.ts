import type {
  createUnit as createUnitEndpoint,
  editAgency as editAgencyEndpoint,
  editUnit as editUnitEndpoint,
  foundAgency as foundAgencyEndpoint,
  Input,
} from '@umai/contract'
import { enrolmentMs, enrolmentToken, hashEnrolmentToken, runCommand } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { addMs } from '@umai/words'
import type { CommandContext } from '../http/context.ts'
import { isParentFit } from './model.ts'
import {
  closeUnit as closeUnitRow,
  findAgency,
  findUnit,
  foundAgencyRow,
  insertUnit,
  isKnownPlace,
  isUnitInUse,
  lockUnit,
  updateAgency,
  updateUnit,
} from './store.ts'

export const foundAgency = async (
  ctx: CommandContext,
  input: Input<typeof foundAgencyEndpoint>,
) => {
  const id = randomId()
  const { key } = ctx
  const reply = await runCommand(
    ctx,
    { name: 'found-agency', key, input, subject: { kind: 'agency', id } },
    async (tx, leaf) => {
      const { kind, name, kato, unitName, administrator } = input.body
      if (!(await isKnownPlace(tx, kato))) fail('place-unknown')
      const administratorId = randomId()
      const now = ctx.clock.now()
      const expiresAt = addMs(now, enrolmentMs)
      const outcome = await foundAgencyRow(tx, {
        id,
        kind,
        name,
        kato,
        unitId: randomId(),
        unitName,
        administrator: { ...administrator, id: administratorId },
        invitation: {
          tokenHash: hashEnrolmentToken(enrolmentToken(ctx.keys, administratorId, key)),
          at: now,
          expiresAt,
        },
      })
      if (outcome === 'login-taken') fail('login-taken')
      if (outcome !== 'done') fail('permission-missing')
      leaf.note('kind', kind)
      leaf.note('administrator', administratorId)
      return { id, administratorId, expiresAt }
    },
  )
  const token = enrolmentToken(ctx.keys, reply.administratorId, key)
  const { id: agencyId, administratorId, expiresAt } = reply
  return { id: agencyId, administratorId, enrolment: { token, expiresAt } }
}

export const editAgency = (ctx: CommandContext, input: Input<typeof editAgencyEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'edit-agency', key, input, subject: { kind: 'agency', id } },
    async (tx) => {
      const { name, kato } = input.body
      if (!(await isKnownPlace(tx, kato))) fail('place-unknown')
      if (!(await updateAgency(tx, { id, name, kato }))) fail('not-found')
      return { done: true as const }
    },
  )
}

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
