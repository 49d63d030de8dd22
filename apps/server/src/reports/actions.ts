import type {
  attachReport as attachReportEndpoint,
  correctReport as correctReportEndpoint,
  createReportDraft as createReportDraftEndpoint,
  discardReportDraft as discardReportDraftEndpoint,
  endReport as endReportEndpoint,
  handOverReport as handOverReportEndpoint,
  Input,
  openCaseFromReport as openCaseFromReportEndpoint,
  pickUpReport as pickUpReportEndpoint,
  ReportContent,
  saveReportDraft as saveReportDraftEndpoint,
  submitReport as submitReportEndpoint,
} from '@umai/contract'
import { createSubjectKey, runCommand, sealFor, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { reassessSoon } from '../assessments/actions.ts'
import { joinCase, openCase, workUnitOf } from '../cases/actions.ts'
import { personFromTold } from '../cases/model.ts'
import type { CommandContext } from '../http/context.ts'
import { keepAnswers, matchesBeforeAnswers } from '../likeness/actions.ts'
import { promptChildren } from '../links/actions.ts'
import {
  afterCorrection,
  answerByOf,
  contentFault,
  endReasonsOf,
  mentionsOf,
  nameWithAgency,
  urgencyOf,
} from './model.ts'
import {
  deleteDraft,
  findReportUnit,
  hasDraft,
  insertDraft,
  insertMentions,
  insertReport,
  insertVersion,
  isHeldByMe,
  isKnownPlace,
  lockReport,
  newReportNumber,
  readLatestContent,
  type StoredReport,
  updateDraft,
  updateReport,
} from './store.ts'

export const createReportDraft = (
  ctx: CommandContext,
  input: Input<typeof createReportDraftEndpoint>,
) => {
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'create-report-draft', key, input, subject: { kind: 'report-draft', id } },
    async (tx) => {
      const { content } = input.body
      const { userId } = ctx.identity
      await insertDraft(tx, ctx.keys, { id, userId, content, at: ctx.clock.now() })
      return { id, revision: 1 }
    },
  )
}

export const saveReportDraft = (
  ctx: CommandContext,
  input: Input<typeof saveReportDraftEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'save-report-draft', key, input, subject: { kind: 'report-draft', id } },
    async (tx) => {
      const { revision, content } = input.body
      const at = ctx.clock.now()
      const { userId } = ctx.identity
      if (!(await updateDraft(tx, ctx.keys, { id, userId, revision, content, at })))
        fail((await hasDraft(tx, id)) ? 'record-changed' : 'not-found')
      return { revision: revision + 1, savedAt: at }
    },
  )
}

export const discardReportDraft = (
  ctx: CommandContext,
  input: Input<typeof discardReportDraftEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'discard-report-draft', key, input, subject: { kind: 'report-draft', id } },
    async (tx) => {
      if (!(await deleteDraft(tx, id))) fail('not-found')
      return { done: true as const }
    },
  )
}

