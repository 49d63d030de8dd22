import { listLinkageRuns, startLinkage as startLinkageEndpoint } from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { startLinkage } from './actions.ts'
import { listRuns } from './store.ts'

export const linkageRoutes = (app: App, runSoon: (job: string) => Promise<void>): void => {
  route(app, listLinkageRuns, (ctx, { query }) => runRead(ctx, (tx) => listRuns(tx, query)))
  route(app, startLinkageEndpoint, async (ctx) => {
    const reply = await startLinkage(ctx)
    await runSoon('link-people')
    return reply
  })
}
