import type { RecordKind } from '@umai/contract'
import type { Tables, Tx } from '@umai/db'
import { sql } from 'kysely'

/** Where the records of a kind are; their policies decide who hears of them. */
const tableOf: Readonly<Partial<Record<RecordKind, keyof Tables>>> = {
  user: 'users',
  grant: 'grants',
  agency: 'agencies',
  unit: 'units',
  wall: 'walls',
  session: 'sessions',
  report: 'reports',
  person: 'people',
  case: 'cases',
  decision: 'decisions',
  duty: 'duties',
  order: 'orders',
  thread: 'threads',
}

/** Of these records, the ids of those the one who asks may see. */
export const listVisibleIds = async (
  tx: Tx,
  kind: RecordKind,
  ids: readonly string[],
): Promise<readonly string[]> => {
  const table = tableOf[kind]
  if (table === undefined) return []
  const rows = await tx
    .selectFrom(table as 'users')
    .select('id')
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .execute()
  return rows.map(({ id }) => id)
}
