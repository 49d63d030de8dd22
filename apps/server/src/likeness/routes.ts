import { matchPeople } from '@umai/contract'
import { runView } from '@umai/db'
import { randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { checkPerson } from '../people/actions.ts'
import { likenessModel } from './model.ts'
import { findMatches, toLikely } from './store.ts'

export const likenessRoutes = (app: App): void => {
  route(app, matchPeople, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'match-people', subject: { kind: 'person-list', id: randomId() } },
      async (tx, leaf) => {
        checkPerson(ctx, { iin: body.iin ?? null }, '')
        const { phone, ...told } = body
        const found = await findMatches(tx, ctx.keys, {
          ...told,
          phones: phone === undefined ? [] : [phone],
        })
        leaf.note('by', Object.keys(body).sort())
        leaf.note('found', found.length)
        return { items: found.map(toLikely), model: likenessModel() }
      },
    ),
  )
}
