import type {
  decideWithdrawal as decideWithdrawalEndpoint,
  Input,
  recordWithdrawalCall as recordWithdrawalCallEndpoint,
  recordWithdrawal as recordWithdrawalEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { addHours, inEachLanguage } from '@umai/words'
import { openCaseOf, workUnitOf } from '../cases/actions.ts'
import { readReconciliation } from '../decisions/actions.ts'
import { oweByMethod, settleByMethod } from '../duties/actions/owe-by-method.ts'
import { keepCaseKey, recordEvent } from '../events/actions.ts'
import { momentAfter } from '../events/model.ts'
import type { CommandContext } from '../http/context.ts'
import {
  readSafeContact,
  refuseAllegedSide,
  refuseGuardianConsent,
  wasSafeToContact,
} from '../people/actions.ts'
import { isIndependent, reviewHours, signalsOf, wordText } from './model.ts'
import {
  endReviewSight,
  hasOpenReview,
  insertWithdrawal,
  type LockedWithdrawal,
  listOtherWords,
  listPeopleOf,
  listReviewUnits,
  lockWithdrawal,
  readSurroundings,
  unitsWith,
  whosePhone,
  writeCall,
  writeDecision,
} from './store.ts'

/** Writes down that somebody wishes to withdraw. Nothing ends by it: a second unit is asked to look. */
export const recordWithdrawal = (
  ctx: CommandContext,
  input: Input<typeof recordWithdrawalEndpoint>,
) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'record-withdrawal', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const found = await openCaseOf(tx, caseId)
      const { personId, wants, at, words, fromPhone, reviewUnitId } = input.body
      const now = ctx.clock.now()
      if (at > now) fail('event-in-future')
      const people = await listPeopleOf(tx, caseId)
      const person = people.find(
        (one) => one.person_id === personId && (one.role === 'affected' || one.role === 'child'),
      )
      if (person === undefined) fail('person-not-in-case')
      await refuseAllegedSide(tx, { caseId, personId })
      if (!person.rights_explained) fail('rights-not-explained')
      if (await hasOpenReview(tx, caseId)) fail('withdrawal-in-review')
      const law = await readReconciliation(ctx, tx, caseId)
      if (wants === 'reconcile' && law.isBarred) fail('reconciliation-barred', faultsOf(law))
      const by = ctx.identity.userId
      const unitId = (await workUnitOf(tx, 'work-cases')) ?? fail('permission-missing')
      const ownUnitIds = [...new Set([unitId, found.owner_unit_id])]
      const reviewers = await listReviewUnits(tx, { caseId, ownUnitIds })
      if (ownUnitIds.includes(reviewUnitId)) fail('review-unit-same')
      if (!reviewers.some((unit) => unit.id === reviewUnitId)) fail('unit-cannot')
      const { steps, contactsChangedLately, ...around } = await readSurroundings(tx, {
        caseId,
        personId,
        by,
        at,
        now,
      })
      const safePhone = (await readSafeContact(ctx, tx, personId))?.profile.phone ?? null
      const callerOf =
        fromPhone === null
          ? null
          : await whosePhone(tx, ctx.keys, { caseId, personId, phone: fromPhone, safePhone })
      // What comes from his number is a signal about a woman, but no wish of a child at all.
      if (callerOf === 'alleged' && person.role === 'child') fail('guardian-conflict')
      if (callerOf === 'alleged') await refuseGuardianConsent(tx, caseId)
      const signals = signalsOf({
        ...around,
        at,
        steps,
        fromPhone: callerOf,
        someoneWasPresent: input.body.someoneWasPresent,
        contactsChanged: input.body.contactsChanged === 'yes' || contactsChangedLately,
        words,
        otherWords: await listOtherWords(tx, ctx.keys, caseId),
        hasChildren: people.some(({ role }) => role === 'child'),
        isBarred: law.isBarred,
      })
      await keepCaseKey(ctx, tx, caseId)
      const reviewBy = addHours(now, reviewHours)
      await insertWithdrawal(tx, ctx.keys, {
        id,
        caseId,
        personId,
        wants,
        receivedAt: at,
        recordedAt: now,
        by,
        unitId,
        said: { words, fromPhone },
        signals,
        law: law.findings,
        isBarred: law.isBarred,
        reviewUnitId,
        assignmentId: randomId(),
        reviewBy,
      })
      const eventId = await recordEvent(ctx, tx, {
        caseId,
        kind: 'withdrawal-received',
        at,
        aboutId: id,
        data: { wants, signals: signals.map((signal) => signal.id), unit: reviewUnitId },
        law: [{ event: 'withdrawal.asked' }],
      })
      await oweByMethod(tx, {
        caseId,
        eventId,
        rule: 'method/review-withdrawal',
        aboutId: id,
        unitId: reviewUnitId,
        userId: null,
        startedAt: now,
        dueAt: reviewBy,
        what: wordText('reviewDuty'),
        startedBy: wordText('reviewStart'),
        clock: { amount: reviewHours / 24, unit: 'days' },
        satisfiedBy: 'withdrawal.decided',
      })
      leaf.note('review', reviewUnitId)
      leaf.note(
        'signals',
        signals.map((signal) => signal.id),
      )
      return { id }
    },
  )
}

