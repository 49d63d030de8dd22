// One linkage in a process of its own, so that its peak memory is its own. Reads a job as JSON, prints the outcome as JSON.
import { readFileSync } from 'node:fs'
import { clusterRun, linkPairs, loadRecords, type OnProgress, openRun, train } from '@umai/linkage'
import type { World } from './worlds.ts'

export type Job = {
  readonly world: World
  readonly dir: string
  readonly threads: number
  readonly chunks?: number
  readonly workers?: number
  readonly memory?: string
  readonly comparedIn?: 'memory' | 'database'
}

export type Outcome = {
  readonly records: number
  readonly pairs: number
  readonly edges: number
  readonly persons: number
  readonly seconds: Readonly<
    Record<'standardise' | 'load' | 'train' | 'link' | 'cluster' | 'total', number>
  >
  /** Of the processor, by stage. */
  readonly processor: Readonly<Record<'load' | 'train' | 'link' | 'cluster', number>>
  /** Of it, spent on standardising what was written, which those measured against are spared. */
  readonly standardiseProcessorSeconds: number
  readonly resumedUnits: number
  readonly peakBytes: number
  /** Of this process; on a machine shared with others it says more than the clock. */
  readonly processorSeconds: number
}

const job = JSON.parse(readFileSync(0, 'utf8')) as Job
const startedAt = performance.now()
const processorSeconds = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6
let before = { clock: startedAt, processor: 0 }
const lap = () => {
  const now = { clock: performance.now(), processor: processorSeconds() }
  const spent = {
    seconds: (now.clock - before.clock) / 1000,
    processor: now.processor - before.processor,
  }
  before = now
  return spent
}
// Standardising is what comes between the first distinct values and the table of entries.
const standardising = { from: 0, to: 0, processorFrom: 0, processorTo: 0 }
const onProgress: OnProgress = ({ stage, step }) => {
  if (stage === 'load' && step.startsWith('standardise') && standardising.from === 0) {
    standardising.from = performance.now()
    standardising.processorFrom = processorSeconds()
  }
  if (stage === 'load' && step === 'entries') {
    standardising.to = performance.now()
    standardising.processorTo = processorSeconds()
  }
  if (process.env.UMAI_BENCH_VERBOSE !== undefined)
    process.stderr.write(
      `${((performance.now() - startedAt) / 1000).toFixed(1)} s, ${processorSeconds().toFixed(1)} s of processor, ${(process.memoryUsage.rss() / 1e9).toFixed(2)} GB, at most ${(process.resourceUsage().maxRSS / 1e6).toFixed(2)}: ${stage} ${step}\n`,
    )
}
const at = new Date().toISOString()
const run = await openRun(job.dir, job.world.settings, {
  threads: job.threads,
  ...(job.memory === undefined ? {} : { memoryLimit: job.memory }),
})
const loaded = await loadRecords(run, job.world.inputs, onProgress)
const loading = lap()
const comparedIn = job.comparedIn === undefined ? {} : { comparedIn: job.comparedIn }
const model = await train(run, {
  trainedAt: at,
  ...comparedIn,
  onProgress,
})
const training = lap()
const linked = await linkPairs(run, {
  model,
  ...comparedIn,
  ...(job.chunks === undefined ? {} : { chunks: job.chunks }),
  ...(job.workers === undefined ? {} : { workers: job.workers }),
  onProgress,
})
const linking = lap()
const persons = await clusterRun(run, { at, onProgress })
const clustering = lap()
const outcome: Outcome = {
  records: loaded.records,
  pairs: linked.pairs,
  edges: linked.edges,
  persons: persons.persons,
  resumedUnits: linked.resumed,
  standardiseProcessorSeconds: standardising.processorTo - standardising.processorFrom,
  seconds: {
    standardise: (standardising.to - standardising.from) / 1000,
    load: loading.seconds,
    train: training.seconds,
    link: linking.seconds,
    cluster: clustering.seconds,
    total: (performance.now() - startedAt) / 1000,
  },
  processor: {
    load: loading.processor,
    train: training.processor,
    link: linking.processor,
    cluster: clustering.processor,
  },
  peakBytes: process.resourceUsage().maxRSS * 1024,
  processorSeconds: processorSeconds(),
}
process.stdout.write(JSON.stringify(outcome))
