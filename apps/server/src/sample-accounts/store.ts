import type { Tx } from '@umai/db'

/** Those of the invented accounts that are in this database; undefined where the database is not a sample. */
export const listPresentAccounts = async (tx: Tx, ids: readonly string[]) => {
  const installation = await tx
    .selectFrom('installation')
    .select('is_sample')
    .executeTakeFirstOrThrow()
  if (!installation.is_sample) return undefined
  return tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .select([
      'users.id',
      'users.name',
      'users.login',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
    ])
    .where('users.id', 'in', ids)
    .where('users.deactivated_at', 'is', null)
    .execute()
}
