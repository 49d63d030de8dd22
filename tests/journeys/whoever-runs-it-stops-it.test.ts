// Whoever started Umai with npm ends it through npm: a service manager knows no other process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildDesk } from './built-desk.ts'
import { sampleData } from './running-server.ts'

const root = join(import.meta.dirname, '../..')
const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const visit = async (port: number): Promise<Socket> => {
  const visitor = connect(port, '127.0.0.1')
  await once(visitor, 'connect')
  return visitor
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s to npm start frees both ports, also with a visitor who stays',
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'umai-stop-'))
    await sampleData(join(folder, 'data'))
    await buildDesk(join(folder, 'desk'))
    const [desk, site] = [await freePort(), await freePort()]
    const npm = spawn('npm', ['start', '--ignore-scripts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        UMAI_DATA_DIR: join(folder, 'data'),
        UMAI_DESK_DIR: join(folder, 'desk'),
        UMAI_PORT: String(desk),
        UMAI_PUBLIC_PORT: String(site),
      },
    })
    onTestFinished(() => {
      npm.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    })
    for await (const part of npm.stdout) if (String(part).includes('Ctrl-C')) break
    const visitors = await Promise.all([visit(desk), visit(site)])
    for (const visitor of visitors) visitor.on('error', () => undefined)

    npm.kill(signal)

    // It ends with a fault when it had to give up on an orderly end.
    expect(await once(npm, 'exit')).toEqual([0, null])
    for (const port of [desk, site])
      await expect(visit(port), `port ${port} is still taken`).rejects.toThrow('ECONNREFUSED')
  },
)
