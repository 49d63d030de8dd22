import { sql } from 'kysely'
import type { Tx } from './database.ts'

/**
 * Places with the names they bear today, to be joined as `place`.
 *
 * @example tx.selectFrom('agencies').innerJoin(placeNamesNow(tx), 'place.kato', 'agencies.place_kato')
 */
export const placeNamesNow = (tx: Tx) =>
  tx
    .selectFrom('place_names')
    .distinctOn('kato')
    .select(['kato', 'name_kk', 'name_ru', 'name_en'])
    .where('valid_from', '<=', sql<string>`current_date`)
    .orderBy('kato')
    .orderBy('valid_from', 'desc')
    .as('place')
