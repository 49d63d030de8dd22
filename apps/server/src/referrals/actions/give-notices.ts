// Notices that the law demands between agencies are made the moment their duty arises, where there is no choice to make:
// the law names the office, and the place of the case has exactly one. Where it has none or several a person decides.
// The duty stays open until the office took note, so that a notice nobody reads turns late like any other.
import type { Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import { addHours } from '@umai/words'
import { writeEvent } from '../../events/actions/write-event.ts'
import type { CommandContext } from '../../http/context.ts'
import { agencyNoticeOf, noticeRules } from '../../notices/model.ts'
import { answerHours, shownClasses } from '../model.ts'
import {
  hasOpenReferral,
  insertAssignment,
  insertReferral,
  isWalledUnit,
  listUnitsToTell,
  listUnsentNotices,
} from '../store.ts'

export const giveNotices = async (ctx: CommandContext, tx: Tx, caseId: string): Promise<void> => {
  const at = ctx.clock.now()
  const by = ctx.identity.userId
  for (const duty of await listUnsentNotices(tx, caseId, [...noticeRules.keys()])) {
    const notice = agencyNoticeOf(duty.rule, duty.statement.satisfiedBy)
    const article = duty.statement.citations[0]?.ref
    if (notice === undefined || article === undefined) continue
    const [toUnitId, another] = await listUnitsToTell(tx, caseId, notice)
    if (toUnitId === undefined || another !== undefined || toUnitId === duty.unitId) continue
    if (await isWalledUnit(tx, caseId, toUnitId)) continue
    if (await hasOpenReferral(tx, { caseId, unitId: toUnitId })) continue
    const id = randomId()
    const assignmentId = randomId()
    await insertAssignment(tx, {
      id: assignmentId,
      caseId,
      unitId: toUnitId,
      fieldClasses: shownClasses(notice.fieldClasses),
      by,
    })
    await insertReferral(tx, ctx.keys, {
      id,
      caseId,
      kind: 'notice',
      fromUnitId: duty.unitId,
      toUnitId,
      assignmentId,
      fieldClasses: notice.fieldClasses,
      basis: 'law',
      article,
      note: null,
      dutyId: duty.id,
      by,
      at,
      answerBy: duty.dueAt ?? addHours(at, answerHours),
    })
    await writeEvent(ctx, tx, {
      caseId,
      kind: 'referral-sent',
      at,
      aboutId: id,
      data: { kind: 'notice', unit: toUnitId, basis: 'law' },
    })
  }
}
