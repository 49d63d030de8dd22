// Envelope encryption: what is about somebody is sealed with that subject's key, which is wrapped by the key of
// the agency that keeps it, which is wrapped by the root key. Destroying the subject's key destroys the data.
import {
  additionalDataOf,
  fail,
  type Keys,
  type Place,
  randomId,
  randomKey,
  type SecretKey,
  seal,
  sealedWith,
  unseal,
  unwrapKey,
  wrapKey,
} from '@umai/platform'
import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Makes the key of a new subject; does nothing when there is one. Call it where the subject is created. */
export async function createSubjectKey(
  tx: Tx,
  {
    keys,
    subjectId,
    agencyId,
  }: { readonly keys: Keys; readonly subjectId: string; readonly agencyId: string },
): Promise<void> {
  const agencyKey = await agencyKeyOf(tx, keys, agencyId)
  const wrapped = wrapKey(agencyKey, randomKey(subjectKeyId), `subject|${subjectId}`)
  await sql`select sec.keep_subject_key(${subjectId}, ${agencyKey.id}, ${wrapped})`.execute(tx)
}

/**
 * Makes the keys of many new subjects at once, for the loader, and gives them back so that thousands of values
 * can be sealed with `sealWith` and no further question to the database.
 */
export async function createSubjectKeys(
  tx: Tx,
  {
    keys,
    subjectIds,
    agencyId,
  }: {
    readonly keys: Keys
    readonly subjectIds: readonly string[]
    readonly agencyId: string
  },
): Promise<ReadonlyMap<string, SecretKey>> {
  const agencyKey = await loadedAgencyKey(tx, keys, agencyId)
  const made = new Map(subjectIds.map((id) => [id, randomKey(subjectKeyId)]))
  const now = new Date().toISOString()
  const rows = [...made].map(([id, key]) => ({
    subject_id: id,
    agency_key_id: agencyKey.id,
    wrapped_key: wrapKey(agencyKey, key, `subject|${id}`),
    created_at: now,
  }))
  if (rows.length > 0) await tx.insertInto('subject_keys').values(rows).execute()
  return made
}

/** Seals one value for one column of one row with a key that is at hand. */
export function sealWith(
  key: SecretKey,
  {
    subjectId,
    place,
    value,
  }: { readonly subjectId: string; readonly place: PlaceOfSubject; readonly value: string },
): string {
  return seal(key, value, additionalDataOf({ ...place, subjectId }))
}

/** The key of a subject, or the error subject-shredded when it was destroyed. */
export async function subjectKeyOf(tx: Tx, keys: Keys, subjectId: string): Promise<SecretKey> {
  const { rows } = await sql<{
    agency_key_id: string | null
    wrapped_agency_key: string
    wrapped_key: string | null
    is_shredded: boolean
  }>`select * from sec.subject_key(${subjectId})`.execute(tx)
  const row = rows[0]
  if (row === undefined || row.agency_key_id === null)
    throw new Error(`Subject ${subjectId} has no key; call createSubjectKey where it is created`)
  if (row.wrapped_key === null) return fail('subject-shredded')
  const agencyKey = unwrapAgencyKey(keys, row.agency_key_id, row.wrapped_agency_key)
  return unwrapKey(agencyKey, subjectKeyId, row.wrapped_key, `subject|${subjectId}`)
}

type PlaceOfSubject = Omit<Place, 'subjectId'>

/** Seals one value for one column of one row; it opens nowhere else. */
export async function sealFor(
  tx: Tx,
  options: {
    readonly keys: Keys
    readonly subjectId: string
    readonly place: PlaceOfSubject
    readonly value: string
  },
): Promise<string> {
  const key = await subjectKeyOf(tx, options.keys, options.subjectId)
  return seal(
    key,
    options.value,
    additionalDataOf({ ...options.place, subjectId: options.subjectId }),
  )
}

export async function unsealFor(
  tx: Tx,
  options: {
    readonly keys: Keys
    readonly subjectId: string
    readonly place: PlaceOfSubject
    readonly sealed: string
  },
): Promise<string> {
  const key = await subjectKeyOf(tx, options.keys, options.subjectId)
  const additionalData = additionalDataOf({ ...options.place, subjectId: options.subjectId })
  return unseal(key, options.sealed, additionalData).toString('utf8')
}

/** Destroys a subject's key; run by the jobs role after the decision to do so was recorded. */
export async function shredSubject(tx: Tx, subjectId: string): Promise<void> {
  const { rows } = await sql<{ outcome: string }>`
    select sec.shred_subject(${subjectId}) as outcome`.execute(tx)
  const outcome = rows[0]?.outcome
  if (outcome === 'on-hold') fail('subject-on-hold')
  if (outcome !== 'shredded') fail('not-found')
}

/** Wraps every agency key with the current root; rows sealed below stay as they are. */
export async function rewrapAgencyKeys(tx: Tx, keys: Keys): Promise<number> {
  const stale = await tx.selectFrom('agency_keys').selectAll().execute()
  let count = 0
  for (const { id, wrapped_key } of stale) {
    if (sealedWith(wrapped_key) === keys.root.id) continue
    const wrapped = wrapKey(keys.root, unwrapAgencyKey(keys, id, wrapped_key), 'agency')
    await tx.updateTable('agency_keys').set({ wrapped_key: wrapped }).where('id', '=', id).execute()
    count += 1
  }
  return count
}

const subjectKeyId = 's1'

async function agencyKeyOf(tx: Tx, keys: Keys, agencyId: string): Promise<SecretKey> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const { rows } = await sql<{ id: string | null; wrapped_key: string }>`
      select * from sec.agency_key(${agencyId})`.execute(tx)
    const row = rows[0]
    if (row !== undefined && row.id !== null) return unwrapAgencyKey(keys, row.id, row.wrapped_key)
    const fresh = randomKey(`a-${randomId()}`)
    await sql`select sec.keep_agency_key(${fresh.id}, ${agencyId}, ${wrapKey(keys.root, fresh, 'agency')})`.execute(
      tx,
    )
  }
  throw new Error(`Agency ${agencyId} has no key and none could be kept for it`)
}

/** As agencyKeyOf, for the loader, which reads tables and asks no function of the gate. */
async function loadedAgencyKey(tx: Tx, keys: Keys, agencyId: string): Promise<SecretKey> {
  const row = await tx
    .selectFrom('agency_keys')
    .select(['id', 'wrapped_key'])
    .where('agency_id', '=', agencyId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (row !== undefined) return unwrapAgencyKey(keys, row.id, row.wrapped_key)
  const fresh = randomKey(`a-${randomId()}`)
  await tx
    .insertInto('agency_keys')
    .values({
      id: fresh.id,
      agency_id: agencyId,
      wrapped_key: wrapKey(keys.root, fresh, 'agency'),
      created_at: new Date().toISOString(),
    })
    .execute()
  return fresh
}

function unwrapAgencyKey(keys: Keys, id: string, wrapped: string): SecretKey {
  const rootId = sealedWith(wrapped)
  const root = [keys.root, ...keys.olderRoots].find((key) => key.id === rootId)
  if (root === undefined)
    throw new Error(
      `Agency key ${id} is wrapped by root key ${rootId}, which the key file does not hold`,
    )
  return unwrapKey(root, id, wrapped, 'agency')
}
