// Starts the server of the desk and its API, and stops it without losing what runs.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, migrate, openDatabase, readMigrationState } from '@umai/db'
import { createLog, databaseCodeOf, type Keys, openKeyFile, systemClock } from '@umai/platform'
import { createApp } from './app.ts'
import { readConfig, type ServerConfig } from './config.ts'
import { jobList, startJobs } from './jobs.ts'
import { readInstallation } from './session/store.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const stopWithinMs = 20_000

/** What a person can do about a start that failed, said in one line; anything else is a fault of ours. */
const explain = (error: unknown, config: ServerConfig | undefined): string => {
  const code = databaseCodeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'EADDRINUSE')
    return `Port ${config?.port} is taken. Stop what uses it, or choose another in UMAI_PORT.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${config?.host}; set UMAI_HOST.`
  if (code === 'EACCES' || code === 'EPERM')
    return `This user may not use ${config?.dataDir} or port ${config?.port}: ${message}. Choose another folder in UMAI_DATA_DIR, or a port above 1023 in UMAI_PORT.`
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk that holds ${config?.dataDir} is full. Make room, or choose another folder in UMAI_DATA_DIR.`
  if (code === 'EROFS')
    return `${config?.dataDir} cannot be written to. Choose another folder in UMAI_DATA_DIR.`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')
    return `The PostgreSQL in UMAI_DATABASE_URL does not answer (${code}). Is it running, and is the address right?`
  if (code === '28P01' || code === '28000')
    return 'The PostgreSQL in UMAI_DATABASE_URL refuses the user or password given there.'
  return message
}

const prepareDatabase = async (config: ServerConfig, db: Db, keys: Keys): Promise<void> => {
  if (config.env === 'live') {
    const { missing } = await readMigrationState(db)
    if (missing.length > 0)
      throw new Error(
        `The database lacks ${missing.length} migrations, first ${missing[0]}. Run: umai migrate`,
      )
  } else {
    await migrate(db, { keys })
  }
  const { isSample } = await db.transaction({ role: 'umai_door' }, readInstallation)
  if (config.env === 'live' && isSample)
    throw new Error(
      'UMAI_ENV is "live", but the database is marked as a sample with invented people and known passwords. Use an empty database.',
    )
}

const start = async (config: ServerConfig): Promise<void> => {
  const log = createLog({ level: config.logLevel })
  const clock = systemClock
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const keys = openKeyFile(config.keyFile)
  const db = await openDatabase(
    config.databaseUrl === undefined
      ? { folder: config.databaseFolder }
      : { url: config.databaseUrl },
    { keys, log },
  )
  try {
    await prepareDatabase(config, db, keys)
    if (db.engine === 'pglite')
      log.warn(
        'the embedded database is for trials: one process, no protection from a hostile SQL session, no fsync',
      )
    const jobs = await startJobs({ db, clock, log, keys, lang: 'kk' }, jobList)
    const app = await createApp({
      db,
      clock,
      log,
      keys,
      jobs,
      version: readVersion(),
      env: config.env,
      dataDir: config.dataDir,
      publicUrl: config.publicUrl,
      proxies: config.proxies,
      deskDir: config.deskDir ?? join(root, 'apps', 'desk', 'dist'),
      metricsToken: config.metricsToken,
      sampleSeed: config.sampleSeed,
      notFoundFloorMs: 40,
      requestsPerMinute: 3_000,
    })
    const stop = stopOnce(async () => {
      await app.close()
      await jobs.stop()
      await db.close()
    })
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    const address = await app.http.listen({ host: config.host, port: config.port })
    log.info('the desk is served', { address: config.publicUrl?.origin ?? address })
    process.stdout.write(
      `Umai desk: ${config.publicUrl?.origin ?? address.replace('127.0.0.1', 'localhost')}\n`,
    )
  } catch (error) {
    await db.close().catch(() => undefined)
    throw error
  }
}

const readVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}

const stopOnce = (close: () => Promise<void>) => () => {
  setTimeout(() => process.exit(1), stopWithinMs).unref()
  close().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`The server did not stop cleanly: ${explain(error, undefined)}\n`)
      process.exit(1)
    },
  )
}

let config: ServerConfig | undefined
try {
  config = readConfig(process.env)
  await start(config)
} catch (error) {
  process.stderr.write(`Umai cannot start. ${explain(error, config)}\n`)
  process.exit(1)
}
