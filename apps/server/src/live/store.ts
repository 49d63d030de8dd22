import type { LivePresence, LookedAt, RecordKind } from '@umai/contract'
import type { Tables, Tx } from '@umai/db'
import { sql } from 'kysely'
import { casesPerSeat, type Seat } from './model.ts'

/** Where the records of a kind are; their policies decide who hears of them. */
const tableOf: Readonly<Partial<Record<RecordKind, keyof Tables>>> = {
  user: 'users',
  grant: 'grants',
  agency: 'agencies',
  unit: 'units',
  wall: 'walls',
  session: 'sessions',
  report: 'reports',
  person: 'people',
  case: 'cases',
  decision: 'decisions',
  duty: 'duties',
  order: 'orders',
  'linkage-run': 'linkage_runs',
  'register-file': 'register_files',
  thread: 'threads',
}

/** Of these records, the ids of those the one who asks may see. */
export const listVisibleIds = async (
  tx: Tx,
  kind: RecordKind,
  ids: readonly string[],
): Promise<readonly string[]> => {
  const table = tableOf[kind]
  if (table === undefined) return []
  const rows = await tx
    .selectFrom(table as 'users')
    .select('id')
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .execute()
  return rows.map(({ id }) => id)
}

/** The cases through which the one who asks sees a record, a case being its own; none where he does not see it. */
export const listCasesBehind = async (tx: Tx, record: LookedAt): Promise<readonly string[]> => {
  if (record.kind === 'case') {
    const rows = await tx.selectFrom('cases').select('id').where('id', '=', record.id).execute()
    return rows.map(({ id }) => id)
  }
  const rows = await tx
    .selectFrom('case_people')
    .innerJoin('cases', 'cases.id', 'case_people.case_id')
    .select('cases.id')
    .distinct()
    .where('case_people.person_id', '=', record.id)
    .orderBy('cases.id', 'desc')
    .limit(casesPerSeat)
    .execute()
  return rows.map(({ id }) => id)
}

/** Names and units of those who sit there, each once; of whom one may not know the name one knows nothing. */
export const readColleagues = async (
  tx: Tx,
  seats: readonly Seat[],
): Promise<LivePresence['others']> => {
  const ids = [...new Set(seats.map(({ user }) => user))]
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('users')
    .leftJoinLateral(
      (part) =>
        part
          .selectFrom('grants')
          .innerJoin('units', 'units.id', 'grants.unit_id')
          .select(['units.name_kk', 'units.name_ru', 'units.name_en'])
          .whereRef('grants.user_id', '=', 'users.id')
          .where('grants.ended_at', 'is', null)
          .orderBy('grants.valid_from')
          .limit(1)
          .as('seat'),
      (join) => join.onTrue(),
    )
    .select(['users.id', 'users.name', 'seat.name_kk', 'seat.name_ru', 'seat.name_en'])
    .where(sql<boolean>`users.id = any (${ids}::uuid[])`)
    .execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = known.get(id)
    const { name_kk: kk, name_ru: ru, name_en: en } = row ?? {}
    return { name: row?.name ?? null, unit: kk && ru && en ? { kk, ru, en } : null }
  })
}
