// Brings a database to the newest schema: numbered SQL files, each in one transaction, never edited later.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseCodeOf, type Keys, sha256, ticketKeyHalves } from '@umai/platform'
import { sql } from 'kysely'
import { applicationRoles, type Db, passwordVerifier, rolePassword } from './database.ts'

const folder = join(import.meta.dirname, '..', 'migrations')

type Migration = Readonly<{ number: number; name: string; text: string; hash: string }>

export function readMigrations(): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const number = Number(name.slice(0, 4))
    if (number !== index + 1)
      throw new Error(`${name} should be number ${index + 1}; migrations are numbered without gaps`)
    const text = readFileSync(join(folder, name), 'utf8')
    return { number, name, text, hash: sha256(text).toString('hex') }
  })
}

/**
 * Applies what is missing, says what it applied, and does no harm when run again or twice at once. Needs an
 * address whose user may create roles; the running server does not.
 */
export async function migrate(
  db: Db,
  { keys, onApplied }: { readonly keys: Keys; readonly onApplied?: (name: string) => void },
): Promise<readonly string[]> {
  await db.script(`
    select pg_advisory_xact_lock(8112024);
    create schema if not exists migration;
    create table if not exists migration.applied (
      number integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now()
    )`)
  const applied: string[] = []
  for (const migration of readMigrations()) {
    const before = await appliedHash(db, migration.number)
    if (before !== undefined && before !== migration.hash)
      throw new Error(
        `${migration.name} was changed after this database had applied it; undo the change and write a new migration`,
      )
    if (before !== undefined) continue
    try {
      await db.script(scriptOf(migration))
    } catch (error) {
      // Somebody else migrates the same database and was first.
      if (databaseCodeOf(error) === appliedMeanwhile) continue
      throw new Error(`${migration.name} could not be applied: ${messageOf(error)}`, {
        cause: error,
      })
    }
    applied.push(migration.name)
    onApplied?.(migration.name)
  }
  await installKeys(db, keys)
  return applied
}

const appliedMeanwhile = 'UM001'

function scriptOf({ number, name, text, hash }: Migration): string {
  const runsAsAdmin = text.startsWith('-- runs as: admin')
  return `
    select pg_advisory_xact_lock(8112024);
    do $$ begin
      if exists (select from migration.applied where number = ${number}) then
        raise exception 'applied meanwhile' using errcode = '${appliedMeanwhile}';
      end if;
    end $$;
    ${runsAsAdmin ? '' : 'set local role umai_migrator;'}
    ${text}
    reset role;
    insert into migration.applied (number, name, hash) values (${number}, '${name}', '${hash}');`
}

async function appliedHash(db: Db, number: number): Promise<string | undefined> {
  return db.transaction({ role: 'admin' }, async (tx) => {
    const { rows } = await sql<{ hash: string }>`
      select hash from migration.applied where number = ${number}`.execute(tx)
    return rows[0]?.hash
  })
}

/** Tells the database the key of identity tickets, and gives the roles of the application their passwords. */
async function installKeys(db: Db, keys: Keys): Promise<void> {
  const key = keys.derive('identity ticket')
  const { inner, outer } = ticketKeyHalves(key)
  await db.transaction({ role: 'umai_gate' }, async (tx) => {
    await sql`
      insert into sec.ticket_keys (id, inner_half, outer_half) values (${key.id}, ${inner}, ${outer})
      on conflict (id) do update set inner_half = excluded.inner_half, outer_half = excluded.outer_half, is_retired = false`.execute(
      tx,
    )
    await sql`update sec.ticket_keys set is_retired = true where id <> ${key.id}`.execute(tx)
  })
  if (db.engine === 'pglite') return
  const statements = applicationRoles.map(
    (role) =>
      `alter role ${role} with login password '${passwordVerifier(rolePassword(keys, role))}';`,
  )
  await db.script(`select pg_advisory_xact_lock(8112024); ${statements.join('\n')}`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
