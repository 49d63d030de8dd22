import {
  changePassword as changePasswordEndpoint,
  completeEnrolment,
  endMyOtherSessions,
  endMySession,
  listMySessions,
  readSession,
  setLanguage,
  setPurpose,
  signInByPasskey,
  signInByPassword,
  signOut,
  startPasskeySignIn,
  startPasskeyStepUp,
  stepUp,
} from '@umai/contract'
import { runRead } from '@umai/db'
import {
  acceptEnrolment,
  challengePasskey,
  changePassword,
  proveByPasskey,
  proveByPassword,
} from '../credentials/actions.ts'
import { type App, route } from '../http/route.ts'
import {
  changeLanguage,
  changePurpose,
  endOtherSessions,
  endSession,
  getSession,
  openSession,
  strengthenSession,
} from './actions.ts'
import { listOpenSessions, readInstallation } from './store.ts'

const done = { done: true } as const

export const sessionRoutes = (app: App): void => {
  route(app, readSession, async (ctx) => {
    const { isSample } = await ctx.db.transaction({ role: 'umai_door' }, readInstallation)
    return {
      session:
        ctx.caller === undefined ? null : await getSession(ctx, ctx.caller.identity.sessionId),
      now: ctx.clock.now(),
      version: app.version,
      sample: isSample,
    }
  })

  route(app, signInByPassword, async (ctx, { body }) => {
    const { userId } = await app.countSignIn(() =>
      proveByPassword(ctx, { ...body, login: body.login.trim().toLowerCase() }),
    )
    const { userAgent } = ctx.client
    const { token, session } = await openSession(ctx, { userId, method: 'password', userAgent })
    ctx.cookie.set(token)
    return { session }
  })

  route(app, startPasskeySignIn, (ctx) => challengePasskey(ctx, null))

  route(app, signInByPasskey, async (ctx, { body }) => {
    const { userId } = await app.countSignIn(() => proveByPasskey(ctx, { ...body, userId: null }))
    const { userAgent } = ctx.client
    const { token, session } = await openSession(ctx, { userId, method: 'passkey', userAgent })
    ctx.cookie.set(token)
    return { session }
  })

  route(app, completeEnrolment, async (ctx, { body }) => {
    const { userId } = await acceptEnrolment(ctx, body)
    const { userAgent } = ctx.client
    const { token, session } = await openSession(ctx, { userId, method: 'password', userAgent })
    ctx.cookie.set(token)
    return { session }
  })

  route(app, signOut, async (ctx) => {
    ctx.cookie.clear()
    if (ctx.caller === undefined) return done
    const { sessionId: id, userId } = ctx.caller.identity
    return endSession(ctx, { id, userId, reason: 'signed-out' })
  })

  route(app, startPasskeyStepUp, (ctx) => challengePasskey(ctx, ctx.identity.userId))

  route(app, stepUp, async (ctx, { body }) => {
    const { userId, sessionId } = ctx.identity
    if (body.kind === 'code')
      await proveByPassword(ctx, { userId, password: body.password, code: body.code })
    else
      await proveByPasskey(ctx, { userId, challengeId: body.challengeId, response: body.response })
    const { token, session } = await strengthenSession(ctx, sessionId)
    ctx.cookie.set(token)
    return { session }
  })

  route(app, setPurpose, async (ctx, { body }) => ({
    session: await changePurpose(ctx, ctx.identity.sessionId, body.purpose),
  }))

  route(app, setLanguage, async (ctx, { body }) => {
    await changeLanguage(ctx, ctx.identity.userId, body.lang)
    return done
  })

  route(app, listMySessions, async (ctx) => {
    const sessions = await runRead(ctx, (tx) =>
      listOpenSessions(tx, ctx.identity.userId, ctx.clock.now()),
    )
    return {
      items: sessions.map((session) => ({
        ...session,
        isThis: session.id === ctx.identity.sessionId,
      })),
    }
  })

  route(app, endMySession, (ctx, { params }) =>
    endSession(ctx, { id: params.id, userId: ctx.identity.userId, reason: 'ended-by-person' }),
  )

  route(app, endMyOtherSessions, (ctx) => endOtherSessions(ctx, ctx.identity, 'ended-by-person'))

  route(app, changePasswordEndpoint, async (ctx, { body }) => {
    await changePassword(ctx, ctx.identity.userId, body.password)
    await endOtherSessions(ctx, ctx.identity, 'password-changed')
    return done
  })
}
