import type { Input, openChildCase as openChildCaseEndpoint } from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { openCaseOf, openCaseOfChild } from '../cases/actions.ts'
import { oweByMethod, settleByMethod } from '../duties/actions/owe-by-method.ts'
import { latestEventId, recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import {
  clockOf,
  hasGuardianConflict,
  isDemanded,
  priorityOf,
  respondBy,
  wordText,
} from './model.ts'
import { insertLink, listChildren, readFlags } from './store.ts'

const openRule = 'method/open-child-case'

/**
 * Looks at the children of a case after a report or an assessment: where red flags demand it, a case of its own
 * for the child becomes a clock in the queue, so that nobody has to remember.
 */
export const promptChildren = async (
  ctx: CommandContext,
  tx: Tx,
  caseId: string,
): Promise<void> => {
  const { priority } = priorityOf(await readFlags(tx, caseId))
  if (!isDemanded(priority)) return
  const waiting = (await listChildren(tx, caseId)).filter((child) => !child.has_case)
  const eventId = await latestEventId(tx, caseId)
  if (eventId === undefined || waiting.length === 0) return
  const found = await openCaseOf(tx, caseId)
  const at = ctx.clock.now()
  // What is asked now may be sooner than what was asked before; one clock for a child is enough.
  await settleByMethod(ctx, tx, { caseId, rule: openRule, eventId, state: 'moot' })
  for (const [index, child] of waiting.entries())
    await oweByMethod(tx, {
      caseId,
      eventId,
      rule: openRule,
      aboutId: child.person_id,
      occurrence: index + 1,
      unitId: found.owner_unit_id,
      userId: found.owner_id,
      startedAt: at,
      dueAt: respondBy(priority, at),
      what: wordText('openDuty'),
      startedBy: wordText('openStart'),
      clock: clockOf(priority),
      satisfiedBy: 'child-case.opened',
    })
}

export const openChildCase = (ctx: CommandContext, input: Input<typeof openChildCaseEndpoint>) => {
  const familyCaseId = input.params.id
  const caseId = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'open-child-case', key, input, subject: { kind: 'case', id: familyCaseId } },
    async (tx, leaf) => {
      await openCaseOf(tx, familyCaseId)
      const { childId } = input.body
      const child = (await listChildren(tx, familyCaseId)).find((one) => one.person_id === childId)
      if (child === undefined) fail('person-not-in-case')
      if (child.has_case) fail('child-case-open')
      const { priority, reasons } = priorityOf(await readFlags(tx, familyCaseId))
      const opened = await openCaseOfChild(ctx, tx, { familyCaseId, caseId, childId })
      const at = ctx.clock.now()
      const by = ctx.identity.userId
      const link = {
        childId,
        priority,
        reasons,
        hasGuardianConflict: hasGuardianConflict({
          toChild: child.to_child,
          ofAffected: child.of_affected,
        }),
        by,
        at,
      }
      await insertLink(tx, {
        ...link,
        caseId: familyCaseId,
        otherCaseId: caseId,
        kind: 'case-of-child',
      })
      await insertLink(tx, {
        ...link,
        caseId,
        otherCaseId: familyCaseId,
        kind: 'family-case',
      })
      const eventId = await recordEvent(ctx, tx, {
        caseId: familyCaseId,
        kind: 'child-case-opened',
        at,
        aboutId: caseId,
        class: 'child',
        data: { priority, reasons },
      })
      await settleByMethod(ctx, tx, {
        caseId: familyCaseId,
        rule: openRule,
        aboutId: childId,
        eventId,
        state: 'done',
      })
      const dueAt = respondBy(priority, at)
      await oweByMethod(tx, {
        caseId,
        eventId: opened.eventId,
        rule: 'method/see-child',
        aboutId: childId,
        unitId: opened.unitId,
        userId: by,
        startedAt: at,
        dueAt,
        what: wordText('seeDuty'),
        startedBy: wordText('seeStart'),
        clock: clockOf(priority),
        satisfiedBy: 'assessment.done',
      })
      leaf.note('child-case', caseId)
      leaf.note('priority', priority)
      return { id: caseId, number: opened.number, respondBy: dueAt }
    },
  )
}
