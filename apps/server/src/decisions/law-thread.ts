// Asks the law on another thread (law-worker.ts); many who ask at once wait for each other, not everybody for them.
import { availableParallelism } from 'node:os'
import type { Facts } from '@umai/rules'
import type { Instant, PlainDate } from '@umai/words'
import { Piscina } from 'piscina'
import type { answer, Inquiry, reconciliation } from './law-worker.ts'

type Questions = Readonly<{ answer: typeof answer; reconciliation: typeof reconciliation }>

let threads: Piscina<Inquiry> | undefined

/** Starts with the first question; a thread that has read the law pack stays, and holds no process open. */
const startedThreads = () => {
  threads ??= new Piscina({
    filename: new URL('./law-worker.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
    idleTimeout: 60_000,
  })
  return threads
}

const askAside =
  <Name extends keyof Questions>(name: Name) =>
  (facts: Facts, on: PlainDate, now: Instant): Promise<ReturnType<Questions[Name]>> =>
    startedThreads().run({ facts, on, now }, { name })

export const askLawAside = askAside('answer')
export const askReconciliationAside = askAside('reconciliation')
