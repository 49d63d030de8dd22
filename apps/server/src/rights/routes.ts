import {
  explainRights as explainRightsEndpoint,
  listRightsExplained,
  listRightTopics,
} from '@umai/contract'
import { runView } from '@umai/db'
import { dayOf } from '@umai/words'
import { type App, route } from '../http/route.ts'
import { displayName } from '../people/model.ts'
import { explainRights } from './actions.ts'
import { rightTopics } from './model.ts'
import { listExplanations } from './store.ts'

export const rightRoutes = (app: App): void => {
  route(app, listRightTopics, async (ctx) => ({ items: rightTopics(dayOf(ctx.clock.now())) }))

  route(app, explainRightsEndpoint, explainRights)

  route(app, listRightsExplained, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-rights-explained', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const rows = await listExplanations(tx, params.id)
        return {
          items: rows.map((row) => {
            const topics = rightTopics(dayOf(row.explained_at))
            return {
              id: row.id,
              personId: row.person_id,
              personName:
                row.family === null ? '' : displayName({ family: row.family, given: row.given }),
              topics: topics.filter(({ id }) => row.topics.includes(id)),
              lang: row.lang,
              way: row.way,
              acknowledged: row.acknowledged,
              at: row.explained_at,
              by: { id: row.explained_by, name: row.user_name ?? '' },
            }
          }),
        }
      },
    ),
  )
}
