// The secret of a one-time-code application, sealed for its column of its row: both the sign-in and whoever
// makes accounts write it.
import { additionalDataOf, type Keys, seal, unsealDerived } from '@umai/platform'

const purpose = 'one-time-codes'

export function sealCodeSecret(keys: Keys, userId: string, secret: string): string {
  return seal(keys.derive(purpose), secret, placeOf(userId))
}

export function openCodeSecret(keys: Keys, userId: string, sealed: string): string {
  return unsealDerived(keys, { purpose, sealed, additionalData: placeOf(userId) }).toString('utf8')
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
