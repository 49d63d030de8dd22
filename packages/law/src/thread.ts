// The law in a thread of its own, so that a long question never holds up a server. Node only. What is asked is
// neither kept nor logged.
import { Worker } from 'node:worker_threads'
import type { LawWork, LawWorkName } from './thread-work.ts'

export type { LawWorkName } from './thread-work.ts'

/** A question that the pack refuses: which fact or day, what was given, what was expected. */
export class LawRefusal extends Error {
  override readonly name = 'LawRefusal'
  readonly problems: readonly LawProblem[]
  constructor(problems: readonly LawProblem[]) {
    super(problems.map(({ message }) => message).join('; '))
    this.problems = problems
  }
}

export type LawProblem = {
  readonly name: string
  readonly message: string
  readonly value: string
  readonly expected: string
}

/** More is asked than the thread can answer, or one question took too long. */
export class LawBusy extends Error {
  override readonly name = 'LawBusy'
}

export type LawThread = {
  readonly ask: <Name extends LawWorkName>(
    name: Name,
    ...given: Parameters<LawWork[Name]>
  ) => Promise<Awaited<ReturnType<LawWork[Name]>>>
  readonly close: () => Promise<void>
}

type Waiting = {
  readonly message: { readonly id: number; readonly name: string; readonly given: unknown }
  readonly done: (value: unknown) => void
  readonly failed: (error: Error) => void
}

/** The number of the message that says the law is loaded. */
export const READY = 0

export type ThreadReply = { readonly id: number } & (
  | { readonly value: unknown }
  | { readonly problems: readonly LawProblem[] }
  | { readonly fault: string }
)

/** Starts with the first question; answers one at a time. */
export function startLawThread({
  waitMs = 20_000,
  mostWaiting = 64,
}: {
  readonly waitMs?: number
  readonly mostWaiting?: number
} = {}): LawThread {
  let worker: Worker | undefined
  let running: Waiting | undefined
  let timer: NodeJS.Timeout | undefined
  let isLoaded = false
  let nextId = 1
  const queue: Waiting[] = []

  const stop = (error: Error) => {
    clearTimeout(timer)
    const gone = worker
    worker = undefined
    running?.failed(error)
    running = undefined
    return gone?.terminate()
  }

  const start = (): Worker => {
    isLoaded = false
    const made = new Worker(new URL('./thread-worker.ts', import.meta.url))
    made.unref()
    made.on('message', (reply: ThreadReply) => {
      if (made !== worker) return
      if (reply.id === READY) {
        isLoaded = true
        watch()
        return
      }
      if (running?.message.id !== reply.id) return
      clearTimeout(timer)
      const one = running
      running = undefined
      if ('value' in reply) one.done(reply.value)
      else if ('problems' in reply) one.failed(new LawRefusal(reply.problems))
      else one.failed(new Error(reply.fault))
      next()
    })
    made.on('error', (error) => {
      if (made !== worker) return
      void stop(error instanceof Error ? error : new Error(String(error)))
      next()
    })
    return made
  }

  /** Loading the law takes as long as the machine takes; only thinking is timed. */
  const watch = (): void => {
    clearTimeout(timer)
    if (!isLoaded || running === undefined) return
    timer = setTimeout(() => {
      void stop(new LawBusy(`the law thought longer than ${waitMs} ms`))
      next()
    }, waitMs)
  }

  const next = (): void => {
    if (running !== undefined) return
    running = queue.shift()
    if (running === undefined) {
      worker?.unref()
      return
    }
    worker ??= start()
    worker.ref()
    watch()
    worker.postMessage(running.message)
  }

  return {
    ask: (name, ...given) =>
      new Promise((resolve, reject) => {
        if (queue.length >= mostWaiting) {
          reject(new LawBusy(`${queue.length} questions wait already`))
          return
        }
        const id = nextId
        nextId += 1
        queue.push({
          message: { id, name, given },
          done: resolve as (value: unknown) => void,
          failed: reject,
        })
        next()
      }),
    close: async () => {
      for (const one of queue.splice(0)) one.failed(new LawBusy('the server is closing'))
      await stop(new LawBusy('the server is closing'))
    },
  }
}
