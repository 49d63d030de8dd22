import type {
  acceptReferral as acceptReferralEndpoint,
  endReferral as endReferralEndpoint,
  Input,
  recallReferral as recallReferralEndpoint,
  referCase as referCaseEndpoint,
  refuseReferral as refuseReferralEndpoint,
  takeNoteOfNotice as takeNoteEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { addHours, dayOf, type Instant } from '@umai/words'
import { mustTakeCase, openCaseOf, workUnitOf } from '../cases/actions.ts'
import { lawOfTelling } from '../cases/model.ts'
import { moveDuties } from '../duties/actions/move.ts'
import { oweByMethod, settleByMethod } from '../duties/actions/owe-by-method.ts'
import { writeEvent } from '../events/actions/write-event.ts'
import { keepCaseKey, recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { noticeRules } from '../notices/model.ts'
import { refuseGuardianConsent } from '../people/actions.ts'
import { answerByOf, answerHours, basisOn, rerouteHours, shownClasses, wordText } from './model.ts'
import {
  answerRow,
  endNoticedDuty,
  endReferralSight,
  findLawOfDuty,
  findReferral,
  findUnit,
  hasOpenReferral,
  insertAssignment,
  insertReferral,
  isMyUnit,
  isUnitOfReader,
  isWalledUnit,
  listUnsentNotices,
  lockReferral,
  type ReferralRow,
  takeOver,
} from './store.ts'

/** The clocks of a referral: its answer, the sender's eye on it, and another way where it was refused. */
const answer = 'method/answer-referral'
const watch = 'method/watch-referral'
const reroute = 'method/reroute-referral'

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
      const { kind, toUnitId, fieldClasses, basis, article, note, dutyId } = input.body
      const unit = (await findUnit(tx, toUnitId)) ?? fail('not-found')
      if (unit.closed_at !== null) fail('unit-closed')
      if (toUnitId === found.owner_unit_id) fail('referral-to-self')
      if (basis === 'consent') await refuseGuardianConsent(tx, caseId)
      if (basis === 'law' && basisOn(article ?? '', dayOf(ctx.clock.now())) === null)
        fail('referral-basis-missing', {
          faults: [{ in: 'body', path: '/article', message: article ?? '' }],
        })
      // Only a duty to tell somebody is fulfilled by a notice.
      const unsent =
        dutyId === null ? [] : await listUnsentNotices(tx, caseId, [...noticeRules.keys()])
      if (dutyId !== null && (kind !== 'notice' || unsent.every((duty) => duty.id !== dutyId)))
        fail('not-found')
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
      const fromUnitId = (await workUnitOf(tx, 'work-cases')) ?? fail('permission-missing')
      await insertReferral(tx, ctx.keys, {
        id,
        caseId,
        kind,
        fromUnitId,
        toUnitId,
        assignmentId,
        fieldClasses,
        basis,
        article,
        note,
        dutyId,
        by,
        at,
        answerBy,
      })
      const eventId = await recordEvent(ctx, tx, {
        caseId,
        kind: 'referral-sent',
        at,
        aboutId: id,
        data: { kind, unit: toUnitId, basis },
        law: lawOfTelling(unit.agency_kind),
      })
      // A refused case that is sent again has found its other way.
      await settleByMethod(ctx, tx, { caseId, rule: reroute, eventId, state: 'done' })
      // The law's own clock runs on such a notice; ours beside it would be a second one.
      if (dutyId !== null) return { id, answerBy }
      const waiting = {
        caseId,
        eventId,
        aboutId: id,
        startedAt: at,
        dueAt: answerBy,
        startedBy: wordText('answerStart'),
        clock: { amount: answerHours, unit: 'hours' as const },
      }
      await oweByMethod(tx, {
        ...waiting,
        rule: answer,
        unitId: toUnitId,
        userId: null,
        what: wordText('answerDuty'),
        satisfiedBy: 'referral.answered',
      })
      await oweByMethod(tx, {
        ...waiting,
        rule: watch,
        unitId: fromUnitId,
        userId: by,
        what: wordText('watchDuty'),
        satisfiedBy: 'referral.sent',
      })
      leaf.note('to', toUnitId)
      leaf.note('fields', [...fieldClasses])
      return { id, answerBy }
    },
  )
}

