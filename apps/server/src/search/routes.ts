import { search as searchEndpoint } from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { type Found, searchSources } from './store.ts'

export const searchRoutes = (app: App): void => {
  route(app, searchEndpoint, (ctx, { body }) =>
    runRead(ctx, async (tx) => {
      const limit = body.limit ?? 20
      const hits: Found[] = []
      for (const [kind, find] of Object.entries(searchSources)) {
        if (body.kinds !== undefined && !body.kinds.some((wanted) => wanted === kind)) continue
        if (kind === 'user' && !ctx.caller.permissions.has('read-directory')) continue
        if (kind === 'case' && !ctx.caller.permissions.has('read-cases')) continue
        hits.push(...(await find(tx, body.q, limit)))
      }
      return { hits: hits.slice(0, limit) }
    }),
  )
}
