import { livePath, lookAt } from '@umai/contract'
import { fail, randomId } from '@umai/platform'
import { type App, identify, route } from '../http/route.ts'
import type { Hub, Listener } from './hub.ts'
import { toEvent } from './model.ts'
import type { Presence } from './presence.ts'

const heartbeatMs = 20_000
const listenersPerSession = 6
/** More than this unsent means that the desk has gone without saying so. */
const unsentAtMost = 256 * 1024

export const liveRoutes = (app: App, hub: Hub, presence: Presence): void => {
  const perSession = new Map<string, number>()

  app.http.get(livePath, { config: { endpoint: 'live' } }, async (request, reply) => {
    const caller = await identify(app, request)
    if (caller === undefined) fail('signed-out')
    const { identity } = caller
    const open = perSession.get(identity.sessionId) ?? 0
    if (open >= listenersPerSession) fail('too-many-requests', { retryAfterSeconds: 30 })
    perSession.set(identity.sessionId, open + 1)

    reply.hijack()
    request.leavePlace()
    const { raw } = reply
    raw.writeHead(200, {
      ...reply.getHeaders(),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    } as Record<string, string>)
    const deskId = randomId()
    raw.write(toEvent('hello', { deskId, at: app.clock.now() }))

    const listener: Listener = {
      identity,
      send: (change) => {
        raw.write(toEvent('change', change))
        return raw.writableLength < unsentAtMost
      },
      end: (event) => raw.end(toEvent(event, { at: app.clock.now() })),
    }
    const remove = hub.add(listener)
    const leave = presence.add({
      deskId,
      identity,
      send: (others) => void raw.write(toEvent('presence', others)),
      lose: () => void raw.write(toEvent('reload', { at: app.clock.now() })),
    })
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs)
    raw.on('close', () => {
      clearInterval(heartbeat)
      remove()
      leave()
      const left = (perSession.get(identity.sessionId) ?? 1) - 1
      if (left > 0) perSession.set(identity.sessionId, left)
      else perSession.delete(identity.sessionId)
    })
  })

  route(app, lookAt, async (ctx, { body }) => {
    await presence.lookAt(ctx.identity, body.deskId, body.record)
    return { done: true as const }
  })
}
