import { listExtractReaders, makeExtract as makeExtractEndpoint } from '@umai/contract'
import { runView } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { readSafeContact } from '../people/actions.ts'
import { nameIn } from '../people/model.ts'
import { makeExtract } from './actions.ts'
import { extractWaysOf } from './model.ts'
import { listAffected } from './store.ts'

export const extractRoutes = (app: App): void => {
  route(app, listExtractReaders, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-extract-readers', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const items = []
        for (const { personId, names } of await listAffected(tx, params.id)) {
          const safeContact = await readSafeContact(ctx, tx, personId)
          items.push({
            personId,
            name: nameIn(names, ctx.lang === 'kk' ? 'kk' : 'ru'),
            ways: [...extractWaysOf(safeContact, ctx.clock.now())],
            safeContact,
          })
        }
        return { items }
      },
    ),
  )

  route(app, makeExtractEndpoint, makeExtract)
}
