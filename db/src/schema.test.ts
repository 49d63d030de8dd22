import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaFiles } from './schema-text.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

let test_: TestDatabase
beforeAll(async () => {
  test_ = await openTestDatabase()
})
afterAll(() => test_.close())

test('the files under db/schema and the table types are what the migrations make', async () => {
  const root = join(import.meta.dirname, '..')

  const files = await schemaFiles(test_.db)

  for (const { path, text } of files)
    expect(
      readFileSync(join(root, path), 'utf8'),
      `${path} is stale: run node tools/dump-schema.ts`,
    ).toBe(text)
  const expected = files
    .map(({ path }) => path)
    .filter((path) => path.startsWith('schema/'))
    .map((path) => path.slice(7))
  expect(readdirSync(join(root, 'schema')).sort()).toEqual(expected.sort())
})
