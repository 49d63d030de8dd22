// What happens without anybody asking: a list of jobs with their times, run by pg-boss in its own schema on either
// engine. With several server processes each job still runs once.
import type { Job as State } from '@umai/contract'
import { type Context, type Db, forgetOldCommands } from '@umai/db'
import { CompiledQuery } from 'kysely'
import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { forgetUnfinishedAttachments } from './attachments/actions.ts'
import { forgetSignInTraces } from './credentials/actions.ts'
import { checkDecisions } from './decisions/check-actions.ts'
import { sweepDuties } from './duties/actions/sweep.ts'
import { carryOnLinkage, linkPeople } from './linkage/actions.ts'
import { expireOrders, remindOfEnds } from './orders/actions.ts'
import { forgetRegisterFiles, readRegisterFiles } from './register-files/actions.ts'
import { keepStoryKey } from './stories/actions.ts'
import { endEscrowReading, forgetThreads, keepRecipientKeys } from './threads/actions.ts'
import { endWarnings } from './warnings/actions.ts'

export type JobContext = Omit<Context, 'identity'>

export type Job = Readonly<{
  name: string
  /** Minute, hour, day, month, weekday in UTC. */
  cron: string
  run: (ctx: Context) => Promise<void>
}>

const forgetCommandKeys = async (ctx: Context): Promise<void> => {
  await forgetOldCommands(ctx)
}

/** All jobs. A slice that has something to do without being asked adds it here. */
export const jobList: readonly Job[] = [
  { name: 'expire-orders', cron: '* * * * *', run: expireOrders },
  { name: 'remind-of-ends', cron: '*/10 * * * *', run: remindOfEnds },
  { name: 'end-warnings', cron: '* * * * *', run: endWarnings },
  { name: 'sweep-duties', cron: '* * * * *', run: sweepDuties },
  { name: 'check-decisions', cron: '*/5 * * * *', run: checkDecisions },
  { name: 'forget-sign-in-traces', cron: '17 * * * *', run: forgetSignInTraces },
  { name: 'keep-recipient-keys', cron: '* * * * *', run: keepRecipientKeys },
  { name: 'keep-story-key', cron: '* * * * *', run: keepStoryKey },
  { name: 'end-escrow-reading', cron: '* * * * *', run: endEscrowReading },
  { name: 'forget-threads', cron: '25 21 * * *', run: forgetThreads },
  { name: 'forget-unfinished-files', cron: '45 * * * *', run: forgetUnfinishedAttachments },
  { name: 'link-people', cron: '30 20 * * *', run: linkPeople },
  { name: 'carry-on-linkage', cron: '*/3 * * * *', run: carryOnLinkage },
  { name: 'read-register-files', cron: '*/2 * * * *', run: readRegisterFiles },
  { name: 'forget-register-files', cron: '7 * * * *', run: forgetRegisterFiles },
  { name: 'forget-command-keys', cron: '40 20 * * *', run: forgetCommandKeys },
]

export type Jobs = Readonly<{
  /** Runs a job now and once, whatever its time; resolves when it is queued. */
  runSoon: (name: string) => Promise<void>
  states: () => Promise<readonly State[]>
  stop: () => Promise<void>
}>

const schema = 'jobs'
const role = 'umai_jobs'

export const startJobs = async (
  ctx: JobContext,
  jobs: readonly Job[],
  { pollSeconds = 10 }: { readonly pollSeconds?: number } = {},
): Promise<Jobs> => {
  const boss = new PgBoss({
    db: adapt(ctx.db),
    backend: ctx.db.engine === 'pglite' ? 'pglite' : 'postgres',
    schema,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 10,
  })
  boss.on('error', (error) => ctx.log.error('the job runner failed', { error }))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, { policy: 'short', retryLimit: 3, retryBackoff: true })
    await boss.schedule(job.name, job.cron)
    await boss.work(job.name, { pollingIntervalSeconds: pollSeconds }, async () => {
      const log = ctx.log.with({ job: job.name })
      try {
        await job.run({ ...ctx, log, identity: { kind: 'jobs', job: job.name } })
        log.info('a job is done')
      } catch (error) {
        log.error('a job failed', { error })
        throw error
      }
    })
  }

  return {
    runSoon: async (name) => {
      await boss.send(name)
    },
    states: () => Promise.all(jobs.map((job) => readState(boss, job))),
    stop: () => boss.stop({ graceful: true, timeout: 10_000, close: false }),
  }
}

const readState = async (boss: PgBoss, job: Job): Promise<State> => {
  const found = await boss.findJobs(job.name)
  const ended = found
    .filter((run) => run.completedOn !== null)
    .sort((a, b) => Number(b.completedOn) - Number(a.completedOn))[0]
  const count = (states: readonly string[]): number =>
    found.filter((run) => states.includes(run.state)).length
  const waiting = count(['created', 'retry'])
  return {
    name: job.name,
    cron: job.cron,
    state:
      count(['active']) > 0
        ? 'running'
        : ended === undefined
          ? waiting > 0
            ? 'waiting'
            : 'never-run'
          : ended.state === 'failed'
            ? 'failed'
            : 'done',
    lastEndedAt: ended?.completedOn?.toISOString() ?? null,
    waiting,
    failed: count(['failed']),
  }
}

/**
 * pg-boss sends either one statement with values or several without, which need different ways in. It reckons with
 * dates, while our own code has instants as text.
 */
const adapt = (db: Db): NonNullable<ConstructorOptions['db']> => ({
  executeSql: async (text, values = []) => {
    if (values.length === 0) return { rows: (await db.script(text, { role })).map(withDates) }
    const { rows } = await db.transaction({ role }, (tx) =>
      tx.executeQuery<Row>(CompiledQuery.raw(text, values)),
    )
    return { rows: rows.map(withDates) }
  },
})

type Row = Readonly<Record<string, unknown>>

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

const withDates = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && instant.test(value) ? new Date(value) : value,
    ]),
  )
