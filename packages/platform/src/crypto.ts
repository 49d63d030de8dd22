// Cryptography in one place: AES-256-GCM with additional data that pins a value to its row, keys wrapped
// by keys, blind indexes for searching what is encrypted, and ids. Nothing else imports node:crypto for these.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

export type SecretKey = Readonly<{ id: string; bytes: Buffer }>

/** Where a sealed value belongs; a value moved to another row, column or person does not open. */
export type Place = Readonly<{
  table: string
  column: string
  rowId: string
  subjectId: string
  schemaVersion: number
}>

export function additionalDataOf(place: Place): Buffer {
  const parts = [
    place.table,
    place.column,
    place.rowId,
    place.subjectId,
    String(place.schemaVersion),
  ]
  if (parts.some((part) => part.includes('|')))
    throw new TypeError('A part of additional data holds "|", which separates the parts')
  return Buffer.from(parts.join('|'))
}

let nonces = Buffer.alloc(0)

/** Asking the system for a few thousand bytes costs as much as asking for twelve; each is given out once. */
function freshNonce(): Buffer {
  if (nonces.length < nonceBytes) nonces = randomBytes(nonceBytes * 256)
  const nonce = nonces.subarray(0, nonceBytes)
  nonces = nonces.subarray(nonceBytes)
  return nonce
}

const keyObjects = new WeakMap<SecretKey, KeyObject>()

/** Node takes bare bytes as a key too, but at six times the price of one call. */
function keyObjectOf(key: SecretKey): KeyObject {
  const known = keyObjects.get(key) ?? createSecretKey(key.bytes)
  keyObjects.set(key, known)
  return known
}

/** Encrypts to 'v1.keyId.nonce.ciphertext.tag', all base64url. */
export function seal(
  key: SecretKey,
  plaintext: string | Uint8Array,
  additionalData: Buffer,
): string {
  if (!/^[\w-]+$/.test(key.id))
    throw new TypeError(`"${key.id}" is not a key id; use letters, digits, - and _`)
  const nonce = freshNonce()
  const cipher = createCipheriv('aes-256-gcm', keyObjectOf(key), nonce, { authTagLength: tagBytes })
  cipher.setAAD(additionalData)
  const text = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return [
    'v1',
    key.id,
    ...[nonce, text, cipher.getAuthTag()].map((part) => part.toString('base64url')),
  ].join('.')
}

/** The id of the key a sealed value was made with, so that a rotated key can still be found. */
export function sealedWith(sealed: string): string {
  return splitSealed(sealed).keyId
}

export function unseal(key: SecretKey, sealed: string, additionalData: Buffer): Buffer {
  const { keyId, nonce, text, tag } = splitSealed(sealed)
  if (keyId !== key.id) throw new Error(`The value is sealed with key ${keyId}, not with ${key.id}`)
  const decipher = createDecipheriv('aes-256-gcm', keyObjectOf(key), nonce, {
    authTagLength: tagBytes,
  })
  decipher.setAAD(additionalData)
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(text), decipher.final()])
}

function splitSealed(sealed: string) {
  const [version, keyId, nonce, text, tag, ...rest] = sealed.split('.')
  if (
    version !== 'v1' ||
    keyId === undefined ||
    nonce === undefined ||
    text === undefined ||
    tag === undefined ||
    rest.length > 0
  )
    throw new Error('The value is not in the form v1.key.nonce.text.tag')
  return {
    keyId,
    nonce: Buffer.from(nonce, 'base64url'),
    text: Buffer.from(text, 'base64url'),
    tag: Buffer.from(tag, 'base64url'),
  }
}

export function randomKey(id: string): SecretKey {
  return { id, bytes: randomBytes(keyBytes) }
}

/** Seals a key under another one; `context` says whose key it is and is checked when it is unwrapped. */
export function wrapKey(wrapping: SecretKey, key: SecretKey, context: string): string {
  return seal(wrapping, key.bytes, Buffer.from(`key|${key.id}|${context}`))
}

export function unwrapKey(
  wrapping: SecretKey,
  id: string,
  wrapped: string,
  context: string,
): SecretKey {
  return { id, bytes: unseal(wrapping, wrapped, Buffer.from(`key|${id}|${context}`)) }
}

/** A key for one purpose from a key for all; different purposes give unrelated keys. */
export function deriveKey(key: SecretKey, purpose: string): SecretKey {
  return {
    id: key.id,
    bytes: Buffer.from(hkdfSync('sha256', key.bytes, '', `umai|${purpose}`, keyBytes)),
  }
}

const blindKeys = new WeakMap<SecretKey, Map<string, SecretKey>>()

/** HMAC-SHA-256 for looking an encrypted value up; normalise the value first (digits of a phone). */
export function blindIndex(key: SecretKey, column: string, normalised: string): Buffer {
  const known = blindKeys.get(key) ?? new Map<string, SecretKey>()
  blindKeys.set(key, known)
  const derived = known.get(column) ?? deriveKey(key, `blind-index|${column}`)
  known.set(column, derived)
  return createHmac('sha256', keyObjectOf(derived)).update(normalised).digest()
}

export function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export function hmacSha256(key: SecretKey, message: string | Uint8Array): Buffer {
  return createHmac('sha256', keyObjectOf(key)).update(message).digest()
}

export function isSameSecret(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** 256 random bits as text, for session tokens and enrolments. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

let lastMs = 0
let counter = 0

/** UUIDv7: sorts by time, and within one millisecond by a counter; 62 bits are random. */
export function randomId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs
    counter = randomBytes(2).readUInt16BE() & 0x7ff
  } else if (nowMs === lastMs) {
    counter += 1
    if (counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
  }
  const isPast = nowMs < lastMs && counter !== 0
  const ms = isPast ? nowMs : lastMs
  const sequence = isPast ? randomBytes(2).readUInt16BE() & 0xfff : counter
  const bytes = randomBytes(16)
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
