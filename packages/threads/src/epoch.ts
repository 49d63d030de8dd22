// One epoch of a thread: its private key closed for everybody who may read it, and shared out to the keepers of escrow.
import { escrowHolders, splitForEscrow } from './escrow.ts'
import { closeThreadKey, escrowPlaceOf } from './message.ts'

/** Who may read, by the public key of each. */
type Holder = Readonly<{ agencyId: string; publicKey: Buffer }>

/** A box with the key of an epoch, or with a share of it, as it is stored. */
export type KeyBox = Readonly<{
  thread_id: string
  epoch: number
  holder: 'reporter' | 'recipient' | 'escrow'
  /** Null for the reporter alone. */
  agency_id: string | null
  box: string
}>

/**
 * Closes the private key of an epoch for the reporter and each recipient, and a share of it for each keeper. Fewer
 * keepers than escrow takes get nothing: there is no escrow then.
 */
export const closeEpoch = async (
  key: Readonly<{ threadId: string; epoch: number; privateKey: Buffer }>,
  {
    reporter,
    recipients,
    keepers,
  }: Readonly<{ reporter: Buffer; recipients: readonly Holder[]; keepers: readonly Holder[] }>,
): Promise<readonly KeyBox[]> => {
  const at = { thread_id: key.threadId, epoch: key.epoch }
  const shares =
    keepers.length === escrowHolders
      ? await splitForEscrow(
          key.privateKey,
          keepers.map(({ publicKey }) => publicKey),
          escrowPlaceOf(key.threadId, key.epoch),
        )
      : []
  return [
    { ...at, holder: 'reporter', agency_id: null, box: await closeThreadKey(reporter, key) },
    ...(await Promise.all(
      recipients.map(
        async ({ agencyId, publicKey }): Promise<KeyBox> => ({
          ...at,
          holder: 'recipient',
          agency_id: agencyId,
          box: await closeThreadKey(publicKey, key),
        }),
      ),
    )),
    ...shares.map(
      (box, index): KeyBox => ({
        ...at,
        holder: 'escrow',
        agency_id: keepers[index]?.agencyId ?? null,
        box,
      }),
    ),
  ]
}
