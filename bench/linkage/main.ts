// Measures linkage: time, memory and accuracy on the simulated register and on FEBRL, equality over chunks and workers, and the
// same data with the same rules and comparisons in Splink. Prints a table, writes JSON.
//
//   node bench/linkage/main.ts --sizes 100000,1000000 --febrl <folder> --splink --out result.json
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openDuckdb } from '../../packages/linkage/src/engines/duckdb.ts'
import { measureClusters } from '../../packages/linkage/src/evaluate/measures.ts'
import { latencyLines, measureIndex } from './index-latency.ts'
import { pythonWith } from './python.ts'
import type { Job, Outcome } from './run-world.ts'
import { runSplink } from './splink.ts'
import {
  commit,
  febrlWorlds,
  registerWorld,
  standardisedWorld,
  type World,
  withRuleColumns,
} from './worlds.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000' },
    febrl: { type: 'string' },
    splink: { type: 'boolean', default: false },
    equality: { type: 'boolean', default: false },
    index: { type: 'boolean', default: false },
    kill: { type: 'boolean', default: false },
    threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    memory: { type: 'string' },
    chunks: { type: 'string' },
    seed: { type: 'string', default: 'bench' },
    folder: { type: 'string', default: join(tmpdir(), 'umai-bench-linkage') },
    out: { type: 'string' },
  },
})
const folder = values.folder
const threads = Number(values.threads)
mkdirSync(folder, { recursive: true })

