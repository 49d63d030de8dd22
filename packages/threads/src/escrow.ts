// When those who should read a thread cannot or will not, two of three institutions together can let another
// read it; none of them can alone. Each holds a share of the thread's key in a box that only it opens.
import { combine, split } from 'shamir-secret-sharing'
import { closeBox, type KeyPair, openBox } from './box.ts'

export const escrowHolders = 3
export const escrowThreshold = 2

/** A share of the thread key for each holder, in the order of the holders, each in a box. */
export const splitForEscrow = async (
  privateKey: Buffer,
  holderKeys: readonly Buffer[],
  place: string,
): Promise<readonly string[]> => {
  if (holderKeys.length !== escrowHolders)
    throw new Error(`Escrow takes ${escrowHolders} holders, not ${holderKeys.length}`)
  const shares = await split(new Uint8Array(privateKey), escrowHolders, escrowThreshold)
  return Promise.all(
    holderKeys.map((key, index) => closeBox(key, shares[index] ?? new Uint8Array(), place)),
  )
}

/** A holder's share, closed again for the one who was let in; the share itself is shown to nobody. */
export const passShare = async (
  holder: KeyPair,
  share: string,
  { place, to, toPlace }: Readonly<{ place: string; to: Buffer; toPlace: string }>,
): Promise<string> => closeBox(to, await openBox(holder, share, place), toPlace)

/**
 * The private key from shares; throws where they are too few or do not fit. Two shares always combine to something:
 * the public key says whether it is the right thing.
 */
export const combineShares = async (
  shares: readonly Buffer[],
  publicKey: Buffer,
): Promise<Buffer> => {
  if (shares.length < escrowThreshold)
    throw new Error(`${escrowThreshold} shares are needed, ${shares.length} are here`)
  const privateKey = Buffer.from(await combine(shares.map((share) => new Uint8Array(share))))
  const probe = await closeBox(publicKey, Buffer.from('probe'), 'probe')
  await openBox({ publicKey, privateKey }, probe, 'probe')
  return privateKey
}
