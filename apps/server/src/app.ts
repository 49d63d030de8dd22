// The table of contents of the server: every slice once, in one list.

import type { KeyObject } from 'node:crypto'
import { endpoints, openApi } from '@umai/contract'
import type { Db } from '@umai/db'
import { startLawThreads } from '@umai/law/threads'
import { type Clock, type Keys, type Log, Problem } from '@umai/platform'
import type { FastifyInstance } from 'fastify'
import { agencyRoutes } from './agencies/routes.ts'
import { assessmentRoutes } from './assessments/routes.ts'
import { attachmentRoutes } from './attachments/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { startSequencer } from './audit/sequencer.ts'
import { caseRoutes } from './cases/routes.ts'
import { credentialRoutes } from './credentials/routes.ts'
import { decisionRoutes } from './decisions/routes.ts'
import { directoryRoutes } from './directory/routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { dutyRoutes } from './duties/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { extractRoutes } from './extracts/routes.ts'
import { serveDesk } from './http/desk-files.ts'
import { createMetrics } from './http/metrics.ts'
import { watchPressure } from './http/pressure.ts'
import { addProbes } from './http/probes.ts'
import { type App, createSessionLimit } from './http/route.ts'
import { createHttp } from './http/server.ts'
import { instrumentRoutes } from './instruments/routes.ts'
import type { Jobs } from './jobs.ts'
import { lawRoutes } from './law/routes.ts'
import { likenessRoutes } from './likeness/routes.ts'
import { linkageRoutes } from './linkage/routes.ts'
import { linkRoutes } from './links/routes.ts'
import { startHub } from './live/hub.ts'
import { startPresence } from './live/presence.ts'
import { liveRoutes } from './live/routes.ts'
import { mergeRoutes } from './merges/routes.ts'
import { noticeRoutes } from './notices/routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { personRoutes } from './people/routes.ts'
import { placeRoutes } from './places/routes.ts'
import { referralRoutes } from './referrals/routes.ts'
import { registerFileRoutes } from './register-files/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { rightRoutes } from './rights/routes.ts'
import { roleRoutes } from './roles/routes.ts'
import { sampleAccountRoutes } from './sample-accounts/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { findCaller, isSessionOpen } from './session/actions.ts'
import { sessionRoutes } from './session/routes.ts'
import { storyRoutes } from './stories/routes.ts'
import { systemRoutes } from './system/routes.ts'
import { escrowRoutes } from './threads/escrow/routes.ts'
import { threadRoutes } from './threads/routes.ts'
import { userRoutes } from './users/routes.ts'
import { wallRoutes } from './walls/routes.ts'
import { warningRoutes } from './warnings/routes.ts'
import { withdrawalRoutes } from './withdrawals/routes.ts'

export type AppOptions = Readonly<{
  db: Db
  clock: Clock
  log: Log
  keys: Keys
  version: string
  env: 'live' | 'trial' | 'development' | 'test'
  dataDir: string
  publicUrl: URL | undefined
  /** Where the public site stands, as soon as it does. */
  publicSite: () => string | undefined
  proxies: number
  /** Folder of the built desk; without one only the API is served. */
  deskDir: string | undefined
  metricsToken: string | undefined
  sampleSeed: string
  /** Public keys whose signatures under definitions of instruments are taken. */
  instrumentSigners: readonly KeyObject[]
  jobs: Pick<Jobs, 'states' | 'runSoon'>
  notFoundFloorMs: number
  requestsPerMinute: number
  /** Above this delay of the event loop new requests are sent away. */
  loopDelayMs: number
}>

export type RunningApp = Readonly<{
  http: FastifyInstance
  /** Loads the law, so that the first who asks waits no longer than the others. */
  warm: () => Promise<void>
  /** Stops taking requests, lets those that run end, and lets go of the database. */
  close: () => Promise<void>
}>

/** How long a request that runs may go on after the end was asked for. */
const partingMs = 3_000