export const submitReport = (ctx: CommandContext, input: Input<typeof submitReportEndpoint>) => {
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'submit-report', key, input, subject: { kind: 'report', id } },
    async (tx, leaf) => {
      const { draftId, draftRevision, content, answers = [] } = input.body
      const now = ctx.clock.now()
      await checkContent(ctx, tx, content)
      if (draftId !== null && !(await deleteDraft(tx, draftId, draftRevision)))
        fail((await hasDraft(tx, draftId)) ? 'record-changed' : 'not-found')

      const { userId } = ctx.identity
      const { urgency } = urgencyOf(content)
      const unitId = (await workUnitOf(tx, 'record-reports')) ?? fail('permission-missing')
      const answerBy = answerByOf(urgency, now)
      const number = newReportNumber()
      await insertReport(tx, {
        id,
        number,
        channel: content.channel,
        speaker: content.speaker.kind,
        urgency,
        state: 'recorded',
        place_kato: content.place.kato,
        recorded_by: userId,
        recorded_unit_id: unitId,
        recorded_at: now,
        received_at: now,
        answer_by: answerBy,
        unit_id: unitId,
      })
      await createSubjectKey(tx, { keys: ctx.keys, subjectId: id, agencyId: ctx.caller.agencyId })
      await insertVersion(tx, ctx.keys, {
        reportId: id,
        version: 1,
        content,
        reason: null,
        by: userId,
        at: now,
      })
      await insertMentions(tx, ctx.keys, id, mentionsOf(content))
      for (const about of ['affected', 'alleged'] as const) {
        const said = answers
          .filter((answer) => answer.about === about)
          .map(({ personId, answer }) => ({ personId, answer }))
        const told = personFromTold(content[about]) ?? {}
        const matches = await matchesBeforeAnswers(ctx, tx, {
          told,
          answers: said,
          isNew: false,
        })
        await keepAnswers(ctx, tx, {
          answers: said,
          matches,
          aboutId: null,
          reportId: id,
          caseId: null,
        })
      }
      leaf.note('urgency', urgency)
      leaf.note('channel', content.channel)
      return { id, number, urgency, answerBy }
    },
  )
}

const checkContent = async (
  ctx: CommandContext,
  tx: Tx,
  content: Input<typeof submitReportEndpoint>['body']['content'],
): Promise<void> => {
  const fault = contentFault(content, ctx.clock.now())
  if (fault !== undefined) fail(fault.code, { faults: fault.faults })
  if (!(await isKnownPlace(tx, content.place.kato))) fail('place-unknown')
}

export const correctReport = (ctx: CommandContext, input: Input<typeof correctReportEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'correct-report', key, input, subject: { kind: 'report', id } },
    async (tx) => {
      const { basedOn, content, reason } = input.body
      const report = (await lockReport(tx, id)) ?? fail('not-found')
      if (report.version !== basedOn) fail('record-changed')
      await checkContent(ctx, tx, content)
      const version = basedOn + 1
      const { userId } = ctx.identity
      const now = ctx.clock.now()
      await insertVersion(tx, ctx.keys, {
        reportId: id,
        version,
        content,
        reason,
        by: userId,
        at: now,
      })
      await insertMentions(tx, ctx.keys, id, mentionsOf(content))
      await updateReport(tx, id, {
        version,
        channel: content.channel,
        speaker: content.speaker.kind,
        place_kato: content.place.kato,
        ...afterCorrection(report, content, now),
      })
      return { version }
    },
  )
}

export const handOverReport = (
  ctx: CommandContext,
  input: Input<typeof handOverReportEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'hand-over-report', key, input, subject: { kind: 'report', id } },
    async (tx, leaf) => {
      const report = (await lockReport(tx, id)) ?? fail('not-found')
      mustWait(report)
      const unit = (await findReportUnit(tx, input.body.unitId)) ?? fail('not-found')
      if (unit.closedAt !== null) fail('unit-closed')
      const now = ctx.clock.now()
      const answerBy = answerByOf(report.urgency, now)
      await updateReport(tx, id, {
        state: 'handed-over',
        unit_id: unit.id,
        handed_over_at: now,
        answer_by: answerBy,
        picked_up_by: null,
        picked_up_at: null,
      })
      leaf.note('to', unit.id)
      return { answerBy }
    },
  )
}

/** A report that is in a case or ended is beyond what is done to reports. */
const mustWait = (report: StoredReport): void => {
  if (report.state === 'in-case') fail('report-in-case')
  if (report.state === 'ended') fail('report-ended')
}

/** Who handed a report over has let it go: a case of his own would take it from those who were told. */
const mustHold = async (tx: Tx, report: StoredReport): Promise<void> => {
  mustWait(report)
  if (!(await isHeldByMe(tx, report))) fail('report-elsewhere')
}

