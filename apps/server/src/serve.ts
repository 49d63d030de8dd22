// Starts the server of the desk and its API; `umai start` and main.ts both come through here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, migrate, openInstallation, readMigrationState } from '@umai/db'
import { readSigners } from '@umai/instruments'
import { createLog, databaseCodeOf, type Keys, systemClock } from '@umai/platform'
import { createApp } from './app.ts'
import type { ServerConfig } from './config.ts'
import { jobList, startJobs } from './jobs.ts'
import { readInstallation } from './session/store.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** What a person can do about a start that failed, said in one line; anything else is a fault of ours. */
export const explainFailure = (error: unknown, config: ServerConfig | undefined): string => {
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

/** Brings the database up to date, or says why this installation must not use it. */
export const prepareDatabase = async (
  config: Pick<ServerConfig, 'env'>,
  db: Db,
  keys: Keys,
): Promise<void> => {
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

export type Serving = Readonly<{
  address: string
  db: Db
  keys: Keys
  /** Lets running requests and jobs end, then lets go of the database. */
  stop: () => Promise<void>
}>

/**
 * Opens and migrates the database and serves the desk. `prepare` runs between the two, before anybody can ask.
 *
 * @param publicSite where the public site stands, for whoever serves it too and knows only later
 */
export const serve = async (
  config: ServerConfig,
  prepare: (db: Db, keys: Keys) => Promise<void> = async () => undefined,
  publicSite: () => string | undefined = () => config.publicSite,
): Promise<Serving> => {
  const log = createLog({ level: config.logLevel })
  const clock = systemClock
  const { db, keys } = await openInstallation(config, log)
  try {
    await prepareDatabase(config, db, keys)
    await prepare(db, keys)
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
      publicSite,
      proxies: config.proxies,
      deskDir: config.deskDir ?? join(root, 'apps', 'desk', 'dist'),
      metricsToken: config.metricsToken,
      sampleSeed: config.sampleSeed,
      instrumentSigners: readInstrumentSigners(config.instrumentKeysFile),
      notFoundFloorMs: 40,
      requestsPerMinute: 3_000,
      loopDelayMs: 1_000,
    })
    const listening = await app.http.listen({ host: config.host, port: config.port })
    const address = config.publicUrl?.origin ?? listening.replace('127.0.0.1', 'localhost')
    log.info('the desk is served', { address })
    // Nobody waits for it; whoever asks the law before it is loaded is told what is wrong.
    app.warm().catch((error: unknown) => log.error('the law could not be loaded', { error }))
    const stop = async (): Promise<void> => {
      await app.close()
      await jobs.stop()
      await db.close()
    }
    return { address, db, keys, stop }
  } catch (error) {
    await db.close().catch(() => undefined)
    throw error
  }
}

const readInstrumentSigners = (file: string | undefined) => {
  if (file === undefined) return []
  try {
    return readSigners(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`UMAI_INSTRUMENT_KEYS_FILE is "${file}", which cannot be used: ${why}`)
  }
}

const readVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}

const stopWithinMs = 20_000

/** Stops in order when the process is asked to end, and at all costs after twenty seconds. */
export const stopOnSignal = (stop: () => Promise<void>): void => {
  const onSignal = (): void => {
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(
          `The server did not stop cleanly: ${explainFailure(error, undefined)}\n`,
        )
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', onSignal)
  process.once('SIGINT', onSignal)
}
