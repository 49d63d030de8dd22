import { Kysely, PostgresDialect, sql } from 'kysely'
import { Client, type ClientConfig, Pool, type PoolConfig, types } from 'pg'
import type { Log } from '../log.ts'
import { createSkew, type Database, presentTicket } from './database.ts'
import { PreparingClient } from './prepared.ts'
import { arrayParsers, parsers } from './row-values.ts'

/** How a role reaches the server: by signing in as itself, or by signing in as another and changing role. */
export type Connection = Readonly<{ url: string; setRole?: string }>

export type PostgresOptions = Readonly<{
  connectionOf: (role: string) => Connection
  log: Log
  /** Connections per role that signs in. */
  poolSize?: number
  statementTimeoutMs?: number
}>

/**
 * PostgreSQL with one pool for each role that signs in. The roles of the application sign in as themselves,
 * so SET ROLE and SET SESSION AUTHORIZATION have nowhere to go.
 */
export function openPostgres<Tables>(options: PostgresOptions): Database<Tables> {
  const skew = createSkew()
  const pools = new Map<string, Kysely<Tables>>()
  const listeners = new Set<() => Promise<void>>()

  const settingsOf = (url: string): ClientConfig => ({
    connectionString: url,
    application_name: 'umai',
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 30_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    options: '-c timezone=UTC -c client_min_messages=warning',
    types: { getTypeParser },
  })

  const kyselyFor = (url: string): Kysely<Tables> => {
    let kysely = pools.get(url)
    if (kysely === undefined) {
      const config: PoolConfig = {
        ...settingsOf(url),
        Client: PreparingClient,
        max: options.poolSize ?? 10,
        idleTimeoutMillis: 30_000,
      }
      const pool = new Pool(config)
      pool.on('error', (error) =>
        options.log.warn('an idle database connection was lost', { error }),
      )
      kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
      pools.set(url, kysely)
    }
    return kysely
  }

  return {
    engine: 'postgres',

    transaction: (wish, work) => {
      const { url, setRole } = options.connectionOf(wish.role)
      const builder = kyselyFor(url).transaction()
      const start = wish.readOnly === true ? builder.setAccessMode('read only') : builder
      return start.execute(async (tx) => {
        if (setRole !== undefined) await sql`set local role ${sql.id(setRole)}`.execute(tx)
        await presentTicket(tx, wish, skew)
        return work(tx)
      })
    },

    script: async (text, { role = 'admin' } = {}) => {
      const { url, setRole } = options.connectionOf(role)
      const client = new Client({ ...settingsOf(url), statement_timeout: 0 })
      await client.connect()
      try {
        await client.query('begin')
        if (setRole !== undefined) await client.query(`set local role "${setRole}"`)
        // Several statements give several results, which the types of the driver do not say.
        const results = [(await client.query(text)) as unknown].flat() as { rows: Row[] }[]
        await client.query('commit')
        return results.flatMap(({ rows }) => rows)
      } finally {
        await client.end()
      }
    },

    listen: async (channel, hear) => {
      const stop = await keepListening({
        connect: () => new Client(settingsOf(options.connectionOf('umai_desk').url)),
        channel,
        hear,
        log: options.log,
      })
      listeners.add(stop)
      return async () => {
        listeners.delete(stop)
        await stop()
      }
    },

    close: async () => {
      await Promise.all([...listeners].map((stop) => stop()))
      await Promise.all([...pools.values()].map((kysely) => kysely.destroy()))
      pools.clear()
    },
  }
}

type Row = Readonly<Record<string, unknown>>

async function keepListening(options: {
  readonly connect: () => Client
  readonly channel: string
  readonly hear: (payload: string) => void
  readonly log: Log
}): Promise<() => Promise<void>> {
  let isStopped = false
  let client: Client | undefined
  let retry: NodeJS.Timeout | undefined

  const start = async (): Promise<void> => {
    const fresh = options.connect()
    let isLost = false
    const lose = (error?: unknown) => {
      if (isLost || isStopped) return
      isLost = true
      options.log.warn('the connection for live updates was lost; trying again in a second', {
        error,
      })
      fresh.end().catch(() => undefined)
      retry = setTimeout(() => {
        start().catch(lose)
      }, 1_000)
    }
    fresh.on('error', lose)
    fresh.on('end', () => lose())
    fresh.on('notification', ({ payload = '' }) => options.hear(payload))
    try {
      await fresh.connect()
      await fresh.query(`listen ${fresh.escapeIdentifier(options.channel)}`)
    } catch (error) {
      if (client === undefined) throw error
      lose(error)
      return
    }
    client = fresh
  }
  await start()

  return async () => {
    isStopped = true
    clearTimeout(retry)
    await client?.end()
  }
}

const parseTextArray = types.getTypeParser(1009 as number as 16) as unknown as (
  text: string,
) => (string | null)[]

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const element = arrayParsers[oid]
  if (element !== undefined)
    return (text) => parseTextArray(text).map((item) => (item === null ? null : element(item)))
  return parsers[oid] ?? (types.getTypeParser(oid, format as 'text') as (text: string) => unknown)
}
