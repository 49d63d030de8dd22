// Serves one endpoint of the contract. What lies between the wire and a slice is here, once and in this order: who is
// it, may he, is the input what the contract says — then the slice — then is the reply what the contract promises.
import { type Endpoint, type Input, idempotencyKey, type Reply } from '@umai/contract'
import type { Db } from '@umai/db'
import type { LawThreads } from '@umai/law/threads'
import { type Clock, fail, type Keys, type Log } from '@umai/platform'
import { isLang, type Lang, parseAcceptLanguage } from '@umai/words'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, ContextOf, SessionCookie } from './context.ts'
import { type CookieSetting, findSessionToken, noSessionCookie, sessionCookie } from './cookie.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { compilePart, compileReply, faultText } from './validate.ts'

export type App = Readonly<{
  http: FastifyInstance
  db: Db
  clock: Clock
  log: Log
  keys: Keys
  law: LawThreads
  cookies: CookieSetting
  /** The person a session token belongs to; a background request does not prolong the session. */
  findCaller: (
    token: string,
    request: { readonly isBackground: boolean },
  ) => Promise<Caller | undefined>
  perSession: RateLimit
  version: string
  /** Where the public site stands; undefined where the server was not told. */
  publicSite: () => string | undefined
  /** Which invented region a sample database holds. */
  sampleSeed: string
  /** Counts an attempt to sign in by its outcome. */
  countSignIn: <T>(attempt: () => Promise<T>) => Promise<T>
}>

export type Handler<E extends Endpoint> = (ctx: ContextOf<E>, input: Input<E>) => Promise<Reply<E>>

/** One session may ask this often: far above what hands can do, far below what hurts others. */
export const createSessionLimit = (perMinuteAndAddress: number): RateLimit =>
  createRateLimit({ burst: perMinuteAndAddress / 10, perMinute: perMinuteAndAddress / 5 })

const keyShape = new RegExp(idempotencyKey.pattern)

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
  }
}

/** Binds a handler to an endpoint; validation, types, rights and errors follow from the contract. */
export const route = <E extends Endpoint>(app: App, endpoint: E, handler: Handler<E>): void => {
  const checks = (['params', 'query', 'body'] as const).flatMap((part) => {
    const schema = endpoint[part]
    return schema === undefined ? [] : [{ part, check: compilePart(part, schema) }]
  })
  const checkReply = compileReply(endpoint.reply)

  app.http.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { endpoint: endpoint.name },
    ...(endpoint.maxBodyBytes === undefined ? {} : { bodyLimit: endpoint.maxBodyBytes }),
    onRequest: async (request, reply) => {
      request.caller = await identify(app, request)
      admit(app, endpoint, request.caller, reply)
    },
    handler: async (request, reply) => {
      const lang = langOf(request)
      const parts = { params: request.params, query: request.query, body: request.body }
      const input: Partial<Record<'params' | 'query' | 'body', unknown>> = {}
      for (const { part, check } of checks) {
        const checked = check(parts[part])
        if (!checked.ok) fail('input-invalid', { faults: checked.faults })
        input[part] = checked.value
      }
      const ctx = contextOf(app, endpoint, request, reply, lang)
      const answer = await handler(ctx as ContextOf<E>, input as Input<E>)
      const promised = checkReply(answer)
      if (!promised.ok) {
        const places = promised.faults.map(
          ({ path, message }) => `${path} ${typeof message === 'string' ? message : message.en}`,
        )
        throw new Error(`The reply of ${endpoint.name} breaks the contract: ${places.join('; ')}`)
      }
      return answer
    },
  })
}

/** Who is asking, or undefined. Shared with what is not an endpoint, as the stream of live changes. */
export const identify = async (app: App, request: FastifyRequest): Promise<Caller | undefined> => {
  const token = findSessionToken(request.headers.cookie, app.cookies)
  if (token === undefined) return undefined
  return app.findCaller(token, { isBackground: request.headers['x-umai-background'] === '1' })
}

const admit = (
  app: App,
  endpoint: Endpoint,
  caller: Caller | undefined,
  reply: FastifyReply,
): void => {
  if (caller !== undefined) {
    const wait = app.perSession.take(caller.identity.sessionId, performance.now())
    if (wait > 0) fail('too-many-requests', { retryAfterSeconds: wait })
  }
  if (endpoint.access === 'public') return
  if (caller === undefined) {
    reply.header('set-cookie', noSessionCookie(app.cookies))
    fail('signed-out')
  }
  if (endpoint.access !== 'signed-in' && !caller.permissions.has(endpoint.access))
    fail('permission-missing')
  if (endpoint.stepUp === true && !caller.identity.isSteppedUp) fail('step-up-required')
}

const contextOf = (
  app: App,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  lang: Lang,
) => {
  const { caller } = request
  const cookie: SessionCookie = {
    set: (token) => void reply.header('set-cookie', sessionCookie(token, app.cookies)),
    clear: () => void reply.header('set-cookie', noSessionCookie(app.cookies)),
  }
  return {
    db: app.db,
    clock: app.clock,
    log: app.log.with({ requestId: request.id }),
    keys: app.keys,
    law: app.law,
    lang,
    client: {
      address: request.ip,
      origin: `${app.cookies.isSecure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`,
      userAgent: request.headers['user-agent'],
    },
    caller,
    identity: endpoint.access === 'public' ? { kind: 'door' } : caller?.identity,
    ...(endpoint.effect === 'command' ? { key: keyOf(request) } : {}),
    ...(endpoint.effect === 'session' ? { cookie } : {}),
  }
}

const keyOf = (request: FastifyRequest): string => {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !keyShape.test(key))
    fail('input-invalid', {
      faults: [
        { in: 'headers', path: '/idempotency-key', message: faultText(({ required }) => required) },
      ],
    })
  return key
}

const langOf = (request: FastifyRequest): Lang => {
  const header = request.headers['accept-language']
  const saved = request.caller?.lang
  return header === undefined && isLang(saved) ? saved : parseAcceptLanguage(header)
}
