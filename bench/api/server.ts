// A server process as an installation runs it, for benches that ask over the network.
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

export type ServerProcess = Readonly<{
  port: number
  pid: number
  stop: () => Promise<void>
}>

export const startServer = async (
  options: Readonly<{
    url: string
    keyFile: string
    dataDir: string
    /** Where the process cannot be waited for, the caller still has to end it. */
    onStart: (stop: () => Promise<void>) => void
    nodeArgs?: readonly string[]
  }>,
): Promise<ServerProcess> => {
  const port = await freePort()
  const child: ChildProcess = spawn(
    process.execPath,
    [
      ...(options.nodeArgs ?? []),
      join(import.meta.dirname, '..', '..', 'apps', 'server', 'src', 'main.ts'),
    ],
    {
      env: {
        PATH: process.env.PATH,
        UMAI_DATABASE_URL: options.url,
        UMAI_KEY_FILE: options.keyFile,
        UMAI_DATA_DIR: options.dataDir,
        UMAI_PORT: String(port),
        UMAI_PROXIES: '1',
        UMAI_LOG: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  options.onStart(stop)
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break
    try {
      if ((await fetch(`http://127.0.0.1:${port}/health/ready`)).ok)
        return { port, pid: child.pid ?? 0, stop }
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('A server process did not come up.')
}
