import type { AgencyKind, NamedUnit } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'

export type NoticeRow = Readonly<{
  id: string
  rule: string
  person_id: string | null
  person: string | null
  tries: number
}>

const mostNotices = 200

const listed = (tx: Tx, condition: ReturnType<typeof sql<boolean>>) =>
  sql<NoticeRow>`
    select d.id, d.rule, p.person_id,
      (select trim(concat(n.given, ' ', n.family)) from person_names n
        where n.person_id = p.person_id and n.ended_at is null order by n.script, n.id limit 1) as person,
      (select count(*)::int from case_events e where e.about_id = d.id and e.kind = 'contact-tried') as tries
    from duties d
    left join orders o on o.id = d.about_id
    left join lateral (
      select coalesce(o.protected_id, (
        select cp.person_id from case_people cp where cp.case_id = d.case_id and cp.role = 'affected' order by cp.added_at, cp.id limit 1
      )) as person_id
    ) p on true
    where ${condition}
    order by coalesce(d.due_at, timestamptz '9999-01-01'), d.id
    limit ${mostNotices}`.execute(tx)

/** Open notices of the units of the one who asks, the nearest clock first. */
export const listNoticeRows = async (
  tx: Tx,
  rules: readonly string[],
): Promise<readonly NoticeRow[]> => {
  const { rows } = await listed(
    tx,
    sql<boolean>`d.state = 'open' and d.rule = any (${[...rules]}::text[]) and d.desk in ('worker', 'head')
      and d.unit_id = any (array(select sec.unit_ids('work-cases')))`,
  )
  return rows
}

export const countNotices = async (tx: Tx, rules: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from duties d
    where d.state = 'open' and d.rule = any (${[...rules]}::text[]) and d.desk in ('worker', 'head')
      and d.unit_id = any (array(select sec.unit_ids('work-cases')))`.execute(tx)
  return rows[0]?.count ?? 0
}

export type NoticeToTry = Readonly<{
  case_id: string
  state: string
  rule: string
  person_id: string | null
}>

export const lockNotice = async (tx: Tx, id: string): Promise<NoticeToTry | undefined> => {
  const duty = await tx
    .selectFrom('duties')
    .select(['case_id', 'state', 'rule'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (duty === undefined) return undefined
  const { rows } = await listed(tx, sql<boolean>`d.id = ${id}`)
  return { ...duty, person_id: rows[0]?.person_id ?? null }
}

const named = sql<
  NamedUnit['name']
>`json_build_object('kk', u.name_kk, 'ru', u.name_ru, 'en', u.name_en)`

/** The office that was told by a notice of this duty, while the notice waits to be read. */
export const findSent = async (
  tx: Tx,
  dutyId: string,
): Promise<{ to: NamedUnit; at: Instant } | undefined> => {
  const row = await tx
    .selectFrom('referrals as r')
    .innerJoin('units as u', 'u.id', 'r.to_unit_id')
    .select(['u.id', 'r.sent_at', named.as('name')])
    .where('r.duty_id', '=', dutyId)
    .where('r.state', '=', 'sent')
    .orderBy('r.sent_at', 'desc')
    .executeTakeFirst()
  return row === undefined ? undefined : { to: { id: row.id, name: row.name }, at: row.sent_at }
}

/** Offices of the kind that the law names, nearest to the place of the case. */
export const listOffices = async (
  tx: Tx,
  caseId: string,
  { agency, isOverseer }: Readonly<{ agency: AgencyKind; isOverseer: boolean }>,
): Promise<NamedUnit[]> => {
  const near = isOverseer
    ? sql`select unit_id from case_assignments where case_id = ${caseId} and relation = 'oversight' and ended_at is null`
    : sql`select unit_id from sec.units_of_place(${caseId}, ${agency})`
  const { rows } = await sql<NamedUnit>`
    select u.id, ${named} as name from units u where u.id in (${near}) order by u.name_kk, u.id`.execute(
    tx,
  )
  return [...rows]
}
