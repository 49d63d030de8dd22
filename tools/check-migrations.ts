// Two branches that both take the next number give two files with one number; this says so before they land.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', 'db', 'migrations')
const faults = readdirSync(folder)
  .sort()
  .flatMap((name, index) => {
    const expected = String(index + 1).padStart(4, '0')
    if (/^\d{4}_[a-z0-9_]+\.sql$/.test(name) && name.startsWith(expected)) return []
    return [
      `db/migrations/${name} should begin with ${expected}: rename the newer file to the next free number`,
    ]
  })
if (faults.length > 0) {
  process.stderr.write(`${faults[0]}\n`)
  process.exitCode = 1
}
