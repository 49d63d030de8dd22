import {
  decideStory as decideStoryEndpoint,
  maskStory as maskStoryEndpoint,
  type Story,
  searchStories,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { decideStory, maskStory, wordsOf } from './actions.ts'
import { listStories, openStoryKeys } from './store.ts'

export const storyRoutes = (app: App): void => {
  route(app, searchStories, (ctx, { body }) =>
    runRead(ctx, async (tx) => {
      const { rows, nextCursor, total } = await listStories(tx, body)
      const pairs = await openStoryKeys(tx, ctx.keys)
      const items = await Promise.all(
        rows.map(
          async (row): Promise<Story> => ({
            id: row.id,
            lang: row.lang,
            since: row.since,
            text: await wordsOf(row, pairs),
            // A withdrawn one is shown to nobody at a desk; the policy leaves it out.
            state: row.state === 'withdrawn' ? 'refused' : row.state,
            reason: row.reason,
            isSample: row.is_sample,
            version: row.version,
            writtenAt: row.written_at,
            movedAt: row.moved_at,
            mayDecide: row.may_decide,
          }),
        ),
      )
      return { items, nextCursor, total }
    }),
  )
  route(app, maskStoryEndpoint, maskStory)
  route(app, decideStoryEndpoint, decideStory)
}
