// Measures linkage: time, memory and accuracy on the simulated register and on FEBRL, equality over chunks and workers, and the
// same data with the same rules and comparisons in Splink. Prints a table, writes JSON.
//
//   node bench/linkage/main.ts --sizes 100000,1000000 --febrl <folder> --splink --out result.json
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openDuckdb } from '../../packages/linkage/src/engines/duckdb.ts'
import { measureClusters } from '../../packages/linkage/src/evaluate/measures.ts'
import { measureIndex } from './index-latency.ts'
import { pythonWith } from './python.ts'
import type { Job, Outcome } from './run-world.ts'
import { runSplink } from './splink.ts'
import { commit, febrlWorlds, registerWorld, type World, withRuleColumns } from './worlds.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000' },
    febrl: { type: 'string' },
    splink: { type: 'boolean', default: false },
    equality: { type: 'boolean', default: false },
    index: { type: 'boolean', default: false },
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
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('./run-world.ts', import.meta.url))],
    {
      input: JSON.stringify(job),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  )
  if (status !== 0) throw new Error(`The run of ${job.world.name} ended with ${status}:\n${stderr}`)
  return JSON.parse(stdout) as Outcome
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
      const theirs = measureClusters(
        await groupsFrom(
          `SELECT CAST(regexp_extract(CAST(id AS VARCHAR), '[0-9]+$') AS INTEGER), CAST(dense_rank() OVER (ORDER BY cluster_id) AS INTEGER) FROM read_parquet('${splink.clusters}')`,
          truth.length,
        ),
        truth,
      )
      result.splink = {
        ...splink,
        f1: theirs.pairs.f1,
        precision: theirs.pairs.precision,
        recall: theirs.pairs.recall,
        bCubedF1: theirs.bCubed.f1,
      }
      process.stdout.write(
        `  Splink ${splink.splink}, standardised records given: ${splink.seconds.total.toFixed(1)} s (load ${splink.seconds.load.toFixed(1)}, train ${splink.seconds.train.toFixed(1)}, link ${splink.seconds.link.toFixed(1)}, cluster ${splink.seconds.cluster.toFixed(1)}), ${splink.processorSeconds.toFixed(0)} s of processor, peak ${(splink.peakBytes / 1e9).toFixed(2)} GB, pairs F1 ${theirs.pairs.f1.toFixed(4)} (P ${theirs.pairs.precision.toFixed(4)}, R ${theirs.pairs.recall.toFixed(4)}), B³ ${theirs.bCubed.f1.toFixed(4)}; time ${(outcome.seconds.total / splink.seconds.total).toFixed(2)} of Splink's, processor ${(outcome.processorSeconds / splink.processorSeconds).toFixed(2)}\n`,
      )
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
    process.stdout.write(
      `  1, 2, 8 chunks and 1, 2 workers: ${marks.size === 1 ? `equal edges (${[...marks.keys()][0]})` : `DIFFERENT EDGES ${JSON.stringify([...marks])}`}\n`,
    )
  }
  if (values.index) {
    const latency = await measureIndex(dir)
    result.index = latency
    process.stdout.write(
      `  index: ${latency.keys} keys in ${latency.buildSeconds.toFixed(1)} s; one record p50 ${latency.p50Ms.toFixed(2)} ms, p95 ${latency.p95Ms.toFixed(2)} ms, p99 ${latency.p99Ms.toFixed(2)} ms; ${latency.found} of ${latency.matches} found themselves\n`,
    )
  }
  results.push(result)
}

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
}
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(record, null, 1)}\n`)
