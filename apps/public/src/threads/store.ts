// The rows of one thread, as the public site may see and write them: the database shows it nothing but the thread of the
// locator that is presented. No statement here names a thread to look for.
import type { Tx } from '@umai/db'
import { placeNamesNow } from '@umai/db'
import { sql } from 'kysely'
import type { About, Conflict, PlaceRow, Receiver, Route, Topic } from './model.ts'

export const presentLocator = async (tx: Tx, locator: Buffer): Promise<void> => {
  await sql`select set_config('umai.locator', ${locator.toString('hex')}, true)`.execute(tx)
}

export const listReceivers = async (tx: Tx): Promise<readonly Receiver[]> => {
  const { rows } = await sql<{
    agency_id: string
    kind: string
    name_kk: string
    name_ru: string
    name_en: string
    place_kato: string | null
    public_key: Buffer
  }>`select * from sec.thread_receivers()`.execute(tx)
  return rows.map((row) => ({
    agencyId: row.agency_id,
    kind: row.kind,
    name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
    placeKato: row.place_kato,
    publicKey: row.public_key,
  }))
}

export const listRoutes = async (tx: Tx): Promise<readonly Route[]> => {
  const rows = await tx.selectFrom('thread_routes').selectAll().orderBy('agency_kind').execute()
  return rows.map((row) => ({
    topic: row.topic as Topic,
    kind: row.agency_kind,
    stance: row.stance as Route['stance'],
  }))
}

export const listConflicts = async (tx: Tx): Promise<readonly Conflict[]> => {
  const rows = await tx.selectFrom('thread_conflicts').selectAll().execute()
  return rows.map((row) => ({ about: row.about as About, kind: row.agency_kind }))
}

export const listKeepers = async (tx: Tx) =>
  (
    await sql<{ agency_id: string; public_key: Buffer }>`
      select * from sec.escrow_keepers()`.execute(tx)
  ).rows

/** Regions, cities and districts; a village is too near a person. */
export const listPlaces = async (tx: Tx): Promise<readonly PlaceRow[]> => {
  const rows = await tx
    .selectFrom('places')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'places.kato')
    .select([
      'places.kato',
      'places.kind',
      'places.parent_kato',
      'place.name_kk',
      'place.name_ru',
      'place.name_en',
    ])
    .where('places.kind', 'in', ['region', 'city', 'district'])
    .where('places.valid_to', 'is', null)
    .orderBy('places.kato')
    .execute()
  return rows.map((row) => ({
    kato: row.kato,
    kind: row.kind,
    parent: row.parent_kato,
    name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
  }))
}

/** The same five statements whether the receipt is right or wrong. */
export const findOwn = async (tx: Tx) => {
  const thread = await tx
    .selectFrom('threads')
    .select([
      'id',
      'state',
      'draft_box',
      'reporter_public',
      'reporter_wrapped',
      'topic',
      'about',
      'lang',
      'place_kato',
      'epoch',
      'has_escrow',
      'opened_at',
      'waits_for',
      'report_id',
      'case_id',
      'ended_reason',
    ])
    .executeTakeFirst()
  const keys = await tx.selectFrom('thread_keys').selectAll().orderBy('epoch').execute()
  const boxes = await tx
    .selectFrom('thread_key_boxes')
    .select(['epoch', 'box'])
    .where('holder', '=', 'reporter')
    .execute()
  const messages = await tx
    .selectFrom('thread_messages')
    .select(['id', 'epoch', 'author', 'agency_id', 'box', 'sent_at'])
    .orderBy('place')
    .execute()
  const files = await tx.selectFrom('thread_files').select(['id', 'message_id']).execute()
  const readers = await tx
    .selectFrom('thread_recipients')
    .select('agency_id')
    .where('removed_at', 'is', null)
    .execute()
  return { thread, keys, boxes, messages, files, readers }
}

export type Found = Awaited<ReturnType<typeof findOwn>>

/** The hour in which she was last here; the keys live on for a year from it. */
export const markVisit = async (tx: Tx, hour: string): Promise<void> => {
  await tx
    .updateTable('threads')
    .set({ read_at: hour })
    .where('id', 'in', sql<string>`(select sec.own_thread_ids())`)
    .execute()
}

export const destroyOwn = async (tx: Tx, at: string): Promise<void> => {
  await sql`select sec.destroy_own_thread(${at}::timestamptz)`.execute(tx)
}
