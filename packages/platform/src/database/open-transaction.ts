// A transaction on one connection of PostgreSQL whose statements need not wait for each other: what is asked at once goes
// out at once, and the answers come back in the same order. Beginning, presenting the ticket and the first question cost one
// way there and back instead of three.
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresQueryCompiler,
  type QueryResult,
  Transaction,
} from 'kysely'
import type { PoolClient } from 'pg'
import { databaseCodeOf } from '../errors.ts'

const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()
/** What a transaction never asks for: its connection is there already. */
const neverAsked = (): never => {
  throw new Error('A transaction opens no connection of its own')
}
const driver = { acquireConnection: neverAsked } as unknown as Driver
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: neverAsked,
  createIntrospector: neverAsked,
  createQueryCompiler: () => compiler,
}

type Answer = Readonly<{ command: string; rowCount: number | null; rows: Row[] }>
type Row = Readonly<Record<string, unknown>>

export type OpenTransaction<Tables> = Readonly<{
  tx: Transaction<Tables>
  /** Sends a statement of the transaction itself. If it fails and nobody waits for it, the commit tells. */
  send: (text: string, values?: readonly unknown[]) => Promise<Answer>
  commit: () => Promise<void>
  rollback: () => Promise<void>
}>

/** `beginning` are the statements it begins with; without any, the one statement that follows stands by itself. */
export function openTransaction<Tables>(
  client: PoolClient,
  beginning: readonly string[],
): OpenTransaction<Tables> {
  let isOpen = true
  let failure: unknown

  const ask = async (text: string, values?: readonly unknown[]): Promise<Answer> => {
    holdBack(client)
    try {
      return await (values === undefined
        ? client.query<Row>(text)
        : client.query<Row>(text, [...values]))
    } catch (error) {
      // What comes after the first failure says only that there was one.
      if (databaseCodeOf(error) === transactionAborted && failure !== undefined) throw failure
      failure = error
      throw error
    }
  }
  const send: OpenTransaction<Tables>['send'] = (text, values) => {
    const answer = ask(text, values)
    answer.catch(() => undefined)
    return answer
  }

  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      if (!isOpen)
        throw new Error('The transaction is over; wait for all of its statements before it ends')
      const { command, rowCount, rows } = await ask(sql, parameters)
      return {
        rows: (rows ?? []) as R[],
        ...(writing.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}),
      }
    },
    streamQuery: neverAsked,
  }
  const tx = new Transaction<Tables>({
    config: { dialect },
    driver,
    dialect,
    executor: new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    }),
  })

  for (const text of beginning) send(text)
  const end = async (how: 'commit' | 'rollback'): Promise<void> => {
    isOpen = false
    if (beginning.length === 0) return
    const { command } = await client.query(how)
    // The commit of what failed is answered with a rollback and without an error.
    if (how === 'commit' && command !== 'COMMIT')
      throw failure ?? new Error('The transaction was rolled back')
  }
  return { tx, send, commit: () => end('commit'), rollback: () => end('rollback') }
}

const held = new WeakSet<PoolClient>()

/** What is asked in one go leaves in one packet. */
function holdBack(client: PoolClient): void {
  if (held.has(client)) return
  const { stream } = client.connection
  held.add(client)
  stream.cork()
  process.nextTick(() => {
    held.delete(client)
    stream.uncork()
  })
}

const writing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])
const transactionAborted = '25P02'
