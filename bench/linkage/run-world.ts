// One linkage in a process of its own, so that its peak memory is its own. Reads a job as JSON, prints the outcome as JSON.
import { readFileSync } from 'node:fs'
import { clusterRun, linkPairs, loadRecords, openRun, train } from '@umai/linkage'
import type { World } from './worlds.ts'

export type Job = {
  readonly world: World
  readonly dir: string
  readonly threads: number
  readonly chunks?: number
  readonly workers?: number
  readonly memory?: string
}

export type Outcome = {
  readonly records: number
  readonly pairs: number
  readonly edges: number
  readonly persons: number
  readonly seconds: Readonly<Record<'load' | 'train' | 'link' | 'cluster' | 'total', number>>
  readonly peakBytes: number
  /** Of this process; on a machine shared with others it says more than the clock. */
  readonly processorSeconds: number
}

const job = JSON.parse(readFileSync(0, 'utf8')) as Job
const startedAt = performance.now()
let before = startedAt
const lap = () => {
  const now = performance.now()
  const seconds = (now - before) / 1000
  before = now
  return seconds
}
const onProgress =
  process.env.UMAI_BENCH_VERBOSE === undefined
    ? undefined
    : ({ stage, step }: { stage: string; step: string }) =>
        process.stderr.write(
          `${((performance.now() - startedAt) / 1000).toFixed(1)} s, ${(process.cpuUsage().user / 1e6).toFixed(1)} s of processor: ${stage} ${step}\n`,
        )
const at = new Date().toISOString()
const run = await openRun(job.dir, job.world.settings, {
  threads: job.threads,
  ...(job.memory === undefined ? {} : { memoryLimit: job.memory }),
})
const loaded = await loadRecords(run, job.world.inputs, onProgress)
const loadSeconds = lap()
const model = await train(run, {
  trainedAt: at,
  ...(onProgress === undefined ? {} : { onProgress }),
})
const trainSeconds = lap()
const linked = await linkPairs(run, {
  model,
  ...(job.chunks === undefined ? {} : { chunks: job.chunks }),
  ...(job.workers === undefined ? {} : { workers: job.workers }),
  ...(onProgress === undefined ? {} : { onProgress }),
})
const linkSeconds = lap()
const persons = await clusterRun(run, { at, ...(onProgress === undefined ? {} : { onProgress }) })
const outcome: Outcome = {
  records: loaded.records,
  pairs: linked.pairs,
  edges: linked.edges,
  persons: persons.persons,
  seconds: {
    load: loadSeconds,
    train: trainSeconds,
    link: linkSeconds,
    cluster: lap(),
    total: (performance.now() - startedAt) / 1000,
  },
  peakBytes: process.resourceUsage().maxRSS * 1024,
  processorSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
}
process.stdout.write(JSON.stringify(outcome))
