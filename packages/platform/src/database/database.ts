// One interface for both engines. All work happens in a transaction under a named role, with settings that
// end with it: nothing of one request can stay behind on a pooled connection.
import { type QueryExecutorProvider, sql, type Transaction } from 'kysely'

export type Engine = 'pglite' | 'postgres'

export type TransactionOptions = Readonly<{
  role: string
  /** Makes the identity ticket for the time the database has; see ticket.ts. */
  ticket?: (nowMs: number) => string
  /** What the policies may know besides, as umai.<name>; nobody vouches for it, so it may only make them faster. */
  hints?: Readonly<Record<string, string>>
  readOnly?: boolean
}>

export type Database<Tables> = Readonly<{
  engine: Engine
  transaction: <T>(
    options: TransactionOptions,
    work: (tx: Transaction<Tables>) => Promise<T>,
  ) => Promise<T>
  /**
   * Several statements at once in one transaction, as in a migration; never with input in the text. Gives the rows
   * of all statements that return any.
   */
  script: (
    text: string,
    options?: { readonly role?: string },
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Hears NOTIFY on a channel until the returned function is called; reconnects by itself. */
  listen: (channel: string, hear: (payload: string) => void) => Promise<() => Promise<void>>
  close: () => Promise<void>
}>

/** The ticket setting that sec.claims reads. */
const ticketSetting = 'umai.ticket'
const toleratedSkewMs = 5_000

/**
 * Learns the database's clock as it goes: tickets expire by that clock, and an application server whose own
 * clock is wrong must neither lock everybody out nor hand out tickets that live for an hour.
 */
export function createSkew() {
  let skewMs = 0
  return {
    now: () => Date.now() + skewMs,
    learn: (databaseMs: number) => {
      const error = databaseMs - (Date.now() + skewMs)
      skewMs += error
      return Math.abs(error)
    },
  }
}

/** Puts the ticket into the transaction, and again when the clocks turn out to differ. */
export async function presentTicket(
  tx: QueryExecutorProvider,
  { ticket, hints = {} }: Pick<TransactionOptions, 'ticket' | 'hints'>,
  skew: ReturnType<typeof createSkew>,
): Promise<void> {
  if (ticket === undefined) return
  const errorMs = skew.learn(await setTicket(tx, ticket(skew.now()), hints))
  if (errorMs > toleratedSkewMs) await setTicket(tx, ticket(skew.now()), hints)
}

async function setTicket(
  tx: QueryExecutorProvider,
  ticket: string,
  hints: Readonly<Record<string, string>>,
): Promise<number> {
  const settings = [
    [ticketSetting, ticket],
    ...Object.entries(hints).map(([name, hint]) => [`umai.${name}`, hint]),
  ].map(([name, value]) => sql`set_config(${name}, ${value}, true)`)
  const { rows } = await sql<{ ms: string }>`
    select ${sql.join(settings)}, (extract(epoch from clock_timestamp()) * 1000)::bigint::text as ms`.execute(
    tx,
  )
  return Number(rows[0]?.ms)
}
