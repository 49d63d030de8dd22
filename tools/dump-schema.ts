// Writes db/schema/*.sql and db/src/tables.gen.ts from a database made by the migrations.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { migrate, openDatabase } from '@umai/db'
import { schemaFiles } from '@umai/db/testing'
import { keysFromSeed, silentLog } from '@umai/platform'

const db = join(import.meta.dirname, '..', 'db')
const keys = keysFromSeed('dump-schema')
const database = await openDatabase({}, { keys, log: silentLog })
await migrate(database, { keys })
const files = await schemaFiles(database)
await database.close()

for (const name of readdirSync(join(db, 'schema'), { withFileTypes: true }))
  rmSync(join(db, 'schema', name.name))
for (const { path, text } of files) {
  mkdirSync(dirname(join(db, path)), { recursive: true })
  writeFileSync(join(db, path), text)
}
process.stdout.write(`${files.length} files written from the schema\n`)
