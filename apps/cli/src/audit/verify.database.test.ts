import { readAuditHead, runCommand, sequenceAudit } from '@umai/db'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseHeads, verifyLog } from './verify.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  for (let number = 0; number < 3; number++)
    await runCommand(
      database.as({ kind: 'jobs', job: 'test' }),
      { name: 'do-something', key: randomId(), input: { number }, subject: null },
      async () => null,
    )
  await sequenceAudit(database.db)
})
afterAll(() => database.close())

test('a whole log is called whole, with the heads it was compared with', async () => {
  const kept = parseHeads(`${JSON.stringify(await readAuditHead(database.db))}\n\n`)

  expect(await verifyLog(database.db, { knownHeads: kept })).toEqual({
    text: 'The log is whole: 3 entries, compared with 1 kept heads.\n',
    isWhole: true,
  })
})

test('a log that ends too early is called so, and the entry is named', async () => {
  const head = await readAuditHead(database.db)
  await database.db.transaction({ role: 'admin' }, async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`delete from audit_leaves where id = (select leaf_id from audit_chain where position = 2)`.execute(
      tx,
    )
    await sql`delete from audit_chain where position = 2`.execute(tx)
  })

  expect(await verifyLog(database.db, { knownHeads: [head] })).toEqual({
    text: 'entry 2: the log ends at 2, but a kept head reaches 3\nThe log is NOT whole: 1 faults in 2 entries.\n',
    isWhole: false,
  })
})

test.each(['{', '{"size":1}', '{"size":-1.5,"chainHash":"x"}', '7'])('%s is not a head', (line) => {
  expect(() => parseHeads(`\n${line}`)).toThrow('line 2 of the heads')
})
