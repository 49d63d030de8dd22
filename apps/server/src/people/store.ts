import type { CaseRole, PersonNameForm, PersonRelation, SafeContact } from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import { nameKeys, nameTokens, soundOf } from '@umai/linkage/names'
import { type Keys, randomId } from '@umai/platform'
import type { Instant, PlainDate } from '@umai/words'
import { sql } from 'kysely'
import { blindOf, contactGoodUntil } from './model.ts'

export type PersonRow = Readonly<{
  id: string
  sex: 'female' | 'male' | 'unknown'
  birth_date: PlainDate | null
  language: 'kk' | 'ru' | 'en' | null
  has_protected_address: boolean
  version: number
}>

type Sealing = Readonly<{ keys: Keys; personId: string }>

export async function insertPerson(
  tx: Tx,
  person: Omit<PersonRow, 'has_protected_address' | 'version'> &
    Readonly<{ createdBy: string; createdAt: Instant }>,
): Promise<void> {
  const { createdBy, createdAt, ...columns } = person
  await tx
    .insertInto('people')
    .values({ ...columns, created_by: createdBy, created_at: createdAt })
    .execute()
}

export async function insertNames(
  tx: Tx,
  personId: string,
  names: readonly PersonNameForm[],
): Promise<void> {
  for (const name of names) {
    const keys = nameKeys(name)
    const nameId = randomId()
    await tx
      .insertInto('person_names')
      .values({
        id: nameId,
        person_id: personId,
        script: name.script,
        family: name.family,
        given: name.given,
        patronymic: name.patronymic,
        search_key: keys.search,
        sound_key: keys.sound,
      })
      .execute()
    const tokens = new Set(
      nameTokens([name.family, name.given, name.patronymic].filter(Boolean).join(' ')),
    )
    if (tokens.size === 0) continue
    await tx
      .insertInto('person_name_tokens')
      .values(
        [...tokens].map((token) => ({
          name_id: nameId,
          person_id: personId,
          token,
          sound: soundOf(token),
        })),
      )
      .execute()
  }
}

export async function endNames(tx: Tx, personId: string, at: Instant): Promise<void> {
  await tx
    .updateTable('person_names')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
}

export async function insertIdentifier(
  tx: Tx,
  { keys, personId }: Sealing,
  identifier: Readonly<{ kind: 'iin' | 'phone'; value: string }>,
): Promise<void> {
  const id = randomId()
  const place = { table: 'person_identifiers', column: 'sealed', rowId: id, schemaVersion: 1 }
  await tx
    .insertInto('person_identifiers')
    .values({
      id,
      person_id: personId,
      kind: identifier.kind,
      sealed: await sealFor(tx, { keys, subjectId: personId, place, value: identifier.value }),
      blind: blindOf(keys, identifier.kind, identifier.value),
    })
    .execute()
}

export async function endIdentifiers(
  tx: Tx,
  personId: string,
  kind: 'iin' | 'phone',
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('person_identifiers')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .execute()
}

