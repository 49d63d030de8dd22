import { statfs } from 'node:fs/promises'
import { type Job, readSystem, type SystemHealth } from '@umai/contract'
import { readAuditHead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { findWarnings } from './model.ts'
import { countOpenSessions, readDatabaseFacts, readInstallation, readMigrations } from './store.ts'

export type SystemSources = Readonly<{
  env: SystemHealth['env']
  startedAt: string
  dataDir: string
  jobStates: () => Promise<readonly Job[]>
  listeners: () => number
}>

export const systemRoutes = (app: App, sources: SystemSources): void => {
  route(app, readSystem, async (ctx) => {
    const { isSample, sessions } = await ctx.db.transaction({ role: 'umai_door' }, async (tx) => ({
      ...(await readInstallation(tx)),
      sessions: await countOpenSessions(tx, ctx.clock.now()),
    }))
    const [database, migrations, jobs, head] = [
      await readDatabaseFacts(ctx.db),
      await readMigrations(ctx.db),
      await sources.jobStates(),
      await readAuditHead(ctx.db),
    ]
    const freeBytes = await statfs(sources.dataDir).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => undefined,
    )
    return {
      version: app.version,
      node: process.version,
      startedAt: sources.startedAt,
      env: sources.env,
      sample: isSample,
      database,
      migrations,
      jobs: [...jobs],
      live: { listeners: sources.listeners() },
      sessions,
      audit: { entries: head.size },
      warnings: [
        ...findWarnings({ database, migrations, jobs: [...jobs], sample: isSample, freeBytes }),
      ],
    }
  })
}
