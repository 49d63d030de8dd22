// Does the slow step of a receipt in a process of its own, which is started when the first receipt comes and takes the
// processor only while nobody else wants it. Where it gets none for too long, as on a machine with no time left, a second process
// of the lowest priority does it: giving way must not become never. Secrets and receipts go over a pipe, never in an argument or the environment.
import { type ChildProcess, execFile, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { deriveReceiptKeys, ReceiptKeys } from '@umai/threads'
import type { Asked, Derived } from './derivation-process.ts'

export type Derivation = Readonly<{
  derive: typeof deriveReceiptKeys
  /** The process that gives way to all, if it is there now; undefined before the first receipt. */
  pid: () => number | undefined
  close: () => Promise<void>
}>

class ProcessGone extends Error {}
type Waiting = Readonly<{ resolve: (keys: ReceiptKeys) => void; reject: (error: Error) => void }>
type Deriver = Readonly<{
  ask: (secrets: Asked['secrets'], receipt: string) => Promise<ReceiptKeys>
  /** How many it has not answered yet. */
  open: () => number
  pid: () => number | undefined
  close: () => Promise<void>
}>

/** More than the lanes ever have in hand: what another process answered meanwhile still stands in its line. */
const mostOpen = 6

/** @param patienceMs how long a receipt may wait for a processor that nobody else wants */
export function startDerivation({ patienceMs = 2_000 } = {}): Derivation {
  const givesWay = createDeriver(askForIdleTime)
  const lowest = createDeriver(() => undefined)
  return {
    derive: async (secrets, receipt) => {
      if (givesWay.open() >= mostOpen) return lowest.ask(secrets, receipt)
      const first = givesWay.ask(secrets, receipt)
      let late: NodeJS.Timeout | undefined
      const second = new Promise<ReceiptKeys>((resolve, reject) => {
        late = setTimeout(() => lowest.ask(secrets, receipt).then(resolve, reject), patienceMs)
      })
      try {
        return await Promise.race([first, second])
      } finally {
        clearTimeout(late)
      }
    },
    pid: givesWay.pid,
    close: async () => {
      await Promise.all([givesWay.close(), lowest.close()])
    },
  }
}

/**
 * The lowest priority still lets a process finish its turn of some milliseconds before a page; Linux has a policy under which
 * whoever else wants the processor has it at once. Where its command is missing the priority has to do.
 */
const askForIdleTime = (pid: number): void => {
  execFile('chrt', ['--all-tasks', '--idle', '--pid', '0', String(pid)], () => undefined)
}

function createDeriver(onStart: (pid: number) => void): Deriver {
  let child: ChildProcess | undefined
  let asked = 0
  const waiting = new Map<number, Waiting>()

  const start = (): ChildProcess => {
    const started = fork(fileURLToPath(new URL('derivation-process.ts', import.meta.url)), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
      env: {},
    })
    const gone = (): void => {
      if (child === started) child = undefined
      for (const { reject } of waiting.values()) reject(new ProcessGone('The slow step ended'))
      waiting.clear()
    }
    started.once('error', gone)
    started.once('exit', gone)
    started.on('message', ({ id, keys, fault }: Derived) => {
      const { resolve, reject } = waiting.get(id) ?? {}
      waiting.delete(id)
      if (keys === undefined) reject?.(new Error(fault))
      else resolve?.({ locator: Buffer.from(keys.locator), wrap: Buffer.from(keys.wrap) })
    })
    if (started.pid !== undefined) onStart(started.pid)
    return started
  }

  const askOnce = (secrets: Asked['secrets'], receipt: string): Promise<ReceiptKeys> =>
    new Promise((resolve, reject) => {
      child ??= start()
      const id = ++asked
      waiting.set(id, { resolve, reject })
      child.send({ id, secrets, receipt } satisfies Asked, (error) => {
        if (error !== null && waiting.delete(id)) reject(new ProcessGone('The slow step is away'))
      })
    })

  return {
    // Killed from outside, as when memory ran out, it is started once more before anybody is told.
    ask: async (secrets, receipt) => {
      try {
        return await askOnce(secrets, receipt)
      } catch (error) {
        if (!(error instanceof ProcessGone)) throw error
        return askOnce(secrets, receipt)
      }
    },
    open: () => waiting.size,
    pid: () => child?.pid,
    close: () =>
      new Promise((resolve) => {
        if (child === undefined) return resolve()
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}
