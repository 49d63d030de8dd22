// A fresh, migrated database for one test file, on the engine named in UMAI_TEST_ENGINE. Migrating happens once:
// files start from a dump (PGlite) or a template (PostgreSQL).
import { existsSync, mkdirSync, openAsBlob, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Embedded,
  type FixedClock,
  fixedClock,
  type Keys,
  keysFromSeed,
  randomId,
  sha256,
  silentLog,
} from '@umai/platform'
import { Client } from 'pg'
import type { Context, Identity } from './context.ts'
import { applicationRoles, type Db, openDatabase, type Tx } from './database.ts'
import { migrate, readMigrations } from './migrate.ts'
import type { Tables } from './tables.gen.ts'

export type TestDatabase = Readonly<{
  db: Db
  keys: Keys
  /** The clock of every context made here; the database itself keeps real time. */
  clock: FixedClock
  /** A context of somebody; a user id alone means a member of staff at case work. */
  as: (identity: Identity | string) => Context
  /** Writes past the policies, as the loader of a sample or an import does. */
  load: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}>

const keys = keysFromSeed('tests')

export async function openTestDatabase(): Promise<TestDatabase> {
  const engine = process.env.UMAI_TEST_ENGINE ?? 'pglite'
  if (engine !== 'pglite' && engine !== 'postgres')
    throw new Error(`UMAI_TEST_ENGINE is "${engine}"; give pglite or postgres`)
  const { db, discard } = engine === 'pglite' ? await openFromDump() : await openFromTemplate()
  const clock = fixedClock('2026-11-23T06:00:00.000Z')
  return {
    db,
    keys,
    clock,
    as: (identity) => ({
      db,
      keys,
      clock,
      log: silentLog,
      lang: 'kk',
      identity: typeof identity === 'string' ? staff(identity) : identity,
    }),
    load: (work) => db.transaction({ role: 'umai_loader' }, work),
    close: async () => {
      await db.close()
      await discard()
    },
  }
}

function staff(userId: string): Identity {
  return { kind: 'staff', userId, sessionId: randomId(), purpose: 'case-work', isSteppedUp: false }
}

/** Changes when a migration does, so that nobody tests against yesterday's schema. */
const schemaMark = () =>
  sha256(...readMigrations().map(({ hash }) => hash))
    .toString('hex')
    .slice(0, 12)

async function openFromDump() {
  const folder = join(import.meta.dirname, '..', '..', 'var', 'test')
  const dump = join(folder, `migrated-${schemaMark()}.tar`)
  if (!existsSync(dump)) {
    const first = (await openDatabase({}, { keys, log: silentLog })) as Embedded<Tables>
    await migrate(first, { keys })
    const bytes = Buffer.from(await (await first.dump()).arrayBuffer())
    await first.close()
    mkdirSync(folder, { recursive: true })
    const unfinished = `${dump}.${process.pid}`
    writeFileSync(unfinished, bytes)
    // Who comes second leaves the first one's file alone: it may be being read.
    if (existsSync(dump)) rmSync(unfinished)
    else renameSync(unfinished, dump)
  }
  const db = await openDatabase({ from: await openAsBlob(dump) }, { keys, log: silentLog })
  return { db, discard: async () => undefined }
}

async function openFromTemplate() {
  const server = process.env.UMAI_TEST_POSTGRES_URL ?? process.env.UMAI_DATABASE_URL
  if (server === undefined)
    throw new Error(
      'No PostgreSQL is running for tests; run them through vitest, or name a server in UMAI_DATABASE_URL',
    )
  const template = `umai_template_${schemaMark()}`
  const name = `umai_test_${randomId().replaceAll('-', '')}`
  await onServer(server, async (client) => {
    // One file at a time, or two would make the template at once.
    await client.query('select pg_advisory_lock(8112025)')
    await refuseForeignServer(client)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      template,
    ])
    if (rowCount === 0) {
      const unfinished = `${template}_unfinished`
      await client.query(`drop database if exists ${unfinished}`)
      await client.query(
        `create database ${unfinished} template template0 encoding 'UTF8' locale 'C'`,
      )
      const first = await openDatabase(
        { url: databaseUrl(server, unfinished) },
        { keys, log: silentLog },
      )
      await migrate(first, { keys })
      await first.close()
      await client.query(`comment on role umai_desk is '${testMark}'`)
      await client.query(`alter database ${unfinished} rename to ${template}`)
    }
    await client.query(`create database ${name} template ${template}`)
    // What a database grants is not copied with it.
    await client.query(`revoke all on database ${name} from public`)
    await client.query(`grant connect on database ${name} to ${applicationRoles.join(', ')}`)
    await client.query('select pg_advisory_unlock(8112025)')
  })
  const db = await openDatabase(
    { url: databaseUrl(server, name) },
    { keys, log: silentLog, poolSize: 4 },
  )
  const discard = () =>
    onServer(server, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`)
    })
  return { db, discard }
}

const testMark = 'passwords of these roles belong to tests'

/** Roles belong to a whole server: tests would change the passwords of an installation beside them. */
async function refuseForeignServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ mark: string | null }>(
    `select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = 'umai_desk'`,
  )
  if (rows[0] !== undefined && rows[0].mark !== testMark)
    throw new Error(
      'The server in UMAI_DATABASE_URL holds an installation of Umai; tests would change its passwords. Give them another server',
    )
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
