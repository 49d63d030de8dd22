// What does a request cost? A real server process is asked each kind of question by each kind of desk, one after another,
// and the time that the server and the database spent on a processor is read from the system: unlike the time that
// passed, it says the same on a machine that has other work. For a database that bench/api/main.ts left running, on the
// same machine (Linux).
//
//   node bench/api/cpu.ts --database URL --keys FILE [--only TEXT] [--role ROLE] [--times 30] [--cpu-prof FOLDER]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBulk } from './copy.ts'
import { drawFrom, percentile, stepsFor } from './desks.ts'
import { type Line, openLine } from './line.ts'
import { ofDatabase, ofProcess } from './processor.ts'
import { startServer } from './server.ts'
import { type Desk, seatDesks } from './world.ts'

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    keys: { type: 'string' },
    only: { type: 'string', default: '' },
    role: { type: 'string' },
    times: { type: 'string', default: '30' },
    'cpu-prof': { type: 'string' },
  },
})
if (values.database === undefined || values.keys === undefined)
  throw new Error('Name the database and its key file: --database URL --keys FILE')
const times = Number(values.times)
const warming = 20

const bulk = await openBulk(values.database)
const [counted] = await bulk.run(
  'select (select count(*)::int from people) people, (select count(*)::int from cases) cases, (select count(*)::int from reports) reports',
)
const world = {
  people: Number(counted?.people),
  cases: Number(counted?.cases),
  reports: Number(counted?.reports),
}
const loaded = { ...world, families: 0, rows: 0, seconds: 0 }
/** Those that serve requests; what jobs do beside is not counted. */
const serving = async (): Promise<number> => {
  const sums = await ofDatabase(bulk)
  return (sums.get('umai_desk') ?? 0) + (sums.get('umai_door') ?? 0)
}

const seated = await seatDesks(values.database, 50)
const steps = stepsFor(loaded)

const folder = mkdtempSync(join(tmpdir(), 'umai-bench-cpu-'))
let stop: (() => Promise<void>) | undefined
const column = (text: number | string, width = 8) =>
  (typeof text === 'number' ? text.toFixed(2) : text).padStart(width)
try {
  const server = await startServer({
    url: values.database,
    keyFile: values.keys,
    dataDir: folder,
    onStart: (end) => {
      stop = end
    },
    ...(values['cpu-prof'] === undefined
      ? {}
      : { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`] }),
  })
  // What the server still does after it has come up is no request's.
  for (let before = ofProcess(server.pid), isBusy = true; isBusy; ) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const now = ofProcess(server.pid)
    isBusy = now - before > 100
    before = now
  }
  const lines = new Map<Desk, Line>()
  const lineOf = (desk: Desk): Line => {
    const line = lines.get(desk) ?? openLine(server.port, desk, '10.2.0.1')
    lines.set(desk, line)
    return line
  }
  const costs = new Map<string, { server: number; database: number }>()
  process.stdout.write(
    `${'ms on a processor for one request'.padEnd(48)} ${column('server')} ${column('database')} ${column('together', 9)} ${column('passed', 9)}\n`,
  )
  for (const step of steps.filter(({ name }) => name.includes(values.only))) {
    for (const role of step.roles) {
      if (values.role !== undefined && role !== values.role) continue
      const desks = seated.filter((desk) => desk.role === role)
      const draw = drawFrom(11)
      const passed: number[] = []
      let before = { server: 0, database: 0 }
      // The first are not counted: connections, prepared statements, compiled code.
      for (let at = -warming; at < times; at++) {
        if (at === 0) before = { server: ofProcess(server.pid), database: await serving() }
        const desk = desks[(at + warming) % desks.length] as Desk
        const { status, ms, text } = await lineOf(desk).send(step.ask(draw, desk))
        if (status >= 400) throw new Error(`${step.name}: ${status} ${text.slice(0, 200)}`)
        if (at >= 0) passed.push(ms)
      }
      const cost = {
        server: (ofProcess(server.pid) - before.server) / times,
        database: ((await serving()) - before.database) / times,
      }
      costs.set(`${step.name}, ${role}`, cost)
      process.stdout.write(
        `${`${step.name}, ${role}`.padEnd(48)} ${column(cost.server)} ${column(cost.database)} ${column(cost.server + cost.database, 9)} ${column(percentile(passed, 0.5), 9)}\n`,
      )
    }
  }
  // The mixture as the fifty ask it, each asking as often as the others.
  const mixed = { server: 0, database: 0 }
  let isWhole = true
  for (const { role } of seated) {
    const own = steps.filter(({ roles }) => roles.includes(role))
    const weights = own.reduce((sum, { weight }) => sum + weight, 0)
    for (const { name, weight } of own) {
      const cost = costs.get(`${name}, ${role}`)
      if (cost === undefined) isWhole = false
      mixed.server += ((cost?.server ?? 0) * weight) / weights / seated.length
      mixed.database += ((cost?.database ?? 0) * weight) / weights / seated.length
    }
  }
  if (isWhole)
    process.stdout.write(
      `${'a request of the mixture'.padEnd(48)} ${column(mixed.server)} ${column(mixed.database)} ${column(mixed.server + mixed.database, 9)}\n`,
    )
  for (const line of lines.values()) line.close()
} finally {
  await stop?.()
  await bulk.end()
  rmSync(folder, { recursive: true, force: true })
}
