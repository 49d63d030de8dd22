import {
  askEscrow as askEscrowEndpoint,
  giveEscrowShare as giveEscrowShareEndpoint,
  makeEscrowKey as makeEscrowKeyEndpoint,
  openByEscrow as openByEscrowEndpoint,
  readEscrow,
  refuseEscrow as refuseEscrowEndpoint,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../../http/route.ts'
import { toThreadFields } from '../model.ts'
import { listThreadsByIds } from '../store.ts'
import { askEscrow, giveEscrowShare, makeEscrowKey, openByEscrow, refuseEscrow } from './actions.ts'
import { keeperKinds, toRequest } from './model.ts'
import { findOwnKeeper, listKeepers, listRequests, listSilent } from './store.ts'

export const escrowRoutes = (app: App): void => {
  route(app, readEscrow, (ctx) =>
    runRead(ctx, async (tx) => {
      const own = await findOwnKeeper(tx, keeperKinds)
      const now = ctx.clock.now()
      const requests = await listRequests(tx)
      const silent = await listThreadsByIds(tx, await listSilent(tx))
      return {
        own:
          own === undefined
            ? null
            : {
                keeper: { id: own.id, kind: own.kind, name: own.name },
                hasKey: own.has_key,
                mayRead: own.may_read,
              },
        keepers: [...(await listKeepers(tx))],
        silent: silent.map((row) => toThreadFields(row, now)),
        requests: requests.map((row) =>
          toRequest(row, { agencyId: own?.id, userId: ctx.identity.userId }),
        ),
      }
    }),
  )
  route(app, makeEscrowKeyEndpoint, makeEscrowKey)
  route(app, askEscrowEndpoint, askEscrow)
  route(app, giveEscrowShareEndpoint, giveEscrowShare)
  route(app, refuseEscrowEndpoint, refuseEscrow)
  route(app, openByEscrowEndpoint, openByEscrow)
}
