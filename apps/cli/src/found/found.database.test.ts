import { hashEnrolmentToken } from '@umai/db'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundFirstAgency } from './found-first-agency.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const first = {
  login: 'first-admin',
  name: 'Айман Үлгі',
  position: 'Administrator',
  agency: { kk: 'Министрлік', ru: 'Министерство', en: 'Ministry' },
}

test('an empty installation gets a ministry whose first person may let the others in, once', async () => {
  const founded = await foundFirstAgency(database.db, database.keys, first)
  const again = await foundFirstAgency(database.db, database.keys, { ...first, login: 'second' })

  expect(again).toEqual({ kind: 'not-empty', agencies: 1 })
  if (founded.kind !== 'founded') throw new Error('the first is founded')
  const seen = await database.load(async (tx) => ({
    roles: await tx.selectFrom('grants').select('role').orderBy('role').execute(),
    invited: await tx
      .selectFrom('enrolments')
      .innerJoin('users', 'users.id', 'enrolments.user_id')
      .select('login')
      .where('token_hash', '=', hashEnrolmentToken(founded.token))
      .execute(),
  }))
  expect(seen.roles.map(({ role }) => role)).toEqual(['agency-admin', 'registrar'])
  expect(seen.invited).toEqual([{ login: 'first-admin' }])
})
