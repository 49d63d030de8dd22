import type {
  Case,
  CaseAccess,
  CaseRole,
  Incident,
  Relation,
  RiskLevel,
  WorkloadRow,
} from '@umai/contract'
import { isDutyShown, nameCases, sealFor, seesWholeCase, type Tx, unsealFor } from '@umai/db'
import { nameTokens } from '@umai/linkage/names'
import { databaseCodeOf, fail, type Keys, randomId } from '@umai/platform'
import type { Instant, PlainDate, Text } from '@umai/words'
import { sql } from 'kysely'
import { inOrderOf, likePattern, type Order, readPageOfIds } from '../http/page.ts'
import type { CasePersonRow, ListedCase, OpenWork, SeatRow } from './model.ts'

export type StoredCase = Readonly<{
  id: string
  number: string
  title: string
  state: 'open' | 'closed'
  risk: RiskLevel
  place_kato: string
  opened_at: Instant
  opened_by: string | null
  opened_in: string
  owner_unit_id: string
  owner_id: string | null
  version: number
  closed_at: Instant | null
  close_reason: string | null
}>

const columns = [
  'id',
  'number',
  'title',
  'state',
  'risk',
  'place_kato',
  'opened_at',
  'opened_by',
  'opened_in',
  'owner_unit_id',
  'owner_id',
  'version',
  'closed_at',
  'close_reason',
] as const

export const insertCase = async (
  tx: Tx,
  row: Pick<
    StoredCase,
    | 'id'
    | 'number'
    | 'place_kato'
    | 'opened_at'
    | 'opened_by'
    | 'opened_in'
    | 'owner_unit_id'
    | 'owner_id'
  >,
): Promise<void> => {
  await tx.insertInto('cases').values(row).execute()
}

