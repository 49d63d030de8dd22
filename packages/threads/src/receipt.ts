// The receipt of somebody who wrote without a name: 20 digits that only she has. The database holds what is
// derived from them with a pepper that lies elsewhere, so that a copy of it opens nothing and finds nobody.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
} from 'node:crypto'
import { type Algorithm, hashRaw } from '@node-rs/argon2'

const digits = 20
/** Some 90 ms of one core; 20 digits at this cost are millions of core-years for whoever has everything but the receipt. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 } as const

/** Held by the public site alone, never in the database. Neither can be changed without losing every thread. */
export type ReceiptSecrets = Readonly<{ salt: Buffer; pepper: Buffer }>

export type ReceiptKeys = Readonly<{
  /** Finds the thread; says nothing of the receipt. */
  locator: Buffer
  /** Opens the reporter's private key. */
  wrap: Buffer
}>

/** 20 digits, every number as likely as any other. */
export const newReceipt = (): string => {
  let receipt = ''
  while (receipt.length < digits) receipt += String(randomInt(10 ** 10)).padStart(10, '0')
  return receipt
}

/** Takes what people type: spaces, dashes and dots between digits are nothing. Undefined where it is no receipt. */
export const parseReceipt = (typed: string): string | undefined => {
  const bare = typed.normalize('NFKC').replaceAll(/[\s.\-–—_]/g, '')
  return /^\d{20}$/.test(bare) ? bare : undefined
}

/** Five groups of four, as it is shown and read out. */
export const receiptGroups = (receipt: string): readonly string[] => receipt.match(/.{4}/g) ?? []

/** The slow step, on purpose. Whoever calls it limits how many run at once. */
export const deriveReceiptKeys = async (
  { salt, pepper }: ReceiptSecrets,
  receipt: string,
): Promise<ReceiptKeys> => {
  const stretched = await hashRaw(receipt, {
    ...cost,
    algorithm: 2 satisfies Algorithm.Argon2id,
    salt,
    secret: pepper,
  })
  const part = (name: string): Buffer =>
    Buffer.from(hkdfSync('sha256', stretched, pepper, `umai receipt ${name}`, 32))
  return {
    locator: createHmac('sha256', pepper).update(part('locator')).digest(),
    wrap: part('wrap'),
  }
}

/** The reporter's private key under what her receipt gives. */
export const wrapReporterKey = (wrap: Buffer, privateKey: Buffer): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', wrap, nonce)
  const text = Buffer.concat([cipher.update(privateKey), cipher.final()])
  return [
    'r1',
    ...[nonce, text, cipher.getAuthTag()].map((part) => part.toString('base64url')),
  ].join('.')
}

export const unwrapReporterKey = (wrap: Buffer, wrapped: string): Buffer => {
  const [form, ...parts] = wrapped.split('.')
  const [nonce, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (form !== 'r1' || nonce === undefined || text === undefined || tag === undefined)
    throw new Error('The reporter key is not in the form r1.nonce.text.tag')
  const decipher = createDecipheriv('aes-256-gcm', wrap, nonce, { authTagLength: 16 })
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(text), decipher.final()])
}
