import type { RiskLevel } from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'
import type { AssessmentContent, StoredAssessment } from './model.ts'

const place = (id: string) => ({
  table: 'assessments',
  column: 'sealed',
  rowId: id,
  schemaVersion: 1,
})

export const insertAssessment = async (
  tx: Tx,
  keys: Keys,
  row: Omit<StoredAssessment, 'confirmed_by' | 'confirmed_by_name' | 'assessed_by_name'>,
): Promise<void> => {
  const { content, computed, ...columns } = row
  await tx
    .insertInto('assessments')
    .values({
      ...columns,
      computed: computed as 'high',
      sealed: await sealFor(tx, {
        keys,
        subjectId: row.case_id,
        place: place(row.id),
        value: JSON.stringify(content),
      }),
    })
    .execute()
}

export const listStored = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly StoredAssessment[]> => {
  const rows = await tx
    .selectFrom('assessments as a')
    .leftJoin('users as u', 'u.id', 'a.assessed_by')
    .leftJoin('users as s', 's.id', 'a.confirmed_by')
    .selectAll('a')
    .select(['u.name as assessed_by_name', 's.name as confirmed_by_name'])
    .where('a.case_id', '=', caseId)
    .orderBy('a.assessed_at', 'desc')
    .orderBy('a.id', 'desc')
    .execute()
  return Promise.all(
    rows.map(async ({ sealed, ...row }) => ({
      ...row,
      content: JSON.parse(
        await unsealFor(tx, { keys, subjectId: caseId, place: place(row.id), sealed }),
      ) as AssessmentContent,
    })),
  )
}

export type WaitingAssessment = Readonly<{
  id: string
  case_id: string
  assessed_by: string
  wanted_level: RiskLevel | null
  is_waiting: boolean
}>

export const lockAssessment = async (tx: Tx, id: string): Promise<WaitingAssessment | undefined> =>
  tx
    .selectFrom('assessments')
    .select(['id', 'case_id', 'assessed_by', 'wanted_level', 'is_waiting'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const confirmRow = async (
  tx: Tx,
  id: string,
  confirmation: Readonly<{
    level: 'routine' | 'raised' | 'high'
    by: string
    reassessBy: Instant
  }>,
): Promise<void> => {
  await tx
    .updateTable('assessments')
    .set({
      level: confirmation.level,
      confirmed_by: confirmation.by,
      is_waiting: false,
      reassess_by: confirmation.reassessBy,
    })
    .where('id', '=', id)
    .execute()
}

/** The clock that runs until the next look at the risk. */
export const findReassessment = async (
  tx: Tx,
  caseId: string,
): Promise<{ due_at: Instant | null } | undefined> =>
  tx
    .selectFrom('duties')
    .select('due_at')
    .where('case_id', '=', caseId)
    .where('rule', '=', 'method/reassess')
    .where('state', '=', 'open')
    .executeTakeFirst()

export const isInCase = async (tx: Tx, caseId: string, personId: string): Promise<boolean> =>
  (await tx
    .selectFrom('case_people')
    .select('id')
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .executeTakeFirst()) !== undefined

/** Roles somebody holds now, in whichever unit. */
export const listRolesOf = async (tx: Tx, userId: string): Promise<ReadonlySet<string>> => {
  const rows = await tx
    .selectFrom('grants')
    .select('role')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', sql<string>`now()`)]))
    .execute()
  return new Set(rows.map(({ role }) => role))
}
