import {
  assessRisk as assessRiskEndpoint,
  confirmLowering as confirmLoweringEndpoint,
  listAssessments,
  listInstruments,
} from '@umai/contract'
import { runView } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { assessRisk, confirmLowering } from './actions.ts'
import { shownInstruments, toAssessment } from './model.ts'
import { listStored } from './store.ts'

export const assessmentRoutes = (app: App): void => {
  route(app, listInstruments, async () => ({ items: shownInstruments() }))
  route(app, assessRiskEndpoint, assessRisk)
  route(app, confirmLoweringEndpoint, confirmLowering)
  route(app, listAssessments, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-assessments', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const rows = await listStored(tx, ctx.keys, params.id)
        const latest = new Map(rows.toReversed().map((row) => [row.instrument, row.id]))
        return {
          items: rows.map((row) => toAssessment(row, latest.get(row.instrument) === row.id)),
        }
      },
    ),
  )
}
