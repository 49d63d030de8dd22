// Does the slow step of a receipt in a process of its own with the lowest priority, which is started when the first
// receipt comes. Secrets and receipts go over a pipe between the two, never in an argument or the environment.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { deriveReceiptKeys, ReceiptKeys } from '@umai/threads'
import type { Asked, Derived } from './derivation-process.ts'

export type Derivation = Readonly<{
  derive: typeof deriveReceiptKeys
  /** The process that is there now; undefined before the first receipt. */
  pid: () => number | undefined
  close: () => Promise<void>
}>

class ProcessGone extends Error {}
type Waiting = Readonly<{ resolve: (keys: ReceiptKeys) => void; reject: (error: Error) => void }>

export function startDerivation(): Derivation {
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
    return started
  }

  const ask = (secrets: Asked['secrets'], receipt: string): Promise<ReceiptKeys> =>
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
    derive: async (secrets, receipt) => {
      try {
        return await ask(secrets, receipt)
      } catch (error) {
        if (!(error instanceof ProcessGone)) throw error
        return ask(secrets, receipt)
      }
    },
    pid: () => child?.pid,
    close: () =>
      new Promise((resolve) => {
        if (child === undefined) return resolve()
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}
