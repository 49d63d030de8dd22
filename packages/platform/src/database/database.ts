// One interface for both engines. All work happens in a transaction under a named role, with settings that
// end with it: nothing of one request can stay behind on a pooled connection.
import type { Transaction } from 'kysely'

export type Engine = 'pglite' | 'postgres'

export type TransactionOptions = Readonly<{
  role: string
  /** Makes the identity ticket for the time the database has; see ticket.ts. */
  ticket?: (nowMs: number) => string
  /** What the policies may know besides, as umai.<name>; nobody vouches for it, so it may only make them faster. */
  hints?: Readonly<Record<string, string>>
  readOnly?: boolean
  /** The work is one statement, which needs no beginning and no end of its own; not with a ticket, which lives in a transaction. */
  isOneStatement?: boolean
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
  let isKnown = false
  return {
    now: () => Date.now() + skewMs,
    /** Whether the clocks were ever compared. */
    isKnown: () => isKnown,
    learn: (databaseMs: number) => {
      const error = databaseMs - (Date.now() + skewMs)
      skewMs += error
      isKnown = true
      return Math.abs(error)
    },
  }
}
export type Skew = ReturnType<typeof createSkew>

/** Sends one statement of a transaction and gives its rows. */
export type Ask = (
  text: string,
  values: readonly string[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>

/**
 * Puts the ticket into the transaction. False says that the clocks turned out to differ: the ticket is of the wrong time,
 * and another that is presented now will be of the right one.
 */
export async function presentTicket(
  ask: Ask,
  { ticket, hints = {} }: Pick<TransactionOptions, 'ticket' | 'hints'>,
  skew: Skew,
): Promise<boolean> {
  if (ticket === undefined) return true
  const databaseMs = await setTicket(ask, ticket(skew.now()), hints)
  return skew.learn(databaseMs) <= toleratedSkewMs
}

async function setTicket(
  ask: Ask,
  ticket: string,
  hints: Readonly<Record<string, string>>,
): Promise<number> {
  const settings = [
    [ticketSetting, ticket] as const,
    ...Object.entries(hints).map(([name, hint]) => [`umai.${name}`, hint] as const),
  ]
  const set = settings.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`).join(', ')
  const [row] = await ask(
    `select ${set}, (extract(epoch from clock_timestamp()) * 1000)::bigint::text as ms`,
    settings.flat(),
  )
  return Number(row?.ms)
}
