// A box that anybody can close with a public key and only the holder of the private key can open: HPKE (RFC 9180)
// with X25519 and AES-256-GCM. The place pins it: a box moved to another row does not open.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke'

const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM)

/** Both keys as 32 bytes. */
export type KeyPair = Readonly<{ publicKey: Buffer; privateKey: Buffer }>

export const newKeyPair = async (): Promise<KeyPair> => {
  const pair = await suite.GenerateKeyPair(true)
  const [publicKey, privateKey] = await Promise.all([
    suite.SerializePublicKey(pair.publicKey),
    suite.SerializePrivateKey(pair.privateKey),
  ])
  return { publicKey: Buffer.from(publicKey), privateKey: Buffer.from(privateKey) }
}

/** What stands before the 32 bytes of an X25519 private key in PKCS #8 (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The same pair for the same 32 secret bytes. */
export const keyPairFrom = (secret: Buffer): KeyPair => {
  const key = createPrivateKey({
    key: Buffer.concat([privateHead, secret]),
    format: 'der',
    type: 'pkcs8',
  })
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32),
    privateKey: secret,
  }
}

/**
 * Closes a box for the holder of a key.
 *
 * @param place where the box lies, for example `message|<id>`; it opens nowhere else
 * @returns the text `b1.<encapsulated key>.<ciphertext>`, both in base64url
 */
export const closeBox = async (
  publicKey: Uint8Array,
  content: Uint8Array,
  place: string,
): Promise<string> => {
  const { encapsulatedSecret, ciphertext } = await suite.Seal(
    await suite.DeserializePublicKey(publicKey),
    content,
    { info: Buffer.from(place) },
  )
  return ['b1', base64(encapsulatedSecret), base64(ciphertext)].join('.')
}

/** Opens a box; throws where the key, the place or a single bit is another. */
export const openBox = async (
  { publicKey, privateKey }: KeyPair,
  box: string,
  place: string,
): Promise<Buffer> => {
  const [form, encapsulated, ciphertext, ...rest] = box.split('.')
  if (form !== 'b1' || encapsulated === undefined || ciphertext === undefined || rest.length > 0)
    throw new Error('The box is not in the form b1.key.text')
  const [own, shown] = await Promise.all([
    suite.DeserializePrivateKey(privateKey),
    suite.DeserializePublicKey(publicKey),
  ])
  const content = await suite.Open(
    { privateKey: own, publicKey: shown },
    Buffer.from(encapsulated, 'base64url'),
    Buffer.from(ciphertext, 'base64url'),
    { info: Buffer.from(place) },
  )
  return Buffer.from(content)
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
