// Threads of this process that work over the same memory. Pieces of work are taken up by whichever thread is free, and their
// answers are given in the order in which the pieces were said, so that nothing depends on which thread did what.
import { Worker } from 'node:worker_threads'
import { type AnswerOf, type Answers, doerOn, type Ground, type Work } from './memory-work.ts'

/** What is known only after some of the work: the model that others are scored by. */
export type Added = Pick<Ground, 'model' | 'keep'>

export type ToThread =
  /** The ground of the work to come; nothing lets go of the memory of the last. */
  | { readonly settled: Ground | undefined }
  /** The same ground, and something more. */
  | { readonly added: Added }
  | { readonly number: number; readonly work: Work }

export type FromThread =
  | { readonly number: number; readonly answer: Answers[Work['kind']] }
  | { readonly number: number; readonly failed: string }

export type Crew = {
  /** How many pieces are worth saying at a time. */
  readonly threads: number
  readonly run: <Piece extends Work>(work: Piece) => Promise<AnswerOf<Piece>>
  readonly add: (more: Added) => void
  /** Lets go of the memory that the work was over; what is not done by then is not done. */
  readonly close: () => Promise<void>
}

/** The same work on this thread alone. */
function alone(ground: Ground): Crew {
  let doer = doerOn(ground)
  return {
    threads: 1,
    run: async <Piece extends Work>(work: Piece) => doer(work) as AnswerOf<Piece>,
    add: (more) => {
      doer = doerOn({ ...ground, ...more })
    },
    close: async () => undefined,
  }
}

type Waiting = {
  readonly number: number
  readonly work: Work
  readonly resolve: (answer: Answers[Work['kind']]) => void
  readonly reject: (error: Error) => void
}

// A thread takes a while to start: those that have done their work wait here for the next stage and do not keep the process alive.
const resting: Worker[] = []

// Standardising makes and forgets strings by the million: with room for many of them, few are alive when they are looked through.
const YOUNG = { maxYoungGenerationSizeMb: 128 }

const LARGE = 2_000_000

const isLarge = ({ nodes, keyed }: Ground): boolean =>
  (nodes?.records ?? keyed?.records ?? 0) > LARGE

function takeWorker(): Worker {
  const worker =
    resting.pop() ?? new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: YOUNG })
  worker.unref()
  return worker
}

export function openCrew(threads: number, ground: Ground): Crew {
  if (threads < 2) return alone(ground)
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Waiting>()
  let said = 0
  let broken: Error | undefined
  const next = (worker: Worker) => {
    const piece = waiting.shift()
    if (piece === undefined) {
      idle.push(worker)
      worker.unref()
      return
    }
    busy.set(worker, piece)
    worker.ref()
    worker.postMessage({ number: piece.number, work: piece.work } satisfies ToThread)
  }
  const breakAll = (error: Error) => {
    broken = error
    for (const piece of [...busy.values(), ...waiting.splice(0)]) piece.reject(error)
    busy.clear()
  }
  const workers = Array.from({ length: threads }, () => {
    const worker = takeWorker()
    worker.on('message', (message: FromThread) => {
      const piece = busy.get(worker)
      if (piece?.number !== message.number) return
      busy.delete(worker)
      if ('failed' in message) piece.reject(new Error(message.failed))
      else piece.resolve(message.answer)
      next(worker)
    })
    worker.on('error', breakAll)
    worker.postMessage({ settled: ground } satisfies ToThread)
    idle.push(worker)
    return worker
  })
  return {
    threads,
    run: <Piece extends Work>(work: Piece) =>
      new Promise<AnswerOf<Piece>>((resolve, reject) => {
        if (broken !== undefined) {
          reject(broken)
          return
        }
        said += 1
        waiting.push({
          number: said,
          work,
          resolve: (answer) => resolve(answer as AnswerOf<Piece>),
          reject,
        })
        const worker = idle.pop()
        if (worker !== undefined) next(worker)
      }),
    add: (more) => {
      for (const worker of workers) worker.postMessage({ added: more } satisfies ToThread)
    },
    close: async () => {
      const error = new Error('The work was ended before it was done.')
      for (const piece of [...busy.values(), ...waiting.splice(0)]) piece.reject(error)
      for (const worker of workers) {
        worker.removeAllListeners('message')
        worker.removeAllListeners('error')
        // A thread in the middle of its work, or a broken one, is not asked again. One at rest does not look what memory it
        // could let go of: over gigabytes it had better end.
        if (broken !== undefined || busy.has(worker) || isLarge(ground)) {
          await worker.terminate()
          continue
        }
        worker.postMessage({ settled: undefined } satisfies ToThread)
        worker.unref()
        resting.push(worker)
      }
    },
  }
}
