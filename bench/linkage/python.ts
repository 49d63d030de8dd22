// Throw-away Python environments for those we are measured against. Nothing of them stays in the tree.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The interpreter of an environment that holds the packages; undefined, with the reason on standard error, where none can be made. */
export function pythonWith(
  folder: string,
  name: string,
  packages: readonly string[],
): string | undefined {
  const home = join(folder, `python-${name}`)
  const python = join(home, 'bin', 'python')
  const ready = join(home, 'ready')
  if (existsSync(ready)) return python
  const steps: readonly (readonly string[])[] = [
    ['python3', '-m', 'venv', home],
    [join(home, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check', ...packages],
    ['touch', ready],
  ]
  for (const [command = '', ...args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
    if (status !== 0) {
      process.stderr.write(
        `No ${name} here: ${command} ${args.join(' ')} ended with ${status}. ${(error?.message ?? stderr).trim().split('\n').at(-1) ?? ''}\n`,
      )
      return undefined
    }
  }
  return python
}
