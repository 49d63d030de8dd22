// Counters for the operator of an installation, in OpenMetrics text. Labels are endpoint names and codes, never ids.
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type OpenMetricsContentType,
  Registry,
} from 'prom-client'
import type { Pressure } from './pressure.ts'

export type Metrics = Readonly<{
  requestDone: (request: { endpoint: string; status: number; seconds: number }) => void
  signIn: (outcome: 'done' | 'failed' | 'throttled') => void
  text: () => Promise<string>
  contentType: string
}>

export const createMetrics = (sources: {
  readonly pressure: Pressure
  readonly liveListeners: () => number
}): Metrics => {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'umai_http_request_seconds',
    help: 'Time from request to reply',
    labelNames: ['endpoint', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const signIns = new Counter({
    name: 'umai_sign_ins',
    help: 'Attempts to sign in',
    labelNames: ['outcome'],
    registers,
  })
  const gauges: readonly (readonly [name: string, help: string, read: () => number])[] = [
    ['umai_http_in_flight', 'Requests being served', sources.pressure.inFlight],
    ['umai_live_listeners', 'Desks that listen for changes', sources.liveListeners],
  ]
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }

  return {
    requestDone: ({ endpoint, status, seconds }) =>
      requests.observe({ endpoint, status: String(status) }, seconds),
    signIn: (outcome) => signIns.inc({ outcome }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
