import { type HitKind, hitKinds, search as searchEndpoint } from '@umai/contract'
import { runRead, runView, type Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { readAsked, shareOut } from './model.ts'
import { searchSources, startSearch } from './store.ts'

/** Kinds whose answers say something of a person; that they were looked for is written down. */
const personal: readonly HitKind[] = ['person', 'case', 'report', 'order']

export const searchRoutes = (app: App): void => {
  route(app, searchEndpoint, (ctx, { body }) => {
    const { permissions } = ctx.caller
    const kinds = hitKinds.filter(
      (kind) =>
        (body.kinds ?? hitKinds).includes(kind) &&
        (kind !== 'user' || permissions.has('read-directory')) &&
        (!['person', 'case', 'order'].includes(kind) || permissions.has('read-cases')),
    )
    const limit = body.limit ?? 24
    const asked = readAsked(body.q)
    const find = async (tx: Tx) => {
      const searching = startSearch({ tx, keys: ctx.keys, asked, limit })
      const groups = await Promise.all(kinds.map((kind) => searchSources[kind](searching)))
      return { hits: shareOut(groups, limit).map((hit) => ({ ...hit, reasons: [...hit.reasons] })) }
    }
    if (!kinds.some((kind) => personal.includes(kind))) return runRead(ctx, find)
    return runView(
      ctx,
      { name: 'search', subject: { kind: 'person-list', id: randomId() } },
      async (tx, leaf) => {
        const { hits } = await find(tx)
        leaf.note('found', hits.length)
        return { hits }
      },
    )
  })
}