/** The bars themselves, each by its article, so that whoever is refused can read why. */
const faultsOf = (law: Awaited<ReturnType<typeof readReconciliation>>) => ({
  faults: law.findings
    .filter(({ kind, state }) => kind === 'bar' && state === 'applies')
    .map(({ title, citation }) => ({
      in: 'body' as const,
      path: '/wants',
      message: inEachLanguage((lang) => `${citation.label[lang]}: ${title[lang]}`.slice(0, 300)),
    })),
})

/** A withdrawal in review, for somebody of the reviewing unit who had no part in recording it. */
const toReview = async (
  ctx: CommandContext,
  tx: Tx,
  id: string,
  permission: 'work-cases' | 'assign-cases',
): Promise<LockedWithdrawal> => {
  const withdrawal = (await lockWithdrawal(tx, id)) ?? fail('not-found')
  if (withdrawal.state !== 'in-review') fail('withdrawal-decided')
  const { userId } = ctx.identity
  const works = await unitsWith(tx, 'work-cases')
  const holds = await unitsWith(tx, permission)
  if (!isIndependent(withdrawal, { userId, works }) || !holds.has(withdrawal.review_unit_id))
    fail('withdrawal-own')
  return withdrawal
}

export const recordWithdrawalCall = (
  ctx: CommandContext,
  input: Input<typeof recordWithdrawalCallEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'record-withdrawal-call', key, input, subject: { kind: 'withdrawal', id } },
    async (tx, leaf) => {
      const { case_id: caseId, ...withdrawal } = await toReview(ctx, tx, id, 'work-cases')
      await openCaseOf(tx, caseId)
      const { way, spokeAlone, result } = input.body
      const at = momentAfter(input.body.at, withdrawal.received_at, ctx.clock.now())
      // Who came by herself was met where she chose; a call goes out only where she said it is safe.
      if (way === 'phone' && !(await wasSafeToContact(ctx, tx, withdrawal.person_id, at)))
        fail('contact-not-safe')
      const by = ctx.identity.userId
      await keepCaseKey(ctx, tx, caseId)
      await writeCall(tx, ctx.keys, { id, caseId, at, by, way, spokeAlone, result })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'withdrawal-call',
        at,
        aboutId: id,
        data: { way, alone: spokeAlone },
      })
      leaf.note('case', caseId)
      leaf.note('alone', spokeAlone ? 'yes' : 'no')
      return { done: true as const }
    },
  )
}

export const decideWithdrawal = (
  ctx: CommandContext,
  input: Input<typeof decideWithdrawalEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'decide-withdrawal', key, input, subject: { kind: 'withdrawal', id } },
    async (tx, leaf) => {
      const { case_id: caseId, ...withdrawal } = await toReview(ctx, tx, id, 'assign-cases')
      await openCaseOf(tx, caseId)
      const { outcome, reason } = input.body
      if (outcome === 'taken-into-account') {
        const law = await readReconciliation(ctx, tx, caseId)
        if (law.isBarred) fail('withdrawal-barred', faultsOf(law))
        if (withdrawal.spoke_alone !== true) fail('withdrawal-call-missing')
      }
      // Setting a wish aside without having heard the person is possible only where the law bars it anyway.
      if (withdrawal.spoke_alone === null && !withdrawal.is_barred) fail('withdrawal-call-missing')
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      await keepCaseKey(ctx, tx, caseId)
      await writeDecision(tx, ctx.keys, { id, caseId, state: outcome, at, by, reason })
      const eventId = await recordEvent(ctx, tx, {
        caseId,
        kind: 'withdrawal-decided',
        at,
        aboutId: id,
        data: { outcome },
        law: [{ event: 'withdrawal.reviewed' }, { event: 'reconciliation.checked' }],
      })
      await settleByMethod(ctx, tx, {
        caseId,
        rule: 'method/review-withdrawal',
        aboutId: id,
        eventId,
        state: 'done',
      })
      leaf.note('case', caseId)
      leaf.note('outcome', outcome)
      await endReviewSight(tx, id)
      return { done: true as const }
    },
  )
}
