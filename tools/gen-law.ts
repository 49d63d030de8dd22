// Writes what is made from the YAML of the law: the shipped pack, the names, docs/law-coverage.md. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedFiles } from '../packages/law/src/generate.ts'
import { readPackDocuments } from '../packages/law/src/read-pack.ts'

const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')
let stale = 0
for (const { path, content } of generatedFiles(readPackDocuments())) {
  const file = join(root, path)
  if (check) {
    if (readFileSync(file, 'utf8') === content) continue
    stale += 1
    process.stderr.write(`${path}:1 is not what the pack says; run "npm run law:generate"\n`)
  } else {
    writeFileSync(file, content)
    process.stdout.write(`${path}\n`)
  }
}
if (stale > 0) process.exitCode = 1
