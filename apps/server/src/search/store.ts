// Looks by part of a name among everything the policies let one see. A source is one noun; a new noun adds its own.
import type { HitKind } from '@umai/contract'
import { placeNamesNow, type Tx } from '@umai/db'
import { sql } from 'kysely'
import { likePattern } from '../http/page.ts'

type Names = Readonly<{ kk: string; ru: string; en: string }>
export type Found = Readonly<{
  kind: HitKind
  id: string
  title: Names
  subtitle: Names | null
}>

type Source = (tx: Tx, typed: string, limit: number) => Promise<readonly Found[]>

const sameInAll = (text: string): Names => ({ kk: text, ru: text, en: text })

const findUsers: Source = async (tx, typed, limit) => {
  const pattern = likePattern(typed)
  const rows = await tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .select(['users.id', 'users.name', 'agencies.name_kk', 'agencies.name_ru', 'agencies.name_en'])
    .where('users.deactivated_at', 'is', null)
    .where((where) =>
      where.or([where('users.name', 'ilike', pattern), where('users.login', 'ilike', pattern)]),
    )
    .orderBy('users.name')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    kind: 'user',
    id: row.id,
    title: sameInAll(row.name),
    subtitle: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
  }))
}

const findAgencies: Source = async (tx, typed, limit) => {
  const pattern = likePattern(typed)
  const rows = await tx
    .selectFrom('agencies')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'agencies.place_kato')
    .select([
      'agencies.id',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
      'place.name_kk as place_kk',
      'place.name_ru as place_ru',
      'place.name_en as place_en',
    ])
    .where((where) =>
      where.or([
        where('agencies.name_kk', 'ilike', pattern),
        where('agencies.name_ru', 'ilike', pattern),
        where('agencies.name_en', 'ilike', pattern),
      ]),
    )
    .orderBy('agencies.name_ru')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    kind: 'agency',
    id: row.id,
    title: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
    subtitle: { kk: row.place_kk, ru: row.place_ru, en: row.place_en },
  }))
}

const findUnits: Source = async (tx, typed, limit) => {
  const pattern = likePattern(typed)
  const rows = await tx
    .selectFrom('units')
    .innerJoin('agencies', 'agencies.id', 'units.agency_id')
    .select([
      'units.id',
      'units.name_kk',
      'units.name_ru',
      'units.name_en',
      'agencies.name_kk as agency_kk',
      'agencies.name_ru as agency_ru',
      'agencies.name_en as agency_en',
    ])
    .where('units.closed_at', 'is', null)
    .where((where) =>
      where.or([
        where('units.name_kk', 'ilike', pattern),
        where('units.name_ru', 'ilike', pattern),
        where('units.name_en', 'ilike', pattern),
      ]),
    )
    .orderBy('units.name_ru')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    kind: 'unit',
    id: row.id,
    title: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
    subtitle: { kk: row.agency_kk, ru: row.agency_ru, en: row.agency_en },
  }))
}

const findPlaces: Source = async (tx, typed, limit) => {
  const pattern = likePattern(typed)
  const rows = await tx
    .selectFrom('places')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'places.kato')
    .select(['places.kato', 'place.name_kk', 'place.name_ru', 'place.name_en'])
    .where('places.valid_to', 'is', null)
    .where((where) =>
      where.or([
        where('place.name_kk', 'ilike', pattern),
        where('place.name_ru', 'ilike', pattern),
        where('place.name_en', 'ilike', pattern),
        where('places.kato', 'like', `${typed.trim().replaceAll(/\D/g, '') || 'none'}%`),
      ]),
    )
    .orderBy('places.kato')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    kind: 'place',
    id: row.kato,
    title: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
    subtitle: null,
  }))
}

/** Case numbers are drawn from letters and digits and shown with dashes; either way of typing finds them. */
const findCases: Source = async (tx, typed, limit) => {
  const compact = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  if (compact.length < 2) return []
  const rows = await tx
    .selectFrom('cases')
    .select(['id', 'number'])
    .where(sql<boolean>`replace(cases.number, '-', '') like ${`${compact}%`}`)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    kind: 'case',
    id: row.id,
    title: sameInAll(row.number),
    subtitle: null,
  }))
}

/** In the order in which hits are shown. */
export const searchSources: Readonly<Partial<Record<HitKind, Source>>> = {
  case: findCases,
  user: findUsers,
  unit: findUnits,
  agency: findAgencies,
  place: findPlaces,
}
