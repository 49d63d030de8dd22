import type { Tx } from '@umai/db'
import type { Facts } from '@umai/rules'
import type { Instant, PlainDate, Text } from '@umai/words'
import { sql } from 'kysely'
import type { Answer } from './model.ts'

export type Incident = Readonly<{ id: string; case_id: string; happened_on: PlainDate }>

export const findIncident = async (tx: Tx, id: string): Promise<Incident | undefined> =>
  (await tx
    .selectFrom('incidents')
    .select(['id', 'case_id', 'happened_on'])
    .where('id', '=', id)
    .executeTakeFirst()) as Incident | undefined

export const listIncidentsOf = async (tx: Tx, caseId: string): Promise<readonly Incident[]> =>
  (await tx
    .selectFrom('incidents')
    .select(['id', 'case_id', 'happened_on'])
    .where('case_id', '=', caseId)
    .orderBy('happened_on', 'desc')
    .execute()) as Incident[]

type Party = Readonly<{ birthDate: PlainDate | null; sex: 'female' | 'male' | 'unknown' }>
export type Parties = Readonly<{
  affected: Party | null
  alleged: Party | null
  relation: string | null
}>

/** The two people an incident is between, as far as the law asks about them. */
export const readParties = async (tx: Tx, caseId: string): Promise<Parties> => {
  const { rows } = await sql<{
    role: 'affected' | 'alleged'
    person_id: string
    birth_date: PlainDate | null
    sex: Party['sex']
  }>`
    select distinct on (cp.role) cp.role, cp.person_id, p.birth_date, p.sex
    from case_people cp join people p on p.id = cp.person_id
    where cp.case_id = ${caseId} and cp.role in ('affected', 'alleged')
    order by cp.role, cp.added_at, cp.id`.execute(tx)
  const affected = rows.find(({ role }) => role === 'affected')
  const alleged = rows.find(({ role }) => role === 'alleged')
  const related =
    affected === undefined || alleged === undefined
      ? undefined
      : await tx
          .selectFrom('person_relations')
          .select('relation')
          .where('person_id', '=', affected.person_id)
          .where('relative_id', '=', alleged.person_id)
          .executeTakeFirst()
  const party = (row: typeof affected): Party | null =>
    row === undefined ? null : { birthDate: row.birth_date, sex: row.sex }
  return { affected: party(affected), alleged: party(alleged), relation: related?.relation ?? null }
}

type FactAnswer =
  | boolean
  | string
  | number
  | null
  | readonly Readonly<Record<string, boolean | string | number>>[]

export type FactRow = Readonly<{
  name: string
  value: FactAnswer
  revision: number
  answered_by: string
  user_name: string | null
  answered_at: Instant
}>

/** The latest answer to each question about an incident. */
export const listAnswers = async (tx: Tx, incidentId: string): Promise<readonly FactRow[]> => {
  const { rows } = await sql<FactRow>`
    select distinct on (f.name) f.name, f.value, f.revision, f.answered_by, u.name as user_name, f.answered_at
    from case_facts f left join users u on u.id = f.answered_by
    where f.incident_id = ${incidentId}
    order by f.name, f.revision desc`.execute(tx)
  return rows
}

export const insertAnswer = async (
  tx: Tx,
  fact: Readonly<{
    id: string
    caseId: string
    incidentId: string
    name: string
    value: unknown
    revision: number
    by: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('case_facts')
    .values({
      id: fact.id,
      case_id: fact.caseId,
      incident_id: fact.incidentId,
      name: fact.name,
      value: JSON.stringify(fact.value),
      revision: fact.revision,
      answered_by: fact.by,
      answered_at: fact.at,
    })
    .execute()
}

export const insertDecision = async (
  tx: Tx,
  decision: Readonly<{
    id: string
    caseId: string
    incidentId: string
    onDay: PlainDate
    lawVersion: string
    facts: Facts
    answer: Answer
    replacesId: string | null
    by: string
    unitId: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('decisions')
    .values({
      id: decision.id,
      case_id: decision.caseId,
      incident_id: decision.incidentId,
      on_day: decision.onDay,
      law_version: decision.lawVersion,
      facts: JSON.stringify(decision.facts),
      answer: JSON.stringify(decision.answer),
      replaces_id: decision.replacesId,
      made_by: decision.by,
      unit_id: decision.unitId,
      made_at: decision.at,
    })
    .execute()
}

export const findLatestDecisionId = async (
  tx: Tx,
  incidentId: string,
): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('decisions')
      .select('id')
      .where('incident_id', '=', incidentId)
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id

export type StoredDecision = Readonly<{
  id: string
  case_id: string
  incident_id: string
  on_day: PlainDate
  law_version: string
  facts: Facts
  answer: Answer
  replaces_id: string | null
  made_by: string
  user_name: string | null
  unit_id: string
  unit: Text
  made_at: Instant
  is_latest: boolean
}>

const listed = (tx: Tx) =>
  tx
    .selectFrom('decisions as d')
    .innerJoin('units as n', 'n.id', 'd.unit_id')
    .leftJoin('users as u', 'u.id', 'd.made_by')
    .select([
      'd.id',
      'd.case_id',
      'd.incident_id',
      'd.on_day',
      'd.law_version',
      'd.facts',
      'd.answer',
      'd.replaces_id',
      'd.made_by',
      'u.name as user_name',
      'd.unit_id',
      'n.name_kk',
      'n.name_ru',
      'n.name_en',
      'd.made_at',
      sql<boolean>`not exists (select from decisions l where l.replaces_id = d.id)`.as('is_latest'),
    ])

type Row = Omit<StoredDecision, 'unit'> &
  Readonly<{ name_kk: string; name_ru: string; name_en: string }>

const opened = ({ name_kk, name_ru, name_en, ...row }: Row): StoredDecision => ({
  ...row,
  unit: { kk: name_kk, ru: name_ru, en: name_en },
})

export const listStoredDecisions = async (
  tx: Tx,
  caseId: string,
): Promise<readonly StoredDecision[]> => {
  const rows = await listed(tx)
    .where('d.case_id', '=', caseId)
    .orderBy('d.made_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute()
  return rows.map((row) => opened(row as unknown as Row))
}

export const findStoredDecision = async (
  tx: Tx,
  id: string,
): Promise<StoredDecision | undefined> => {
  const row = await listed(tx).where('d.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : opened(row as unknown as Row)
}
