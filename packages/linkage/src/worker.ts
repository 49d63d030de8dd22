// The process started by workers.ts: opens the nodes read-only and does the units it is sent.
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import { type Plan, planOf } from './plan.ts'
import { runUnit } from './units.ts'
import type { FromWorker, ToWorker, WorkerJob } from './workers.ts'

let open: { readonly db: Duckdb; readonly plan: Plan; readonly job: WorkerJob } | undefined

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
    open = { db, plan: planOf(job.settings), job }
    tell({ ready: true })
    return
  }
  if (open === undefined) throw new Error('A unit came before the job.')
  const { db, plan, job } = open
  tell({
    done: await runUnit(db, {
      plan,
      model: job.model,
      unit: message.unit,
      directory: job.directory,
      run: job.run,
    }),
  })
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
