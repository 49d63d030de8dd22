import { listCaseEvents } from '@umai/contract'
import { runView } from '@umai/db'
import { fail } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { toCaseEvent } from './model.ts'
import { isCaseSeen, listEvents } from './store.ts'

export const eventRoutes = (app: App): void => {
  route(app, listCaseEvents, (ctx, { params, query }) =>
    runView(
      ctx,
      { name: 'list-case-events', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        if (!(await isCaseSeen(tx, params.id))) fail('not-found')
        const { rows, nextCursor, total } = await listEvents(tx, ctx.keys, params.id, query)
        return { items: rows.map(toCaseEvent), nextCursor, total }
      },
    ),
  )
}
