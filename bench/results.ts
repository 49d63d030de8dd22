// Where the figures of a program that measures are kept: what was called, on which commit, when, and what came out.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes `results/NAME.json` and gives its text; three digits behind the point are more than any of them is good for. */
export function keepResult(name: string, command: string, figures: object): string {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const kept = { command, commit, at: new Date().toISOString(), ...figures }
  const text = `${JSON.stringify(
    kept,
    (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value),
    2,
  )}\n`
  writeFileSync(join(folder, `${name}.json`), text)
  return text
}
