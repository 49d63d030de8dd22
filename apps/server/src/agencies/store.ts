import type { AgencyKind } from '@umai/contract'
import { placeNamesNow, type Tx } from '@umai/db'
import type { Instant, Lang } from '@umai/words'
import { sql } from 'kysely'
import { likePattern, type Order, readPage } from '../http/page.ts'

const nameIn = { kk: 'name_kk', ru: 'name_ru', en: 'name_en' } as const

type Filter = Readonly<{
  q?: string
  kind?: AgencyKind
  kato?: string
  sort?: 'name' | '-name' | 'kind'
  cursor?: string
  limit?: number
}>

export const listAgencies = async (tx: Tx, filter: Filter, viewer: { lang: Lang }) => {
  const matching = tx
    .selectFrom('agencies')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'agencies.place_kato')
    .$if(filter.kind !== undefined, (query) =>
      query.where('agencies.kind', '=', filter.kind ?? 'ngo'),
    )
    .$if(filter.kato !== undefined, (query) =>
      // A place holds all whose code begins with the same significant digits.
      query.where('agencies.place_kato', 'like', `${(filter.kato ?? '').replace(/0+$/, '')}%`),
    )
    .$if((filter.q ?? '').trim() !== '', (query) => {
      const pattern = likePattern(filter.q ?? '')
      return query.where((where) =>
        where.or([
          where('agencies.name_kk', 'ilike', pattern),
          where('agencies.name_ru', 'ilike', pattern),
          where('agencies.name_en', 'ilike', pattern),
        ]),
      )
    })
  const sort = filter.sort ?? 'name'
  const order: Order = {
    sort,
    by: sort === 'kind' ? sql.ref('agencies.kind') : sql.ref(`agencies.${nameIn[viewer.lang]}`),
    as: 'text',
    id: sql.ref('agencies.id'),
    idAs: 'uuid',
  }
  const page = await readPage(
    matching.select((part) => [
      'agencies.id',
      'agencies.kind',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
      'agencies.place_kato',
      'place.name_kk as place_kk',
      'place.name_ru as place_ru',
      'place.name_en as place_en',
      part
        .selectFrom('units')
        .select((count) => count.fn.countAll<number>().as('units'))
        .whereRef('units.agency_id', '=', 'agencies.id')
        .where('units.closed_at', 'is', null)
        .as('units'),
    ]),
    order,
    filter,
  )
  const { total } = await matching
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { ...page, total }
}

export const findAgency = async (tx: Tx, id: string) => {
  const agency = await tx
    .selectFrom('agencies')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'agencies.place_kato')
    .select([
      'agencies.id',
      'agencies.kind',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
      'agencies.place_kato',
      'place.name_kk as place_kk',
      'place.name_ru as place_ru',
      'place.name_en as place_en',
    ])
    .where('agencies.id', '=', id)
    .executeTakeFirst()
  return agency
}

/** Units of an agency, each after the one above it. */
export const listUnits = (tx: Tx, agencyId: string) =>
  tx
    .selectFrom('units')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'units.place_kato')
    .select((part) => [
      'units.id',
      'units.parent_id',
      'units.name_kk',
      'units.name_ru',
      'units.name_en',
      'units.place_kato',
      'units.closed_at',
      'place.name_kk as place_kk',
      'place.name_ru as place_ru',
      'place.name_en as place_en',
      part
        .selectFrom('grants')
        .select(sql<number>`count(distinct grants.user_id)`.as('people'))
        .whereRef('grants.unit_id', '=', 'units.id')
        .where('grants.ended_at', 'is', null)
        .as('people'),
    ])
    .where('units.agency_id', '=', agencyId)
    .orderBy(sql`array_length(units.path, 1)`)
    .orderBy('units.name_kk')
    .orderBy('units.id')
    .execute()

