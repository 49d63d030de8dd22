// The key under which an institution keeps its shares: the private half lies under a passphrase that is stored nowhere,
// so that whoever runs the servers cannot open escrow either.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type Algorithm, hashRaw } from '@node-rs/argon2'
import { type KeyPair, newKeyPair } from './box.ts'

/** As slow as a receipt: some 90 ms of one core for each guess. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 } as const

export type HolderKey = Readonly<{ publicKey: Buffer; salt: Buffer; wrapped: string }>

const stretch = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  hashRaw(passphrase.normalize('NFKC'), {
    ...cost,
    algorithm: 2 satisfies Algorithm.Argon2id,
    salt,
  })

export const newHolderKey = async (passphrase: string): Promise<HolderKey> => {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const pair = await newKeyPair()
  const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, salt), nonce)
  const text = Buffer.concat([cipher.update(pair.privateKey), cipher.final()])
  return {
    publicKey: pair.publicKey,
    salt,
    wrapped: [
      'h1',
      ...[nonce, text, cipher.getAuthTag()].map((part) => part.toString('base64url')),
    ].join('.'),
  }
}

/** The pair again, or nothing where the passphrase is another. */
export const openHolderKey = async (
  { publicKey, salt, wrapped }: HolderKey,
  passphrase: string,
): Promise<KeyPair | undefined> => {
  const [form, ...parts] = wrapped.split('.')
  const [nonce, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (form !== 'h1' || nonce === undefined || text === undefined || tag === undefined)
    throw new Error('The key of a holder is not in the form h1.nonce.text.tag')
  const decipher = createDecipheriv('aes-256-gcm', await stretch(passphrase, salt), nonce, {
    authTagLength: 16,
  })
  decipher.setAuthTag(tag)
  try {
    return { publicKey, privateKey: Buffer.concat([decipher.update(text), decipher.final()]) }
  } catch {
    return undefined
  }
}
