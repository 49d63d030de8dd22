// What a transaction says of itself so that the policies answer sooner: which records it is about to ask for. It changes
// nothing about what is seen. Each goes out with the statement that follows it; do not wait for it alone.
import { sql } from 'kysely'
import type { Tx } from './database.ts'

const say = (tx: Tx, name: string, value: string): Promise<unknown> =>
  sql`select set_config(${name}, ${value}, true)`.execute(tx)

/** Cases whose rows the next statements ask for, as on a page of a list. */
export const nameCases = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  say(tx, 'umai.cases', `{${ids.join(',')}}`)

/**
 * The statements that follow are planned once and for all: for those whose planning takes as long as they do, and whose
 * best way does not depend on what is asked for.
 */
export const keepPlans = (tx: Tx): Promise<unknown> =>
  say(tx, 'plan_cache_mode', 'force_generic_plan')
