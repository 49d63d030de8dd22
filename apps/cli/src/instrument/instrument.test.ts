import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSigned, readSigners, signerOf } from '@umai/instruments'
import { expect, test } from 'vitest'

const main = join(import.meta.dirname, '../main.ts')
const folder = mkdtempSync(join(tmpdir(), 'umai-instrument-'))
const at = (name: string) => join(folder, name)

function umai(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'instrument', ...args], {
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

test('a draft over a paper is checked, signed, and the key that signed it is recognised', () => {
  writeFileSync(at('paper.pdf'), 'paper')
  expect(umai('keys', '--key', at('key')).status).toBe(0)
  const draft = umai('draft', 'odara', '--paper', at('paper.pdf'))
  writeFileSync(at('odara.json'), draft.stdout)
  const signed = umai('sign', at('odara.json'), '--key', at('key'))

  expect(signed.status, signed.stderr).toBe(0)
  const read = readSigned(signed.stdout)
  if (read.kind !== 'read') throw new Error('not read')
  const trusted = readSigners(readFileSync(at('key.pub'), 'utf8'))
  expect(signerOf(read.definition, read.signature, trusted)).toBeDefined()
})

test('a key is never overwritten, and a faulty definition is named by place and not signed', () => {
  writeFileSync(at('old'), 'x')
  expect(umai('keys', '--key', at('old')).stderr).toMatch(/there already/)
  writeFileSync(at('bad.json'), '{"id":"odara"}')
  const refused = umai('sign', at('bad.json'), '--key', at('key'))
  expect([refused.status, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toMatch(/bad\.json: .*version/s)
})
