// The secret of a one-time-code application, sealed for its column of its row: both the sign-in and whoever
// makes accounts write it.
import { additionalDataOf, deriveKey, type Keys, seal, sealedWith, unseal } from '@umai/platform'

const purpose = 'one-time-codes'

export function sealCodeSecret(keys: Keys, userId: string, secret: string): string {
  return seal(keys.derive(purpose), secret, placeOf(userId))
}

export function openCodeSecret(keys: Keys, userId: string, sealed: string): string {
  const root = [keys.root, ...keys.olderRoots].find(({ id }) => id === sealedWith(sealed))
  if (root === undefined)
    throw new Error(
      `A one-time-code secret is sealed with root key ${sealedWith(sealed)}, which the key file lacks; put that key back from a backup of the key file`,
    )
  return unseal(deriveKey(root, purpose), sealed, placeOf(userId)).toString('utf8')
}

function placeOf(userId: string): Buffer {
  return additionalDataOf({
    table: 'one_time_codes',
    column: 'sealed_secret',
    rowId: userId,
    subjectId: userId,
    schemaVersion: 1,
  })
}
