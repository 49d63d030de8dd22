// The root key file: the few secrets from which every other key is derived or which wrap every other key.
// It lives beside neither the database nor its backups.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { deriveKey, randomKey, type SecretKey, sealedWith, unseal } from './crypto.ts'

export type Keys = Readonly<{
  /** Wraps agency keys; older ones stay until everything is wrapped anew. */
  root: SecretKey
  olderRoots: readonly SecretKey[]
  /** Blind indexes; cannot be changed without indexing anew, so it does not follow the root. */
  index: SecretKey
  /** A key for one purpose, derived from the current root. */
  derive: (purpose: string) => SecretKey
}>

type KeyFile = Readonly<{ form: 1; current: string; roots: Record<string, string>; index: string }>

/** Reads the key file; makes one, readable by this user alone, where there is none. */
export function openKeyFile(path: string): Keys {
  if (!existsSync(path)) createKeyFile(path)
  const mode = statSync(path).mode & 0o077
  if (mode !== 0)
    throw new Error(`The key file ${path} can be read by other users; run: chmod 600 ${path}`)
  let file: KeyFile
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as KeyFile
  } catch (cause) {
    throw new Error(`The key file ${path} is damaged; restore it from its own backup`, { cause })
  }
  return keysOf(file, path)
}

export function createKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const id = `r${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`
  const file: KeyFile = {
    form: 1,
    current: id,
    roots: { [id]: randomKey(id).bytes.toString('base64') },
    index: randomKey('index').bytes.toString('base64'),
  }
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(path, 0o600)
}

/** Keys that live in memory only, for tests and benchmarks; the same seed gives the same keys. */
export function keysFromSeed(seed: string): Keys {
  const seedKey: SecretKey = { id: 'seed', bytes: Buffer.alloc(32, seed) }
  return makeKeys({ ...deriveKey(seedKey, 'root'), id: 'seed' }, [], deriveKey(seedKey, 'index'))
}

/** Opens what was sealed with the key of a purpose, by the current root or by an older one. */
export function unsealDerived(
  keys: Keys,
  {
    purpose,
    sealed,
    additionalData,
  }: Readonly<{ purpose: string; sealed: string; additionalData: Buffer }>,
): Buffer {
  const root = [keys.root, ...keys.olderRoots].find(({ id }) => id === sealedWith(sealed))
  if (root === undefined)
    throw new Error(
      `A value of ${purpose} is sealed with root key ${sealedWith(sealed)}, which the key file lacks; put that key back from a backup of the key file`,
    )
  return unseal(deriveKey(root, purpose), sealed, additionalData)
}

function keysOf(file: KeyFile, path: string): Keys {
  const roots = Object.entries(file.roots ?? {}).map(([id, base64]) => keyFrom(id, base64, path))
  const root = roots.find(({ id }) => id === file.current)
  if (file.form !== 1 || root === undefined)
    throw new Error(`The key file ${path} names no current root; restore it from its own backup`)
  return makeKeys(
    root,
    roots.filter((key) => key !== root),
    keyFrom('index', file.index, path),
  )
}

function makeKeys(root: SecretKey, olderRoots: readonly SecretKey[], index: SecretKey): Keys {
  const derived = new Map<string, SecretKey>()
  return {
    root,
    olderRoots,
    index,
    derive: (purpose) => {
      const key = derived.get(purpose) ?? deriveKey(root, purpose)
      derived.set(purpose, key)
      return key
    },
  }
}

function keyFrom(id: string, base64: string, path: string): SecretKey {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 32) throw new Error(`Key ${id} in ${path} has ${bytes.length} bytes, not 32`)
  return { id, bytes }
}
