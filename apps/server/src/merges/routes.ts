import {
  decidePersonPair as decidePersonPairEndpoint,
  endMerge as endMergeEndpoint,
  listPersonPairs,
  mergePeople as mergePeopleEndpoint,
  readPersonPair,
} from '@umai/contract'
import { runView } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { decidePersonPair, endMerge, mergePeople } from './actions.ts'
import { findPair, listPairs, listSteps, readNumbers } from './store.ts'

export const mergeRoutes = (app: App): void => {
  route(app, listPersonPairs, (ctx, { query }) =>
    runView(
      ctx,
      { name: 'list-person-pairs', subject: { kind: 'person-list', id: randomId() } },
      async (tx, leaf) => {
        const found = await listPairs(tx, query)
        leaf.note('found', found.total)
        return found
      },
    ),
  )
  route(app, readPersonPair, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-person-pair', subject: { kind: 'person-pair', id: params.id } },
      async (tx) => {
        const pair = (await findPair(tx, params.id)) ?? fail('not-found')
        const history = await listSteps(tx, params.id)
        return { ...pair, ...(await readNumbers(tx, pair)), history }
      },
    ),
  )
  route(app, decidePersonPairEndpoint, decidePersonPair)
  route(app, mergePeopleEndpoint, mergePeople)
  route(app, endMergeEndpoint, endMerge)
}
