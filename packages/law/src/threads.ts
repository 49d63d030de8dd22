// The law in threads of its own, so that a long question never holds up a server. Node only. What is asked is
// neither kept nor logged.
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { LawWork, LawWorkName } from './threads-work.ts'
import type { Reply } from './threads-worker.ts'

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

/** More is asked than the threads can answer, or an answer would have come too late. */
export class LawBusy extends Error {
  override readonly name = 'LawBusy'
}

export type LawThreads = {
  readonly ask: <Name extends LawWorkName>(
    name: Name,
    ...given: Parameters<LawWork[Name]>
  ) => Promise<Awaited<ReturnType<LawWork[Name]>>>
  /** A question of one's own about the law: a function that the file exports, called in a thread with what is given. */
  readonly askIn: (file: URL, name: string, given: unknown) => Promise<unknown>
  /** Loads the law before anybody asks. */
  readonly warm: () => Promise<void>
  /** Ends the threads; a question asked later starts them again. */
  readonly close: () => Promise<void>
}

const workFile = new URL('./threads-worker.ts', import.meta.url).href

/** Starts with the first question or with `warm`; idle threads keep no process alive. */
export function startLawThreads({
  waitMs = 20_000,
  mostWaiting = 64,
  mostThreads = Math.max(1, Math.min(4, availableParallelism() - 1)),
}: {
  /** How long somebody waits for an answer, standing in line included, loading the law not. */
  readonly waitMs?: number
  readonly mostWaiting?: number
  readonly mostThreads?: number
} = {}): LawThreads {
  let started: { readonly pool: Piscina; readonly loaded: Promise<void> } | undefined

  const start = () => {
    if (started !== undefined) return started
    const pool = new Piscina({
      filename: workFile,
      minThreads: 1,
      maxThreads: mostThreads,
      idleTimeout: 60_000,
    })
    const loaded = pool.run(undefined, { name: 'load' })
    // Whoever asks hears of it; nobody else waits for it.
    loaded.catch(() => undefined)
    started = { pool, loaded }
    return started
  }

  let waiting = 0
  const run = async (given: unknown, options: { filename?: string; name: string }) => {
    if (waiting >= mostWaiting + mostThreads)
      throw new LawBusy(`${waiting - mostThreads} questions wait already`)
    waiting += 1
    try {
      const { pool, loaded } = start()
      await loaded
      const signal = AbortSignal.timeout(waitMs)
      try {
        return await pool.run(given, { ...options, signal })
      } catch (error) {
        if (signal.aborted) throw new LawBusy(`no answer within ${waitMs} ms`)
        if (pool !== started?.pool) throw new LawBusy('the threads of the law are closed')
        throw error
      }
    } finally {
      waiting -= 1
    }
  }

  return {
    ask: async (name, ...given) => {
      const reply = (await run({ name, given }, { name: 'answer' })) as Reply
      if ('problems' in reply) throw new LawRefusal(reply.problems)
      // The thread answered the question of this name.
      return reply.value as never
    },
    askIn: (file, name, given) => run(given, { filename: file.href, name }),
    warm: () => start().loaded,
    close: async () => {
      const gone = started
      started = undefined
      // A thread that is still loading is not ended in the midst of it.
      await gone?.loaded.catch(() => undefined)
      await gone?.pool.destroy()
    },
  }
}
