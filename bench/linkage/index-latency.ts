// How long one record takes against the index of a finished run, cold and warm, and what building the index takes.
//
//   node bench/linkage/index-latency.ts <run folder> [--index <folder>] [--built] [--memory 2GB] [--out result.json]
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { BuildOutcome, IndexJob, Latency, MatchOutcome, MergeOutcome } from './index-step.ts'
import { commit } from './worlds.ts'

export type IndexLatency = {
  /** Undefined where an index that something else built is measured. */
  readonly build: BuildOutcome | undefined
  readonly match: MatchOutcome
  readonly merge: MergeOutcome
}

const STEP = fileURLToPath(new URL('./index-step.ts', import.meta.url))

function runStep<Outcome>(job: IndexJob): Outcome {
  const { status, stdout } = spawnSync(process.execPath, [STEP], {
    input: JSON.stringify(job),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`The step "${job.step}" ended with ${status}.`)
  return JSON.parse(stdout) as Outcome
}

const builtBefore = (path: string): BuildOutcome | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as BuildOutcome) : undefined

export function measureIndex(
  dir: string,
  options: {
    readonly memory?: string | undefined
    readonly index?: string | undefined
    readonly built?: boolean | undefined
  } = {},
): IndexLatency {
  const job = { dir, index: options.index ?? join(dir, 'index'), memory: options.memory }
  const build =
    options.built === true
      ? builtBefore(`${job.index}.built.json`)
      : runStep<BuildOutcome>({ ...job, step: 'build' })
  runStep({ ...job, step: 'draw' })
  const match = runStep<MatchOutcome>({ ...job, step: 'match' })
  return { build, match, merge: runStep<MergeOutcome>({ ...job, step: 'merge' }) }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`

function latencyLine(name: string, one: Latency): string {
  return `  ${name.padEnd(9)} ${one.queries} records: p50 ${one.p50Ms.toFixed(2)} ms, p95 ${one.p95Ms.toFixed(2)}, p99 ${one.p99Ms.toFixed(2)}, most ${one.mostMs.toFixed(1)}; p95 of processor ${one.p95ProcessorMs.toFixed(2)}; compared p50 ${one.p50Compared}, p95 ${one.p95Compared}, most ${one.mostCompared}; ${one.leftOut} with a group left out`
}

export function latencyLines({ build, match, merge }: IndexLatency): readonly string[] {
  return [
    ...(build === undefined
      ? []
      : [
          `  index: ${build.records.toLocaleString('en')} records under ${build.keys.toLocaleString('en')} keys in ${build.seconds.toFixed(0)} s (${build.processorSeconds.toFixed(0)} s of processor), peak ${gigabytes(build.peakBytes)}, files ${gigabytes(build.bytes)}`,
        ]),
    `  opened in ${match.openMs.toFixed(0)} ms; the process takes ${gigabytes(match.peakBytes)} at most`,
    latencyLine('cold', match.cold),
    `  all files read once in ${match.warmSeconds.toFixed(1)} s`,
    latencyLine('then', match.warmed),
    latencyLine('warm', match.warm),
    latencyLine('frequent', match.frequent),
    `  ${match.found} of ${match.warm.queries} found themselves; ${match.equalWeights} of ${match.links} links of the run found at the same weight`,
    `  ${merge.put.toLocaleString('en')} records put in: ${merge.putSeconds.toFixed(1)} s; merged in ${merge.seconds.toFixed(1)} s (${merge.processorSeconds.toFixed(1)} s of processor), peak ${gigabytes(merge.peakBytes)}`,
    latencyLine('waiting', merge.waiting),
    latencyLine('merged', merge.merged),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      index: { type: 'string' },
      built: { type: 'boolean', default: false },
      memory: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const [dir] = positionals
  if (dir === undefined) throw new Error('Name the folder of a finished run.')
  const latency = measureIndex(dir, values)
  process.stdout.write(`${latencyLines(latency).join('\n')}\n`)
  if (values.out !== undefined)
    writeFileSync(
      values.out,
      `${JSON.stringify(
        {
          made: new Date().toISOString(),
          commit: commit(),
          node: process.version,
          processor: cpus()[0]?.model,
          cores: availableParallelism(),
          loadAverage: loadavg(),
          ...latency,
        },
        (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value),
        1,
      )}\n`,
    )
}
