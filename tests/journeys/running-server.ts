// A whole Umai for a journey: an embedded database with the sample region, the server, and the built desk,
// in folders and on a port of their own.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildDesk } from './built-desk.ts'
import { preparedOrMade } from './prepared.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type RunningServer = {
  readonly address: string
  readonly publicAddress: string
  readonly close: () => Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

const finished = (child: ChildProcess, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (part) => {
      said += String(part)
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${what} ended with ${code}: ${said.slice(-2000)}`)),
    )
  })

const isUp = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

const startNode = (env: NodeJS.ProcessEnv, ...args: string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })

const loadSample = (dir: string): Promise<void> =>
  finished(
    startNode(
      { ...process.env, UMAI_ENV: 'trial', UMAI_DATA_DIR: dir, UMAI_LOG: 'warn' },
      'apps/cli/src/main.ts',
      'sample',
      'load',
    ),
    'umai sample load',
  )

/** A data folder with the sample region in it. */
export const sampleData = (dir: string): Promise<void> => preparedOrMade('sample', dir, loadSample)

/** `withPublicSite`: desk and public site in one process, as `npm start` serves them; else the latter has an address only. */
export const startServer = async ({ withPublicSite = false } = {}): Promise<RunningServer> => {
  const dir = await mkdtemp(join(tmpdir(), 'umai-journey-'))
  const [port, publicPort] = [await freePort(), await freePort()]
  const publicAddress = withPublicSite ? `http://127.0.0.1:${publicPort}` : 'http://public.example'
  const env = {
    ...process.env,
    UMAI_ENV: 'trial',
    UMAI_DATA_DIR: join(dir, 'data'),
    UMAI_DESK_DIR: join(dir, 'desk'),
    UMAI_PORT: String(port),
    UMAI_PUBLIC_PORT: String(publicPort),
    UMAI_PUBLIC_URL: publicAddress,
    UMAI_LOG: 'warn',
  }
  await buildDesk(join(dir, 'desk'))
  await sampleData(join(dir, 'data'))
  const server = withPublicSite
    ? startNode(env, 'apps/cli/src/main.ts', 'start')
    : startNode(env, 'apps/server/src/main.ts')
  let said = ''
  server.stderr?.on('data', (part) => {
    said += String(part)
  })
  const address = `http://127.0.0.1:${port}`
  const awaited = [`${address}/health/ready`, ...(withPublicSite ? [`${publicAddress}/kk/`] : [])]
  while (!(await Promise.all(awaited.map(isUp))).every(Boolean)) {
    if (server.exitCode !== null) throw new Error(`The server did not start: ${said.slice(-2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    address,
    publicAddress,
    close: async () => {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await gone
      await rm(dir, { recursive: true, force: true })
    },
  }
}
