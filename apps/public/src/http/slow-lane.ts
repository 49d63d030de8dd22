// The slow step of a receipt costs 64 MiB and a tenth of a second on purpose, so it is the cheapest way to stop this
// server. It runs in a process that gives way to all others, one receipt after the other. Two are in
// hand at once; who would be the twentieth gets a page that says how long to wait and carries a sealed
// ticket. A ticket is looked at before anything is computed, and opens once.
import { type Clock, randomId } from '@umai/platform'
import { toMs } from '@umai/words'
import { createRateLimit } from './rate-limit.ts'
import type { SealedForms } from './sealed-form.ts'

const size = { atOnce: 2, mostWaiting: 16 }
const waitMs = 8_000
/** A refusal comes no sooner than an answer would: a program that waits for each tries no faster for being refused. */
const refusedAfterMs = { least: 400, most: waitMs }
/** Long enough for anybody who reads digits from paper; a program that tries numbers is held at one in ten seconds. */
const burst = 8
const perSecond = 0.1
const purpose = 'queue'

export type Passage =
  /** `sent` is what was being sent when the queue was met. */
  | Readonly<{ kind: 'go'; sent: URLSearchParams; hasWaited: boolean }>
  | Readonly<{ kind: 'wait'; seconds: number; ticket: string }>

export class QueueFull extends Error {}

export type SlowLane = Readonly<{
  /** Before a page sees it: opens a ticket that was sent, or lets through what bears none. */
  enter: (sent: URLSearchParams) => Passage
  ticket: (sent: URLSearchParams) => Extract<Passage, { kind: 'wait' }>
  /** Runs a slow step; throws QueueFull where it would have to wait too long. */
  run: <T>(address: string, hasWaited: boolean, work: () => Promise<T>) => Promise<T>
}>

export function createSlowLane(
  clock: Clock,
  forms: SealedForms,
  { atOnce, mostWaiting } = size,
): SlowLane {
  const limit = createRateLimit(clock, { burst, perSecond })
  let running = 0
  let lastTookMs = 0
  const waiting: (() => void)[] = []
  const used = new Map<string, number>()

  const ticketFor = (sent: readonly (readonly [string, string])[], seconds: number) => ({
    kind: 'wait' as const,
    seconds,
    ticket: forms.seal(purpose, {
      id: randomId(),
      from: toMs(clock.now()) + seconds * 1000,
      sent: sent.map(([name, value]) => [name, value]),
    }),
  })

  const place = (): Promise<void> => {
    if (running < atOnce) {
      running += 1
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const go = (): void => {
        clearTimeout(tired)
        resolve()
      }
      const tired = setTimeout(() => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(new QueueFull())
      }, waitMs)
      waiting.push(go)
    })
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }

  return {
    enter(sent) {
      const text = sent.get('ticket')
      if (text === null) return { kind: 'go', sent, hasWaited: false }
      const opened = forms.open(purpose, text)
      if (opened.state === 'unreadable') return { kind: 'go', sent, hasWaited: false }
      const ticket = opened.value as { id: string; from: number; sent: [string, string][] }
      const now = toMs(clock.now())
      for (const [id, at] of used) if (now - at > 3_600_000) used.delete(id)
      if (now < ticket.from)
        return { kind: 'wait', seconds: Math.ceil((ticket.from - now) / 1000), ticket: text }
      const fresh = opened.state === 'fresh' && !used.has(ticket.id)
      used.set(ticket.id, now)
      const restored = new URLSearchParams(ticket.sent)
      const lang = sent.get('lang')
      if (lang !== null) restored.set('lang', lang)
      return { kind: 'go', sent: restored, hasWaited: fresh }
    },
    ticket: (sent) =>
      ticketFor(
        [...sent].filter(([name]) => name !== 'ticket'),
        10 + Math.min(50, waiting.length * 2),
      ),
    async run(address, hasWaited, work) {
      if ((!hasWaited && !limit.admits(address)) || waiting.length >= mostWaiting) {
        const { least, most } = refusedAfterMs
        const ms = Math.min(most, Math.max(least, (waiting.length * lastTookMs) / atOnce))
        await new Promise((resolve) => setTimeout(resolve, ms))
        throw new QueueFull()
      }
      await place()
      const startedAt = performance.now()
      try {
        return await work()
      } finally {
        lastTookMs = performance.now() - startedAt
        leave()
      }
    },
  }
}
