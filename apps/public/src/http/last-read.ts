import type { Clock } from '@umai/platform'
import { toMs } from '@umai/words'
import { inTime } from './in-time.ts'

/** After a fault the database is left alone for this long. */
const restMs = 10_000

/**
 * What was read last, at most `freshMs` old while the database answers; undefined when nothing was ever read. Why it did not
 * answer is for the health page of the desk: a page says of when its contents are.
 */
export function lastRead<T>(
  read: () => Promise<T>,
  {
    clock,
    freshMs,
    patienceMs,
  }: { readonly clock: Clock; readonly freshMs: number; readonly patienceMs: number },
): () => Promise<T | undefined> {
  let last: T | undefined
  let askAgainAt = 0
  return async () => {
    const now = toMs(clock.now())
    if (now < askAgainAt) return last
    askAgainAt = now + restMs
    try {
      last = await inTime(read(), patienceMs)
      askAgainAt = now + freshMs
    } catch {
      // The last one stands.
    }
    return last
  }
}