export const pickUpReport = (ctx: CommandContext, input: Input<typeof pickUpReportEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'pick-up-report', key, input, subject: { kind: 'report', id } },
    async (tx) => {
      const report = (await lockReport(tx, id)) ?? fail('not-found')
      await mustHold(tx, report)
      const { userId } = ctx.identity
      if (report.picked_up_by !== null && report.picked_up_by !== userId) fail('report-picked-up')
      const now = ctx.clock.now()
      await updateReport(tx, id, { state: 'picked-up', picked_up_by: userId, picked_up_at: now })
      return { pickedUpAt: now }
    },
  )
}

export const openCaseFromReport = (
  ctx: CommandContext,
  input: Input<typeof openCaseFromReportEndpoint>,
) => {
  const caseId = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'open-case', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const report = (await lockReport(tx, input.params.id)) ?? fail('not-found')
      await mustHold(tx, report)
      const content = await readLatestContent(tx, ctx.keys, report)
      const number = await openCase(ctx, tx, {
        caseId,
        report: await heardReport(tx, report, content),
        known: input.body,
      })
      await updateReport(tx, report.id, pickedUpInto(report, caseId, ctx))
      await promptChildren(ctx, tx, caseId)
      leaf.note('report', report.id)
      return { id: caseId, number }
    },
  )
}

/** A report as a case takes it up: what was said, who took it down, and to whom it was handed over before. */
const heardReport = async (tx: Tx, report: StoredReport, content: ReportContent) => {
  const takenIn = (await findReportUnit(tx, report.recorded_unit_id)) ?? fail('not-found')
  const heldBy = (await findReportUnit(tx, report.unit_id)) ?? fail('not-found')
  return {
    id: report.id,
    receivedAt: report.received_at,
    content,
    takenBy: { agencyKind: takenIn.agencyKind, name: nameWithAgency(takenIn) },
    handedOver:
      report.handed_over_at === null
        ? null
        : {
            agencyKind: heldBy.agencyKind,
            name: nameWithAgency(heldBy),
            at: report.handed_over_at,
          },
  }
}

const pickedUpInto = (report: StoredReport, caseId: string, ctx: CommandContext) => ({
  state: 'in-case' as const,
  case_id: caseId,
  picked_up_by: report.picked_up_by ?? ctx.identity.userId,
  picked_up_at: report.picked_up_at ?? ctx.clock.now(),
})

export const attachReport = (ctx: CommandContext, input: Input<typeof attachReportEndpoint>) => {
  const { caseId } = input.body
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'attach-report', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const report = (await lockReport(tx, input.params.id)) ?? fail('not-found')
      await mustHold(tx, report)
      const content = await readLatestContent(tx, ctx.keys, report)
      await joinCase(ctx, tx, {
        caseId,
        report: await heardReport(tx, report, content),
      })
      await updateReport(tx, report.id, pickedUpInto(report, caseId, ctx))
      await promptChildren(ctx, tx, caseId)
      await reassessSoon(ctx, tx, caseId)
      leaf.note('report', report.id)
      return { id: caseId }
    },
  )
}

export const endReport = (ctx: CommandContext, input: Input<typeof endReportEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'end-report', key, input, subject: { kind: 'report', id } },
    async (tx, leaf) => {
      const report = (await lockReport(tx, id)) ?? fail('not-found')
      await mustHold(tx, report)
      const { reason, text } = input.body
      if (!endReasonsOf(report.urgency).includes(reason)) fail('report-dangerous')
      await updateReport(tx, id, {
        state: 'ended',
        ended_reason: reason,
        ended_note_sealed: await sealFor(tx, {
          keys: ctx.keys,
          subjectId: id,
          place: { table: 'reports', column: 'ended_note_sealed', rowId: id, schemaVersion: 1 },
          value: text,
        }),
      })
      leaf.note('reason', reason)
      return { done: true as const }
    },
  )
}
