import type { KeyObject } from 'node:crypto'
import type {
  Assessment,
  assessRisk as assessRiskEndpoint,
  confirmLowering as confirmLoweringEndpoint,
  Input,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { decideLevel } from '@umai/instruments'
import { fail, type Json, randomId } from '@umai/platform'
import { addHours, type Instant } from '@umai/words'
import { openCaseOf, setRisk } from '../cases/actions.ts'
import { oweByMethod, settleByMethod } from '../duties/actions/owe-by-method.ts'
import { keepCaseKey, latestEventId, recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { listOpenInstruments } from '../instruments/actions.ts'
import { promptChildren } from '../links/actions.ts'
import {
  clockUntil,
  instrumentFor,
  readAnswers,
  reassessBy,
  scoreOf,
  soonHours,
  toAssessment,
  wordText,
} from './model.ts'
import {
  confirmRow,
  findReassessment,
  insertAssessment,
  isInCase,
  listRolesOf,
  listStored,
  lockAssessment,
} from './store.ts'

const again = 'method/reassess'

type Reassessing = Readonly<{ caseId: string; eventId: string; at: Instant; dueAt: Instant }>

/** One clock for the next look at the risk: a new one takes the place of the one before. */
const oweReassessment = async (
  ctx: CommandContext,
  tx: Tx,
  { caseId, eventId, at, dueAt }: Reassessing,
  because: 'reassessStart' | 'reassessEvent',
): Promise<void> => {
  const { owner_unit_id: unitId, owner_id: userId } = await openCaseOf(tx, caseId)
  await settleByMethod(ctx, tx, {
    caseId,
    rule: again,
    eventId,
    state: because === 'reassessStart' ? 'done' : 'moot',
  })
  await oweByMethod(tx, {
    caseId,
    eventId,
    rule: again,
    aboutId: null,
    unitId,
    userId,
    startedAt: at,
    dueAt,
    what: wordText('reassessDuty'),
    startedBy: wordText(because),
    clock: clockUntil(at, dueAt),
    satisfiedBy: 'assessment.done',
  })
}

/** An order served or broken, a new contact: the level is looked at again within a day, never later than before. */
export const reassessSoon = async (ctx: CommandContext, tx: Tx, caseId: string): Promise<void> => {
  const at = ctx.clock.now()
  const dueAt = addHours(at, soonHours)
  const open = await findReassessment(tx, caseId)
  if (open === undefined || open.due_at === null || open.due_at <= dueAt) return
  const eventId = await latestEventId(tx, caseId)
  if (eventId !== undefined)
    await oweReassessment(ctx, tx, { caseId, eventId, at, dueAt }, 'reassessEvent')
}

/** Records answers; the level comes from the rules, is raised freely, and lowered only by two. */
export const assessRisk = (
  ctx: CommandContext,
  input: Input<typeof assessRiskEndpoint>,
  signers: readonly KeyObject[],
) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'assess-risk', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      await openCaseOf(tx, caseId)
      const { body } = input
      const { personId, override } = body
      const found = instrumentFor(
        { id: body.instrumentId, hash: body.instrumentHash },
        await listOpenInstruments(tx, signers),
        await listRolesOf(tx, ctx.identity.userId),
      )
      if (found.kind !== 'found') fail(found.kind)
      const { instrument } = found
      const answers = readAnswers(instrument, body.answers) ?? fail('answer-invalid')
      if (personId !== null && !(await isInCase(tx, caseId, personId))) fail('person-not-in-case')
      const { computed, level, rules } = scoreOf(instrument, answers)
      const by = ctx.identity.userId
      const wanted = override === null || override.level === 'not-assessed' ? null : override.level
      const verdict =
        wanted === null || override === null
          ? null
          : decideLevel(instrument, {
              computed: computed === 'indeterminate' ? 'undetermined' : computed,
              proposed: wanted,
              assessor: by,
              reason: override.reason,
            })
      const isWaiting = verdict?.kind === 'refused' && verdict.why === 'second-person-missing'
      if (verdict?.kind === 'refused' && !isWaiting) fail('answer-invalid')
      const at = ctx.clock.now()
      const settled = verdict?.kind === 'accepted' && wanted !== null ? wanted : level
      await keepCaseKey(ctx, tx, caseId)
      await insertAssessment(tx, ctx.keys, {
        id,
        case_id: caseId,
        person_id: personId,
        instrument: instrument.id,
        version: instrument.version,
        digest: body.instrumentHash,
        content: {
          answers: instrument.items.map((item) => ({
            item: item.id,
            text: item.text,
            answer: answers[item.id] ?? 'unknown',
          })),
          rules: rules.length === 0 ? [] : [...rules],
          reason: override?.reason ?? null,
          title: instrument.title,
        },
        computed,
        level: settled,
        wanted_level: wanted,
        is_waiting: isWaiting,
        alone: body.alone,
        lang: body.lang,
        assessed_by: by,
        assessed_at: at,
        reassess_by: reassessBy(settled, at),
      })
      if (settled !== 'not-assessed') await setRisk(tx, caseId, settled)
      const eventId = await recordEvent(ctx, tx, {
        caseId,
        kind: 'risk-assessed',
        at,
        aboutId: id,
        data: { title: instrument.title, level: settled },
        law: [{ event: 'assessment.done' }],
      })
      await settleByMethod(ctx, tx, { caseId, rule: 'method/see-child', eventId, state: 'done' })
      await oweReassessment(
        ctx,
        tx,
        { caseId, eventId, at, dueAt: reassessBy(settled, at) },
        'reassessStart',
      )
      await promptChildren(ctx, tx, caseId)
      leaf.note('instrument', instrument.id)
      leaf.note('level', settled)
      const stored = (await listStored(tx, ctx.keys, caseId)).find((row) => row.id === id)
      return toAssessment(stored ?? fail('not-found'), true) as Assessment & Json
    },
  )
}

/** A second person agrees to a level below what the rules say; only then it counts. */
export const confirmLowering = (
  ctx: CommandContext,
  input: Input<typeof confirmLoweringEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'confirm-lowering', key, input, subject: { kind: 'assessment', id } },
    async (tx, leaf) => {
      const waiting = (await lockAssessment(tx, id)) ?? fail('not-found')
      const { wanted_level: level, case_id: caseId } = waiting
      if (!waiting.is_waiting || level === null || level === 'not-assessed')
        fail('nothing-to-confirm')
      const by = ctx.identity.userId
      if (waiting.assessed_by === by) fail('second-person-same')
      await openCaseOf(tx, caseId)
      const at = ctx.clock.now()
      const dueAt = reassessBy(level, at)
      await confirmRow(tx, id, { level, by, reassessBy: dueAt })
      await setRisk(tx, caseId, level)
      const eventId = await recordEvent(ctx, tx, {
        caseId,
        kind: 'level-lowering-confirmed',
        at,
        aboutId: id,
        data: { title: wordText('reassessStart'), level },
        note: input.body.reason,
        class: 'narrative',
      })
      await oweReassessment(ctx, tx, { caseId, eventId, at, dueAt }, 'reassessStart')
      leaf.note('case', caseId)
      return { done: true as const }
    },
  )
}