/** Locks the case: commands that change the same case wait for each other. */
export const lockCase = async (tx: Tx, id: string): Promise<StoredCase | undefined> =>
  (await tx
    .selectFrom('cases')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as StoredCase | undefined

export const updateCase = async (
  tx: Tx,
  id: string,
  change: Partial<
    Pick<StoredCase, 'title' | 'risk' | 'state' | 'owner_unit_id' | 'owner_id' | 'closed_at'> & {
      search_key: string
      close_reason: string | null
      close_note_sealed: string | null
    }
  >,
): Promise<void> => {
  await tx
    .updateTable('cases')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

export const sealCaseNote = (
  tx: Tx,
  keys: Keys,
  { caseId, value }: Readonly<{ caseId: string; value: string }>,
): Promise<string> =>
  sealFor(tx, {
    keys,
    subjectId: caseId,
    place: { table: 'cases', column: 'close_note_sealed', rowId: caseId, schemaVersion: 1 },
    value,
  })

/** Puts a person into a case; an id of nobody is answered like a record that is not there. */
export const insertCasePerson = async (
  tx: Tx,
  row: Readonly<{ caseId: string; personId: string; role: CaseRole; by: string; at: Instant }>,
): Promise<void> => {
  try {
    await tx
      .insertInto('case_people')
      .values({
        id: randomId(),
        case_id: row.caseId,
        person_id: row.personId,
        role: row.role,
        added_by: row.by,
        added_at: row.at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  } catch (error) {
    if (databaseCodeOf(error) === foreignKeyViolation) fail('not-found', { cause: error })
    throw error
  }
}

const foreignKeyViolation = '23503'

/** People of a case with their roles; a name in the spelling of their first document. */
export const listCasePeople = async (tx: Tx, caseId: string): Promise<readonly CasePersonRow[]> => {
  const { rows } = await sql<CasePersonRow>`
    select cp.person_id, cp.role, p.sex, p.birth_date, p.has_protected_address, n.family, n.given,
      exists (select from rights_explanations r where r.case_id = cp.case_id and r.person_id = cp.person_id) as rights_explained
    from case_people cp
    join people p on p.id = cp.person_id
    left join lateral (
      select x.family, x.given from person_names x where x.person_id = p.id and x.ended_at is null order by x.script, x.id limit 1
    ) n on true
    where cp.case_id = ${caseId}
    order by array_position(array['affected', 'child', 'alleged', 'witness', 'reporter'], cp.role), cp.added_at, cp.id`.execute(
    tx,
  )
  return rows
}

/** What the people of a case are to each other; a relation to somebody outside the case is not told here. */
export const listFamily = async (tx: Tx, caseId: string): Promise<Case['family']> => {
  const { rows } = await sql<{
    person_id: string
    relative_id: string
    relation: Relation
    lives_together: 'yes' | 'no' | 'unknown'
    since: PlainDate | null
  }>`
    select r.person_id, r.relative_id, r.relation, r.lives_together, r.since
    from person_relations r
    where exists (select from case_people a where a.case_id = ${caseId} and a.person_id = r.person_id)
      and exists (select from case_people b where b.case_id = ${caseId} and b.person_id = r.relative_id)
    order by r.recorded_at, r.person_id, r.relative_id`.execute(tx)
  return rows.map((row) => ({
    personId: row.person_id,
    relativeId: row.relative_id,
    relation: row.relation,
    livesTogether: row.lives_together,
    since: row.since,
  }))
}

export const listCaseReports = async (tx: Tx, caseId: string): Promise<Case['reports']> => {
  const rows = await tx
    .selectFrom('reports')
    .select(['id', 'number', 'received_at'])
    .where('case_id', '=', caseId)
    .orderBy('received_at', 'desc')
    .execute()
  return rows.map(({ id, number, received_at }) => ({ id, number, receivedAt: received_at }))
}

type ClockRow = Readonly<{
  id: string
  kind: 'duty' | 'order'
  statement: { readonly what: Text } | null
  started_at: Instant
  due_at: Instant
}>

/** Everything in a case that runs out, the nearest first. */
export const readSeesWhole = async (tx: Tx, caseId: string): Promise<boolean> => {
  const { rows } = await sql<{ sees: boolean }>`
    select ${seesWholeCase(caseId)} as sees`.execute(tx)
  return rows[0]?.sees === true
}

export const listClocks = async (tx: Tx, caseId: string): Promise<readonly ClockRow[]> => {
  const { rows } = await sql<ClockRow>`
    select d.id, 'duty' as kind, d.statement, d.started_at, d.due_at
    from duties d where d.case_id = ${caseId} and d.state = 'open' and d.due_at is not null
      and ${isDutyShown(caseId)}
    union all
    select o.id, 'order', null, o.served_at, o.ends_at
    from orders o where o.case_id = ${caseId} and o.ends_at is not null and o.expired_at is null and o.revoked_at is null
    order by due_at limit 12`.execute(tx)
  return rows
}

export const listAccess = async (
  tx: Tx,
  caseId: string,
  page: Readonly<{ limit?: number }>,
): Promise<{ items: CaseAccess[]; nextCursor: null; total: number }> => {
  const { rows } = await sql<{
    at: Instant
    user_id: string | null
    user_name: string | null
    action: string
    effect: CaseAccess['effect']
    purpose: string | null
    kk: string | null
    ru: string | null
    en: string | null
  }>`
    select l.at, l.user_id, u.name as user_name, l.action, l.effect, l.purpose, a.name_kk as kk, a.name_ru as ru, a.name_en as en
    from sec.case_access(${caseId}, ${page.limit ?? 25}) l
    left join users u on u.id = l.user_id
    left join agencies a on a.id = l.agency_id`.execute(tx)
  const items = rows.map((row) => ({
    at: row.at,
    agency: { kk: row.kk ?? '—', ru: row.ru ?? '—', en: row.en ?? '—' },
    user:
      row.user_id === null || row.user_name === null
        ? null
        : { id: row.user_id, name: row.user_name },
    action: row.action,
    effect: row.effect,
    purpose: row.purpose,
  }))
  return { items, nextCursor: null, total: items.length }
}

const incidentPlace = (id: string) => ({
  table: 'incidents',
  column: 'sealed',
  rowId: id,
  schemaVersion: 1,
})

type IncidentText = Readonly<{ narrative: string; address: string | null }>

export const insertIncident = async (
  tx: Tx,
  keys: Keys,
  incident: Readonly<{
    id: string
    caseId: string
    reportId: string | null
    on: PlainDate
    at: Instant | null
    kato: string
    text: IncidentText
    by: string
    recordedAt: Instant
  }>,
): Promise<void> => {
  const { id, caseId } = incident
  await tx
    .insertInto('incidents')
    .values({
      id,
      case_id: caseId,
      report_id: incident.reportId,
      happened_on: incident.on,
      happened_at: incident.at,
      place_kato: incident.kato,
      sealed: await sealFor(tx, {
        keys,
        subjectId: caseId,
        place: incidentPlace(id),
        value: JSON.stringify(incident.text),
      }),
      recorded_by: incident.by,
      recorded_at: incident.recordedAt,
    })
    .execute()
}

export const listIncidents = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly Incident[]> => {
  const rows = await tx
    .selectFrom('incidents as i')
    .innerJoinLateral(
      (part) =>
        part
          .selectFrom('place_names as p')
          .select(['p.name_kk', 'p.name_ru', 'p.name_en'])
          .whereRef('p.kato', '=', 'i.place_kato')
          .orderBy('p.valid_from', 'desc')
          .limit(1)
          .as('place'),
      (join) => join.onTrue(),
    )
    .select([
      'i.id',
      'i.happened_on',
      'i.happened_at',
      'i.place_kato',
      'i.report_id',
      'i.sealed',
      'place.name_kk',
      'place.name_ru',
      'place.name_en',
    ])
    .where('i.case_id', '=', caseId)
    .orderBy('i.happened_on', 'desc')
    .orderBy('i.id', 'desc')
    .execute()
  return Promise.all(
    rows.map(async (row) => {
      const text = JSON.parse(
        await unsealFor(tx, {
          keys,
          subjectId: caseId,
          place: incidentPlace(row.id),
          sealed: row.sealed,
        }),
      ) as IncidentText
      return {
        id: row.id,
        on: row.happened_on,
        at: row.happened_at,
        place: {
          kato: row.place_kato,
          name: { kk: row.name_kk ?? '', ru: row.name_ru ?? '', en: row.name_en ?? '' },
        },
        ...text,
        reportId: row.report_id,
      }
    }),
  )
}

export const listSeats = async (tx: Tx, caseId: string): Promise<readonly SeatRow[]> => {
  const rows = await tx
    .selectFrom('case_assignments as a')
    .innerJoin('units as n', 'n.id', 'a.unit_id')
    .leftJoin('users as u', 'u.id', 'a.user_id')
    .select([
      'a.relation',
      'a.unit_id',
      'n.name_kk',
      'n.name_ru',
      'n.name_en',
      'a.user_id',
      'u.name as user_name',
      'a.valid_from',
      'a.valid_to',
    ])
    .where('a.case_id', '=', caseId)
    .where('a.ended_at', 'is', null)
    .where(
      sql<boolean>`(a.relation not in ('referral', 'conference')
        or ${seesWholeCase(caseId)} or a.unit_id in (select sec.unit_ids('read-cases')))`,
    )
    .orderBy('a.valid_from')
    .orderBy('a.id')
    .execute()
  return rows.map(({ name_kk, name_ru, name_en, ...row }) => ({
    ...row,
    unit: { kk: name_kk, ru: name_ru, en: name_en },
  }))
}

export const countOpenWork = async (tx: Tx, caseId: string, now: Instant): Promise<OpenWork> => {
  const { rows } = await sql<OpenWork>`
    select
      (select count(*)::int from duties d where d.case_id = ${caseId} and d.state = 'open' and d.desk not in ('outside', 'standing')) as duties,
      (select count(*)::int from orders o where o.case_id = ${caseId} and o.revoked_at is null
        and (o.ends_at is null or o.ends_at > ${now})) as "ordersInForce",
      (select count(*)::int from reports r where r.case_id = ${caseId} and r.state <> 'in-case') as reports,
      (select count(*)::int from referrals f where f.case_id = ${caseId} and f.state in ('sent', 'accepted')) as referrals,
      (select count(*)::int from withdrawals w where w.case_id = ${caseId} and w.state = 'in-review') as reviews`.execute(
    tx,
  )
  return rows[0] ?? { duties: 0, ordersInForce: 0, referrals: 0, reports: 0, reviews: 0 }
}

type Filter = Readonly<{
  q?: string
  state?: 'open' | 'closed'
  risk?: RiskLevel
  whose?: 'mine' | 'all'
  place?: string
  sort?: string
  cursor?: string
  limit?: number
}>

const listed = (tx: Tx, now: Instant) =>
  tx
    .selectFrom('cases as c')
    .innerJoinLateral(
      sql<{ open_duties: number; late_duties: number; next_due_at: Instant | null }>`(
        select (count(*) filter (where d.desk <> 'standing'))::int as open_duties,
          (count(*) filter (where d.due_at <= ${now}))::int as late_duties,
          min(d.due_at) as next_due_at
        from duties d where d.case_id = c.id and d.state = 'open')`.as('owed'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (part) =>
        part
          .selectFrom('place_names as p')
          .select(['p.name_kk', 'p.name_ru', 'p.name_en'])
          .whereRef('p.kato', '=', 'c.place_kato')
          .orderBy('p.valid_from', 'desc')
          .limit(1)
          .as('place'),
      (join) => join.onTrue(),
    )
    .innerJoin('units as n', 'n.id', 'c.owner_unit_id')
    .leftJoin('users as u', 'u.id', 'c.owner_id')
    .leftJoin('users as b', 'b.id', 'c.opened_by')

/** A place and all that lies in it. */
const placesWithin = (kato: string) => sql<string>`(
  with recursive within as (
    select kato from places where kato = ${kato}
    union all
    select p.kato from places p join within w on p.parent_kato = w.kato
  )
  select kato from within)`

const nextDue = sql<Instant | null>`(select min(d.due_at) from duties d where d.case_id = c.id and d.state = 'open')`
const farAway = sql`timestamptz '9999-01-01'`

const shown = [
  ...columns.map((column) => `c.${column}` as const),
  'place.name_kk as place_kk',
  'place.name_ru as place_ru',
  'place.name_en as place_en',
  'n.name_kk as unit_kk',
  'n.name_ru as unit_ru',
  'n.name_en as unit_en',
  'u.name as owner_name',
  'b.name as opened_by_name',
  'owed.open_duties',
  'owed.late_duties',
  'owed.next_due_at',
] as const

export const listCases = async (
  tx: Tx,
  filter: Filter,
  viewer: Readonly<{ userId: string; now: Instant }>,
): Promise<{ rows: readonly ListedCase[]; nextCursor: string | null; total: number }> => {
  const words = (filter.q ?? '').trim()
  const tokens = nameTokens(words)
  const matching = tx
    .selectFrom('cases as c')
    // The policy says the same again; here it lets the index find the few cases of a person among all of them.
    .$if(filter.whose !== 'mine', (query) =>
      query.where(sql<boolean>`c.id = any ((select sec.seen_cases())::uuid[])`),
    )
    .$if(filter.state !== undefined, (query) => query.where('c.state', '=', filter.state ?? 'open'))
    .$if(filter.risk !== undefined, (query) => query.where('c.risk', '=', filter.risk ?? 'high'))
    .$if(filter.whose === 'mine', (query) => query.where('c.owner_id', '=', viewer.userId))
    .$if(filter.place !== undefined, (query) =>
      query.where('c.place_kato', 'in', placesWithin(filter.place ?? '')),
    )
    .$if(words !== '', (query) =>
      query.where((where) =>
        where.or([
          where('c.number', 'like', likePattern(words.toUpperCase())),
          ...(tokens.length === 0
            ? []
            : [
                where.and(tokens.map((token) => where('c.search_key', 'like', likePattern(token)))),
              ]),
        ]),
      ),
    )
  const sort = filter.sort ?? '-openedAt'
  const order: Order = {
    sort,
    by: sort === 'nextDueAt' ? sql`coalesce(${nextDue}, ${farAway})` : sql.ref('c.opened_at'),
    as: 'timestamptz',
    id: sql.ref('c.id'),
    idAs: 'uuid',
  }
  const { ids, nextCursor, total } = await readPageOfIds(tx, matching, order, filter)
  if (ids.length === 0) return { rows: [], nextCursor, total }
  const [, rows] = await Promise.all([
    nameCases(tx, ids),
    listed(tx, viewer.now)
      .select(shown)
      .where(sql<boolean>`c.id = any (${[...ids]}::uuid[])`)
      .execute() as unknown as Promise<ListedCase[]>,
  ])
  return { rows: inOrderOf(ids, rows), nextCursor, total }
}

export const readListedCase = async (
  tx: Tx,
  id: string,
  now: Instant,
): Promise<ListedCase | undefined> =>
  (await listed(tx, now).select(shown).where('c.id', '=', id).executeTakeFirst()) as unknown as
    | ListedCase
    | undefined

export const readCounts = async (tx: Tx, caseId: string): Promise<Case['counts']> => {
  const isShown = isDutyShown(caseId)
  const { rows } = await sql<Case['counts']>`
    select
      (select count(*)::int from case_events where case_id = ${caseId}) as events,
      (select count(*)::int from decisions where case_id = ${caseId}) as decisions,
      (select count(*)::int from orders where case_id = ${caseId}) as orders,
      (select count(*)::int from documents where case_id = ${caseId}) as documents,
      (select count(*)::int from duties d where case_id = ${caseId} and state = 'open' and desk <> 'standing' and ${isShown}) as "dutiesOpen",
      (select count(*)::int from duties d where case_id = ${caseId} and state = 'done' and ${isShown}) as "dutiesDone"`.execute(
    tx,
  )
  return (
    rows[0] ?? { events: 0, decisions: 0, orders: 0, documents: 0, dutiesOpen: 0, dutiesDone: 0 }
  )
}

/** People of a unit who may work cases, with what each carries as far as the one who asks may know. */
export const listWorkload = async (
  tx: Tx,
  unitId: string,
  now: Instant,
): Promise<readonly WorkloadRow[]> => {
  const { rows } = await sql<{
    id: string
    name: string
    position: string
    open_cases: number
    open_duties: number
    late_duties: number
  }>`
    select u.id, u.name, u.position,
      (select count(*)::int from cases c where c.owner_id = u.id and c.state = 'open') as open_cases,
      (select count(*)::int from duties d where d.assignee_id = u.id and d.state = 'open') as open_duties,
      (select count(*)::int from duties d where d.assignee_id = u.id and d.state = 'open' and d.due_at <= ${now}) as late_duties
    from users u
    where u.deactivated_at is null and exists (
      select from grants g join role_permissions p on p.role = g.role
      where g.user_id = u.id and g.unit_id = ${unitId} and g.ended_at is null and p.permission = 'work-cases'
    )
    order by open_cases, open_duties, u.name`.execute(tx)
  return rows.map((row) => ({
    user: { id: row.id, name: row.name },
    position: row.position,
    openCases: row.open_cases,
    openDuties: row.open_duties,
    lateDuties: row.late_duties,
  }))
}

export const mayTakeCase = async (tx: Tx, unitId: string, userId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from grants g
    join role_permissions p on p.role = g.role and p.permission = 'work-cases'
    join users u on u.id = g.user_id and u.deactivated_at is null
    where g.user_id = ${userId} and g.unit_id = ${unitId} and g.ended_at is null
      and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())`.execute(tx)
  return rows.length > 0
}
