import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { explainFailure, prepareDatabase } from './serve.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const prepare = (env: 'live' | 'trial') => prepareDatabase({ env }, database.db, database.keys)

test('a live installation refuses a database of invented people', async () => {
  await database.load((tx) => tx.updateTable('installation').set({ is_sample: true }).execute())

  await expect(prepare('live')).rejects.toThrow(/marked as a sample/)
  await expect(prepare('trial')).resolves.toBeUndefined()
  await database.load((tx) => tx.updateTable('installation').set({ is_sample: false }).execute())
})

test('a live installation refuses a database that lacks a migration, and says what to run', async () => {
  await database.db.script("update migration.applied set name = 'another.sql' where number = 9")

  await expect(prepare('live')).rejects.toThrow(
    /lacks 1 migrations?, first 0009.* Run: umai migrate/,
  )
})

test.each([
  ['EADDRINUSE', /Port 8600 is taken.*UMAI_PORT/],
  ['EACCES', /may not use var or port 8600.*UMAI_DATA_DIR/],
  ['ENOSPC', /disk that holds var is full/],
  ['EROFS', /var cannot be written to/],
  ['ECONNREFUSED', /UMAI_DATABASE_URL does not answer/],
  ['28P01', /refuses the user or password/],
])('a start that fails with %s says what to do', (code, message) => {
  expect(explainFailure(Object.assign(new Error('x'), { code }), readConfig({}))).toMatch(message)
})