export async function listIdentifiers(
  tx: Tx,
  { keys, personId }: Sealing,
): Promise<readonly Readonly<{ kind: 'iin' | 'phone'; value: string }>[]> {
  const rows = await tx
    .selectFrom('person_identifiers')
    .select(['id', 'kind', 'sealed'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return Promise.all(
    rows.map(async ({ id, kind, sealed }) => ({
      kind: kind as 'iin' | 'phone',
      value: await unsealFor(tx, {
        keys,
        subjectId: personId,
        place: { table: 'person_identifiers', column: 'sealed', rowId: id, schemaVersion: 1 },
        sealed,
      }),
    })),
  )
}

export async function findPerson(tx: Tx, id: string): Promise<PersonRow | undefined> {
  const row = await tx
    .selectFrom('people')
    .select(['id', 'sex', 'birth_date', 'language', 'has_protected_address', 'version'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row as PersonRow | undefined
}

/** Present names by person, in the order in which a paper prefers them. */
export async function listNames(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PersonNameForm[]>> {
  if (personIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('person_names')
    .select(['person_id', 'script', 'family', 'given', 'patronymic'])
    .where('person_id', 'in', [...personIds])
    .where('ended_at', 'is', null)
    .orderBy('script')
    .orderBy('id')
    .execute()
  const names = new Map<string, PersonNameForm[]>()
  for (const { person_id, script, family, given, patronymic } of rows) {
    const form = { script: script as PersonNameForm['script'], family, given, patronymic }
    names.set(person_id, [...(names.get(person_id) ?? []), form])
  }
  return names
}

const formerNamesShown = 12

/** Names that a correction replaced, the latest first. */
export const listFormerNames = async (
  tx: Tx,
  personId: string,
): Promise<readonly (PersonNameForm & Readonly<{ until: Instant }>)[]> => {
  const rows = await tx
    .selectFrom('person_names as n')
    .select(['script', 'family', 'given', 'patronymic', 'ended_at as until'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is not', null)
    // A correction writes all spellings anew, those that stayed as they were too.
    .where(
      sql<boolean>`not exists (select from person_names c where c.person_id = n.person_id and c.ended_at is null
        and (c.script, c.family, c.given, c.patronymic) is not distinct from (n.script, n.family, n.given, n.patronymic))`,
    )
    .orderBy('ended_at', 'desc')
    .orderBy('script')
    .limit(formerNamesShown)
    .execute()
  return rows.flatMap(({ script, until, ...name }) =>
    until === null ? [] : [{ ...name, script: script as PersonNameForm['script'], until }],
  )
}

export type CaseOfPerson = Readonly<{
  personId: string
  id: string
  number: string
  role: CaseRole
  isOpen: boolean
}>

export async function listCasesOfPeople(
  tx: Tx,
  personIds: readonly string[],
): Promise<readonly CaseOfPerson[]> {
  if (personIds.length === 0) return []
  const rows = await tx
    .selectFrom('case_people as cp')
    .innerJoin('cases as c', 'c.id', 'cp.case_id')
    .select(['cp.person_id', 'c.id', 'c.number', 'cp.role', 'c.state'])
    .where('cp.person_id', 'in', [...personIds])
    .orderBy('c.opened_at', 'desc')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    id: row.id,
    number: row.number,
    role: row.role as CaseRole,
    isOpen: row.state === 'open',
  }))
}

export type RelationRow = Readonly<{
  person_id: string
  relative_id: string
  relation: PersonRelation['relation']
  lives_together: PersonRelation['livesTogether']
  since: PlainDate | null
}>

export async function listRelations(
  tx: Tx,
  personIds: readonly string[],
): Promise<readonly RelationRow[]> {
  if (personIds.length === 0) return []
  const rows = await tx
    .selectFrom('person_relations')
    .select(['person_id', 'relative_id', 'relation', 'lives_together', 'since'])
    .where('person_id', 'in', [...personIds])
    .execute()
  return rows as unknown as readonly RelationRow[]
}

export async function upsertRelation(
  tx: Tx,
  relation: RelationRow & Readonly<{ recordedBy: string; recordedAt: Instant }>,
): Promise<void> {
  const { recordedBy, recordedAt, ...row } = relation
  const change = {
    relation: row.relation,
    lives_together: row.lives_together,
    since: row.since,
    recorded_by: recordedBy,
    recorded_at: recordedAt,
  }
  await tx
    .insertInto('person_relations')
    .values({ ...row, recorded_by: recordedBy, recorded_at: recordedAt })
    .onConflict((conflict) => conflict.columns(['person_id', 'relative_id']).doUpdateSet(change))
    .execute()
}

export async function insertSafeContact(
  tx: Tx,
  { keys, personId }: Sealing,
  contact: Readonly<{ profile: SafeContact; by: string; at: Instant; goodUntil: Instant }>,
): Promise<void> {
  const id = randomId()
  const place = { table: 'safe_contacts', column: 'sealed', rowId: id, schemaVersion: 1 }
  const value = JSON.stringify(contact.profile)
  await tx
    .insertInto('safe_contacts')
    .values({
      id,
      person_id: personId,
      sealed: await sealFor(tx, { keys, subjectId: personId, place, value }),
      confirmed_by: contact.by,
      confirmed_at: contact.at,
      good_until: contact.goodUntil,
    })
    .execute()
}

export type SafeContactRow = Readonly<{
  profile: SafeContact
  confirmedAt: Instant
  confirmedBy: Readonly<{ id: string; name: string }>
  goodUntil: Instant
}>

export async function findSafeContact(
  tx: Tx,
  { keys, personId }: Sealing,
): Promise<SafeContactRow | undefined> {
  const row = await tx
    .selectFrom('safe_contacts as s')
    .leftJoin('users as u', 'u.id', 's.confirmed_by')
    .select(['s.id', 's.sealed', 's.confirmed_at', 's.confirmed_by', 's.good_until', 'u.name'])
    .select(sql<Instant | null>`sec.contact_doubted_at(s.person_id)`.as('doubted_at'))
    .where('s.person_id', '=', personId)
    .orderBy('s.confirmed_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const place = { table: 'safe_contacts', column: 'sealed', rowId: row.id, schemaVersion: 1 }
  const text = await unsealFor(tx, { keys, subjectId: personId, place, sealed: row.sealed })
  const profile = JSON.parse(text) as SafeContact
  const { phone } = profile
  // Whose a number is may come to light after it was confirmed: it counts as doubted from the first day.
  const isDoubted = phone !== null && (await isPhoneOfAlleged(tx, keys, { id: personId, phone }))
  return {
    profile,
    confirmedAt: row.confirmed_at,
    confirmedBy: { id: row.confirmed_by, name: row.name ?? '' },
    goodUntil: contactGoodUntil({
      confirmedAt: row.confirmed_at,
      goodUntil: row.good_until,
      doubtedAt: isDoubted ? row.confirmed_at : row.doubted_at,
    }),
  }
}

export const lockPerson = async (tx: Tx, id: string): Promise<PersonRow | undefined> =>
  (await tx
    .selectFrom('people')
    .select(['id', 'sex', 'birth_date', 'language', 'has_protected_address', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as PersonRow | undefined

export const updatePerson = async (
  tx: Tx,
  id: string,
  change: Partial<Omit<PersonRow, 'id'>>,
): Promise<void> => {
  await tx.updateTable('people').set(change).where('id', '=', id).execute()
}

export const isPersonInCase = async (
  tx: Tx,
  { caseId, personId, role }: Readonly<{ caseId: string; personId: string; role?: CaseRole }>,
): Promise<boolean> =>
  (await tx
    .selectFrom('case_people')
    .select('id')
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .$if(role !== undefined, (query) => query.where('role', '=', role ?? 'affected'))
    .executeTakeFirst()) !== undefined

type ProtectedAddress = Readonly<{ kato: string; address: string }>

const addressPlace = (id: string) => ({
  table: 'protected_addresses',
  column: 'sealed',
  rowId: id,
  schemaVersion: 1,
})

export const insertProtectedAddress = async (
  tx: Tx,
  { keys, personId }: Sealing,
  { kato, address, by, at }: ProtectedAddress & Readonly<{ by: string; at: Instant }>,
): Promise<void> => {
  const id = randomId()
  await tx
    .insertInto('protected_addresses')
    .values({
      id,
      person_id: personId,
      sealed: await sealFor(tx, {
        keys,
        subjectId: personId,
        place: addressPlace(id),
        value: JSON.stringify({ kato, address }),
      }),
      set_by: by,
      set_at: at,
    })
    .execute()
  await updatePerson(tx, personId, { has_protected_address: true })
}

export const findProtectedAddress = async (
  tx: Tx,
  { keys, personId }: Sealing,
): Promise<ProtectedAddress | undefined> => {
  const row = await tx
    .selectFrom('protected_addresses')
    .select(['id', 'sealed'])
    .where('person_id', '=', personId)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const place = addressPlace(row.id)
  const text = await unsealFor(tx, { keys, subjectId: personId, place, sealed: row.sealed })
  return JSON.parse(text) as ProtectedAddress
}

export const isKnownPlace = async (tx: Tx, kato: string): Promise<boolean> =>
  (await tx.selectFrom('places').select('kato').where('kato', '=', kato).executeTakeFirst()) !==
  undefined

export const listBirthDates = async (
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PlainDate | null>> => {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('people')
    .select(['id', 'birth_date'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, birth_date }) => [id, birth_date]))
}

/** Whether a number is of somebody complained of in a case of that person, or of one who lives with him. */
export async function isPhoneOfAlleged(
  tx: Tx,
  keys: Keys,
  { id, phone }: Readonly<{ id: string; phone: string }>,
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select sec.is_number_of_alleged(${id}, ${blindOf(keys, 'phone', phone)}) as "is"`.execute(tx)
  return rows[0]?.is === true
}

/** Whether somebody is complained of in a case, or lives with the one who is and is not affected himself. */
export const standsByAlleged = async (
  tx: Tx,
  { caseId, personId }: Readonly<{ caseId: string; personId: string }>,
): Promise<boolean> => {
  const { rows } = await sql<{ is: boolean }>`
    select sec.stands_by_alleged(${caseId}, ${personId}) as "is"`.execute(tx)
  return rows[0]?.is === true
}

/** Whether a case is of a child whose guardian is complained of, so that nobody can consent for it. */
export const hasGuardianConflict = async (tx: Tx, caseId: string): Promise<boolean> => {
  const { rows } = await sql<{ is: boolean }>`
    select sec.has_guardian_conflict(${caseId}) as "is"`.execute(tx)
  return rows[0]?.is === true
}

/** The records of one person that one sees, the one that stands for them first; empty where one sees none. */
export const listParts = async (tx: Tx, id: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select part as id from sec.parts_of(${id}) part
    order by exists (select from person_merges m where m.merged_id = part and m.ended_at is null), part = ${id} desc, part`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

export type MergeRow = Readonly<{
  id: string
  kept_id: string
  merged_id: string
  chosen: Readonly<Record<'name' | 'birthDate' | 'sex' | 'language', string>>
  merged_at: Instant
  merged_by: string
  merger: string | null
  ended_at: Instant | null
  ended_by: string | null
  ender: string | null
}>

/** Merges of these records that one may know of, those that were ended included, the latest first. */
export const listMerges = async (tx: Tx, ids: readonly string[]): Promise<readonly MergeRow[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<MergeRow>`
    select m.id, m.kept_id, m.merged_id, m.chosen, m.merged_at, m.merged_by, b.name as merger, m.ended_at, m.ended_by, e.name as ender
    from person_merges m
    left join users b on b.id = m.merged_by
    left join users e on e.id = m.ended_by
    where m.kept_id = any (${[...ids]}::uuid[]) or m.merged_id = any (${[...ids]}::uuid[])
    order by m.merged_at desc, m.id`.execute(tx)
  return rows
}
