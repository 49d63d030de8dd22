// What the machine around the server asks: does it live, is it ready, how is it doing.
import { isSameSecret, sha256 } from '@umai/platform'
import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'

export type Probes = Readonly<{
  metrics: Metrics
  metricsToken: string | undefined
  /** Undefined when ready, else the reason in a word. */
  whyNotReady: () => Promise<string | undefined>
}>

const loopback = /^(127\.|::1$|::ffff:127\.)/

export const addProbes = (http: FastifyInstance, probes: Probes): void => {
  http.get('/health/live', { config: { endpoint: 'health-live' } }, async () => ({ live: true }))

  http.get('/health/ready', { config: { endpoint: 'health-ready' } }, async (_request, reply) => {
    const reason = await probes.whyNotReady()
    if (reason !== undefined) reply.code(503)
    return reason === undefined ? { ready: true } : { ready: false, reason }
  })

  http.get('/metrics', { config: { endpoint: 'metrics' } }, async (request, reply) => {
    const isAllowed =
      probes.metricsToken === undefined
        ? loopback.test(request.socket.remoteAddress ?? '') &&
          request.headers['x-forwarded-for'] === undefined
        : isBearer(request.headers.authorization, probes.metricsToken)
    if (!isAllowed) return reply.callNotFound()
    return reply.type(probes.metrics.contentType).send(await probes.metrics.text())
  })
}

const isBearer = (header: string | undefined, token: string): boolean =>
  isSameSecret(sha256(header ?? ''), sha256(`Bearer ${token}`))
