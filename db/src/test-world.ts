// Builders of valid rows for tests: name only what the test is about.
import { randomId } from '@umai/platform'
import type { Insertable } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './tables.gen.ts'

type Given<Table extends keyof Tables> = Partial<Insertable<Tables[Table]>>

const at = '2026-11-01T00:00:00.000Z'

export async function anAgency(tx: Tx, given: Given<'agencies'> = {}): Promise<string> {
  const id = given.id ?? randomId()
  await tx
    .insertInto('agencies')
    .values({
      kind: 'police',
      name_kk: 'Мекеме',
      name_ru: 'Организация',
      name_en: 'Agency',
      place_kato: '750000000',
      ...given,
      id,
    })
    .execute()
  return id
}

export async function aUnit(
  tx: Tx,
  given: Given<'units'> & { readonly agency_id: string },
): Promise<string> {
  const id = given.id ?? randomId()
  await tx
    .insertInto('units')
    .values({
      name_kk: 'Бөлімше',
      name_ru: 'Подразделение',
      name_en: 'Unit',
      place_kato: '750000000',
      ...given,
      id,
    })
    .execute()
  return id
}

let people = 0

export async function aUser(
  tx: Tx,
  given: Given<'users'> & { readonly agency_id: string },
): Promise<string> {
  const id = given.id ?? randomId()
  people += 1
  await tx
    .insertInto('users')
    .values({
      login: `person-${people}-${id.slice(-6)}`,
      name: `Қызметкер ${people}`,
      ...given,
      id,
    })
    .execute()
  return id
}

export async function aGrant(
  tx: Tx,
  given: Given<'grants'> & {
    readonly user_id: string
    readonly unit_id: string
    readonly role: string
  },
): Promise<string> {
  const id = given.id ?? randomId()
  await tx
    .insertInto('grants')
    .values({ ...given, id })
    .execute()
  return id
}

/** A person with one role in one unit. */
export async function aColleague(
  tx: Tx,
  given: { readonly agency_id: string; readonly unit_id: string; readonly role: string },
): Promise<string> {
  const user_id = await aUser(tx, { agency_id: given.agency_id })
  await aGrant(tx, { user_id, unit_id: given.unit_id, role: given.role })
  return user_id
}

export async function aCase(
  tx: Tx,
  given: Given<'cases'> & { readonly owner_unit_id: string },
): Promise<string> {
  const id = given.id ?? randomId()
  await tx
    .insertInto('cases')
    .values({
      place_kato: '750000000',
      opened_at: at,
      opened_in: given.owner_unit_id,
      ...given,
      id,
    })
    .execute()
  return id
}

export async function aWall(
  tx: Tx,
  given: Given<'walls'> & { readonly case_id: string },
): Promise<string> {
  const id = given.id ?? randomId()
  await tx
    .insertInto('walls')
    .values({ reason: 'other-conflict', created_at: at, ...given, id })
    .execute()
  return id
}
