import {
  closeUnit as closeUnitEndpoint,
  createUnit as createUnitEndpoint,
  editAgency as editAgencyEndpoint,
  editUnit as editUnitEndpoint,
  foundAgency as foundAgencyEndpoint,
  readAgency,
  searchAgencies,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { fail } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { closeUnit, createUnit, editAgency, editUnit, foundAgency } from './actions.ts'
import { toAgency, toAgencyRow, toUnit } from './model.ts'
import { findAgency, listAgencies, listUnits } from './store.ts'

export const agencyRoutes = (app: App): void => {
  route(app, searchAgencies, (ctx, { body }) =>
    runRead(ctx, async (tx) => {
      const { rows, nextCursor, total } = await listAgencies(tx, body, ctx)
      return { items: rows.map((row) => toAgencyRow(row, ctx.caller.agencyId)), nextCursor, total }
    }),
  )

  route(app, readAgency, (ctx, { params }) =>
    runRead(ctx, async (tx) => {
      const agency = await findAgency(tx, params.id)
      if (agency === undefined) fail('not-found')
      const units = await listUnits(tx, agency.id)
      return toAgency(agency, units.map(toUnit), {
        agencyId: ctx.caller.agencyId,
        managesUnits: ctx.caller.permissions.has('manage-units'),
        managesAgencies: ctx.caller.permissions.has('manage-agencies'),
      })
    }),
  )

  route(app, foundAgencyEndpoint, foundAgency)
  route(app, editAgencyEndpoint, editAgency)
  route(app, createUnitEndpoint, createUnit)
  route(app, editUnitEndpoint, editUnit)
  route(app, closeUnitEndpoint, closeUnit)
}
