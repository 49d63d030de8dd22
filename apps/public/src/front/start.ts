// Starts the process that stands before the site, and starts it again should it be ended from outside.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Begin, Begun } from './process.ts'

export type Front = Readonly<{
  address: string
  pid: () => number | undefined
  close: () => Promise<void>
}>

/** What ends at once would end at once again. */
const againAfterMs = 200

/** @throws where the address cannot be had */
export async function startFront(begin: Begin): Promise<Front> {
  let child: ChildProcess | undefined
  let isClosing = false
  let again: NodeJS.Timeout | undefined

  const start = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const started = fork(fileURLToPath(new URL('process.ts', import.meta.url)), {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        execArgv: [],
        env: {},
      })
      child = started
      started.once('message', (begun: Begun) => {
        if ('fault' in begun)
          return reject(Object.assign(new Error(begun.fault.message), { code: begun.fault.code }))
        resolve(begun.port)
        started.once('exit', () => {
          child = undefined
          if (!isClosing)
            again = setTimeout(() => start(begun.port).catch(() => undefined), againAfterMs)
        })
      })
      started.once('error', reject)
      started.once('exit', () => reject(new Error('The process before the public site ended')))
      started.send({ ...begin, port } satisfies Begin, () => undefined)
    })

  const port = await start(begin.port)
  const host = begin.host.includes(':') ? `[${begin.host}]` : begin.host
  return {
    address: `http://${host}:${port}`,
    pid: () => child?.pid,
    close: () =>
      new Promise((resolve) => {
        isClosing = true
        clearTimeout(again)
        if (child === undefined || child.exitCode !== null || child.signalCode !== null)
          return resolve()
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}
