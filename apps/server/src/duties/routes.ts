import {
  listCaseDuties,
  listMyDuties,
  performDuty as performDutyEndpoint,
  readDuty,
  takeDuty as takeDutyEndpoint,
  waiveDuty as waiveDutyEndpoint,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { fail } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { performDuty, takeDuty, waiveDuty } from './actions/perform.ts'
import { toDuty } from './model.ts'
import { countQueue, findListedDuty, listDutiesOfCase, listQueue } from './store.ts'

export const dutyRoutes = (app: App): void => {
  route(app, listMyDuties, (ctx, { query }) =>
    runRead(ctx, async (tx) => {
      const now = ctx.clock.now()
      const viewer = { userId: ctx.identity.userId, now, permissions: ctx.caller.permissions }
      const { rows, nextCursor, total } = await listQueue(tx, ctx.keys, query, viewer)
      return {
        items: rows.map((row) => toDuty(row, now, viewer)),
        nextCursor,
        total,
        counts: await countQueue(tx, query, viewer),
        now,
      }
    }),
  )

  route(app, readDuty, (ctx, { params }) =>
    runView(ctx, { name: 'read-duty', subject: { kind: 'duty', id: params.id } }, async (tx) => {
      const row = (await findListedDuty(tx, ctx.keys, params.id)) ?? fail('not-found')
      const viewer = { userId: ctx.identity.userId, permissions: ctx.caller.permissions }
      return toDuty(row, ctx.clock.now(), viewer)
    }),
  )

  route(app, listCaseDuties, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-case-duties', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const now = ctx.clock.now()
        const viewer = { userId: ctx.identity.userId, permissions: ctx.caller.permissions }
        const rows = await listDutiesOfCase(tx, ctx.keys, params.id)
        return { items: rows.map((row) => toDuty(row, now, viewer)) }
      },
    ),
  )

  route(app, performDutyEndpoint, performDuty)
  route(app, waiveDutyEndpoint, waiveDuty)
  route(app, takeDutyEndpoint, takeDuty)
}
