// The whole proof in one command: every check, every test on both databases, the journeys in a real browser.
// Ends with the plain line "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Tally = { readonly passed: number; readonly failed: number }
type Stage = { readonly label: string; readonly run: () => Tally }

const scratch = mkdtempSync(join(tmpdir(), 'umai-test-'))

function runNode(...args: string[]): boolean {
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
}

function runProjects(label: string, ...projects: string[]): Tally {
  const report = join(scratch, `${label}.json`)
  const exitedWell = runNode(
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  )
  const { numPassedTests: passed, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
  }
  // A file that does not load fails no test; the run has failed all the same.
  const failed = exitedWell ? numFailedTests : Math.max(1, numFailedTests)
  return { passed, failed }
}

const stages: readonly Stage[] = [
  {
    label: 'checks',
    run: () => (runNode('tools/check.ts') ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  },
  { label: 'tests without a database', run: () => runProjects('pure', 'pure') },
  { label: 'tests on PGlite', run: () => runProjects('pglite', 'pglite') },
  { label: 'tests on PostgreSQL', run: () => runProjects('postgres', 'postgres') },
  { label: 'journeys in a browser', run: () => runProjects('browser', 'browser') },
]

let total: Tally = { passed: 0, failed: 0 }
for (const [index, { label, run }] of stages.entries()) {
  process.stdout.write(`\n[${index + 1}/${stages.length}] ${label}\n`)
  const startedAt = performance.now()
  const tally = run()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  process.stdout.write(`${label}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)\n`)
  total = { passed: total.passed + tally.passed, failed: total.failed + tally.failed }
}
rmSync(scratch, { recursive: true, force: true })
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed === 0 ? 0 : 1
