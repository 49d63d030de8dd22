// Loads a CSV file with one line of ten gigabytes between two good ones, and one that is nothing but such a line: how long, in how
// much memory, and what is said of it. The files are holes on most file systems and take no room.
//
//   node bench/linkage/giant-line.ts --gigabytes 10
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadRecords, openRun } from '@umai/linkage'

const { values } = parseArgs({
  options: {
    gigabytes: { type: 'string', default: '10' },
    folder: { type: 'string', default: join(tmpdir(), 'umai-bench-giant-line') },
  },
})
const bytes = Number(values.gigabytes) * 1e9
const settings = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: { name: { standardise: 'kz.given' } },
  blocking: [{ on: ['name'] }],
  comparisons: [{ field: 'name', levels: ['exact'] }],
}

function writeFileWithHole(path: string, before: string, after: string): void {
  const file = openSync(path, 'w')
  writeSync(file, before)
  ftruncateSync(file, bytes)
  writeSync(file, after, bytes)
  closeSync(file)
}

rmSync(values.folder, { recursive: true, force: true })
mkdirSync(values.folder, { recursive: true })
const between = join(values.folder, 'between.csv')
const alone = join(values.folder, 'alone.csv')
writeFileWithHole(between, 'number,name\n1,Анна\n2,', '\n3,Дана\n')
writeFileWithHole(alone, 'x', 'x')
for (const path of [alone, between]) {
  const startedAt = performance.now()
  const run = await openRun(`${path}.run`, settings)
  const outcome = await loadRecords(run, [{ source: 'office', path }]).then(
    async ({ records }) =>
      `${records} good records; ${(await readFile(run.paths.rowFaults, 'utf8')).slice(0, 200)}`,
    (error: unknown) => `refused: ${error instanceof Error ? error.message : String(error)}`,
  )
  process.stdout.write(
    `${values.gigabytes} GB in one line, ${path === alone ? 'the first' : 'between good ones'}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s, peak ${(process.resourceUsage().maxRSS / 1e6).toFixed(2)} GB\n  ${outcome.trim()}\n`,
  )
}
rmSync(values.folder, { recursive: true, force: true })
