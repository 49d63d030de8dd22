// Stored answers beside what the pack in use answers: which are still to be compared, and which it touches.
import type { Tx } from '@umai/db'
import type { Facts } from '@umai/rules'
import type { Instant, PlainDate } from '@umai/words'
import { sql } from 'kysely'
import { readPage } from '../http/page.ts'
import type { AnswerChanges } from './changes.ts'
import type { Answer, Touched } from './model.ts'

/** The latest answer in each incident of an open case that an earlier pack gave and nobody compared with this one. */
const waitingFor = (version: string) => sql`
  from decisions d join cases c on c.id = d.case_id
  where c.state = 'open' and d.law_version <> ${version}
    and not exists (select from decisions l where l.replaces_id = d.id)
    and not exists (select from decision_checks k where k.decision_id = d.id and k.law_version = ${version})`

export type Unchecked = Readonly<{
  id: string
  case_id: string
  on_day: PlainDate
  facts: Facts
  answer: Answer
}>

export const listUnchecked = async (
  tx: Tx,
  version: string,
  limit: number,
): Promise<readonly Unchecked[]> => {
  const { rows } = await sql<Unchecked>`
    select d.id, d.case_id, d.on_day, d.facts, d.answer ${waitingFor(version)}
    order by d.id limit ${limit}`.execute(tx)
  return rows
}

export const countUnchecked = async (tx: Tx, version: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count ${waitingFor(version)}`.execute(tx)
  return rows[0]?.count ?? 0
}

export type Check = AnswerChanges &
  Readonly<{ id: string; caseId: string; decisionId: string; version: string; at: Instant }>

export const insertChecks = async (tx: Tx, checks: readonly Check[]): Promise<void> => {
  await tx
    .insertInto('decision_checks')
    .values(
      checks.map((check) => ({
        id: check.id,
        case_id: check.caseId,
        decision_id: check.decisionId,
        law_version: check.version,
        changes: JSON.stringify(check.changes),
        missing: [...check.missing],
        is_touched: check.isTouched,
        checked_at: check.at,
      })),
    )
    .execute()
}

export const listTouched = async (
  tx: Tx,
  version: string,
  page: Readonly<{ cursor?: string; limit?: number }>,
): Promise<{ rows: readonly Touched[]; nextCursor: string | null; total: number }> => {
  const matching = tx
    .selectFrom('decision_checks as k')
    .innerJoin('decisions as d', 'd.id', 'k.decision_id')
    .innerJoin('cases as c', 'c.id', 'k.case_id')
    .innerJoin('units as n', 'n.id', 'c.owner_unit_id')
    .leftJoin('users as u', 'u.id', 'c.owner_id')
    .where('k.law_version', '=', version)
    .where('k.is_touched', '=', true)
    .where('c.state', '=', 'open')
    // Once the law was asked anew in the case, its change is dealt with; the comparison stays on record.
    .where(sql<boolean>`not exists (select from decisions l where l.replaces_id = d.id)`)
  const found = await readPage(
    matching.select([
      'k.id',
      'k.case_id',
      'c.number',
      'c.owner_id',
      'u.name as owner_name',
      'n.id as unit_id',
      'n.name_kk',
      'n.name_ru',
      'n.name_en',
      'd.on_day',
      'd.id as decision_id',
      'd.made_at',
      'd.law_version',
      'k.checked_at',
      'k.changes',
      'k.missing',
    ]),
    {
      sort: '-checkedAt',
      by: sql.ref('k.checked_at'),
      as: 'timestamptz',
      id: sql.ref('k.id'),
      idAs: 'uuid',
    },
    page,
  )
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return {
    rows: found.rows.map(({ name_kk, name_ru, name_en, changes, ...row }) => ({
      ...row,
      changes: changes as unknown as AnswerChanges['changes'],
      unit: { kk: name_kk, ru: name_ru, en: name_en },
    })) as readonly Touched[],
    nextCursor: found.nextCursor,
    total: Number(total),
  }
}
