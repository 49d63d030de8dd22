import { sql } from 'kysely'
import type { Db } from './database.ts'
import { readMigrations } from './migrate.ts'

export type MigrationState = Readonly<{
  applied: readonly Readonly<{ name: string; at: string }>[]
  /** Migrations of this version of the software that the database has not had. */
  missing: readonly string[]
}>

/** Which migrations a database has had; nothing at all when it is empty. */
export async function readMigrationState(db: Db): Promise<MigrationState> {
  const applied = await db.transaction({ role: 'admin', readOnly: true }, async (tx) => {
    const { rows: tables } = await sql<{ isThere: boolean }>`
      select to_regclass('migration.applied') is not null as "isThere"`.execute(tx)
    if (tables[0]?.isThere !== true) return []
    const { rows } = await sql<{ name: string; at: string }>`
      select name, applied_at as at from migration.applied order by number`.execute(tx)
    return rows
  })
  const names = new Set(applied.map(({ name }) => name))
  const missing = readMigrations().flatMap(({ name }) => (names.has(name) ? [] : [name]))
  return { applied, missing }
}
