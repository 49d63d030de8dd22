// One step of measuring the index, in a process of its own, so that its memory is its own: `build`, `draw` (which records are asked
// for, and what the run linked them with), `match` or `merge` (records put in, and merged as at night). Reads a job as JSON, prints the outcome as JSON.
import { spawnSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { buildIndex, type IndexAnswer, openIndex, reopenRun } from '@umai/linkage'
import { openDuckdb } from '../../packages/linkage/src/engines/duckdb.ts'
import { DEFAULT_KEEP } from '../../packages/linkage/src/units.ts'

export type IndexJob = {
  readonly step: 'build' | 'draw' | 'match' | 'merge'
  readonly dir: string
  readonly index: string
  readonly memory?: string | undefined
}

type Written = Readonly<Record<string, string | null>>
type Edge = { readonly own: string; readonly other: string; readonly weight: number }
type Drawn = {
  /** Records of the run, drawn by number. */
  readonly records: readonly Written[]
  /** Women and men of the most frequent surname, without IIN, as a stranger to the register would be asked for. */
  readonly frequent: readonly Written[]
  readonly edges: readonly Edge[]
  readonly keep: number
}

export type Latency = {
  readonly queries: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly mostMs: number
  /** Of the processor's time: on a machine shared with others a process waits for its turn. */
  readonly p95ProcessorMs: number
  readonly p50Compared: number
  readonly p95Compared: number
  readonly mostCompared: number
  /** Queries in which a group was left out because of its size; the answer says which. */
  readonly leftOut: number
}

export type MatchOutcome = {
  readonly openMs: number
  /** Just opened, with nothing of the files in memory. */
  readonly cold: Latency
  /** How long it takes to read the files once, and the first records asked for after that. */
  readonly warmSeconds: number
  readonly warmed: Latency
  readonly warm: Latency
  readonly frequent: Latency
  /** Records that found themselves. */
  readonly found: number
  /** Links of the run that the index gives at the same weight to six digits, of those asked for. */
  readonly equalWeights: number
  readonly links: number
  readonly peakBytes: number
}

export type BuildOutcome = {
  readonly records: number
  readonly keys: number
  readonly bytes: number
  readonly seconds: number
  readonly processorSeconds: number
  readonly peakBytes: number
}

export type MergeOutcome = {
  readonly put: number
  readonly putSeconds: number
  /** With all of them waiting. */
  readonly waiting: Latency
  readonly seconds: number
  readonly processorSeconds: number
  readonly merged: Latency
  readonly peakBytes: number
}

const RECORDS = 2_000
// What comes in a day, drawn five times as new records of another source.
const ROUNDS = 5
const FREQUENT = 200
const COLD = 300
const LINKED = 200

const job = JSON.parse(readFileSync(0, 'utf8')) as IndexJob
const drawnPath = `${job.index}.drawn.json`

async function build(): Promise<BuildOutcome> {
  const run = await reopenRun(job.dir, job.memory === undefined ? {} : { memoryLimit: job.memory })
  const { records, keys, bytes, seconds } = await buildIndex(run, job.index)
  const { user, system } = process.cpuUsage()
  const outcome: BuildOutcome = {
    records,
    keys,
    bytes,
    seconds,
    processorSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }
  writeFileSync(`${job.index}.built.json`, JSON.stringify(outcome))
  return outcome
}

async function draw(): Promise<object> {
  const { settings, paths } = await reopenRun(job.dir)
  const db = await openDuckdb({
    path: paths.store,
    readOnly: true,
    memoryLimit: '2GB',
    tempDirectory: paths.temp,
  })
  const written = Object.entries(settings.fields).map(
    ([field, { from }]) => `in_${field} AS "${typeof from === 'string' ? from : field}"`,
  )
  const select = `SELECT record_id, ${written.join(', ')} FROM records`
  const mixed = 'ORDER BY hash(id)'
  const records = await db.rows<Written>(
    `${select} WHERE id IN (SELECT id FROM entries ${mixed} LIMIT ${RECORDS})`,
  )
  const frequent =
    'iin' in settings.fields && 'surname' in settings.fields
      ? await db.rows<Written>(
          `${select} WHERE id IN (SELECT id FROM nodes WHERE iin IS NULL AND surname = (SELECT value FROM frequency_surname ORDER BY tf DESC LIMIT 1) ${mixed} LIMIT ${FREQUENT})`,
        )
      : []
  const edges = await db.rows<Edge>(
    `WITH drawn AS (SELECT id, record_id FROM entries WHERE id IN (SELECT id FROM entries ${mixed} LIMIT ${LINKED})),
found AS (SELECT l, r, weight FROM read_parquet('${join(paths.edges, '*.parquet')}') WHERE l IN (SELECT id FROM drawn) OR r IN (SELECT id FROM drawn))
SELECT drawn.record_id AS own, entries.record_id AS other, weight FROM found JOIN drawn ON drawn.id = l JOIN entries ON entries.id = r
UNION ALL SELECT drawn.record_id, entries.record_id, weight FROM found JOIN drawn ON drawn.id = r JOIN entries ON entries.id = l`,
  )
  db.close()
  const drawn: Drawn = { records, frequent, edges, keep: settings.thresholds?.keep ?? DEFAULT_KEEP }
  writeFileSync(drawnPath, JSON.stringify(drawn))
  return { records: records.length, frequent: frequent.length, edges: edges.length }
}

/** Asks the system to forget what it holds of the files: nobody else's are touched. */
function forget(index: string): void {
  for (const name of readdirSync(index, { recursive: true, encoding: 'utf8' }))
    spawnSync('dd', [`if=${join(index, name)}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' })
}

function timed(queries: readonly Written[], ask: (query: Written) => IndexAnswer): Latency {
  const seen = queries.map((query) => {
    const before = process.cpuUsage()
    const startedAt = performance.now()
    const { compared, leftOut } = ask(query)
    const ms = performance.now() - startedAt
    const { user, system } = process.cpuUsage(before)
    return { ms, processorMs: (user + system) / 1000, compared, leftOut: leftOut.length }
  })
  const at = (share: number, of: (one: (typeof seen)[number]) => number) =>
    seen.map(of).toSorted((a, b) => a - b)[Math.floor(share * (seen.length - 1))] ?? 0
  return {
    queries: seen.length,
    p50Ms: at(0.5, ({ ms }) => ms),
    p95Ms: at(0.95, ({ ms }) => ms),
    p99Ms: at(0.99, ({ ms }) => ms),
    mostMs: at(1, ({ ms }) => ms),
    p95ProcessorMs: at(0.95, ({ processorMs }) => processorMs),
    p50Compared: at(0.5, ({ compared }) => compared),
    p95Compared: at(0.95, ({ compared }) => compared),
    mostCompared: at(1, ({ compared }) => compared),
    leftOut: seen.filter(({ leftOut }) => leftOut > 0).length,
  }
}

async function match(): Promise<MatchOutcome> {
  const { records, frequent, edges, keep } = JSON.parse(readFileSync(drawnPath, 'utf8')) as Drawn
  forget(job.index)
  const startedAt = performance.now()
  const index = openIndex(job.index)
  const openMs = performance.now() - startedAt
  const cold = timed(records.slice(0, COLD), (query) => index.match(query))
  forget(job.index)
  const warmedAt = performance.now()
  await index.warm()
  const warmSeconds = (performance.now() - warmedAt) / 1000
  const warmed = timed(records.slice(COLD, 2 * COLD), (query) => index.match(query))
  // As after a day's work.
  for (const query of [...records, ...frequent]) index.match(query)
  const warm = timed(records, (query) => index.match(query))
  const peakBytes = process.resourceUsage().maxRSS * 1024
  const found = records.filter((query) =>
    index.match(query).matches.some(({ id }) => id === query.record_id),
  ).length
  let links = 0
  let equalWeights = 0
  for (const [own, linked] of Map.groupBy(edges, (edge) => edge.own)) {
    const query = records.find((one) => one.record_id === own)
    if (query === undefined) continue
    const { matches } = index.match(query, { atLeast: keep - 1, most: 100_000 })
    const weights = new Map(matches.map(({ id, weight }) => [id, weight]))
    for (const { other, weight } of linked) {
      links += 1
      if (Math.abs((weights.get(other) ?? Number.NaN) - weight) < 1e-6) equalWeights += 1
    }
  }
  const outcome = {
    openMs,
    cold,
    warmSeconds,
    warmed,
    warm,
    frequent: timed(frequent, (query) => index.match(query)),
    found,
    equalWeights,
    links,
    peakBytes,
  }
  index.close()
  return outcome
}

/** The index under a second name: what is merged into it stays out of the first. */
function beside(index: string): string {
  const copy = `${index}.merging`
  rmSync(copy, { recursive: true, force: true })
  for (const name of readdirSync(index, { recursive: true, encoding: 'utf8' })) {
    const to = join(copy, name)
    mkdirSync(dirname(to), { recursive: true })
    if (statSync(join(index, name)).isFile()) linkSync(join(index, name), to)
  }
  return copy
}

function merge(): MergeOutcome {
  const { records } = JSON.parse(readFileSync(drawnPath, 'utf8')) as Drawn
  const copy = beside(job.index)
  const index = openIndex(copy)
  const startedAt = performance.now()
  const stamp = Date.now()
  for (let round = 0; round < ROUNDS; round += 1)
    index.upsert(
      records.map((written, at) => ({
        source: 'arrivals',
        id: `${stamp}-${round}-${at}`,
        written,
      })),
    )
  const putSeconds = (performance.now() - startedAt) / 1000
  for (const query of records) index.match(query)
  const waiting = timed(records, (query) => index.match(query))
  const before = process.cpuUsage()
  const { merged: put, seconds } = index.merge()
  const { user, system } = process.cpuUsage(before)
  for (const query of records) index.match(query)
  const merged = timed(records, (query) => index.match(query))
  index.close()
  rmSync(copy, { recursive: true })
  return {
    put,
    putSeconds,
    waiting,
    seconds,
    processorSeconds: (user + system) / 1e6,
    merged,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }
}

const steps = { build, draw, match, merge }
const outcome = await steps[job.step]()
process.stdout.write(JSON.stringify(outcome))
