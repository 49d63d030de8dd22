// The process started by workers.ts: opens the nodes read-only and does the units it is sent.
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import { readNodes } from './memory/memory-nodes.ts'
import { planOf } from './plan.ts'
import { openUnits, type UnitRunner } from './units.ts'
import type { FromWorker, ToWorker } from './workers.ts'

let open: { readonly db: Duckdb; readonly units: UnitRunner } | undefined

function tell(message: FromWorker): void {
  process.send?.(message)
}

async function take(message: ToWorker): Promise<void> {
  if ('job' in message) {
    const { job } = message
    const db = await openDuckdb({
      path: job.store,
      readOnly: true,
      threads: job.threads,
      memoryLimit: job.memoryLimit,
      tempDirectory: job.temp,
    })
    const plan = planOf(job.settings)
    const nodes = job.inMemory ? await readNodes(db, job.settings) : undefined
    open = { db, units: await openUnits(db, { ...job, plan, nodes, threads: 1 }) }
    tell({ ready: true })
    return
  }
  if (open === undefined) throw new Error('A unit came before the job.')
  tell({ done: await open.units.run(message.unit) })
}

process.on('message', (message: ToWorker) => {
  take(message).catch((error: unknown) =>
    tell({ failed: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => {
  open?.db.close()
  process.exit(0)
})
