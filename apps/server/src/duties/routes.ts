import {
  deleteSavedView as deleteSavedViewEndpoint,
  listCaseDuties,
  listMyDuties,
  listSavedViews,
  performDuty as performDutyEndpoint,
  readDigest,
  readDuty,
  saveView as saveViewEndpoint,
  searchDuties,
  takeDuty as takeDutyEndpoint,
  takeNoteOfDuty as takeNoteEndpoint,
  waiveDuty as waiveDutyEndpoint,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { fail } from '@umai/platform'
import { addDays, dayOf, endOfDay } from '@umai/words'
import type { StaffContext } from '../http/context.ts'
import { type App, route } from '../http/route.ts'
import { performDuty, takeDuty, takeNoteOfDuty, waiveDuty } from './actions/perform.ts'
import { deleteSavedView, saveView } from './actions/save-view.ts'
import { toDuty } from './model.ts'
import {
  countByPerson,
  countQueue,
  findListedDuty,
  listDutiesOfCase,
  listQueue,
  type QueueFilter,
  readQueue,
} from './store.ts'
import { listViews } from './view-store.ts'

const queueOf = (ctx: StaffContext, filter: QueueFilter) =>
  runRead(ctx, async (tx) => {
    const now = ctx.clock.now()
    const viewer = { userId: ctx.identity.userId, now, permissions: ctx.caller.permissions }
    const { rows, nextCursor, total, counts } = await readQueue(tx, ctx.keys, filter, viewer)
    return { items: rows.map((row) => toDuty(row, now, viewer)), nextCursor, total, counts, now }
  })

export const dutyRoutes = (app: App): void => {
  route(app, listMyDuties, (ctx, { query }) => queueOf(ctx, query))
  route(app, searchDuties, (ctx, { body }) => queueOf(ctx, body))

  route(app, readDigest, (ctx, { query }) =>
    runRead(ctx, async (tx) => {
      const now = ctx.clock.now()
      const whose = query.whose ?? 'mine'
      const viewer = { userId: ctx.identity.userId, now, permissions: ctx.caller.permissions }
      const dueBefore = endOfDay(addDays(dayOf(now), 1))
      const filter: QueueFilter = { whose, dueBefore, limit: 200 }
      const { rows, total } = await listQueue(tx, ctx.keys, filter, viewer)
      const reached = await listQueue(tx, ctx.keys, { whose: 'reached', limit: 100 }, viewer)
      return {
        day: dayOf(now),
        now,
        items: rows.map((row) => toDuty(row, now, viewer)),
        total,
        reached: reached.rows.map((row) => toDuty(row, now, viewer)),
        byPerson: whose === 'unit' ? await countByPerson(tx, now) : [],
        counts: await countQueue(tx, filter, viewer),
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
  route(app, takeNoteEndpoint, takeNoteOfDuty)

  route(app, listSavedViews, (ctx) => runRead(ctx, async (tx) => ({ items: await listViews(tx) })))
  route(app, saveViewEndpoint, saveView)
  route(app, deleteSavedViewEndpoint, deleteSavedView)
}
