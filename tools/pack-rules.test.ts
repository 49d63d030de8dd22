import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packRules } from './pack-rules.ts'

test('the published package needs nothing but itself, and the example of its README prints what it says', {
  timeout: 180_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'umai-rules-'))
  const target = join(folder, 'node_modules/@umai/rules')
  packRules(target)
  const { dependencies, exports } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  // The example parses its YAML itself; the package does not.
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(join(import.meta.dirname, '../node_modules/yaml'), join(folder, 'node_modules/yaml'))
  const [, example = ''] =
    /```ts\n([\s\S]*?)```/.exec(readFileSync(join(target, 'README.md'), 'utf8')) ?? []
  writeFileSync(join(folder, 'example.mjs'), example)
  writeFileSync(
    join(folder, 'dmn.mjs'),
    "import { readDmn } from '@umai/rules/dmn'\nconsole.log(typeof readDmn)\n",
  )
  const run = (file: string) =>
    execFileSync(process.execPath, ['--no-experimental-strip-types', file], {
      cwd: folder,
      encoding: 'utf8',
    })

  expect(dependencies).toBeUndefined()
  expect(Object.keys(exports)).toEqual(['.', './dmn', './schema/*'])
  const said = [...example.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(
    ([, words = '']) => words,
  )
  expect(said.length).toBeGreaterThan(3)
  expect(run('example.mjs').trim().split('\n')).toEqual(said)
  expect(run('dmn.mjs').trim()).toBe('function')
})
