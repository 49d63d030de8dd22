import { sealFor, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant, Text } from '@umai/words'
import { sql } from 'kysely'
import { type Order, readPage } from '../http/page.ts'
import type { EventData, NewEvent } from './model.ts'

const notePlace = (id: string) => ({
  table: 'case_events',
  column: 'note_sealed',
  rowId: id,
  schemaVersion: 1,
})

export const insertEvent = async (
  tx: Tx,
  keys: Keys,
  event: NewEvent &
    Readonly<{ id: string; recordedAt: Instant; recordedBy: string | null; unitId: string | null }>,
): Promise<void> => {
  const { id, caseId, note } = event
  const sealed =
    note === undefined
      ? null
      : await sealFor(tx, { keys, subjectId: caseId, place: notePlace(id), value: note })
  await tx
    .insertInto('case_events')
    .values({
      id,
      case_id: caseId,
      kind: event.kind,
      happened_at: event.at,
      recorded_at: event.recordedAt,
      recorded_by: event.recordedBy,
      unit_id: event.unitId,
      about_id: event.aboutId ?? null,
      class: event.class ?? null,
      is_staff_only: event.isStaffOnly ?? false,
      data: JSON.stringify(event.data ?? {}),
      law: JSON.stringify(event.law ?? []),
      note_sealed: sealed,
    })
    .execute()
}

export type StoredEvent = Readonly<{
  id: string
  kind: string
  happened_at: Instant
  recorded_at: Instant
  recorded_by: string | null
  user_name: string | null
  unit_id: string | null
  unit: Text | null
  about_id: string | null
  is_staff_only: boolean
  data: EventData
  note: string | null
}>

type Page = Readonly<{ sort?: string; cursor?: string; limit?: number }>

export const listEvents = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
  page: Page,
): Promise<{ rows: readonly StoredEvent[]; nextCursor: string | null; total: number }> => {
  const matching = tx
    .selectFrom('case_events as e')
    .leftJoin('users as u', 'u.id', 'e.recorded_by')
    .leftJoin('units as n', 'n.id', 'e.unit_id')
    .where('e.case_id', '=', caseId)
  const order: Order = {
    sort: page.sort ?? '-at',
    by: sql.ref('e.happened_at'),
    as: 'timestamptz',
    id: sql.ref('e.id'),
    idAs: 'uuid',
  }
  const found = await readPage(
    matching.select([
      'e.id',
      'e.kind',
      'e.happened_at',
      'e.recorded_at',
      'e.recorded_by',
      'u.name as user_name',
      'e.unit_id',
      'n.name_kk',
      'n.name_ru',
      'n.name_en',
      'e.about_id',
      'e.is_staff_only',
      'e.data',
      'e.note_sealed',
    ]),
    order,
    page,
  )
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await Promise.all(
    found.rows.map(async ({ name_kk, name_ru, name_en, note_sealed, data, ...row }) => ({
      ...row,
      data: data as EventData,
      unit:
        name_kk === null ? null : { kk: name_kk, ru: name_ru ?? name_kk, en: name_en ?? name_kk },
      note:
        note_sealed === null
          ? null
          : await unsealFor(tx, {
              keys,
              subjectId: caseId,
              place: notePlace(row.id),
              sealed: note_sealed,
            }),
    })),
  )
  return { rows, nextCursor: found.nextCursor, total: Number(total) }
}

/** The unit through which somebody works a case; any unit he works in where he only passes by. */
export const findUnitInCase = async (
  tx: Tx,
  caseId: string,
  userId: string,
): Promise<string | null> => {
  const { rows } = await sql<{ id: string }>`
    select coalesce(
      (select a.unit_id from case_assignments a where a.case_id = ${caseId} and a.user_id = ${userId} and a.ended_at is null limit 1),
      (select id from sec.unit_ids('read-cases') as id order by id limit 1)
    ) as id`.execute(tx)
  return rows[0]?.id ?? null
}

export const isCaseSeen = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await tx.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst()) !==
  undefined
