import {
  addPasskey as addPasskeyEndpoint,
  readEnrolment as readEnrolmentEndpoint,
  readMyCredentials,
  removePasskey as removePasskeyEndpoint,
  startAddPasskey,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { addPasskey, challengeNewPasskey, readEnrolment, removePasskey } from './actions.ts'
import { readOwnCredentials } from './store.ts'

export const credentialRoutes = (app: App): void => {
  route(app, readMyCredentials, (ctx) =>
    runRead(ctx, (tx) => readOwnCredentials(tx, ctx.identity.userId)),
  )

  route(app, startAddPasskey, (ctx) => challengeNewPasskey(ctx, ctx.identity.userId))

  route(app, addPasskeyEndpoint, (ctx, { body }) =>
    addPasskey(ctx, { ...body, userId: ctx.identity.userId }),
  )

  route(app, removePasskeyEndpoint, async (ctx, { params }) => {
    await removePasskey(ctx, ctx.identity.userId, params.id)
    return { done: true } as const
  })

  route(app, readEnrolmentEndpoint, async (ctx, { body }) => {
    const { userId: _userId, ...enrolment } = await readEnrolment(ctx, body.token)
    return enrolment
  })
}
