// A definition is known by the digest of its content. Whoever publishes it signs that digest; two people put it in force.
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Instrument } from './definition.ts'

/** JSON with sorted keys, so that one content has one digest. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
      .join(',')}}`
  return JSON.stringify(value)
}

/** SHA-256 of the canonical content, hexadecimal. Stored with every assessment. */
export function digestOf(instrument: Instrument): string {
  return createHash('sha256').update(canonical(instrument)).digest('hex')
}

const messageOf = (instrument: Instrument): Buffer =>
  Buffer.from(`umai instrument definition v1\n${digestOf(instrument)}`)

/** Ed25519 signature of a definition, base64url. */
export function signDefinition(instrument: Instrument, privateKey: KeyObject): string {
  return sign(null, messageOf(instrument), privateKey).toString('base64url')
}

/** How people name a key to each other: the first half of the SHA-256 of its public part. */
export function fingerprintOf(key: KeyObject): string {
  const der = (key.type === 'private' ? createPublicKey(key) : key).export({
    type: 'spki',
    format: 'der',
  })
  return createHash('sha256').update(der).digest('hex').slice(0, 32)
}

/** The fingerprint of the trusted key that signed this very content, or undefined. */
export function signerOf(
  instrument: Instrument,
  signature: string,
  trusted: readonly KeyObject[],
): string | undefined {
  const signed = Buffer.from(signature, 'base64url')
  const signer = trusted.find((key) => verify(null, messageOf(instrument), key, signed))
  return signer === undefined ? undefined : fingerprintOf(signer)
}

/** Public Ed25519 keys out of a PEM file, one after the other; anything else in it is a fault. */
export function readSigners(pem: string): readonly KeyObject[] {
  const blocks = pem.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? []
  const keys = blocks.map((block) => createPublicKey(block))
  const odd = keys.find(({ asymmetricKeyType }) => asymmetricKeyType !== 'ed25519')
  if (odd !== undefined)
    throw new Error(`a key of type ${odd.asymmetricKeyType}; only Ed25519 keys sign definitions`)
  if (keys.length === 0 && pem.trim() !== '') throw new Error('no public key in PEM')
  return keys
}
