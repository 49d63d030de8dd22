import type { Transaction } from 'kysely'
import { Client, type ClientConfig, Pool, type PoolClient, type PoolConfig, types } from 'pg'
import type { Log } from '../log.ts'
import { createSkew, type Database, presentTicket, type TransactionOptions } from './database.ts'
import { openTransaction } from './open-transaction.ts'
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
  const pools = new Map<string, Pool>()
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

  const poolFor = (url: string): Pool => {
    let pool = pools.get(url)
    if (pool === undefined) {
      const config: PoolConfig & { readonly pipeline: true } = {
        ...settingsOf(url),
        Client: PreparingClient,
        pipeline: true,
        max: options.poolSize ?? 10,
        idleTimeoutMillis: 30_000,
      }
      pool = new Pool(config)
      pool.on('error', (error) =>
        options.log.warn('an idle database connection was lost', { error }),
      )
      pools.set(url, pool)
    }
    return pool
  }

  /** Gives undefined where the ticket was of the wrong time before anybody noticed. */
  const attempt = async <T>(
    { client, lose }: Readonly<{ client: PoolClient; lose: () => void }>,
    wish: TransactionOptions,
    work: (tx: Transaction<Tables>) => Promise<T>,
    isAwaited: boolean,
  ): Promise<{ readonly reply: T } | undefined> => {
    const { setRole } = options.connectionOf(wish.role)
    const opened = openTransaction<Tables>(client, beginningOf(wish, setRole))
    const present = () =>
      presentTicket(async (text, values) => (await opened.send(text, values)).rows, wish, skew)
    const presented = present()
    // Nobody need wait for the answer while the clocks are known to agree; the end looks whether they still did.
    presented.catch(() => undefined)
    const isOfWrongTime = async () => !isAwaited && !(await presented)
    try {
      if (isAwaited && !(await presented)) await present()
      const reply = await work(opened.tx)
      if (await isOfWrongTime()) {
        await opened.rollback()
        return undefined
      }
      await opened.commit()
      return { reply }
    } catch (error) {
      // A connection on which nothing can be taken back is not used again.
      await opened.rollback().catch(lose)
      // Whoever comes with a ticket of the wrong time sees nothing, and what he asks for seems not to be there.
      if (await isOfWrongTime().catch(() => false)) return undefined
      throw error
    }
  }

  return {
    engine: 'postgres',

    transaction: async (wish, work) => {
      const client = await poolFor(options.connectionOf(wish.role).url).connect()
      let isLost = false
      const lose = (): void => {
        isLost = true
      }
      try {
        const done = await attempt({ client, lose }, wish, work, !skew.isKnown())
        if (done !== undefined) return done.reply
        // A server that was held up for seconds looks like a clock that moved; whoever waits for the answer is safe from both.
        const again = await attempt({ client, lose }, wish, work, true)
        if (again === undefined) throw new Error('A ticket that was waited for was not presented')
        return again.reply
      } finally {
        client.release(isLost)
      }
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
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      pools.clear()
    },
  }
}

type Row = Readonly<Record<string, unknown>>

/** How a transaction begins; one statement that needs nothing around it begins with itself. */
function beginningOf(wish: TransactionOptions, setRole: string | undefined): readonly string[] {
  if (wish.isOneStatement === true && wish.ticket === undefined && setRole === undefined) return []
  return [
    wish.readOnly === true ? 'begin read only' : 'begin',
    ...(setRole === undefined ? [] : [`set local role "${setRole}"`]),
  ]
}

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
