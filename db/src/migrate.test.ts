import { randomId, silentLog } from '@umai/platform'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applicationRoles, openDatabase, rolePassword } from './database.ts'
import { migrate, readMigrations } from './migrate.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'
import { startPostgres, type TestServer } from './test-postgres.ts'

describe('migrating', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  test('again does nothing', async () => {
    expect(await migrate(database.db, { keys: database.keys })).toEqual([])
  })

  test('is refused when a migration was edited after it had been applied', async () => {
    const setHash = (hash: string) =>
      database.db.transaction({ role: 'admin' }, (tx) =>
        sql`update migration.applied set hash = ${hash} where number = 3`.execute(tx),
      )
    await setHash('another')

    await expect(migrate(database.db, { keys: database.keys })).rejects.toThrow(
      '0003_places.sql was changed after this database had applied it; undo the change and write a new migration',
    )

    await setHash(readMigrations()[2]?.hash ?? '')
  })
})

// Roles belong to a server, so this needs one of its own.
describe.runIf(
  process.env.UMAI_TEST_ENGINE === 'postgres' && process.env.UMAI_DATABASE_URL === undefined,
)('on a server that somebody else rules', () => {
  let server: TestServer
  let keys: TestDatabase['keys']
  beforeAll(async () => {
    server = await startPostgres()
    const database = await openTestDatabase()
    keys = database.keys
    await database.close()
  })
  afterAll(() => server.stop())

  const databaseOf = async (owner: string): Promise<string> => {
    const name = `umai_${randomId().replaceAll('-', '')}`
    const client = new Client({ connectionString: server.url })
    await client.connect()
    await client.query(`create database ${name} owner ${owner}`)
    await client.end()
    return name
  }
  const at = (user: string, name: string) => {
    const url = new URL(server.url)
    if (user !== 'postgres') [url.username, url.password] = [user, 'only-a-test']
    url.pathname = `/${name}`
    return url.href
  }

  test('the owner of a database who may create roles migrates it without being a superuser', async () => {
    const client = new Client({ connectionString: server.url })
    await client.connect()
    await client.query(`create role tenant login createrole password 'only-a-test'`)
    await client.end()
    const db = await openDatabase(
      { url: at('tenant', await databaseOf('tenant')) },
      { keys, log: silentLog },
    )

    const applied = await migrate(db, { keys })

    expect(applied).toEqual(readMigrations().map(({ name }) => name))
    const seen = await db.transaction({ role: 'umai_desk' }, (tx) =>
      tx.selectFrom('roles').select('name').execute(),
    )
    expect(seen.length).toBeGreaterThan(10)
    await db.close()
  })

  test('a log of statements holds no password of a role', async () => {
    const url = at('postgres', await databaseOf('postgres'))
    const db = await openDatabase({ url }, { keys, log: silentLog })
    const texts: string[] = []
    const heard: typeof db = {
      ...db,
      script: (text, options) => {
        texts.push(text)
        return db.script(text, options)
      },
    }

    await migrate(heard, { keys })

    for (const role of applicationRoles) {
      expect(texts.some((text) => text.includes(`alter role ${role} `))).toBe(true)
      expect(texts.some((text) => text.includes(rolePassword(keys, role)))).toBe(false)
      // Whoever has the key signs in all the same.
      await db.transaction({ role }, (tx) => sql`select 1`.execute(tx))
    }
    await db.close()
  })

  test('two programs that migrate at once apply each file once', async () => {
    const url = at('postgres', await databaseOf('postgres'))
    const [one, two] = await Promise.all([
      openDatabase({ url }, { keys, log: silentLog }),
      openDatabase({ url }, { keys, log: silentLog }),
    ])

    const applied = await Promise.all([migrate(one, { keys }), migrate(two, { keys })])

    expect(applied.flat().sort()).toEqual(readMigrations().map(({ name }) => name))
    await one.close()
    await two.close()
  })
})
