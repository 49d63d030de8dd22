// The thread started by threads.ts: does the pieces of work it is sent, over memory it shares with the others.
import { parentPort } from 'node:worker_threads'
import { type Doer, doerOn, type Ground } from './memory-work.ts'
import type { FromThread, ToThread } from './threads.ts'

let ground: Ground | undefined
let own: Doer | undefined

parentPort?.on('message', (message: ToThread) => {
  if ('settled' in message) {
    ground = message.settled
    own = ground === undefined ? undefined : doerOn(ground)
    return
  }
  if ('added' in message) {
    if (ground === undefined) return
    ground = { ...ground, ...message.added }
    own = doerOn(ground)
    return
  }
  const { number, work } = message
  try {
    if (own === undefined) throw new Error('A piece of work came before its ground.')
    const answer = own(work)
    const columns =
      'weight' in answer
        ? [answer.l, answer.r, answer.levels, answer.weight]
        : 'parts' in answer
          ? answer.parts
          : []
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
