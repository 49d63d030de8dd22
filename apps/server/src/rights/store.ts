import type { RightsExplanation } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'

export const insertExplanation = async (
  tx: Tx,
  row: Readonly<{
    id: string
    caseId: string
    personId: string
    topics: readonly string[]
    lang: RightsExplanation['lang']
    way: RightsExplanation['way']
    acknowledged: RightsExplanation['acknowledged']
    at: Instant
    by: string
    recordedAt: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('rights_explanations')
    .values({
      id: row.id,
      case_id: row.caseId,
      person_id: row.personId,
      topics: [...row.topics],
      lang: row.lang,
      way: row.way,
      acknowledged: row.acknowledged,
      explained_at: row.at,
      explained_by: row.by,
      recorded_at: row.recordedAt,
    })
    .execute()
}

export type ExplanationRow = Readonly<{
  id: string
  person_id: string
  family: string | null
  given: string | null
  topics: readonly string[]
  lang: RightsExplanation['lang']
  way: RightsExplanation['way']
  acknowledged: RightsExplanation['acknowledged']
  explained_at: Instant
  explained_by: string
  user_name: string | null
}>

export const listExplanations = async (
  tx: Tx,
  caseId: string,
): Promise<readonly ExplanationRow[]> => {
  const { rows } = await sql<ExplanationRow>`
    select r.id, r.person_id, n.family, n.given, r.topics, r.lang, r.way, r.acknowledged, r.explained_at, r.explained_by, u.name as user_name
    from rights_explanations r
    left join users u on u.id = r.explained_by
    left join lateral (
      select x.family, x.given from person_names x where x.person_id = r.person_id and x.ended_at is null order by x.script, x.id limit 1
    ) n on true
    where r.case_id = ${caseId}
    order by r.explained_at desc, r.id desc`.execute(tx)
  return rows
}

export const isPersonInCase = async (
  tx: Tx,
  { caseId, personId }: Readonly<{ caseId: string; personId: string }>,
): Promise<boolean> =>
  (await tx
    .selectFrom('case_people')
    .select('id')
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .executeTakeFirst()) !== undefined

/** Orders whose protected side this explanation may be about. */
export const listOrdersProtecting = async (
  tx: Tx,
  { caseId, personId }: Readonly<{ caseId: string; personId: string }>,
): Promise<readonly string[]> => {
  const rows = await tx
    .selectFrom('orders')
    .select('id')
    .where('case_id', '=', caseId)
    .where('protected_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}
