import type { AgencyKind } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { HolderKey } from '@umai/threads'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'
import type { StoredKeeper, StoredRequest } from './model.ts'

const nameOf = (alias: string) =>
  sql.raw(
    `json_build_object('id', ${alias}.id, 'kind', ${alias}.kind, 'name', json_build_object('kk', ${alias}.name_kk, 'ru', ${alias}.name_ru, 'en', ${alias}.name_en))`,
  )

export type OwnKeeper = StoredKeeper & Readonly<{ has_key: boolean; may_read: boolean }>

/** The institution for which the one who asks keeps escrow. */
export const findOwnKeeper = async (
  tx: Tx,
  kinds: readonly AgencyKind[],
): Promise<OwnKeeper | undefined> => {
  const { rows } = await sql<{ keeper: StoredKeeper; has_key: boolean; may_read: boolean }>`
    select ${nameOf('a')} as keeper, exists (select from escrow_keys k where k.agency_id = a.id) as has_key,
      a.id in (select r.agency_id from sec.thread_receivers() r) and a.id in (select sec.agency_ids('answer-threads')) as may_read
    from agencies a
    where a.id in (select sec.agency_ids('keep-escrow')) and a.kind = any (${[...kinds]})
    order by a.id limit 1`.execute(tx)
  const [own] = rows
  return own === undefined
    ? undefined
    : { ...own.keeper, has_key: own.has_key, may_read: own.may_read }
}

/** The three that keep shares of conversations begun now. */
export const listKeepers = async (tx: Tx): Promise<readonly StoredKeeper[]> => {
  const { rows } = await sql<{ keeper: StoredKeeper }>`
    select ${nameOf('a')} as keeper from sec.escrow_keepers() k join agencies a on a.id = k.agency_id
    order by a.kind`.execute(tx)
  return rows.map(({ keeper }) => keeper)
}

export const insertEscrowKey = async (
  tx: Tx,
  row: Readonly<{ agencyId: string; key: HolderKey; by: string; at: Instant }>,
): Promise<void> => {
  await tx
    .insertInto('escrow_keys')
    .values({
      agency_id: row.agencyId,
      public_key: row.key.publicKey,
      salt: row.key.salt,
      wrapped_private: row.key.wrapped,
      made_by: row.by,
      made_at: row.at,
    })
    .execute()
}

export const findEscrowKey = async (tx: Tx, agencyId: string): Promise<HolderKey | undefined> => {
  const row = await tx
    .selectFrom('escrow_keys')
    .select(['public_key', 'salt', 'wrapped_private'])
    .where('agency_id', '=', agencyId)
    .executeTakeFirst()
  return row && { publicKey: row.public_key, salt: row.salt, wrapped: row.wrapped_private }
}

/** The shares of a conversation that an institution holds, one for each epoch. */
export const listShares = async (tx: Tx, threadId: string, agencyId: string) =>
  tx
    .selectFrom('thread_key_boxes')
    .select(['epoch', 'box'])
    .where('thread_id', '=', threadId)
    .where('holder', '=', 'escrow')
    .where('agency_id', '=', agencyId)
    .orderBy('epoch')
    .execute()

export const isSilent = async (tx: Tx, threadId: string): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from threads where id = ${threadId} and id in (select sec.silent_thread_ids())`.execute(
    tx,
  )
  return rows.length > 0
}

export const mayAsk = async (tx: Tx, threadId: string, agencyId: string): Promise<boolean> => {
  const { rows } = await sql<{ may: boolean }>`
    select sec.may_ask_escrow(${threadId}, ${agencyId}) as may`.execute(tx)
  return rows[0]?.may === true
}

/** At most a hundred, those that wait longest first. */
export const listSilent = async (tx: Tx): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select t.id from threads t where t.id in (select sec.silent_thread_ids()) order by t.moved_at, t.id limit 100`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

export const insertRequest = async (
  tx: Tx,
  row: Readonly<{
    id: string
    threadId: string
    agencyId: string
    by: string
    at: Instant
    reason: string
    legalBasis: string
    days: number
  }>,
): Promise<void> => {
  await tx
    .insertInto('escrow_requests')
    .values({
      id: row.id,
      thread_id: row.threadId,
      agency_id: row.agencyId,
      asked_by: row.by,
      asked_at: row.at,
      reason: row.reason,
      legal_basis: row.legalBasis,
      days: row.days,
    })
    .execute()
}

export const insertEscrowAnswer = async (
  tx: Tx,
  row: Readonly<{
    requestId: string
    agencyId: string
    answer: 'given' | 'refused'
    boxes?: Readonly<Record<string, string>>
    reason?: string
    by: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('escrow_answers')
    .values({
      request_id: row.requestId,
      agency_id: row.agencyId,
      answer: row.answer,
      boxes: JSON.stringify(row.boxes ?? {}),
      reason: row.reason ?? null,
      answered_by: row.by,
      answered_at: row.at,
    })
    .execute()
}

export const lockRequest = async (tx: Tx, id: string) =>
  tx
    .selectFrom('escrow_requests')
    .select(['id', 'thread_id', 'agency_id', 'days', 'opened_at', 'refused_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const listAnswers = async (tx: Tx, requestId: string) =>
  tx
    .selectFrom('escrow_answers')
    .select(['agency_id', 'answer', 'answered_by', sql<Record<string, string>>`boxes`.as('boxes')])
    .where('request_id', '=', requestId)
    .execute()

export const closeRequest = async (
  tx: Tx,
  id: string,
  change: Readonly<{ opened_at: Instant } | { refused_at: Instant }>,
): Promise<void> => {
  await tx.updateTable('escrow_requests').set(change).where('id', '=', id).execute()
}

/** Requests about conversations of which one holds a share, the newest first. */
export const listRequests = async (
  tx: Tx,
  threadId?: string,
): Promise<readonly StoredRequest[]> => {
  const { rows } = await sql<StoredRequest>`
    select q.id, q.thread_id, q.asked_at, q.reason, q.legal_basis, q.days, q.opened_at, q.refused_at,
      ${nameOf('a')} as keeper, q.agency_id in (select sec.agency_ids('keep-escrow')) as is_own,
      json_build_object('id', u.id, 'name', u.name) as by,
      coalesce((
        select json_agg(json_build_object(
          'keeper', ${nameOf('b')}, 'answer', w.answer, 'reason', w.reason,
          'by', json_build_object('id', v.id, 'name', v.name),
          'at', to_char(w.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ) order by w.answered_at, w.agency_id)
        from escrow_answers w join agencies b on b.id = w.agency_id join users v on v.id = w.answered_by
        where w.request_id = q.id
      ), '[]') as answers
    from escrow_requests q join agencies a on a.id = q.agency_id join users u on u.id = q.asked_by
    where ${threadId ?? null}::uuid is null or q.thread_id = ${threadId ?? null}
    order by q.asked_at desc, q.id limit 100`.execute(tx)
  return rows
}

/** Lets an institution read until a moment; the database asks for two given shares. */
export const insertReaderForATime = async (
  tx: Tx,
  row: Readonly<{ threadId: string; agencyId: string; by: string; until: Instant }>,
): Promise<void> => {
  await tx
    .insertInto('thread_recipients')
    .values({
      thread_id: row.threadId,
      agency_id: row.agencyId,
      added_by: row.by,
      until: row.until,
    })
    .execute()
}
