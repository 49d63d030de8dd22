// Token buckets in memory: a brake on one process, not a quota. Guessing of passwords is braked in the database instead.

export type RateLimit = Readonly<{
  /** Takes one token of the key; the seconds to wait when there is none, else 0. */
  take: (key: string, nowMs: number) => number
}>

type Bucket = { tokens: number; filledAtMs: number }

const bucketsKept = 50_000

/** Each key may do `burst` things at once and `perMinute` over time. */
export const createRateLimit = (limit: {
  readonly burst: number
  readonly perMinute: number
}): RateLimit => {
  const buckets = new Map<string, Bucket>()
  const perMs = limit.perMinute / 60_000

  const take = (key: string, nowMs: number): number => {
    const known = buckets.get(key)
    const bucket = known ?? { tokens: limit.burst, filledAtMs: nowMs }
    const sinceMs = Math.max(0, nowMs - bucket.filledAtMs)
    bucket.tokens = Math.min(limit.burst, bucket.tokens + sinceMs * perMs)
    bucket.filledAtMs = nowMs
    // Moves the key to the young end, so that the key forgotten first is the one unused longest.
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size > bucketsKept) {
      const oldest = buckets.keys().next()
      if (!oldest.done) buckets.delete(oldest.value)
    }
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMs / 1000)
    bucket.tokens -= 1
    return 0
  }

  return { take }
}
