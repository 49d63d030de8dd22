import type { AgencyKind, FileKind, ThreadEnd, ThreadTopic } from '@umai/contract'
import { createSubjectKey, placeNamesNow, sealFor, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { KeyBox, KeyPair } from '@umai/threads'
import type { Instant, Text } from '@umai/words'
import { sql } from 'kysely'
import { readPage } from '../http/page.ts'
import type { StoredThread } from './model.ts'

type Filter = Readonly<{
  state?: 'open' | 'ended'
  waitsFor?: 'staff' | 'reporter'
  topic?: ThreadTopic
  sort?: '-movedAt' | 'movedAt' | '-openedAt'
  cursor?: string
  limit?: number
}>

const columns = [
  'threads.id',
  'threads.state',
  'threads.topic',
  'threads.about',
  'threads.writer',
  'threads.lang',
  'threads.place_kato',
  'threads.opened_at',
  'threads.moved_at',
  'threads.waits_for',
  'threads.report_id',
  'threads.case_id',
  'threads.ended_reason',
  'place.name_kk as place_kk',
  'place.name_ru as place_ru',
  'place.name_en as place_en',
] as const

/** Keepers of escrow see that a thread is silent; the inbox lists only what one's agency receives. */
const received = sql<boolean>`threads.id in (select sec.thread_ids())`

export const listThreads = async (tx: Tx, filter: Filter) => {
  const matching = tx
    .selectFrom('threads')
    .leftJoin(placeNamesNow(tx), 'place.kato', 'threads.place_kato')
    .where(received)
    .$if(filter.state !== undefined, (query) =>
      query.where('threads.state', '=', filter.state ?? 'open'),
    )
    .$if(filter.waitsFor !== undefined, (query) =>
      query.where('threads.waits_for', '=', filter.waitsFor ?? 'staff'),
    )
    .$if(filter.topic !== undefined, (query) =>
      query.where('threads.topic', '=', filter.topic ?? 'other'),
    )
  const sort = filter.sort ?? '-movedAt'
  const page = await readPage(
    matching.select((part) => [
      ...columns,
      part
        .selectFrom('thread_messages')
        .select((count) => count.fn.countAll<number>().as('messages'))
        .whereRef('thread_messages.thread_id', '=', 'threads.id')
        .as('messages'),
    ]),
    {
      sort,
      by: sql.ref(sort === '-openedAt' ? 'threads.opened_at' : 'threads.moved_at'),
      as: 'timestamptz',
      id: sql.ref('threads.id'),
      idAs: 'uuid',
    },
    filter,
  )
  const count = async (query: typeof matching) =>
    (
      await query
        .select((count) => count.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
    ).total
  return {
    ...page,
    total: await count(matching),
    waiting: await count(
      tx
        .selectFrom('threads')
        .leftJoin(placeNamesNow(tx), 'place.kato', 'threads.place_kato')
        .where(received)
        .where('threads.state', '=', 'open')
        .where('threads.waits_for', '=', 'staff'),
    ),
  }
}

/** What keepers of escrow see of them: no word that was said. The order is that of the ids. */
export const listThreadsByIds = async (
  tx: Tx,
  ids: readonly string[],
): Promise<readonly StoredThread[]> => {
  if (ids.length === 0) return []
  const rows: readonly StoredThread[] = await tx
    .selectFrom('threads')
    .leftJoin(placeNamesNow(tx), 'place.kato', 'threads.place_kato')
    .select([...columns])
    .where('threads.id', 'in', [...ids])
    .execute()
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

export const findThread = async (tx: Tx, id: string): Promise<StoredThread | undefined> =>
  tx
    .selectFrom('threads')
    .leftJoin(placeNamesNow(tx), 'place.kato', 'threads.place_kato')
    .select([...columns])
    .where('threads.id', '=', id)
    .where(received)
    .executeTakeFirst()

export type LockedThread = Readonly<{
  id: string
  state: 'draft' | 'open' | 'ended'
  epoch: number
  about: string | null
  reporter_public: Buffer
  has_escrow: boolean
  report_id: string | null
  case_id: string | null
  shredded_at: Instant | null
}>

export const lockThread = async (tx: Tx, id: string): Promise<LockedThread | undefined> =>
  tx
    .selectFrom('threads')
    .select([
      'id',
      'state',
      'epoch',
      'about',
      'reporter_public',
      'has_escrow',
      'report_id',
      'case_id',
      'shredded_at',
    ])
    .where('id', '=', id)
    .where(received)
    .forUpdate()
    .executeTakeFirst()

export const updateThread = async (
  tx: Tx,
  id: string,
  change: Readonly<
    Partial<{
      state: 'open' | 'ended'
      epoch: number
      moved_at: Instant
      waits_for: 'staff' | 'reporter' | 'nobody'
      report_id: string
      case_id: string
      ended_reason: ThreadEnd
    }>
  >,
): Promise<void> => {
  await tx.updateTable('threads').set(change).where('id', '=', id).execute()
}

export type StoredMessage = Readonly<{
  id: string
  epoch: number
  place: number
  author: 'reporter' | 'staff'
  box: string
  sent_at: Instant
  agency: Text | null
  user_id: string | null
  user_name: string | null
}>

export const listMessages = async (tx: Tx, threadId: string): Promise<readonly StoredMessage[]> => {
  const { rows } = await sql<StoredMessage>`
    select m.id, m.epoch, m.place, m.author, m.box, m.sent_at, m.user_id, u.name as user_name,
      case when a.id is null then null else json_build_object('kk', a.name_kk, 'ru', a.name_ru, 'en', a.name_en) end as agency
    from thread_messages m
    left join agencies a on a.id = m.agency_id
    left join users u on u.id = m.user_id
    where m.thread_id = ${threadId}
    order by m.place`.execute(tx)
  return rows
}

export const listFiles = async (tx: Tx, threadId: string) =>
  tx
    .selectFrom('thread_files')
    .select(['id', 'message_id', 'kind', 'is_original'])
    .where('thread_id', '=', threadId)
    .orderBy('id')
    .execute()

export const findFile = async (
  tx: Tx,
  threadId: string,
  id: string,
): Promise<{ kind: FileKind; epoch: number; box: string } | undefined> =>
  tx
    .selectFrom('thread_files')
    .select(['kind', 'epoch', 'box'])
    .where('thread_id', '=', threadId)
    .where('id', '=', id)
    .executeTakeFirst()

export const insertAnswer = async (
  tx: Tx,
  row: Readonly<{
    id: string
    threadId: string
    epoch: number
    agencyId: string
    userId: string
    box: string
    sentAt: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('thread_messages')
    .values({
      id: row.id,
      thread_id: row.threadId,
      place: sql<number>`(select coalesce(max(m.place), 0) + 1 from thread_messages m where m.thread_id = ${row.threadId})`,
      epoch: row.epoch,
      author: 'staff',
      agency_id: row.agencyId,
      user_id: row.userId,
      box: row.box,
      sent_at: row.sentAt,
    })
    .execute()
}

export const countAnswers = async (tx: Tx, threadId: string): Promise<number> => {
  const { count } = await tx
    .selectFrom('thread_messages')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('thread_id', '=', threadId)
    .where('author', '=', 'staff')
    .executeTakeFirstOrThrow()
  return count
}

export type Reader = Readonly<{
  agency_id: string
  kind: AgencyKind
  name_kk: string
  name_ru: string
  name_en: string
  removed_at: Instant | null
  /** Reads by escrow, and no longer than this. */
  until: Instant | null
  is_own: boolean
}>

export const listReaders = async (tx: Tx, threadId: string): Promise<readonly Reader[]> => {
  const { rows } = await sql<Reader>`
    select r.agency_id, a.kind, a.name_kk, a.name_ru, a.name_en, r.removed_at, r.until,
      r.agency_id in (select sec.agency_ids('answer-threads')) as is_own
    from thread_recipients r join agencies a on a.id = r.agency_id
    where r.thread_id = ${threadId}
    order by r.removed_at is not null, a.kind, a.id`.execute(tx)
  return rows
}

export type Receiver = Readonly<{
  agency_id: string
  kind: AgencyKind
  name_kk: string
  name_ru: string
  name_en: string
  public_key: Buffer
}>

/** Agencies that may be given a thread about these; the database refuses the others as well. */
export const listReceivers = async (tx: Tx, about: string | null): Promise<readonly Receiver[]> => {
  const { rows } = await sql<Receiver>`
    select r.* from sec.thread_receivers() r
    where not exists (select from thread_conflicts c where c.about = ${about} and c.agency_kind = r.kind)`.execute(
    tx,
  )
  return rows
}

export const listEscrowKeepers = async (
  tx: Tx,
): Promise<readonly Readonly<{ agency_id: string; public_key: Buffer }>[]> => {
  const { rows } = await sql<{ agency_id: string; public_key: Buffer }>`
    select * from sec.escrow_keepers()`.execute(tx)
  return rows
}

export const putReader = async (
  tx: Tx,
  row: Readonly<{ threadId: string; agencyId: string; by: string }>,
): Promise<void> => {
  await tx
    .insertInto('thread_recipients')
    .values({ thread_id: row.threadId, agency_id: row.agencyId, added_by: row.by })
    .onConflict((conflict) =>
      conflict
        .columns(['thread_id', 'agency_id'])
        .doUpdateSet({ removed_at: null, removed_by: row.by }),
    )
    .execute()
}

export const removeReader = async (
  tx: Tx,
  row: Readonly<{ threadId: string; agencyId: string; by: string; at: Instant }>,
): Promise<void> => {
  await tx
    .updateTable('thread_recipients')
    .set({ removed_at: row.at, removed_by: row.by })
    .where('thread_id', '=', row.threadId)
    .where('agency_id', '=', row.agencyId)
    .execute()
}

export const listEpochKeys = async (tx: Tx, threadId: string) =>
  tx
    .selectFrom('thread_keys')
    .select(['epoch', 'public_key'])
    .where('thread_id', '=', threadId)
    .orderBy('epoch')
    .execute()

export const insertEpoch = async (
  tx: Tx,
  row: Readonly<{ threadId: string; epoch: number; publicKey: Buffer }>,
): Promise<void> => {
  await tx
    .insertInto('thread_keys')
    .values({ thread_id: row.threadId, epoch: row.epoch, public_key: row.publicKey })
    .execute()
}

export const insertKeyBoxes = async (tx: Tx, boxes: readonly KeyBox[]): Promise<void> => {
  if (boxes.length === 0) return
  await tx
    .insertInto('thread_key_boxes')
    .values([...boxes])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The boxes with keys of a thread that agencies of the one who asks can open. */
export const listOwnKeyBoxes = async (tx: Tx, threadId: string) =>
  tx
    .selectFrom('thread_key_boxes')
    .innerJoin('recipient_keys', 'recipient_keys.agency_id', 'thread_key_boxes.agency_id')
    .select([
      'thread_key_boxes.epoch',
      'thread_key_boxes.box',
      'recipient_keys.agency_id',
      'recipient_keys.public_key',
      'recipient_keys.wrapped_private',
    ])
    .where('thread_key_boxes.thread_id', '=', threadId)
    .where('thread_key_boxes.holder', '=', 'recipient')
    .orderBy('thread_key_boxes.epoch')
    .execute()

/** The key under which an agency of the one who asks receives. */
export const findRecipientKey = async (tx: Tx, agencyId: string) =>
  tx
    .selectFrom('recipient_keys')
    .select(['agency_id', 'public_key', 'wrapped_private'])
    .where('agency_id', '=', agencyId)
    .executeTakeFirst()

const keyPlace = (agencyId: string) => ({
  table: 'recipient_keys',
  column: 'wrapped_private',
  rowId: agencyId,
  schemaVersion: 1,
})

export const unwrapRecipientKey = async (
  tx: Tx,
  keys: Keys,
  row: Readonly<{ agency_id: string; public_key: Buffer; wrapped_private: string }>,
): Promise<KeyPair> => ({
  publicKey: row.public_key,
  privateKey: Buffer.from(
    await unsealFor(tx, {
      keys,
      subjectId: row.agency_id,
      place: keyPlace(row.agency_id),
      sealed: row.wrapped_private,
    }),
    'base64',
  ),
})

/** Agencies that may receive and have no key yet. */
export const listAgenciesWithoutKey = async (tx: Tx): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select a.id from agencies a
    where a.kind in (select r.agency_kind from thread_routes r)
      and not exists (select from recipient_keys k where k.agency_id = a.id)
    order by a.id limit 200`.execute(tx)
  return rows.map(({ id }) => id)
}

export const insertRecipientKey = async (
  tx: Tx,
  keys: Keys,
  { agencyId, pair, at }: Readonly<{ agencyId: string; pair: KeyPair; at: Instant }>,
): Promise<void> => {
  await createSubjectKey(tx, { keys, subjectId: agencyId, agencyId })
  await tx
    .insertInto('recipient_keys')
    .values({
      agency_id: agencyId,
      public_key: pair.publicKey,
      wrapped_private: await sealFor(tx, {
        keys,
        subjectId: agencyId,
        place: keyPlace(agencyId),
        value: pair.privateKey.toString('base64'),
      }),
      made_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes threads away from those whose time to read by escrow is over, key and all. */
export const endReadingForATime = async (tx: Tx): Promise<void> => {
  const over = await tx
    .selectFrom('thread_recipients')
    .select(['thread_id', 'agency_id'])
    .where('until', '<', sql<Instant>`now()`)
    .execute()
  for (const { thread_id, agency_id } of over) {
    await tx
      .deleteFrom('thread_key_boxes')
      .where('thread_id', '=', thread_id)
      .where('agency_id', '=', agency_id)
      .where('holder', '=', 'recipient')
      .execute()
    await tx
      .deleteFrom('thread_recipients')
      .where('thread_id', '=', thread_id)
      .where('agency_id', '=', agency_id)
      .where('until', '<', sql<Instant>`now()`)
      .execute()
  }
}

/** Destroys the keys of threads whose reporter was not there since then; gives how many. */
export const shredThreads = async (
  tx: Tx,
  { readBefore, at }: Readonly<{ readBefore: Instant; at: Instant }>,
): Promise<number> => {
  const gone = await tx
    .updateTable('threads')
    .set({
      shredded_at: at,
      reporter_wrapped: null,
      draft_box: null,
      state: 'ended',
      ended_reason: sql<ThreadEnd>`coalesce(ended_reason, 'by-reporter')`,
      waits_for: 'nobody',
    })
    .where('read_at', '<', readBefore)
    .where('shredded_at', 'is', null)
    .returning('id')
    .execute()
  if (gone.length > 0)
    await tx
      .deleteFrom('thread_key_boxes')
      .where(
        'thread_id',
        'in',
        gone.map(({ id }) => id),
      )
      .execute()
  return gone.length
}
