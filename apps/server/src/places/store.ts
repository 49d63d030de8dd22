import type { Tx } from '@umai/db'
import type { PlainDate } from '@umai/words'
import { sql } from 'kysely'

/** Places directly inside another, with the names they bore on that day. */
export const listPlaces = (
  tx: Tx,
  wanted: { readonly parentKato: string; readonly on: PlainDate },
) =>
  tx
    .selectFrom('places')
    .innerJoin(
      tx
        .selectFrom('place_names')
        .distinctOn('kato')
        .select(['kato', 'name_kk', 'name_ru', 'name_en'])
        .where('valid_from', '<=', wanted.on)
        .orderBy('kato')
        .orderBy('valid_from', 'desc')
        .as('name'),
      'name.kato',
      'places.kato',
    )
    .select([
      'places.kato',
      'places.kind',
      'places.parent_kato as parentKato',
      'places.valid_from as validFrom',
      'places.valid_to as validTo',
      'name.name_kk',
      'name.name_ru',
      'name.name_en',
    ])
    .where('places.parent_kato', '=', wanted.parentKato)
    .where(sql<boolean>`coalesce(places.valid_from <= ${wanted.on}, true)`)
    .where(sql<boolean>`coalesce(places.valid_to > ${wanted.on}, true)`)
    .orderBy('places.kato')
    .execute()

export const isPlace = async (tx: Tx, kato: string): Promise<boolean> =>
  (await tx.selectFrom('places').select('kato').where('kato', '=', kato).executeTakeFirst()) !==
  undefined
