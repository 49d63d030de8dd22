// The thread started by threads.ts: does the pieces of work it is sent, over memory it shares with the others.
import { parentPort } from 'node:worker_threads'
import { type Doer, doerOn } from './memory-work.ts'
import type { FromThread, ToThread } from './threads.ts'

let own: Doer | undefined

parentPort?.on('message', (message: ToThread) => {
  if ('settled' in message) {
    own = message.settled === undefined ? undefined : doerOn(message.settled)
    return
  }
  const { number, work } = message
  try {
    if (own === undefined) throw new Error('A piece of work came before its ground.')
    const answer = own(work)
    const columns = 'weight' in answer ? [answer.l, answer.r, answer.levels, answer.weight] : []
    parentPort?.postMessage(
      { number, answer } satisfies FromThread,
      columns.map(({ buffer }) => buffer as ArrayBuffer),
    )
  } catch (error) {
    parentPort?.postMessage({
      number,
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    } satisfies FromThread)
  }
})
