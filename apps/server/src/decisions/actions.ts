import type {
  answerFacts as answerFactsEndpoint,
  Decision,
  decideByLaw as decideByLawEndpoint,
  Input,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail, type Json, randomId } from '@umai/platform'
import type { Facts } from '@umai/rules'
import { openCaseOf, workUnitOf } from '../cases/actions.ts'
import { recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { askLawAside, askReconciliationAside } from './law-thread.ts'
import {
  factsOfCase,
  isFactName,
  isFactValue,
  lawVersion,
  type Reconciliation,
  toDecision,
} from './model.ts'
import {
  findIncident,
  findLatestDecisionId,
  findStoredDecision,
  type Incident,
  insertAnswer,
  insertDecision,
  listAnswers,
  listIncidentsOf,
  readParties,
} from './store.ts'

/** Everything the law may look at in an incident: what the case knows, and what was answered. */
export const gatherFacts = async (tx: Tx, incident: Incident): Promise<Facts> => {
  const answers = await listAnswers(tx, incident.id)
  return factsOfCase({
    ...(await readParties(tx, incident.case_id)),
    on: incident.happened_on,
    answers: Object.fromEntries(
      answers.filter(({ value }) => value !== null).map(({ name, value }) => [name, value]),
    ) as Facts,
  })
}

/** Whether the law of a day lets an order be issued, on the facts of an incident; for the orders of a case. */
export const readIncidentFacts = async (
  tx: Tx,
  incidentId: string,
): Promise<Readonly<{ incident: Incident; facts: Facts }>> => {
  const incident = (await findIncident(tx, incidentId)) ?? fail('not-found')
  return { incident, facts: await gatherFacts(tx, incident) }
}

/** What the law says of reconciliation over all incidents of a case; one bar bars the whole. */
export const readReconciliation = async (
  ctx: Pick<CommandContext, 'clock' | 'law'>,
  tx: Tx,
  caseId: string,
): Promise<Reconciliation> => {
  const now = ctx.clock.now()
  const found: Reconciliation[] = []
  for (const incident of await listIncidentsOf(tx, caseId)) {
    const on = incident.happened_on
    const facts = await gatherFacts(tx, incident)
    const { findings, isBarred } = await askReconciliationAside(ctx.law, { facts, on, now })
    found.push({
      findings: findings.map((one) => ({ ...one, citation: { ...one.citation, on } })),
      isBarred,
    })
  }
  const findings = new Map(
    found
      .flatMap((one) => one.findings)
      .map((finding) => [`${finding.id}|${finding.state}`, finding]),
  )
  return { findings: [...findings.values()], isBarred: found.some(({ isBarred }) => isBarred) }
}

export const answerFacts = (ctx: CommandContext, input: Input<typeof answerFactsEndpoint>) => {
  const incidentId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'answer-facts', key, input, subject: { kind: 'incident', id: incidentId } },
    async (tx, leaf) => {
      const incident = (await findIncident(tx, incidentId)) ?? fail('not-found')
      const caseId = incident.case_id
      await openCaseOf(tx, caseId)
      const { answers } = input.body
      for (const [index, { name, value }] of answers.entries()) {
        const faults = [{ in: 'body' as const, path: `/answers/${index}`, message: name }]
        if (!isFactName(name)) fail('fact-unknown', { faults })
        if (!isFactValue(name, value)) fail('fact-invalid', { faults })
      }
      const known = new Map((await listAnswers(tx, incidentId)).map((fact) => [fact.name, fact]))
      const at = ctx.clock.now()
      const by = ctx.identity.userId
      const saved: { name: string; revision: number }[] = []
      const conflicts: {
        name: string
        yours: unknown
        theirs: unknown
        by: { id: string; name: string }
        at: string
      }[] = []
      for (const { name, value, basedOn } of answers) {
        const before = known.get(name)
        if (before !== undefined && before.revision !== basedOn && before.value !== value) {
          conflicts.push({
            name,
            yours: value,
            theirs: before.value,
            by: { id: before.answered_by, name: before.user_name ?? '' },
            at: before.answered_at,
          })
          continue
        }
        const revision = (before?.revision ?? 0) + 1
        await insertAnswer(tx, {
          id: randomId(),
          caseId,
          incidentId,
          name,
          value,
          revision,
          by,
          at,
        })
        saved.push({ name, revision })
      }
      if (saved.length > 0)
        await recordEvent(ctx, tx, {
          caseId,
          kind: 'facts-answered',
          at,
          aboutId: incidentId,
          class: 'narrative',
          data: { facts: saved.map(({ name }) => name) },
        })
      leaf.note('case', caseId)
      leaf.note(
        'facts',
        saved.map(({ name }) => name),
      )
      return { saved, conflicts: conflicts as never[] }
    },
  )
}

export const decideByLaw = (ctx: CommandContext, input: Input<typeof decideByLawEndpoint>) => {
  const incidentId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    {
      name: 'decide-by-law',
      key,
      input: { params: input.params },
      subject: { kind: 'decision', id },
    },
    async (tx, leaf) => {
      const { incident, facts } = await readIncidentFacts(tx, incidentId)
      const caseId = incident.case_id
      await openCaseOf(tx, caseId)
      const now = ctx.clock.now()
      const answer = await askLawAside(ctx.law, { facts, on: incident.happened_on, now })
      await insertDecision(tx, {
        id,
        caseId,
        incidentId,
        onDay: incident.happened_on,
        lawVersion,
        facts,
        answer,
        replacesId: (await findLatestDecisionId(tx, incidentId)) ?? null,
        by: ctx.identity.userId,
        unitId: (await workUnitOf(tx, 'decide-by-law')) ?? fail('permission-missing'),
        at: now,
      })
      await recordEvent(ctx, tx, { caseId, kind: 'law-decided', at: now, aboutId: id })
      leaf.note('case', caseId)
      leaf.note('law', lawVersion)
      const stored = (await findStoredDecision(tx, id)) ?? fail('not-found')
      return toDecision(stored) as Decision & Json
    },
  )
}
