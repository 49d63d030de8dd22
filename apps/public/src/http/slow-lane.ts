// The slow step of a receipt costs 64 MiB and a tenth of a second on purpose, so it is the cheapest way to stop this
// server. It runs in a process that gives way to all others, one receipt after the other. Two are in
// hand at once; who would be the twentieth gets a page that says how long to wait and carries a sealed
// ticket. A ticket is looked at before anything is computed, and opens once: when the time is over, or at once for who did
// the work that it asks. Those have a queue of their own, served in turn with the other, so that neither a flood without work
// shuts them out nor they those without a script.
import { type Clock, randomId } from '@umai/platform'
import { toMs } from '@umai/words'
import { createRateLimit } from './rate-limit.ts'
import type { SealedForms } from './sealed-form.ts'
import { bitsFor, isDone, type Task } from './work.ts'

const size = { atOnce: 2, mostWaiting: 16 }
const waitMs = 8_000
/** A refusal comes no sooner than an answer would: a program that waits for each tries no faster for being refused. */
const refusedAfterMs = { least: 400, most: waitMs }
/** Long enough for anybody who reads digits from paper; a program that tries numbers is held at one in ten seconds. */
const burst = 8
const perSecond = 0.1
const purpose = 'queue'

/** What somebody did for a place: nothing yet, waited, or worked. */
export type Paid = 'nothing' | 'time' | 'work'

export type Passage =
  /** `sent` is what was being sent when the queue was met. */
  | Readonly<{ kind: 'go'; sent: URLSearchParams; paid: Paid }>
  | Readonly<{ kind: 'wait'; seconds: number; ticket: string; task: Task }>

type Ticket = Readonly<{ id: string; from: number; bits: number; sent: [string, string][] }>

export class QueueFull extends Error {}

export type SlowLane = Readonly<{
  /** Before a page sees it: opens a ticket that was sent, or lets through what bears none. */
  enter: (sent: URLSearchParams) => Passage
  ticket: (sent: URLSearchParams) => Extract<Passage, { kind: 'wait' }>
  /** Runs a slow step; throws QueueFull where it would have to wait too long. */
  run: <T>(address: string, paid: Paid, step: () => Promise<T>) => Promise<T>
}>

export function createSlowLane(
  clock: Clock,
  forms: SealedForms,
  { atOnce, mostWaiting } = size,
): SlowLane {
  const limit = createRateLimit(clock, { burst, perSecond })
  let running = 0
  let lastTookMs = 0
  const queues = { open: [] as (() => void)[], worked: [] as (() => void)[] }
  let served: keyof typeof queues = 'open'
  const used = new Map<string, number>()

  const ticketOf = (
    sent: readonly (readonly [string, string])[],
    seconds: number,
  ): Extract<Passage, { kind: 'wait' }> => {
    const id = randomId()
    const bits = bitsFor(queues.worked.length)
    return {
      kind: 'wait',
      seconds,
      task: { salt: id, bits },
      ticket: forms.seal(purpose, {
        id,
        bits,
        from: toMs(clock.now()) + seconds * 1000,
        sent: sent.map(([name, value]) => [name, value]),
      }),
    }
  }

  const place = (queue: (() => void)[]): Promise<void> => {
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
        queue.splice(queue.indexOf(go), 1)
        reject(new QueueFull())
      }, waitMs)
      queue.push(go)
    })
  }
  const leave = (): void => {
    const other = served === 'open' ? 'worked' : 'open'
    const turn = queues[other].length > 0 ? other : served
    const next = queues[turn].shift()
    if (next === undefined) running -= 1
    else {
      served = turn
      next()
    }
  }
  const forgetUsed = (now: number): void => {
    // Oldest first: what was used later is younger still.
    for (const [id, at] of used) {
      if (now - at <= 3_600_000) return
      used.delete(id)
    }
  }

  return {
    enter(sent) {
      const text = sent.get('ticket')
      if (text === null) return { kind: 'go', sent, paid: 'nothing' }
      const opened = forms.open(purpose, text)
      if (opened.state === 'unreadable') return { kind: 'go', sent, paid: 'nothing' }
      const { id, from, bits, sent: kept } = opened.value as Ticket
      const now = toMs(clock.now())
      forgetUsed(now)
      const fresh = opened.state === 'fresh' && !used.has(id)
      const task = { salt: id, bits }
      const hasWorked = fresh && isDone(task, sent.get('work') ?? '')
      if (now < from && !hasWorked)
        return { kind: 'wait', seconds: Math.ceil((from - now) / 1000), ticket: text, task }
      used.set(id, now)
      const restored = new URLSearchParams(kept)
      const lang = sent.get('lang')
      if (lang !== null) restored.set('lang', lang)
      return {
        kind: 'go',
        sent: restored,
        paid: hasWorked ? 'work' : fresh ? 'time' : 'nothing',
      }
    },
    ticket: (sent) =>
      ticketOf(
        [...sent].filter(([name]) => name !== 'ticket' && name !== 'work'),
        10 + Math.min(50, queues.open.length * 2),
      ),
    async run(address, paid, step) {
      const queue = paid === 'work' ? queues.worked : queues.open
      if ((paid === 'nothing' && !limit.admits(address)) || queue.length >= mostWaiting) {
        const { least, most } = refusedAfterMs
        const ms = Math.min(most, Math.max(least, (queue.length * lastTookMs) / atOnce))
        await new Promise((resolve) => setTimeout(resolve, ms))
        throw new QueueFull()
      }
      await place(queue)
      const startedAt = performance.now()
      try {
        return await step()
      } finally {
        lastTookMs = performance.now() - startedAt
        leave()
      }
    },
  }
}
