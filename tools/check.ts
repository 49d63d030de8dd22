// Runs every static check in order, cheap first, and stops at the first that fails.
import { spawnSync } from 'node:child_process'

const checks: ReadonlyArray<readonly [name: string, command: string, ...args: string[]]> = [
  ['format and lint', 'biome', 'check', '--error-on-warnings'],
  ['types', 'tsc', '--noEmit', '--checkers', '2'],
  ['dead code', 'knip'],
  ['numbers of migrations', 'node', 'tools/check-migrations.ts'],
  ['documents', 'node', 'tools/check-docs.ts'],
]

for (const [name, command, ...args] of checks) {
  const startedAt = performance.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`)
  if (status !== 0) process.exit(1)
}
