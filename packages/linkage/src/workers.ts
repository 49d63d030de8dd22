// Several processes on one machine share the units of a run. A process that dies gives its unit back.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Model } from './model.ts'
import type { Settings } from './settings/settings.ts'
import { type Unit, type UnitDone, unitName } from './units.ts'

export type WorkerJob = {
  readonly settings: Settings
  readonly model: Model
  readonly store: string
  readonly directory: string
  readonly temp: string
  readonly run: string
  readonly threads: number
  readonly inMemory: boolean
  readonly memoryLimit: string
}

export type ToWorker = { readonly job: WorkerJob } | { readonly unit: Unit }
export type FromWorker =
  | { readonly ready: true }
  | { readonly done: UnitDone }
  | { readonly failed: string }

const MOST_DEATHS_PER_UNIT = 2

export async function startWorkers(input: {
  readonly workers: number
  readonly units: readonly Unit[]
  readonly job: WorkerJob
  readonly onDone: (unit: UnitDone) => Promise<void>
}): Promise<void> {
  const { job, onDone } = input
  const waiting = [...input.units]
  const deaths = new Map<string, number>()
  const running = new Set<ChildProcess>()
  let writing: Promise<void> = Promise.resolve()

  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      running.add(child)
      let current: Unit | undefined
      const next = () => {
        current = waiting.shift()
        if (current === undefined) child.disconnect()
        else child.send({ unit: current } satisfies ToWorker)
      }
      child.on('message', (message: FromWorker) => {
        if ('failed' in message) {
          reject(
            new Error(
              `A worker could not do ${current === undefined ? 'its start' : unitName(current)}: ${message.failed}`,
            ),
          )
          return
        }
        if ('done' in message) {
          const { done } = message
          writing = writing.then(() => onDone(done))
          writing.catch(reject)
        }
        next()
      })
      child.on('error', reject)
      child.on('exit', () => {
        running.delete(child)
        if (current === undefined) {
          resolve()
          return
        }
        const name = unitName(current)
        const count = (deaths.get(name) ?? 0) + 1
        deaths.set(name, count)
        if (count > MOST_DEATHS_PER_UNIT) {
          reject(
            new Error(
              `${name} ended its process ${count} times; most likely memory. Use more chunks or fewer workers.`,
            ),
          )
          return
        }
        waiting.push(current)
        runOne().then(resolve, reject)
      })
      child.send({ job } satisfies ToWorker)
    })

  try {
    await Promise.all(Array.from({ length: input.workers }, runOne))
    await writing
  } finally {
    for (const child of running) child.kill()
  }
}
