import {
  addCasePerson as addCasePersonEndpoint,
  addNote as addNoteEndpoint,
  assignCase as assignCaseEndpoint,
  closeCase as closeCaseEndpoint,
  listCaseAccess,
  readCase,
  readWorkload,
  relatePeople as relatePeopleEndpoint,
  reopenCase as reopenCaseEndpoint,
  searchCases,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { promptChildren } from '../links/actions.ts'
import { readSafeContact } from '../people/actions.ts'
import {
  addCasePerson,
  addNote,
  assignCase,
  closeCase,
  relatePeople,
  reopenCase,
} from './actions.ts'
import { mayOf, toCase, toCaseRow } from './model.ts'
import {
  listAccess,
  listCasePeople,
  listCaseReports,
  listCases,
  listClocks,
  listFamily,
  listIncidents,
  listSeats,
  listWorkload,
  readCounts,
  readListedCase,
  readSeesWhole,
} from './store.ts'

export const caseRoutes = (app: App): void => {
  route(app, searchCases, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'search-cases', subject: { kind: 'case-list', id: randomId() } },
      async (tx) => {
        const viewer = { userId: ctx.identity.userId, now: ctx.clock.now() }
        const { rows, nextCursor, total } = await listCases(tx, body, viewer)
        return { items: rows.map(toCaseRow), nextCursor, total }
      },
    ),
  )

  route(app, readCase, (ctx, { params }) =>
    runView(ctx, { name: 'read-case', subject: { kind: 'case', id: params.id } }, async (tx) => {
      const now = ctx.clock.now()
      const { id } = params
      // Asked at once, so that the page waits for one way to the database and back instead of eight.
      const [row, people, family, incidents, reports, seats, clocks, counts, seesWhole] =
        await Promise.all([
          readListedCase(tx, id, now),
          listCasePeople(tx, id),
          listFamily(tx, id),
          listIncidents(tx, ctx.keys, id),
          listCaseReports(tx, id),
          listSeats(tx, id),
          listClocks(tx, id),
          readCounts(tx, id),
          readSeesWhole(tx, id),
        ])
      if (row === undefined) return fail('not-found')
      const affected = people.find(({ role }) => role === 'affected')
      return toCase(row, {
        now,
        people,
        family,
        incidents,
        reports,
        seats,
        clocks,
        safeContact:
          affected === undefined ? null : await readSafeContact(ctx, tx, affected.person_id),
        counts,
        may: mayOf(row.state, { permissions: ctx.caller.permissions, seesWhole }),
      })
    }),
  )

  route(app, listCaseAccess, (ctx, { params, query }) =>
    runView(
      ctx,
      { name: 'list-case-access', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        if ((await readListedCase(tx, params.id, ctx.clock.now())) === undefined) fail('not-found')
        return listAccess(tx, params.id, query)
      },
    ),
  )

  route(app, readWorkload, (ctx, { params }) =>
    runRead(ctx, async (tx) => ({
      items: [...(await listWorkload(tx, params.id, ctx.clock.now()))],
    })),
  )

  route(app, addCasePersonEndpoint, (ctx, input) => addCasePerson(ctx, input, promptChildren))
  route(app, relatePeopleEndpoint, relatePeople)
  route(app, addNoteEndpoint, addNote)
  route(app, assignCaseEndpoint, assignCase)
  route(app, closeCaseEndpoint, closeCase)
  route(app, reopenCaseEndpoint, reopenCase)
}
