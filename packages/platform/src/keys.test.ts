import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEmbedded } from './database/pglite.ts'
import { keysFromSeed, openKeyFile } from './keys.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'umai-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a key file is made once, for this user alone, and gives the same keys ever after', () => {
  const path = join(folder, 'deep', 'keys.json')

  const first = openKeyFile(path)
  const second = openKeyFile(path)

  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(second.root).toEqual(first.root)
  expect(second.derive('a')).toEqual(first.derive('a'))
  expect(second.derive('a').bytes).not.toEqual(second.derive('b').bytes)
})

test('a key file that others can read is refused', () => {
  const path = join(folder, 'keys.json')
  openKeyFile(path)
  chmodSync(path, 0o640)

  expect(() => openKeyFile(path)).toThrow(`chmod 600 ${path}`)
})

test('a damaged key file is refused before anything is sealed with it', () => {
  const path = join(folder, 'keys.json')
  openKeyFile(path)
  const file = JSON.parse(readFileSync(path, 'utf8')) as { roots: Record<string, string> }
  writeFileSync(path, JSON.stringify({ ...file, current: 'gone' }))
  expect(() => openKeyFile(path)).toThrow('names no current root')
  writeFileSync(path, '{')
  expect(() => openKeyFile(path)).toThrow('is damaged')
})

test('keys from a seed are for tests and repeat', () => {
  expect(keysFromSeed('a').root).toEqual(keysFromSeed('a').root)
  expect(keysFromSeed('a').root.bytes).not.toEqual(keysFromSeed('b').root.bytes)
})

test('an embedded database that is open cannot be opened again', async () => {
  const path = join(folder, 'data')
  const first = await openEmbedded({ folder: path })
  try {
    await expect(openEmbedded({ folder: path })).rejects.toThrow('already open in this process')
  } finally {
    await first.close()
  }
  const again = await openEmbedded({ folder: path })
  await again.close()
})
