import { type Context, runRead } from '@umai/db'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Job, jobList, startJobs } from './jobs.ts'

let database: TestDatabase
let ctx: Omit<Context, 'identity'>

beforeAll(async () => {
  database = await openTestDatabase()
  ctx = database.as({ kind: 'jobs', job: 'test' })
})
afterAll(() => database.close())

const counting = (name: string) => {
  const runs: string[] = []
  const job: Job = {
    name,
    cron: '0 0 1 1 *',
    run: async (own) => {
      await runRead(own, async (tx) => tx.selectFrom('installation').selectAll().execute())
      runs.push(own.identity.kind)
    },
  }
  return { job, runs }
}

test('a job that is asked for runs once, as the jobs role, and its end is known', async () => {
  const { job, runs } = counting('count-once')
  const jobs = await startJobs(ctx, [job], { pollSeconds: 1 })

  await jobs.runSoon('count-once')

  await expect.poll(() => runs, { timeout: 15_000 }).toEqual(['jobs'])
  await expect
    .poll(jobs.states, { timeout: 15_000 })
    .toMatchObject([{ name: 'count-once', state: 'done', waiting: 0, failed: 0 }])
  await jobs.stop()
})

test('a job that fails is tried again later and shown as not done', async () => {
  const jobs = await startJobs(
    ctx,
    [
      {
        name: 'always-failing',
        cron: '0 0 1 1 *',
        run: async () => {
          throw new Error('on purpose')
        },
      },
    ],
    { pollSeconds: 1 },
  )

  await jobs.runSoon('always-failing')

  await expect.poll(jobs.states, { timeout: 15_000 }).toMatchObject([{ waiting: 1 }])
  await jobs.stop()
})

test('every job of the list runs on an empty database', async () => {
  for (const job of jobList) await job.run({ ...ctx, identity: { kind: 'jobs', job: job.name } })

  expect(new Set(jobList.map(({ name }) => name)).size).toBe(jobList.length)
})