export const findUnit = (tx: Tx, id: string) =>
  tx
    .selectFrom('units')
    .select([
      'id',
      'agency_id as agencyId',
      'parent_id as parentId',
      'path',
      'closed_at as closedAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst()

/** The unit, locked, so that nobody is given a role in it while it closes. */
export const lockUnit = (tx: Tx, id: string) =>
  tx
    .selectFrom('units')
    .select(['id', 'agency_id as agencyId', 'closed_at as closedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const isKnownPlace = async (tx: Tx, kato: string): Promise<boolean> => {
  const place = await tx
    .selectFrom('places')
    .select('kato')
    .where('kato', '=', kato)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return place !== undefined
}

type Founding = Readonly<{
  id: string
  kind: AgencyKind
  name: UnitNames
  kato: string
  unitId: string
  unitName: UnitNames
  administrator: Readonly<{
    id: string
    login: string
    name: string
    position: string
    lang: Lang
  }>
  invitation: Readonly<{ tokenHash: Buffer; at: Instant; expiresAt: Instant }>
}>

/** Agency, first unit and administrator together; the gate says whether they are there. */
export const foundAgencyRow = async (
  tx: Tx,
  { administrator, invitation, ...agency }: Founding,
): Promise<string | undefined> => {
  const names = ({ kk, ru, en }: UnitNames) => sql`array[${kk}, ${ru}, ${en}]::text[]`
  const { rows } = await sql<{ outcome: string }>`
    select sec.found_agency(
      ${agency.id}, ${agency.kind}, ${names(agency.name)}, ${agency.kato}, ${agency.unitId}, ${names(agency.unitName)},
      ${administrator.id}, ${administrator.login}, ${administrator.name}, ${administrator.position}, ${administrator.lang},
      ${invitation.tokenHash}, ${invitation.at}, ${invitation.expiresAt}) as outcome`.execute(tx)
  return rows[0]?.outcome
}

/** False when there is no such agency that one may change. */
export const updateAgency = async (
  tx: Tx,
  { id, name, kato }: Readonly<{ id: string; name: UnitNames; kato: string }>,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('agencies')
    .set({ name_kk: name.kk, name_ru: name.ru, name_en: name.en, place_kato: kato })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

type UnitNames = Readonly<{ kk: string; ru: string; en: string }>

export const insertUnit = (
  tx: Tx,
  unit: {
    readonly id: string
    readonly agencyId: string
    readonly parentId: string | null
    readonly name: UnitNames
    readonly kato: string
  },
) =>
  tx
    .insertInto('units')
    .values({
      id: unit.id,
      agency_id: unit.agencyId,
      parent_id: unit.parentId,
      name_kk: unit.name.kk,
      name_ru: unit.name.ru,
      name_en: unit.name.en,
      place_kato: unit.kato,
    })
    .execute()

/** False when there is no such unit that one may change. */
export const updateUnit = async (
  tx: Tx,
  unit: {
    readonly id: string
    readonly parentId: string | null
    readonly name: UnitNames
    readonly kato: string
  },
): Promise<boolean> => {
  const result = await tx
    .updateTable('units')
    .set({
      parent_id: unit.parentId,
      name_kk: unit.name.kk,
      name_ru: unit.name.ru,
      name_en: unit.name.en,
      place_kato: unit.kato,
    })
    .where('id', '=', unit.id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export const isUnitInUse = async (tx: Tx, id: string): Promise<boolean> => {
  const grant = await tx
    .selectFrom('grants')
    .select('id')
    .where('unit_id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const child = await tx
    .selectFrom('units')
    .select('id')
    .where('parent_id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return grant !== undefined || child !== undefined
}

export const closeUnit = async (
  tx: Tx,
  unit: { readonly id: string; readonly reason: string; readonly now: Instant },
): Promise<boolean> => {
  const result = await tx
    .updateTable('units')
    .set({ closed_at: unit.now, close_reason: unit.reason })
    .where('id', '=', unit.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
