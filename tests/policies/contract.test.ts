// The unions of the contract and the tables of the database say the same.
import { agencyKinds, permissions, placeKinds, roles, wallReasons } from '@umai/contract'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const named = (table: 'permissions' | 'roles') =>
  database.load(async (tx) =>
    (await tx.selectFrom(table).select('name').execute()).map(({ name }) => name),
  )

test('every permission and every role is in both', async () => {
  expect((await named('permissions')).sort()).toEqual([...permissions].sort())
  expect((await named('roles')).sort()).toEqual([...roles].sort())
})

test.each([
  ['agencies', 'kind', agencyKinds],
  ['places', 'kind', placeKinds],
  ['walls', 'reason', wallReasons],
] as const)('the choices of %s.%s are in both', async (table, column, choices) => {
  const { rows } = await database.db.transaction({ role: 'admin', readOnly: true }, (tx) =>
    sql<{ check: string }>`
      select pg_get_constraintdef(oid) as check from pg_constraint
      where conrelid = ${table}::regclass and contype = 'c' and pg_get_constraintdef(oid) like ${`%(${column} = ANY%`}`.execute(
      tx,
    ),
  )
  const inDatabase = [...(rows[0]?.check ?? '').matchAll(/'([^']*)'::text/g)].map(
    ([, choice]) => choice,
  )

  expect(inDatabase.sort()).toEqual([...choices].sort())
})