const settle = async (
  ctx: CommandContext,
  tx: Tx,
  {
    referral,
    eventId,
    state,
  }: Readonly<{ referral: ReferralRow; eventId: string; state: 'done' | 'moot' }>,
): Promise<void> => {
  for (const rule of [answer, watch] as const)
    await settleByMethod(ctx, tx, {
      caseId: referral.case_id,
      rule,
      aboutId: referral.id,
      eventId,
      state,
    })
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
      const eventId = await recordEvent(ctx, tx, {
        caseId,
        kind: 'referral-accepted',
        at,
        aboutId: id,
        data: { kind: referral.kind },
      })
      await settle(ctx, tx, { referral, eventId, state: 'done' })
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

/** A refusal does not end the search for help: the sender has to find another way. */
const oweReroute = (
  tx: Tx,
  { referral, eventId, at }: Readonly<{ referral: ReferralRow; eventId: string; at: Instant }>,
): Promise<void> =>
  oweByMethod(tx, {
    caseId: referral.case_id,
    eventId,
    rule: reroute,
    aboutId: referral.id,
    unitId: referral.from_unit_id,
    userId: referral.sent_by,
    startedAt: at,
    dueAt: addHours(at, rerouteHours),
    what: wordText('rerouteDuty'),
    startedBy: wordText('rerouteStart'),
    clock: { amount: rerouteHours, unit: 'hours' },
    satisfiedBy: 'referral.sent',
  })

/** An office that was told says that it knows; the duty to tell it ends with that. */
export const takeNoteOfNotice = (ctx: CommandContext, input: Input<typeof takeNoteEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'take-note-of-notice', key, input, subject: { kind: 'referral', id } },
    async (tx, leaf) => {
      const referral = (await findReferral(tx, id)) ?? fail('not-found')
      if (referral.kind !== 'notice') fail('not-found')
      if (!(await isUnitOfReader(tx, referral.to_unit_id))) fail('not-found')
      if (referral.state !== 'sent' || (await lockReferral(tx, id)) === undefined)
        fail('referral-answered')
      const caseId = referral.case_id
      const at = ctx.clock.now()
      await answerRow(tx, ctx.keys, {
        referral,
        state: 'accepted',
        refusal: null,
        note: null,
        by: ctx.identity.userId,
        at,
      })
      const told = referral.duty_id === null ? undefined : await findLawOfDuty(tx, referral.duty_id)
      const eventId = await writeEvent(ctx, tx, {
        caseId,
        kind: 'referral-accepted',
        at,
        aboutId: id,
        data: { kind: 'notice' },
        ...(told === undefined ? {} : { law: [told] }),
      })
      await endNoticedDuty(tx, { id, eventId, at })
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
      const eventId = await recordEvent(ctx, tx, {
        caseId: referral.case_id,
        kind: 'referral-refused',
        at,
        aboutId: id,
        data: { reason },
        note: text,
      })
      await settle(ctx, tx, { referral, eventId, state: 'done' })
      await oweReroute(tx, { referral, eventId, at })
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
      const isRecallable =
        referral.state === 'sent' ||
        (referral.state === 'accepted' && referral.kind !== 'hand-over')
      if (!isRecallable) fail('referral-answered')
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
      const eventId = await recordEvent(ctx, tx, {
        caseId: referral.case_id,
        kind: 'referral-recalled',
        at,
        aboutId: id,
        note: reason,
      })
      await settle(ctx, tx, { referral, eventId, state: 'moot' })
      leaf.note('case', referral.case_id)
      return { done: true as const }
    },
  )
}

/** The unit that helped says what came of it; what it was shown is then no longer shown. */
export const endReferral = (ctx: CommandContext, input: Input<typeof endReferralEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'end-referral', key, input, subject: { kind: 'referral', id } },
    async (tx, leaf) => {
      const referral = (await lockReferral(tx, id)) ?? fail('not-found')
      if (!(await isMyUnit(tx, referral.to_unit_id))) fail('not-found')
      if (referral.state !== 'accepted' || referral.kind === 'hand-over')
        fail('referral-not-accepted')
      const { outcome, text } = input.body
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      await answerRow(tx, ctx.keys, {
        referral,
        state: 'ended',
        refusal: null,
        note: text,
        by,
        at,
        outcome,
      })
      await recordEvent(ctx, tx, {
        caseId: referral.case_id,
        kind: 'referral-ended',
        at,
        aboutId: id,
        data: { outcome },
        note: text,
      })
      leaf.note('case', referral.case_id)
      leaf.note('outcome', outcome)
      await endReferralSight(tx, id)
      return { done: true as const }
    },
  )
}
