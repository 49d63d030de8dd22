import { type Db, readMigrationState, type Tx } from '@umai/db'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'

export const readDatabaseFacts = async (db: Db) => {
  const startedAtMs = performance.now()
  const facts = await db.transaction({ role: 'umai_desk', readOnly: true }, async (tx) => {
    const { rows } = await sql<{ version: string; bytes: number; logs_values: boolean }>`
      select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
        current_setting('log_parameter_max_length') <> '0' and (current_setting('log_statement') = 'all'
          or current_setting('log_min_duration_statement') <> '-1' or current_setting('log_min_duration_sample') <> '-1'
          or current_setting('log_transaction_sample_rate') <> '0')
        or current_setting('log_parameter_max_length_on_error') <> '0' as logs_values`.execute(tx)
    return rows[0]
  })
  return {
    engine: db.engine,
    version: facts?.version ?? '',
    sizeBytes: Number(facts?.bytes ?? 0),
    logsValues: facts?.logs_values ?? false,
    latencyMs: Math.round((performance.now() - startedAtMs) * 10) / 10,
  }
}

export const readMigrations = async (db: Db) => {
  const { applied, missing } = await readMigrationState(db)
  const last = applied.at(-1)
  return {
    applied: applied.length,
    last: last?.name ?? null,
    lastAt: last?.at ?? null,
    missing: [...missing],
  }
}

export const countOpenSessions = async (tx: Tx, now: Instant): Promise<number> => {
  const { count } = await tx
    .selectFrom('sessions')
    .select((part) => part.fn.countAll<number>().as('count'))
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const readInstallation = (tx: Tx) =>
  tx.selectFrom('installation').select('is_sample as isSample').executeTakeFirstOrThrow()
