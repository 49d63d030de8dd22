import type {
  Input,
  performDuty as performDutyEndpoint,
  takeDuty as takeDutyEndpoint,
  takeNoteOfDuty as takeNoteEndpoint,
  waiveDuty as waiveDutyEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail } from '@umai/platform'
import { keepCaseKey, recordEvent } from '../../events/actions.ts'
import { momentAfter } from '../../events/model.ts'
import type { CommandContext } from '../../http/context.ts'
import { actOf } from '../model.ts'
import {
  assignRow,
  type DutyToEnd,
  endPerformed,
  isMyUnit,
  lockDuty,
  sealNote,
  takeNoteOf,
  waiveRow,
} from '../store.ts'

const openDuty = async (tx: Tx, id: string): Promise<DutyToEnd> => {
  const duty = (await lockDuty(tx, id)) ?? fail('not-found')
  if (duty.state !== 'open') fail('duty-ended')
  return duty
}

/** Records the event that fulfils a duty; a duty with an act of its own is fulfilled by that act alone. */
export const performDuty = async (
  ctx: CommandContext,
  input: Input<typeof performDutyEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'perform-duty', key, input, subject: { kind: 'duty', id } },
    async (tx, leaf) => {
      const duty = await openDuty(tx, id)
      if (actOf(duty.statement) !== 'perform') fail('duty-needs-act')
      const { note } = input.body
      const at = momentAfter(input.body.at, duty.started_at, ctx.clock.now())
      const [event] = duty.statement.satisfiedBy
      const eventId = await recordEvent(ctx, tx, {
        caseId: duty.case_id,
        kind: 'duty-performed',
        at,
        aboutId: id,
        data: { title: duty.statement.what },
        ...(note === undefined ? {} : { note, class: 'narrative' as const }),
        ...(event === undefined
          ? {}
          : {
              law: [{ event, ...(duty.about_id === null ? {} : { about: duty.about_id }) }],
            }),
      })
      // A clock of our own is in no pack, so that nothing ends it by itself.
      if (duty.basis === 'method')
        await endPerformed(tx, id, { eventId, at, by: ctx.identity.userId })
      leaf.note('case', duty.case_id)
      return { done: true as const }
    },
  )
}

export const waiveDuty = async (ctx: CommandContext, input: Input<typeof waiveDutyEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'waive-duty', key, input, subject: { kind: 'duty', id } },
    async (tx, leaf) => {
      const duty = await openDuty(tx, id)
      const by = ctx.identity.userId
      if (duty.assignee_id === by) fail('duty-own')
      const { reason, text } = input.body
      const at = ctx.clock.now()
      const caseId = duty.case_id
      await keepCaseKey(ctx, tx, caseId)
      const sealed = await sealNote(tx, ctx.keys, { id, caseId, value: text })
      await waiveRow(tx, id, { reason, sealed, at, by })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'duty-waived',
        at,
        aboutId: id,
        data: { title: duty.statement.what, reason },
      })
      leaf.note('reason', reason)
      leaf.note('case', caseId)
      return { done: true as const }
    },
  )
}

export const takeDuty = async (ctx: CommandContext, input: Input<typeof takeDutyEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'take-duty', key, input, subject: { kind: 'duty', id } },
    async (tx) => {
      const duty = await openDuty(tx, id)
      if (!(await isMyUnit(tx, duty.unit_id))) fail('duty-of-other-unit')
      await assignRow(tx, id, ctx.identity.userId)
      return { done: true as const }
    },
  )
}

/** Says that one knows of a duty that called one: the head, or the office that oversees. */
export const takeNoteOfDuty = async (
  ctx: CommandContext,
  input: Input<typeof takeNoteEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'take-note-of-duty', key, input, subject: { kind: 'duty', id } },
    async (tx, leaf) => {
      const calls = await takeNoteOf(tx, id, { at: ctx.clock.now(), by: ctx.identity.userId })
      if (calls === 0) fail('not-found')
      leaf.note('calls', calls)
      return { done: true as const }
    },
  )
}
