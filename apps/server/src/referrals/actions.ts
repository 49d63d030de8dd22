import type {
  acceptReferral as acceptReferralEndpoint,
  Input,
  recallReferral as recallReferralEndpoint,
  referCase as referCaseEndpoint,
  refuseReferral as refuseReferralEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { mustTakeCase, openCaseOf, workUnitOf } from '../cases/actions.ts'
import { moveDuties } from '../duties/actions/move.ts'
import { keepCaseKey, recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { answerByOf, shownClasses } from './model.ts'
import {
  answerRow,
  endReferralSight,
  findUnit,
  hasOpenReferral,
  insertAssignment,
  insertReferral,
  isMyUnit,
  isWalledUnit,
  lockReferral,
  type ReferralRow,
  takeOver,
} from './store.ts'

/** Sends a case to a unit: it sees at once exactly what was ticked, and has to answer. */
export const referCase = (ctx: CommandContext, input: Input<typeof referCaseEndpoint>) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'refer-case', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const found = await openCaseOf(tx, caseId)
      const { kind, toUnitId, fieldClasses, basis, article, note } = input.body
      const unit = (await findUnit(tx, toUnitId)) ?? fail('not-found')
      if (unit.closed_at !== null) fail('unit-closed')
      if (toUnitId === found.owner_unit_id) fail('referral-to-self')
      if (basis === 'law' && article === null) fail('referral-basis-missing')
      if (await isWalledUnit(tx, caseId, toUnitId)) fail('unit-cannot')
      if (await hasOpenReferral(tx, { caseId, unitId: toUnitId })) fail('referral-open')
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      const answerBy = answerByOf(at)
      const assignmentId = randomId()
      await insertAssignment(tx, {
        id: assignmentId,
        caseId,
        unitId: toUnitId,
        fieldClasses: kind === 'hand-over' ? null : shownClasses(fieldClasses),
        by,
      })
      await keepCaseKey(ctx, tx, caseId)
      await insertReferral(tx, ctx.keys, {
        id,
        caseId,
        kind,
        fromUnitId: (await workUnitOf(tx, 'work-cases')) ?? fail('permission-missing'),
        toUnitId,
        assignmentId,
        fieldClasses,
        basis,
        article,
        note,
        by,
        at,
        answerBy,
      })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'referral-sent',
        at,
        aboutId: id,
        data: { kind, unit: toUnitId, basis },
      })
      leaf.note('to', toUnitId)
      leaf.note('fields', [...fieldClasses])
      return { id, answerBy }
    },
  )
}

/** A referral that waits for the answer of a unit one works in. */
const toAnswer = async (tx: Tx, id: string): Promise<ReferralRow> => {
  const referral = (await lockReferral(tx, id)) ?? fail('not-found')
  if (!(await isMyUnit(tx, referral.to_unit_id))) fail('not-found')
  if (referral.state !== 'sent') fail('referral-answered')
  return referral
}

export const acceptReferral = (
  ctx: CommandContext,
  input: Input<typeof acceptReferralEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'accept-referral', key, input, subject: { kind: 'referral', id } },
    async (tx, leaf) => {
      const referral = await toAnswer(tx, id)
      const caseId = referral.case_id
      const found = await openCaseOf(tx, caseId)
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      await answerRow(tx, ctx.keys, {
        referral,
        state: 'accepted',
        refusal: null,
        note: null,
        by,
        at,
      })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'referral-accepted',
        at,
        aboutId: id,
        data: { kind: referral.kind },
      })
      if (referral.kind === 'hand-over') {
        const unitId = referral.to_unit_id
        const userId = input.body.userId ?? by
        await mustTakeCase(tx, unitId, userId)
        await takeOver(tx, id, userId)
        await moveDuties(tx, { caseId, fromUnitId: found.owner_unit_id, unitId, userId })
      }
      leaf.note('case', caseId)
      return { caseId }
    },
  )
}

export const refuseReferral = (
  ctx: CommandContext,
  input: Input<typeof refuseReferralEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'refuse-referral', key, input, subject: { kind: 'referral', id } },
    async (tx, leaf) => {
      const referral = await toAnswer(tx, id)
      const { reason, text } = input.body
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      await answerRow(tx, ctx.keys, {
        referral,
        state: 'refused',
        refusal: reason,
        note: text,
        by,
        at,
      })
      await recordEvent(ctx, tx, {
        caseId: referral.case_id,
        kind: 'referral-refused',
        at,
        aboutId: id,
        data: { reason },
        note: text,
      })
      // Last of all: with the assignment the receiving unit no longer sees the case.
      await endReferralSight(tx, id)
      leaf.note('reason', reason)
      return { done: true as const }
    },
  )
}

export const recallReferral = (
  ctx: CommandContext,
  input: Input<typeof recallReferralEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'recall-referral', key, input, subject: { kind: 'referral', id } },
    async (tx, leaf) => {
      const referral = (await lockReferral(tx, id)) ?? fail('not-found')
      if (!(await isMyUnit(tx, referral.from_unit_id))) fail('not-found')
      if (referral.state !== 'sent') fail('referral-answered')
      const { reason } = input.body
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      await answerRow(tx, ctx.keys, {
        referral,
        state: 'recalled',
        refusal: null,
        note: reason,
        by,
        at,
      })
      await endReferralSight(tx, id)
      await recordEvent(ctx, tx, {
        caseId: referral.case_id,
        kind: 'referral-recalled',
        at,
        aboutId: id,
        note: reason,
      })
      leaf.note('case', referral.case_id)
      return { done: true as const }
    },
  )
}
