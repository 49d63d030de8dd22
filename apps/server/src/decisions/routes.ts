import {
  answerFacts as answerFactsEndpoint,
  decideByLaw as decideByLawEndpoint,
  listDecisions,
  listTouchedCases,
  readDecision,
  readFacts,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { fail } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { answerFacts, decideByLaw, readIncidentFacts } from './actions.ts'
import { countUnchecked, listTouched } from './check-store.ts'
import { askLawAside } from './law-thread.ts'
import { lawVersion, toDecision, toFacts, toQuestions, toTouchedCase } from './model.ts'
import { findStoredDecision, listAnswers, listStoredDecisions } from './store.ts'

export const decisionRoutes = (app: App): void => {
  route(app, readFacts, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-facts', subject: { kind: 'incident', id: params.id } },
      async (tx) => {
        const { incident, facts } = await readIncidentFacts(tx, params.id)
        const answers = await listAnswers(tx, incident.id)
        const { missing } = await askLawAside(ctx.law, {
          facts,
          on: incident.happened_on,
          now: ctx.clock.now(),
        })
        return {
          incidentId: incident.id,
          caseId: incident.case_id,
          facts: toFacts(facts, answers),
          questions: toQuestions(missing),
        }
      },
    ),
  )

  route(app, answerFactsEndpoint, answerFacts)
  route(app, decideByLawEndpoint, decideByLaw)

  route(app, listDecisions, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-decisions', subject: { kind: 'case', id: params.id } },
      async (tx) => ({ items: (await listStoredDecisions(tx, params.id)).map(toDecision) }),
    ),
  )

  route(app, readDecision, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-decision', subject: { kind: 'decision', id: params.id } },
      async (tx) => toDecision((await findStoredDecision(tx, params.id)) ?? fail('not-found')),
    ),
  )

  route(app, listTouchedCases, (ctx, { query }) =>
    runRead(ctx, async (tx) => {
      const { rows, ...page } = await listTouched(tx, lawVersion, query)
      return {
        items: rows.map(toTouchedCase),
        ...page,
        lawVersion,
        waiting: await countUnchecked(tx, lawVersion),
      }
    }),
  )
}
