// The identity ticket: a short-lived statement, signed with a key the application's database role cannot
// read, of who is asking, in which session, why, and whether he proved himself again just now. The database
// verifies it (sec.claims); whoever can only run SQL can therefore not become somebody else.
import { hmacSha256, type SecretKey } from './crypto.ts'

export type Claims = Readonly<{
  userId: string
  sessionId: string
  purpose: string
  isSteppedUp: boolean
}>

export const ticketSeconds = 60

/** 'v1.key.user.session.purpose.step-up.expiry.mac' */
export function signTicket(key: SecretKey, claims: Claims, nowMs: number): string {
  const expiry = Math.floor(nowMs / 1000) + ticketSeconds
  const parts = [
    'v1',
    key.id,
    claims.userId,
    claims.sessionId,
    claims.purpose,
    claims.isSteppedUp ? '1' : '0',
    String(expiry),
  ]
  if (parts.some((part) => !/^[\w-]+$/.test(part)))
    throw new TypeError('A part of a ticket holds something else than letters, digits, - and _')
  const payload = parts.join('.')
  return `${payload}.${hmacSha256(key, payload).toString('hex')}`
}

/**
 * HMAC is two hashes over a padded key. The padded halves are stored instead of the key, so that the
 * database verifies with its built-in sha256 and needs no extension.
 */
export function ticketKeyHalves(key: SecretKey): {
  readonly inner: Buffer
  readonly outer: Buffer
} {
  const padded = Buffer.concat([key.bytes, Buffer.alloc(64 - key.bytes.length)])
  return {
    inner: padded.map((byte) => byte ^ 0x36) as Buffer,
    outer: padded.map((byte) => byte ^ 0x5c) as Buffer,
  }
}
