// What turns a receipt into a place in the database. It lies on the host of the public site and nowhere else: whoever
// has the database, its backups and the root key still opens no thread.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { randomKey } from '@umai/platform'
import type { ReceiptSecrets } from '@umai/threads'

type SecretsFile = Readonly<{ form: 1; salt: string; pepper: string }>

/** Reads the file; makes one, readable by this user alone, where there is none. */
export function openReceiptSecrets(path: string): ReceiptSecrets {
  if (!existsSync(path)) create(path)
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`The key file ${path} can be read by other users; run: chmod 600 ${path}`)
  let file: SecretsFile
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as SecretsFile
  } catch (cause) {
    throw new Error(`The key file ${path} is damaged; restore it from its own backup`, { cause })
  }
  const [salt, pepper] = [
    Buffer.from(file.salt ?? '', 'base64'),
    Buffer.from(file.pepper ?? '', 'base64'),
  ]
  if (file.form !== 1 || salt.length !== 16 || pepper.length !== 32)
    throw new Error(
      `The key file ${path} holds no salt of 16 and pepper of 32 bytes; restore it from its own backup`,
    )
  return { salt, pepper }
}

function create(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file: SecretsFile = {
    form: 1,
    salt: randomKey('salt').bytes.subarray(0, 16).toString('base64'),
    pepper: randomKey('pepper').bytes.toString('base64'),
  }
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(path, 0o600)
}