function runJob(job: Job): Outcome {
  const { status, stdout } = spawnSync(process.execPath, [RUNNER], {
    input: JSON.stringify(job),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`The run of ${job.world.name} ended with ${status}.`)
  return JSON.parse(stdout) as Outcome
}

const RUNNER = fileURLToPath(new URL('./run-world.ts', import.meta.url))

/** Starts a job and ends its process by SIGKILL once some units are written; gives how many were. */
async function killInTheMiddle(job: Job): Promise<number> {
  const units = join(job.dir, 'units.jsonl')
  const written = () => (existsSync(units) ? readFileSync(units, 'utf8').split('\n').length - 1 : 0)
  const child = spawn(process.execPath, [RUNNER], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end(JSON.stringify(job))
  const ended = once(child, 'exit')
  while (child.exitCode === null && written() < 5) await wait(5)
  child.kill('SIGKILL')
  await ended
  return written()
}

type Bar = { readonly bar: string; readonly figure: string; readonly reached: boolean }
const bars: Bar[] = []

/** Holds a figure against what was promised. */
function hold(bar: string, figure: string, reached: boolean): void {
  bars.push({ bar, figure, reached })
}

async function truthOf(dir: string, world: World): Promise<Int32Array> {
  const db = await openDuckdb({ path: join(dir, 'nodes.duckdb'), readOnly: true })
  const rows = await db.rows<{ n: number }>('SELECT count(*) AS n FROM records')
  const truth = new Int32Array(rows[0]?.n ?? 0)
  await db.each(
    `SELECT id, CAST(dense_rank() OVER (ORDER BY ${world.truth}) AS INTEGER) FROM records`,
    ([ids = [], persons = []], count) => {
      for (let at = 0; at < count; at += 1) truth[Number(ids[at])] = Number(persons[at])
    },
  )
  db.close()
  return truth
}

async function groupsFrom(sql: string, records: number): Promise<Int32Array> {
  const db = await openDuckdb()
  const groups = new Int32Array(records)
  await db.each(sql, ([ids = [], persons = []], count) => {
    for (let at = 0; at < count; at += 1) groups[Number(ids[at])] = Number(persons[at])
  })
  db.close()
  return groups
}

const LINK_WEIGHTS = [0, 2, 4, 6, 8, 10, 12]

/** The links of Splink by themselves, before any closure over chains, at the weight that suits them best. */
async function measureLinks(
  path: string,
  truth: Int32Array,
): Promise<{ readonly weight: number; readonly f1: number }> {
  const sizes = new Map<number, number>()
  for (const person of truth) sizes.set(person, (sizes.get(person) ?? 0) + 1)
  let all = 0
  for (const size of sizes.values()) all += (size * (size - 1)) / 2
  const found = LINK_WEIGHTS.map((weight) => ({ weight, links: 0, right: 0 }))
  const db = await openDuckdb()
  const number = (side: string) =>
    `CAST(regexp_extract(CAST(id_${side} AS VARCHAR), '[0-9]+$') AS INTEGER)`
  await db.eachNumbers(
    `SELECT ${number('l')}, ${number('r')}, CAST(match_weight AS DOUBLE) FROM read_parquet('${path}')`,
    ([l, r, own], count) => {
      for (let at = 0; at < count; at += 1) {
        const right = truth[l?.items[at] ?? 0] === truth[r?.items[at] ?? 0] ? 1 : 0
        for (const one of found)
          if ((own?.items[at] ?? 0) >= one.weight) {
            one.links += 1
            one.right += right
          }
      }
    },
  )
  db.close()
  const measured = found.map(({ weight, links, right }) => ({
    weight,
    f1: (2 * right) / Math.max(1, links + all),
  }))
  return measured.toSorted((a, b) => b.f1 - a.f1)[0] ?? { weight: 0, f1: 0 }
}

/** A number for a set of edges that does not depend on their order. */
async function edgesFingerprint(dir: string): Promise<string> {
  const db = await openDuckdb()
  const [row] = await db.rows<{ n: number; mark: string }>(
    `SELECT count(*) AS n, CAST(bit_xor(hash(l, r, levels, weight)) AS VARCHAR) AS mark FROM read_parquet('${join(dir, 'edges', '*.parquet')}')`,
  )
  db.close()
  return `${row?.n} edges, ${row?.mark}`
}

const results: Record<string, unknown>[] = []
const worlds: World[] = []
for (const size of values.sizes.split(',').filter((text) => text !== ''))
  worlds.push(await registerWorld(folder, Number(size), values.seed))
if (values.febrl !== undefined) worlds.push(...febrlWorlds(values.febrl))
const python = values.splink ? pythonWith(folder, 'splink', ['splink']) : undefined

for (const plain of worlds) {
  const world = python === undefined ? plain : withRuleColumns(plain)
  const dir = join(folder, 'run')
  rmSync(dir, { recursive: true, force: true })
  const outcome = runJob({
    world,
    dir,
    threads,
    ...(values.memory === undefined ? {} : { memory: values.memory }),
    ...(values.chunks === undefined ? {} : { chunks: Number(values.chunks) }),
  })
  const truth = await truthOf(dir, world)
  const ours = measureClusters(
    await groupsFrom(
      `SELECT id, cluster FROM read_parquet('${join(dir, 'clusters.parquet')}')`,
      truth.length,
    ),
    truth,
  )
  const result: Record<string, unknown> = {
    world: world.name,
    ...outcome,
    pairsPerSecond: Math.round(outcome.pairs / outcome.seconds.link),
    f1: ours.pairs.f1,
    precision: ours.pairs.precision,
    recall: ours.pairs.recall,
    bCubedF1: ours.bCubed.f1,
  }
  process.stdout.write(
    `${world.name}: ${outcome.records} records, ${outcome.seconds.total.toFixed(1)} s (load ${outcome.seconds.load.toFixed(1)}, train ${outcome.seconds.train.toFixed(1)}, link ${outcome.seconds.link.toFixed(1)}, cluster ${outcome.seconds.cluster.toFixed(1)}), ${outcome.processorSeconds.toFixed(0)} s of processor, peak ${(outcome.peakBytes / 1e9).toFixed(2)} GB, pairs F1 ${ours.pairs.f1.toFixed(4)} (P ${ours.pairs.precision.toFixed(4)}, R ${ours.pairs.recall.toFixed(4)}), B³ ${ours.bCubed.f1.toFixed(4)}\n`,
  )
  const leastF1 = world.name === 'FEBRL 3' ? 0.998 : world.name === 'FEBRL 4' ? 0.999 : 0.975
  hold(
    `${world.name}: F1 of pairs without labels ≥ ${leastF1}`,
    ours.pairs.f1.toFixed(4),
    ours.pairs.f1 >= leastF1,
  )
  if (outcome.records > 15_000_000)
    hold(
      `${world.name}: peak memory < 8 GB`,
      `${(outcome.peakBytes / 1e9).toFixed(2)} GB`,
      outcome.peakBytes < 8e9,
    )
  if (python !== undefined) {
    const isRegister = world.truth.startsWith('keep_')
    const splink = await runSplink({
      python,
      world,
      dir,
      folder,
      threads,
      sessions: isRegister ? [0, 1, 5] : [0, 1, 2],
      deterministic: isRegister ? [0, 1] : [0, 1],
    })
    if (splink !== undefined) {
      const theirPersons = (path: string) =>
        groupsFrom(
          `SELECT CAST(regexp_extract(CAST(id AS VARCHAR), '[0-9]+$') AS INTEGER), CAST(dense_rank() OVER (ORDER BY cluster_id) AS INTEGER) FROM read_parquet('${path}')`,
          truth.length,
        )
      const theirs = measureClusters(await theirPersons(splink.clusters), truth)
      // The threshold that suits it best, found with the truth that a user does not have.
      let best = { weight: 0, f1: theirs.pairs.f1 }
      for (const { weight, clusters } of splink.others) {
        const { f1 } = measureClusters(await theirPersons(clusters), truth).pairs
        if (f1 > best.f1) best = { weight, f1 }
      }
      const links = await measureLinks(splink.links, truth)
      const given = runJob({
        world: standardisedWorld(world, splink.files),
        dir: join(folder, 'run-standardised'),
        threads,
        ...(values.memory === undefined ? {} : { memory: values.memory }),
      })
      const same = measureClusters(
        await groupsFrom(
          `SELECT CAST(record_id AS INTEGER), CAST(person_id AS INTEGER) FROM read_parquet('${join(folder, 'run-standardised', 'persons.parquet')}')`,
          truth.length,
        ),
        truth,
      )
      rmSync(join(folder, 'run-standardised'), { recursive: true, force: true })
      result.fromStandardised = { ...given, f1: same.pairs.f1 }
      result.splink = {
        seconds: splink.seconds,
        processorSeconds: splink.processorSeconds,
        peakBytes: splink.peakBytes,
        edges: splink.edges,
        splink: splink.splink,
        duckdb: splink.duckdb,
        f1: theirs.pairs.f1,
        precision: theirs.pairs.precision,
        recall: theirs.pairs.recall,
        bCubedF1: theirs.bCubed.f1,
        bestThreshold: best,
        links,
      }
      const ratio = (ours: Outcome) =>
        `time ${(ours.seconds.total / splink.seconds.total).toFixed(2)} of Splink's, processor ${(ours.processorSeconds / splink.processorSeconds).toFixed(2)}`
      process.stdout.write(
        `  Splink ${splink.splink}, from standardised records: ${splink.seconds.total.toFixed(1)} s (load ${splink.seconds.load.toFixed(1)}, train ${splink.seconds.train.toFixed(1)}, link ${splink.seconds.link.toFixed(1)}, cluster ${splink.seconds.cluster.toFixed(1)}), ${splink.processorSeconds.toFixed(0)} s of processor, peak ${(splink.peakBytes / 1e9).toFixed(2)} GB
    F1 of pairs: its persons at even odds ${theirs.pairs.f1.toFixed(4)} (P ${theirs.pairs.precision.toFixed(4)}, R ${theirs.pairs.recall.toFixed(4)}), at its best weight (${best.weight}) ${best.f1.toFixed(4)}; its links alone, at its best weight (${links.weight}) ${links.f1.toFixed(4)}
    ours from the same file: ${given.seconds.total.toFixed(1)} s (load ${given.seconds.load.toFixed(1)}, train ${given.seconds.train.toFixed(1)}, link ${given.seconds.link.toFixed(1)}, cluster ${given.seconds.cluster.toFixed(1)}), ${given.processorSeconds.toFixed(0)} s of processor, F1 ${same.pairs.f1.toFixed(4)}: ${ratio(given)}
    ours from records as written: ${ratio(outcome)}\n`,
      )
      const theirBest = Math.max(best.f1, links.f1)
      hold(
        `${world.name}: F1 not below Splink's, at the threshold that suits it best`,
        `${ours.pairs.f1.toFixed(4)} against ${theirBest.toFixed(4)}`,
        ours.pairs.f1 >= theirBest,
      )
      if (isRegister) {
        hold(
          `${world.name}: time from standardised records ≤ 0.5 of Splink's from the same file`,
          ratio(given),
          given.seconds.total <= splink.seconds.total / 2,
        )
        hold(
          `${world.name}: time from records as written ≤ 0.5 of Splink's from standardised ones`,
          ratio(outcome),
          outcome.seconds.total <= splink.seconds.total / 2,
        )
      }
    }
  }
  if (values.equality) {
    const marks = new Map([[await edgesFingerprint(dir), 'first run']])
    for (const [chunks, workers] of [
      [1, 1],
      [2, 1],
      [8, 1],
      [8, 2],
    ] as const) {
      rmSync(join(dir, 'units.jsonl'), { force: true })
      runJob({ world, dir, threads, chunks, workers })
      marks.set(await edgesFingerprint(dir), `${chunks} chunks, ${workers} workers`)
    }
    result.equalEdges = marks.size === 1
    hold(
      `${world.name}: equal edges for 1, 2, 8 chunks and 1, 2 workers`,
      marks.size === 1 ? [...marks.keys()].join() : JSON.stringify([...marks]),
      marks.size === 1,
    )
  }
  if (values.kill) {
    const whole = await edgesFingerprint(dir)
    rmSync(join(dir, 'units.jsonl'), { force: true })
    const job = { world, dir, threads, chunks: 8 }
    const before = await killInTheMiddle(job)
    const resumed = runJob(job)
    const again = await edgesFingerprint(dir)
    result.kill = { unitsBefore: before, resumed: resumed.resumedUnits }
    hold(
      `${world.name}: killed in the middle, it goes on and loses nothing`,
      `${before} units written, ${resumed.resumedUnits} taken over, ${again === whole ? 'the same' : 'OTHER'} edges`,
      again === whole && before > 0 && resumed.resumedUnits === before,
    )
  }
  if (values.index) {
    const latency = measureIndex(dir, { memory: values.memory })
    result.index = latency
    process.stdout.write(`${latencyLines(latency).join('\n')}\n`)
    const { warm } = latency.match
    hold(
      `one record against ${(latency.build?.records ?? 0).toLocaleString('en')}: p95 < 10 ms`,
      `${warm.p95Ms.toFixed(2)} ms, ${warm.p95ProcessorMs.toFixed(2)} of processor`,
      warm.p95Ms < 10,
    )
  }
  results.push(result)
}

/** What grows with the records and what with the pairs that they make. */
function growthTable(registers: readonly Outcome[]): string {
  const per = (value: number, of: number, digits = 1) => ((value / of) * 1e6).toFixed(digits)
  const head = [
    'records',
    'pairs a record',
    's a million records',
    'processor s a million records',
    '… without linking',
    'linking, processor s a million pairs',
    'clustering, processor s a million edges',
    'peak GB',
  ]
  const rows = registers.map(
    ({ records, pairs, edges, seconds, processor, processorSeconds, peakBytes }) => [
      records.toLocaleString('en'),
      (pairs / records).toFixed(1),
      per(seconds.total, records),
      per(processorSeconds, records),
      per(processorSeconds - processor.link, records),
      per(processor.link, pairs, 3),
      per(processor.cluster, edges, 3),
      (peakBytes / 1e9).toFixed(2),
    ],
  )
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

const registers = results.filter(({ world }) => String(world).startsWith('simulated')) as (Outcome &
  Record<string, unknown>)[]
const [smallest, largest] = [registers[0], registers.at(-1)]
if (smallest !== undefined && largest !== undefined && largest.records > smallest.records * 2) {
  const perMillion = ({ seconds, records }: Outcome) => (seconds.total / records) * 1e6
  const growth = perMillion(largest) / perMillion(smallest)
  hold(
    `linear growth: seconds per million records of the largest ≤ 1.5 of the smallest`,
    `${registers.map((one) => `${one.records.toLocaleString('en')}: ${perMillion(one).toFixed(1)} s`).join(', ')}; ${growth.toFixed(2)}`,
    growth <= 1.5,
  )
  process.stdout.write(`\n${growthTable(registers)}\n`)
}
process.stdout.write(
  `\n${bars.map(({ bar, figure, reached }) => `${reached ? 'reached    ' : 'NOT reached'}  ${bar}: ${figure}`).join('\n')}\n`,
)

const record = {
  made: new Date().toISOString(),
  commit: commit(),
  node: process.version,
  processor: cpus()[0]?.model,
  cores: availableParallelism(),
  threads,
  memoryBytes: totalmem(),
  loadAverage: loadavg(),
  results,
  bars,
}
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(record, null, 1)}\n`)
