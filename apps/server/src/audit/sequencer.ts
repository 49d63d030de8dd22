// Gives audit leaves their places in the chain, every second. Any number of servers may run it; one works at a time.
import { type Db, sequenceAudit } from '@umai/db'
import type { Log } from '@umai/platform'

const everyMs = 1_000
const batch = 1_000

export const startSequencer = (db: Db, log: Log): (() => Promise<void>) => {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const place = async (): Promise<void> => {
    while ((await sequenceAudit(db)) >= batch && !isStopped);
  }
  const next = (): void => {
    if (isStopped) return
    timer = setTimeout(() => {
      running = place()
        .catch((error: unknown) => log.error('the audit log could not be sequenced', { error }))
        .finally(next)
    }, everyMs)
  }
  next()

  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}
