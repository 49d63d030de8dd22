// Where does the time of a request go? Each step of the desks is asked a few times by one desk alone, and every statement
// it sends is timed: how many there are, which of them are slow. For a database that bench/api/main.ts left running.
//
//   node bench/api/profile.ts --database URL --keys FILE [--only TEXT] [--times 5] [--slow 3]
import { parseArgs } from 'node:util'
import { migrate, openDatabase } from '@umai/db'
import { openKeyFile, silentLog, systemClock } from '@umai/platform'
import { Client } from 'pg'
import { createApp } from '../../apps/server/src/app.ts'
import { drawFrom, percentile, stepsFor } from './desks.ts'
import { type Desk, seatDesks } from './world.ts'

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    keys: { type: 'string' },
    only: { type: 'string', default: '' },
    times: { type: 'string', default: '5' },
    slow: { type: 'string', default: '3' },
  },
})
if (values.database === undefined || values.keys === undefined)
  throw new Error('Name the database and its key file: --database URL --keys FILE')

type Timed = { readonly text: string; ms: number }
let heard: Timed[] = []
const original = Client.prototype.query as (...args: unknown[]) => unknown
Client.prototype.query = function query(this: Client, ...args: unknown[]) {
  const [first] = args
  const text = typeof first === 'string' ? first : ((first as { text?: string }).text ?? '')
  const timed = { text, ms: 0 }
  heard.push(timed)
  const began = performance.now()
  const done = () => {
    timed.ms = performance.now() - began
  }
  const answer = original.apply(this, args)
  if (answer instanceof Promise) return answer.finally(done)
  return answer
} as typeof Client.prototype.query

const keys = openKeyFile(values.keys)
const db = await openDatabase({ url: values.database }, { keys, log: silentLog, poolSize: 2 })
await migrate(db, { keys })
const counter = new Client({ connectionString: values.database })
await counter.connect()
const { rows } = (await counter.query(
  'select (select count(*)::int from people) people, (select count(*)::int from cases) cases, (select count(*)::int from reports) reports',
)) as { rows: { people: number; cases: number; reports: number }[] }
await counter.end()
const world = rows[0] ?? { people: 0, cases: 0, reports: 0 }
const loaded = { ...world, families: 0, rows: 0, seconds: 0 }
const seated = await seatDesks(values.database, 50)
const steps = stepsFor(loaded).filter(({ name }) => name.includes(values.only))

const app = await createApp({
  db,
  keys,
  clock: systemClock,
  log: silentLog,
  version: '0',
  env: 'test',
  dataDir: '/nonexistent',
  publicUrl: undefined,
  publicSite: () => undefined,
  proxies: 0,
  deskDir: undefined,
  metricsToken: undefined,
  sampleSeed: 'bench',
  instrumentSigners: [],
  jobs: { states: async () => [], runSoon: async () => undefined },
  notFoundFloorMs: 0,
  requestsPerMinute: 1e6,
  loopDelayMs: 1e6,
})

const round = (ms: number) => ms.toFixed(1)
for (const step of steps) {
  for (const role of step.roles) {
    const desk = seated.find((one) => one.role === role) as Desk
    const draw = drawFrom(11)
    const totals: number[] = []
    const database: number[] = []
    let statements: readonly Timed[] = []
    for (let at = -2; at < Number(values.times); at++) {
      const wish = step.ask(draw, desk)
      heard = []
      const began = performance.now()
      const reply = await app.http.inject({
        method: wish.method,
        url: wish.path,
        headers: {
          cookie: `sid=${desk.token}`,
          'x-umai': '1',
          ...(wish.isCommand ? { 'idempotency-key': crypto.randomUUID() } : {}),
        },
        ...(wish.body === undefined ? {} : { payload: wish.body as object }),
      })
      if (reply.statusCode >= 400) process.stdout.write(`  ${wish.path}: ${reply.statusCode}\n`)
      if (at < 0) continue
      totals.push(performance.now() - began)
      database.push(heard.reduce((sum, { ms }) => sum + ms, 0))
      statements = heard
    }
    process.stdout.write(
      `${step.name}, ${role}: ${round(percentile(totals, 0.5))} ms, in the database ${round(percentile(database, 0.5))}, ${statements.length} statements\n`,
    )
    for (const { text, ms } of [...statements]
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, Number(values.slow)))
      process.stdout.write(
        `    ${round(ms).padStart(7)}  ${text.replaceAll(/\s+/g, ' ').slice(0, 150)}\n`,
      )
  }
}
await app.close()
await db.close()
