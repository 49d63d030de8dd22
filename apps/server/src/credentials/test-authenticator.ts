// A security key in software, as WebAuthn level 2 describes one: enough to prove that ours opens what it should.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Value = number | string | Buffer | ReadonlyMap<number | string, Value>

/** CBOR (RFC 8949) of the few kinds of value a key uses. */
const cbor = (value: Value): Buffer => {
  const head = (major: number, size: number): Buffer => {
    if (size < 24) return Buffer.of((major << 5) | size)
    if (size < 256) return Buffer.of((major << 5) | 24, size)
    return Buffer.of((major << 5) | 25, size >> 8, size & 0xff)
  }
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const entries = [...value].flatMap(([key, child]) => [cbor(key), cbor(child)])
  return Buffer.concat([head(5, value.size), ...entries])
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()
const text = (bytes: Buffer): string => bytes.toString('base64url')

const present = 0x01
const verified = 0x04
const withCredential = 0x40

export type Authenticator = Readonly<{
  create: (options: Record<string, unknown>) => Record<string, unknown>
  get: (options: Record<string, unknown>) => Record<string, unknown>
}>

/** A key that the person at `origin` touches at once and unlocks, unless told not to. */
export const createAuthenticator = (
  origin: string,
  { isUnlocked = true }: { readonly isUnlocked?: boolean } = {},
): Authenticator => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  const rpIdHash = sha256(new URL(origin).hostname)
  const seen = present | (isUnlocked ? verified : 0)
  let counter = 0

  const count = (): Buffer => {
    counter += 1
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(counter)
    return bytes
  }
  const clientData = (type: string, options: Record<string, unknown>): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge: options.challenge, origin, crossOrigin: false }))
  const answer = (response: Record<string, unknown>): Record<string, unknown> => ({
    id: text(id),
    rawId: text(id),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  })

  return {
    create: (options) => {
      const coseKey = new Map<number, Value>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ])
      const authData = Buffer.concat([
        rpIdHash,
        Buffer.of(seen | withCredential),
        count(),
        Buffer.alloc(16),
        Buffer.of(0, id.length),
        id,
        cbor(coseKey),
      ])
      const attestation = new Map<string, Value>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ])
      return answer({
        clientDataJSON: text(clientData('webauthn.create', options)),
        attestationObject: text(cbor(attestation)),
        transports: ['internal'],
      })
    },
    get: (options) => {
      const data = clientData('webauthn.get', options)
      const authData = Buffer.concat([rpIdHash, Buffer.of(seen), count()])
      return answer({
        clientDataJSON: text(data),
        authenticatorData: text(authData),
        signature: text(sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey)),
      })
    },
  }
}
