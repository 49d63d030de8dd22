// A definition is known by the digest of its content; whoever activates it signs that digest.
import { createHash, type KeyObject, sign, verify } from 'node:crypto'
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

const purpose = 'umai instrument activation v1\n'

/** Ed25519 signature of an activation, base64url. */
export function signActivation(instrument: Instrument, privateKey: KeyObject): string {
  return sign(null, Buffer.from(purpose + digestOf(instrument)), privateKey).toString('base64url')
}

/** True when two different keys out of the trusted ones have signed this very content. */
export function isActivatedByTwo(
  instrument: Instrument,
  signatures: readonly string[],
  trusted: readonly KeyObject[],
): boolean {
  const message = Buffer.from(purpose + digestOf(instrument))
  const signers = trusted.filter((key) =>
    signatures.some((signature) => verify(null, message, key, Buffer.from(signature, 'base64url'))),
  )
  const distinct = new Set(
    signers.map((key) => key.export({ type: 'spki', format: 'der' }).toString('hex')),
  )
  return distinct.size >= 2
}
