import {
  announceWarning as announceEndpoint,
  copyWarning as copyEndpoint,
  enterRegister as enterEndpoint,
  listWarnings,
  serveWarning as serveEndpoint,
} from '@umai/contract'
import { runView } from '@umai/db'
import { fail } from '@umai/platform'
import { dayOf } from '@umai/words'
import { type App, route } from '../http/route.ts'
import { listPartiesOf, narrativeOf } from '../orders/actions.ts'
import { nameIn } from '../people/model.ts'
import { announceWarning, copyWarning, enterRegister, serveWarning } from './actions.ts'
import { warningLawOn } from './model.ts'
import { findCaseAround, listEntries, listOfCase, listServedOrders } from './store.ts'

export const warningRoutes = (app: App): void => {
  route(app, listWarnings, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-warnings', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const now = ctx.clock.now()
        const lang = ctx.lang === 'ru' ? 'ru' : 'kk'
        const { permissions } = ctx.caller
        const about = (await findCaseAround(tx, params.id)) ?? fail('not-found')
        const parties = await listPartiesOf(tx, params.id)
        return {
          items: await listOfCase(tx, ctx.keys, { caseId: params.id, lang, now }),
          entries: await listEntries(tx, params.id),
          orders: await listServedOrders(tx, params.id),
          caseNumber: about.number,
          isClosed: about.closed_at !== null,
          narrative: await narrativeOf(tx, ctx.keys, params.id),
          lawToday: warningLawOn(dayOf(now)) ?? null,
          addressees: parties
            .filter(({ role }) => role === 'alleged')
            .map(({ personId, names }) => ({ personId, name: nameIn(names, lang) })),
          may: {
            announce: permissions.has('issue-orders'),
            serve: permissions.has('serve-orders'),
          },
        }
      },
    ),
  )
  route(app, announceEndpoint, announceWarning)
  route(app, serveEndpoint, serveWarning)
  route(app, copyEndpoint, copyWarning)
  route(app, enterEndpoint, enterRegister)
}
