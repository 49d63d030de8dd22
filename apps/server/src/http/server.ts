// The HTTP server without any endpoint: limits, headers, refusals, errors, log. It knows no slice.

import type { Clock, Log } from '@umai/platform'
import { Problem, randomId, toProblem, toProblemDetails } from '@umai/platform'
import { parseAcceptLanguage } from '@umai/words'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import { apiHeaders, securityHeaders } from './headers.ts'
import type { Metrics } from './metrics.ts'
import { findForgery, isKnownHost } from './origin.ts'
import type { Pressure } from './pressure.ts'
import { createRateLimit } from './rate-limit.ts'

declare module 'fastify' {
  interface FastifyRequest {
    startedAtMs: number
    holdsPlace: boolean
    /** A reply that stays open is no load. */
    leavePlace: () => void
  }
  interface FastifyContextConfig {
    /** Name of the endpoint, for log and metrics. */
    endpoint?: string
  }
}

export type HttpOptions = Readonly<{
  clock: Clock
  log: Log
  metrics: Metrics
  pressure: Pressure
  /** Under which address people open the desk; only its host is taken besides loopback. */
  publicUrl: URL | undefined
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  proxies: number
  /** Not there, not allowed and a failed sign-in are answered no sooner than this, so that time does not tell them apart. */
  notFoundFloorMs: number
  requestsPerMinute: number
}>

const bodyLimitBytes = 256 * 1024
const requestTimeoutMs = 15_000

export const createHttp = (options: HttpOptions): FastifyInstance => {
  const { metrics, pressure } = options
  const isSecure = options.publicUrl?.protocol === 'https:'
  const settings: FastifyServerOptions = {
    logger: false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    trustProxy: options.proxies === 0 ? false : (_address, hop) => hop < options.proxies,
    genReqId: () => randomId(),
    requestIdHeader: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (error, request, reply) => {
      void sendProblem(request as FastifyRequest, reply as FastifyReply, error)
    },
  }
  const http = Fastify(settings)
  http.removeContentTypeParser('text/plain')
  http.decorateRequest('startedAtMs', 0)
  http.decorateRequest('holdsPlace', false)
  http.decorateRequest('leavePlace', function leavePlace() {
    if (this.holdsPlace) pressure.leave()
    this.holdsPlace = false
  })

  const headers = securityHeaders({ isSecure })
  const perAddress = createRateLimit({
    burst: options.requestsPerMinute,
    perMinute: options.requestsPerMinute,
  })

  http.addHook('onRequest', async (request, reply) => {
    request.startedAtMs = performance.now()
    reply.headers(headers)
    reply.header('x-request-id', request.id)
    if (isApi(request)) reply.headers(apiHeaders)
    // Whoever watches over the machine asks by its address, not by name.
    if (request.url.startsWith('/health/')) return
    if (!isKnownHost(request.headers.host, options.publicUrl?.host)) throw new Problem('not-found')
    if (request.url === '/metrics') return
    request.holdsPlace = pressure.enter()
    if (!request.holdsPlace) throw new Problem('server-busy', { retryAfterSeconds: 5 })
    const retryAfterSeconds = perAddress.take(request.ip, performance.now())
    if (retryAfterSeconds > 0) throw new Problem('too-many-requests', { retryAfterSeconds })
    if (!isApi(request)) return
    const forgery = findForgery({
      method: request.method,
      host: request.headers.host,
      origin: request.headers.origin,
      secFetchSite: one(request.headers['sec-fetch-site']),
      marker: one(request.headers['x-umai']),
    })
    if (forgery !== undefined) {
      options.log.warn('a forged request was refused', { requestId: request.id, forgery })
      throw new Problem('request-forged')
    }
  })

  http.addHook('onRequestAbort', async (request) => request.leavePlace())
  http.addHook('onResponse', async (request, reply) => {
    request.leavePlace()
    const endpoint = request.routeOptions.config?.endpoint ?? 'none'
    const seconds = (performance.now() - request.startedAtMs) / 1000
    metrics.requestDone({ endpoint, status: reply.statusCode, seconds })
    // Never the address asked for: it may hold what somebody typed. The endpoint's name says enough.
    options.log.info('request', {
      requestId: request.id,
      endpoint,
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(seconds * 1000),
    })
  })

  const sendProblem = async (
    request: FastifyRequest,
    reply: FastifyReply,
    error: unknown,
  ): Promise<void> => {
    const problem = fromFramework(error) ?? toProblem(error)
    if (problem.code === 'internal-error')
      options.log.error('a request failed', { requestId: request.id, error })
    if (problem.code === 'not-found' || problem.code === 'sign-in-failed')
      await waitForBeat(request.startedAtMs, options.notFoundFloorMs)
    const lang = parseAcceptLanguage(request.headers['accept-language'])
    const details = toProblemDetails(problem, lang)
    if (details.retryAfterSeconds !== undefined)
      reply.header('retry-after', String(details.retryAfterSeconds))
    reply
      .code(details.status)
      .type('application/problem+json; charset=utf-8')
      .send(
        JSON.stringify(
          problem.code === 'internal-error'
            ? { ...details, instance: `urn:umai:request:${request.id}` }
            : details,
        ),
      )
  }

  http.setErrorHandler(async (error, request, reply) => {
    await sendProblem(request, reply, error)
    return reply
  })
  http.setNotFoundHandler(async (request, reply) => {
    await sendProblem(request, reply, new Problem('not-found'))
    return reply
  })
  return http
}

const isApi = (request: FastifyRequest): boolean => request.url.startsWith('/api/')

const one = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.join(',')

/** Waits until a whole number of beats is over since the start, so that also a slow refusal says little by its time. */
const waitForBeat = async (startedAtMs: number, beatMs: number): Promise<void> => {
  if (beatMs <= 0) return
  const sinceMs = performance.now() - startedAtMs
  const leftMs = Math.ceil(sinceMs / beatMs) * beatMs - sinceMs
  await new Promise((resolve) => setTimeout(resolve, leftMs))
}

/** What the framework refuses, in words of our catalogue. */
const fromFramework = (error: unknown): Problem | undefined => {
  if (!(error instanceof Error) || error instanceof Problem) return undefined
  const { code, statusCode } = error as FastifyError
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('request-too-large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem('media-type-unsupported')
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH')
    return new Problem('not-found')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('input-invalid')
  return undefined
}
