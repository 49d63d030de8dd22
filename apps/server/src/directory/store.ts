import type { Service, ServiceLocation, ServiceState } from '@umai/contract'
import type { Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import type { Instant, Lang } from '@umai/words'
import { sql } from 'kysely'
import { likePattern, type Order, readPage } from '../http/page.ts'

const nameIn = { kk: 'name_kk', ru: 'name_ru', en: 'name_en' } as const

type Filter = Readonly<{
  q?: string
  state?: ServiceState
  sort?: 'name' | '-name' | 'state'
  cursor?: string
  limit?: number
}>

export const listServices = async (tx: Tx, filter: Filter, viewer: { readonly lang: Lang }) => {
  const matching = tx
    .selectFrom('services')
    .innerJoin('organisations', 'organisations.id', 'services.organisation_id')
    .leftJoin('locations', 'locations.id', 'services.location_id')
    .$if(filter.state !== undefined, (query) =>
      query.where('services.state', '=', filter.state ?? 'draft'),
    )
    .$if((filter.q ?? '').trim() !== '', (query) => {
      const pattern = likePattern(filter.q ?? '')
      return query.where((where) =>
        where.or(
          (['kk', 'ru', 'en'] as const).flatMap((lang) => [
            where(`services.name_${lang}`, 'ilike', pattern),
            where(`organisations.name_${lang}`, 'ilike', pattern),
          ]),
        ),
      )
    })
  const sort = filter.sort ?? 'name'
  const order: Order = {
    sort,
    by: sort === 'state' ? sql.ref('services.state') : sql.ref(`services.${nameIn[viewer.lang]}`),
    as: 'text',
    id: sql.ref('services.id'),
    idAs: 'uuid',
  }
  const page = await readPage(
    matching.select([
      'services.id',
      'services.organisation_id',
      'services.is_hidden',
      'services.name_kk',
      'services.name_ru',
      'services.name_en',
      'services.place_kato',
      'services.needs',
      'services.languages',
      'services.takes_children',
      'services.phone',
      'services.hours',
      'services.state',
      'services.checked_on',
      'organisations.name_kk as organisation_kk',
      'organisations.name_ru as organisation_ru',
      'organisations.name_en as organisation_en',
      'organisations.certified',
      'locations.place_kato as location_kato',
      'locations.address_kk',
      'locations.address_ru',
      'locations.address_en',
      'locations.postal_code',
      'locations.is_step_free',
    ]),
    order,
    filter,
  )
  const { total } = await matching
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { ...page, total }
}

export const listOrganisationRows = (tx: Tx) =>
  tx.selectFrom('organisations').selectAll().orderBy('name_kk').orderBy('id').limit(1000).execute()

export const isOrganisation = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('organisations').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined

export const isPlace = async (tx: Tx, kato: string): Promise<boolean> =>
  (await tx
    .selectFrom('places')
    .select('kato')
    .where('kato', '=', kato)
    .where('valid_to', 'is', null)
    .executeTakeFirst()) !== undefined

/** The service, locked, so that it is not published while its place is being hidden. */
export const lockService = (tx: Tx, id: string) =>
  tx
    .selectFrom('services')
    .select(['id', 'state', 'is_hidden', 'location_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

type Fields = Omit<Service, 'id' | 'organisation' | 'state'>

export const saveLocation = async (
  tx: Tx,
  {
    organisationId,
    id,
    location,
  }: { organisationId: string; id: string | null; location: ServiceLocation },
): Promise<string> => {
  const row = {
    organisation_id: organisationId,
    place_kato: location.kato,
    address_kk: location.address.kk,
    address_ru: location.address.ru,
    address_en: location.address.en,
    postal_code: location.postalCode,
    is_step_free: location.isStepFree,
  }
  if (id !== null) {
    await tx.updateTable('locations').set(row).where('id', '=', id).execute()
    return id
  }
  const made = randomId()
  await tx
    .insertInto('locations')
    .values({ id: made, ...row })
    .execute()
  return made
}

const rowOf = (fields: Fields, locationId: string | null, now: Instant) => ({
  organisation_id: fields.organisationId,
  location_id: locationId,
  is_hidden: fields.isHidden,
  name_kk: fields.name.kk,
  name_ru: fields.name.ru,
  name_en: fields.name.en,
  place_kato: fields.kato,
  needs: fields.needs,
  languages: fields.languages,
  takes_children: fields.takesChildren,
  phone: fields.phone,
  hours: fields.hours,
  checked_on: fields.checkedOn,
  updated_at: now,
})

export const insertService = (
  tx: Tx,
  {
    id,
    fields,
    locationId,
    now,
  }: { id: string; fields: Fields; locationId: string | null; now: Instant },
) =>
  tx
    .insertInto('services')
    .values({ id, state: 'draft', ...rowOf(fields, locationId, now) })
    .execute()

export const updateService = (
  tx: Tx,
  {
    id,
    fields,
    locationId,
    now,
  }: { id: string; fields: Fields; locationId: string | null; now: Instant },
) =>
  tx
    .updateTable('services')
    .set(rowOf(fields, locationId, now))
    .where('id', '=', id)
    .execute()

export const updateServiceState = (
  tx: Tx,
  { id, state, now }: { id: string; state: ServiceState; now: Instant },
) => tx.updateTable('services').set({ state, updated_at: now }).where('id', '=', id).execute()

export const insertOrganisation = (
  tx: Tx,
  organisation: {
    readonly id: string
    readonly name: Readonly<Record<Lang, string>>
    readonly certified: 'yes' | 'no' | 'unknown'
    readonly now: Instant
  },
) =>
  tx
    .insertInto('organisations')
    .values({
      id: organisation.id,
      name_kk: organisation.name.kk,
      name_ru: organisation.name.ru,
      name_en: organisation.name.en,
      certified: organisation.certified,
      created_at: organisation.now,
    })
    .execute()
