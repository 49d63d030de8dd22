import type { KeyObject } from 'node:crypto'
import {
  assessRisk as assessRiskEndpoint,
  confirmLowering as confirmLoweringEndpoint,
  listAssessments,
  listInstruments,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { listOpenInstruments } from '../instruments/actions.ts'
import { assessRisk, confirmLowering } from './actions.ts'
import { shownInstruments, toAssessment } from './model.ts'
import { listRolesOf, listStored } from './store.ts'

export const assessmentRoutes = (app: App, signers: readonly KeyObject[]): void => {
  route(app, listInstruments, (ctx) =>
    runRead(ctx, async (tx) => ({
      items: shownInstruments(
        await listOpenInstruments(tx, signers),
        await listRolesOf(tx, ctx.identity.userId),
      ),
    })),
  )
  route(app, assessRiskEndpoint, (ctx, input) => assessRisk(ctx, input, signers))
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
