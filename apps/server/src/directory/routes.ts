import {
  createOrganisation as createOrganisationEndpoint,
  createService as createServiceEndpoint,
  editService as editServiceEndpoint,
  listOrganisations,
  readPublicSite,
  searchServices,
  setServiceState as setServiceStateEndpoint,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { createOrganisation, createService, editService, setServiceState } from './actions.ts'
import { toOrganisation, toService } from './model.ts'
import { listOrganisationRows, listServices } from './store.ts'

export const directoryRoutes = (app: App): void => {
  route(app, searchServices, (ctx, { body }) =>
    runRead(ctx, async (tx) => {
      const { rows, nextCursor, total } = await listServices(tx, body, ctx)
      return { items: rows.map(toService), nextCursor, total }
    }),
  )
  route(app, listOrganisations, (ctx) =>
    runRead(ctx, async (tx) => ({ items: (await listOrganisationRows(tx)).map(toOrganisation) })),
  )
  route(app, readPublicSite, async () => ({ address: app.publicSite() ?? null }))
  route(app, createServiceEndpoint, createService)
  route(app, editServiceEndpoint, editService)
  route(app, setServiceStateEndpoint, setServiceState)
  route(app, createOrganisationEndpoint, createOrganisation)
}
