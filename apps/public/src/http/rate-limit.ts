// How often one address may send forms. Addresses are never kept: a bucket is named by a keyed hash whose key lives in
// memory and changes every hour, so that nothing in this process says who was here.
import { type Clock, hmacSha256, randomKey, type SecretKey } from '@umai/platform'
import { toMs } from '@umai/words'

const hourMs = 3_600_000
/** A family behind one address, a school class, a whole village behind one mobile gateway still pass. */
const burst = 240
const perSecond = 4
const mostBuckets = 20_000

export type RateLimit = { readonly admits: (address: string) => boolean }

export function createRateLimit(clock: Clock, pace = { burst, perSecond }): RateLimit {
  let key: SecretKey = randomKey('hour')
  let keyMadeAt = toMs(clock.now())
  let buckets = new Map<string, { left: number; at: number }>()
  return {
    admits(address) {
      const now = toMs(clock.now())
      if (now - keyMadeAt >= hourMs || buckets.size >= mostBuckets) {
        key = randomKey('hour')
        keyMadeAt = now
        buckets = new Map()
      }
      const name = hmacSha256(key, address).toString('base64')
      const bucket = buckets.get(name) ?? { left: pace.burst, at: now }
      const left = Math.min(
        pace.burst,
        bucket.left + (Math.max(0, now - bucket.at) / 1000) * pace.perSecond,
      )
      buckets.set(name, { left: Math.max(0, left - 1), at: now })
      return left >= 1
    },
  }
}