export const createApp = async (options: AppOptions): Promise<RunningApp> => {
  const { db, clock, log, keys, version } = options
  const pressure = watchPressure({ inFlight: 300, loopDelayMs: options.loopDelayMs })
  const presence = await startPresence({ db, clock, log, keys, lang: 'kk' })
  const hub = await startHub(
    { db, clock, log, keys, lang: 'kk' },
    (identity) => isSessionOpen({ db, clock }, identity),
    presence.checkRights,
  )
  const metrics = createMetrics({ pressure, liveListeners: hub.listeners })
  const law = startLawThreads()
  const http = createHttp({ ...options, metrics, pressure })
  const app: App = {
    http,
    db,
    clock,
    log,
    keys,
    law,
    version,
    publicSite: options.publicSite,
    sampleSeed: options.sampleSeed,
    cookies: { isSecure: options.publicUrl?.protocol === 'https:' },
    findCaller: (token, request) => findCaller({ db, clock }, token, request),
    perSession: createSessionLimit(options.requestsPerMinute),
    countSignIn: async (attempt) => {
      try {
        const proven = await attempt()
        metrics.signIn('done')
        return proven
      } catch (error) {
        const isThrottled = error instanceof Problem && error.code === 'sign-in-throttled'
        metrics.signIn(isThrottled ? 'throttled' : 'failed')
        throw error
      }
    },
  }

  sessionRoutes(app)
  credentialRoutes(app)
  sampleAccountRoutes(app)
  reportRoutes(app)
  personRoutes(app)
  caseRoutes(app)
  eventRoutes(app)
  decisionRoutes(app)
  lawRoutes(app)
  dutyRoutes(app)
  noticeRoutes(app)
  orderRoutes(app)
  warningRoutes(app)
  rightRoutes(app)
  extractRoutes(app)
  assessmentRoutes(app, options.instrumentSigners)
  instrumentRoutes(app, options.instrumentSigners)
  referralRoutes(app)
  threadRoutes(app)
  escrowRoutes(app)
  withdrawalRoutes(app)
  likenessRoutes(app)
  mergeRoutes(app)
  linkageRoutes(app, options.jobs.runSoon)
  registerFileRoutes(app, options.jobs.runSoon)
  linkRoutes(app)
  attachmentRoutes(app)
  documentRoutes(app)
  searchRoutes(app)
  userRoutes(app)
  roleRoutes(app)
  agencyRoutes(app)
  directoryRoutes(app)
  storyRoutes(app)
  placeRoutes(app)
  wallRoutes(app)
  auditRoutes(app)
  systemRoutes(app, {
    env: options.env,
    startedAt: clock.now(),
    dataDir: options.dataDir,
    jobStates: options.jobs.states,
    listeners: hub.listeners,
  })
  liveRoutes(app, hub, presence)

  let isClosing = false
  addProbes(http, {
    metrics,
    metricsToken: options.metricsToken,
    whyNotReady: async () => {
      if (isClosing) return 'closing'
      return db
        .transaction({ role: 'umai_door', readOnly: true }, async () => undefined)
        .catch(() => 'database')
    },
  })
  http.get('/openapi.json', { config: { endpoint: 'openapi' } }, async () =>
    openApi(endpoints, version),
  )
  if (options.deskDir !== undefined && !(await serveDesk(http, options.deskDir)))
    log.warn('the desk is not built, only the API is served; run: npm run build', {
      folder: options.deskDir,
    })

  const stopSequencer = startSequencer(db, log)
  return {
    http,
    warm: law.warm,
    close: async () => {
      isClosing = true
      await hub.stop()
      await presence.stop()
      // Whoever only holds a connection, or sends a request that never ends, does not hold up the end.
      const patience = setTimeout(() => http.server.closeAllConnections(), partingMs)
      await http.close()
      clearTimeout(patience)
      await law.close()
      await stopSequencer()
      pressure.stop()
    },
  }
}
