import type { DutyCounts, DutyGroup, DutyState, RiskLevel } from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import { type Keys, randomId } from '@umai/platform'
import { addDays, dayOf, endOfDay, type Instant, startOfDay } from '@umai/words'
import { type SelectQueryBuilder, sql } from 'kysely'
import { type Order, readPage } from '../http/page.ts'
import type { CaseUnit, DerivedDuty, DutyStatement, LawEvent, ListedDuty } from './model.ts'

/** What the law knows of a case: every event with its names there, in the order in which they happened. */
export const listLawEvents = async (tx: Tx, caseId: string): Promise<readonly LawEvent[]> => {
  const rows = await tx
    .selectFrom('case_events')
    .select(['id', 'happened_at', 'law'])
    .where('case_id', '=', caseId)
    .where(sql<boolean>`law <> '[]'::jsonb`)
    .orderBy('happened_at')
    .orderBy('id')
    .execute()
  return rows.flatMap((row) =>
    (row.law as readonly { event: string; about?: string }[]).map(({ event, about }) => ({
      id: row.id,
      event,
      at: row.happened_at,
      about,
    })),
  )
}

/** Who works a case: the owner first, then every unit that has a part in it. */
export const listCaseUnits = async (tx: Tx, caseId: string): Promise<readonly CaseUnit[]> => {
  const { rows } = await sql<{
    unit_id: string
    kind: string
    user_id: string | null
    relation: string
  }>`
    select a.unit_id, g.kind, a.user_id, a.relation
    from case_assignments a
    join units u on u.id = a.unit_id
    join agencies g on g.id = u.agency_id
    where a.case_id = ${caseId} and a.ended_at is null and a.relation <> 'oversight'
    order by a.relation = 'owner' desc, a.valid_from, a.id`.execute(tx)
  return rows.map((row) => ({
    unitId: row.unit_id,
    agencyKind: row.kind,
    userId: row.user_id,
    isOwner: row.relation === 'owner',
  }))
}

export type StoredDuty = Readonly<{
  id: string
  rule: string
  occurrence: number
  event_id: string
  state: DutyState
}>

export const listStoredDuties = async (tx: Tx, caseId: string): Promise<readonly StoredDuty[]> =>
  (await tx
    .selectFrom('duties')
    .select(['id', 'rule', 'occurrence', 'event_id', 'state'])
    .where('case_id', '=', caseId)
    .execute()) as readonly StoredDuty[]

export const insertDuty = async (
  tx: Tx,
  duty: DerivedDuty,
  where: Readonly<{
    caseId: string
    unitId: string
    userId: string | null
    endedBy: string | null
    basis?: 'law' | 'method'
  }>,
): Promise<void> => {
  await tx
    .insertInto('duties')
    .values({
      id: randomId(),
      case_id: where.caseId,
      rule: duty.rule,
      occurrence: duty.occurrence,
      event_id: duty.eventId,
      about_id: duty.aboutId,
      basis: where.basis ?? 'law',
      statement: JSON.stringify(duty.statement),
      bearer: duty.bearer,
      unit_id: where.unitId,
      assignee_id: where.userId,
      started_at: duty.startedAt,
      due_at: duty.dueAt,
      state: duty.state,
      ended_at: duty.endedAt,
      ended_event_id: duty.endedEventId,
      ended_by: duty.endedAt === null ? null : where.endedBy,
    })
    .execute()
}

export const endDuty = async (
  tx: Tx,
  id: string,
  end: Readonly<{ state: 'done' | 'moot'; at: Instant; eventId: string | null; by: string | null }>,
): Promise<void> => {
  await tx
    .updateTable('duties')
    .set({ state: end.state, ended_at: end.at, ended_event_id: end.eventId, ended_by: end.by })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

const notePlace = (id: string) => ({
  table: 'duties',
  column: 'end_note_sealed',
  rowId: id,
  schemaVersion: 1,
})

export const endMethodDuties = async (
  tx: Tx,
  end: Readonly<{
    caseId: string
    rule: string
    aboutId?: string
    state: 'done' | 'moot'
    at: Instant
    eventId: string
    by: string | null
  }>,
): Promise<void> => {
  const { aboutId } = end
  await tx
    .updateTable('duties')
    .set({ state: end.state, ended_at: end.at, ended_event_id: end.eventId, ended_by: end.by })
    .where('case_id', '=', end.caseId)
    .where('rule', '=', end.rule)
    .where('basis', '=', 'method')
    .where('state', '=', 'open')
    .$if(aboutId !== undefined, (query) => query.where('about_id', '=', aboutId ?? ''))
    .execute()
}

export const sealNote = (
  tx: Tx,
  keys: Keys,
  { id, caseId, value }: Readonly<{ id: string; caseId: string; value: string }>,
): Promise<string> => sealFor(tx, { keys, subjectId: caseId, place: notePlace(id), value })

export const waiveRow = async (
  tx: Tx,
  id: string,
  waiver: Readonly<{ reason: string; sealed: string; at: Instant; by: string }>,
): Promise<void> => {
  await tx
    .updateTable('duties')
    .set({
      state: 'waived',
      ended_at: waiver.at,
      ended_by: waiver.by,
      waiver_reason: waiver.reason,
      end_note_sealed: waiver.sealed,
    })
    .where('id', '=', id)
    .execute()
}

export const assignRow = async (tx: Tx, id: string, userId: string): Promise<void> => {
  await tx.updateTable('duties').set({ assignee_id: userId }).where('id', '=', id).execute()
}

export const moveOpenDuties = async (
  tx: Tx,
  moving: Readonly<{ caseId: string; fromUnitId: string; unitId: string; userId: string }>,
): Promise<void> => {
  await tx
    .updateTable('duties')
    .set({ unit_id: moving.unitId, assignee_id: moving.userId })
    .where('case_id', '=', moving.caseId)
    .where('unit_id', '=', moving.fromUnitId)
    .where('state', '=', 'open')
    .execute()
}

export type DutyToEnd = Readonly<{
  id: string
  case_id: string
  about_id: string | null
  state: DutyState
  statement: DutyStatement
  unit_id: string
  assignee_id: string | null
  started_at: Instant
}>

export const lockDuty = async (tx: Tx, id: string): Promise<DutyToEnd | undefined> =>
  (await tx
    .selectFrom('duties')
    .select([
      'id',
      'case_id',
      'about_id',
      'state',
      'statement',
      'unit_id',
      'assignee_id',
      'started_at',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as DutyToEnd | undefined

const listed = (tx: Tx) =>
  tx
    .selectFrom('duties as d')
    .innerJoin('cases as c', 'c.id', 'd.case_id')
    .innerJoin('units as n', 'n.id', 'd.unit_id')
    .leftJoin('users as u', 'u.id', 'd.assignee_id')
    .leftJoin('users as b', 'b.id', 'd.ended_by')

const shown = [
  'd.id',
  'd.case_id',
  'c.number as case_number',
  'c.title as case_title',
  'c.risk',
  'd.rule',
  'd.occurrence',
  'd.about_id',
  'd.basis',
  'd.statement',
  'd.unit_id',
  'n.name_kk as unit_kk',
  'n.name_ru as unit_ru',
  'n.name_en as unit_en',
  'd.assignee_id',
  'u.name as assignee_name',
  'd.started_at',
  'd.due_at',
  'd.state',
  'd.ended_at',
  'd.ended_by',
  'b.name as ended_by_name',
  'd.escalated_at',
  'd.end_note_sealed',
] as const

const isOfOrder = sql<boolean>`exists (select from orders o where o.id = d.about_id)`.as(
  'is_of_order',
)

type Row = Omit<ListedDuty, 'note'> & Readonly<{ end_note_sealed: string | null }>

const opened = async (tx: Tx, keys: Keys, row: Row): Promise<ListedDuty> => {
  const { end_note_sealed, ...rest } = row
  if (end_note_sealed === null) return { ...rest, note: null }
  const subjectId = row.case_id
  const place = notePlace(row.id)
  return { ...rest, note: await unsealFor(tx, { keys, subjectId, place, sealed: end_note_sealed }) }
}

export const findListedDuty = async (
  tx: Tx,
  keys: Keys,
  id: string,
): Promise<ListedDuty | undefined> => {
  const row = await listed(tx)
    .select(shown)
    .select(isOfOrder)
    .where('d.id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : opened(tx, keys, row as unknown as Row)
}

export const listDutiesOfCase = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly ListedDuty[]> => {
  const rows = await listed(tx)
    .select(shown)
    .select(isOfOrder)
    .where('d.case_id', '=', caseId)
    .orderBy(sql`d.state <> 'open'`)
    .orderBy(sql`coalesce(d.due_at, timestamptz '9999-01-01')`)
    .orderBy('d.id')
    .execute()
  const duties: ListedDuty[] = []
  for (const row of rows) duties.push(await opened(tx, keys, row as unknown as Row))
  return duties
}

export type QueueFilter = Readonly<{
  whose?: 'mine' | 'unit'
  state?: DutyState
  group?: DutyGroup
  kind?: 'orders' | 'checks' | 'children'
  risk?: RiskLevel
  q?: string
  sort?: string
  cursor?: string
  limit?: number
}>

type Viewer = Readonly<{ userId: string; now: Instant }>

const noClock = sql`timestamptz '9999-01-01'`

const queueOf = (tx: Tx, filter: QueueFilter, { userId }: Viewer) =>
  listed(tx)
    .$if((filter.whose ?? 'mine') === 'mine', (query) =>
      query.where((where) =>
        where.or([
          where('d.assignee_id', '=', userId),
          where.and([
            where('d.assignee_id', 'is', null),
            sql<boolean>`d.unit_id = any (array(select sec.unit_ids('work-cases')))`,
          ]),
        ]),
      ),
    )
    .$if(filter.whose === 'unit', (query) =>
      query.where(
        sql<boolean>`d.unit_id = any (array(select sec.unit_ids('work-cases') union select sec.unit_ids('assign-cases')))`,
      ),
    )

export const listQueue = async (
  tx: Tx,
  keys: Keys,
  filter: QueueFilter,
  viewer: Viewer,
): Promise<{ rows: readonly ListedDuty[]; nextCursor: string | null; total: number }> => {
  const { now } = viewer
  const inHour = new Date(Date.parse(now) + 3_600_000).toISOString()
  const tonight = endOfDay(dayOf(now))
  const matching = queueOf(tx, filter, viewer)
    .where('d.state', '=', filter.group === 'done' ? 'done' : (filter.state ?? 'open'))
    .$if(filter.group === 'late', (query) => query.where('d.due_at', '<=', now))
    .$if(filter.group === 'hour', (query) =>
      query.where('d.due_at', '>', now).where('d.due_at', '<=', inHour),
    )
    .$if(filter.group === 'today', (query) =>
      query.where('d.due_at', '>', inHour).where('d.due_at', '<=', tonight),
    )
    .$if(filter.group === 'later', (query) => query.where('d.due_at', '>', tonight))
    .$if(filter.group === 'no-clock', (query) => query.where('d.due_at', 'is', null))
    .$if(filter.kind === 'orders', (query) =>
      query.where(sql<boolean>`exists (select from orders o where o.id = d.about_id)`),
    )
    .$if(filter.kind === 'checks', (query) =>
      query.where(sql<boolean>`d.statement -> 'satisfiedBy' ? 'order.checked'`),
    )
    .$if(filter.kind === 'children', (query) =>
      query.where(
        sql<boolean>`exists (select from case_people p where p.case_id = d.case_id and p.role = 'child')`,
      ),
    )
    .$if(filter.risk !== undefined, (query) => query.where('c.risk', '=', filter.risk ?? 'high'))
    .$if((filter.q ?? '') !== '', (query) =>
      query.where('c.number', 'like', `%${(filter.q ?? '').toUpperCase()}%`),
    )
  const order: Order = {
    sort: filter.sort ?? 'dueAt',
    by: sql`coalesce(d.due_at, ${noClock})`,
    as: 'timestamptz',
    id: sql.ref('d.id'),
    idAs: 'uuid',
  }
  const page = await readPage(matching.select(shown).select(isOfOrder), order, filter)
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows: ListedDuty[] = []
  for (const row of page.rows) rows.push(await opened(tx, keys, row as unknown as Row))
  return { rows, nextCursor: page.nextCursor, total: Number(total) }
}

/** The whole queue in numbers, counted by the database in one pass. */
export const countQueue = async (
  tx: Tx,
  filter: Pick<QueueFilter, 'whose'>,
  viewer: Viewer,
): Promise<DutyCounts> => {
  const { now } = viewer
  const today = dayOf(now)
  const inHour = new Date(Date.parse(now) + 3_600_000).toISOString()
  const tonight = endOfDay(today)
  const week = endOfDay(addDays(today, 7))
  const morning = startOfDay(today)
  const all = queueOf(tx, filter, viewer) as SelectQueryBuilder<never, never, object>
  const count = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`
  const row = await all
    .select([
      count(sql`d.state = 'open' and d.due_at <= ${now}`).as('late'),
      count(sql`d.state = 'open' and d.due_at > ${now} and d.due_at <= ${inHour}`).as('hour'),
      count(sql`d.state = 'open' and d.due_at > ${inHour} and d.due_at <= ${tonight}`).as('today'),
      count(sql`d.state = 'open' and d.due_at > ${tonight} and d.due_at <= ${week}`).as('week'),
      count(sql`d.state = 'open' and d.due_at is null`).as('noClock'),
      count(sql`d.state = 'done' and d.ended_at >= ${morning}`).as('doneToday'),
      count(sql`d.state = 'open'`).as('all'),
    ])
    .executeTakeFirstOrThrow()
  return { ...(row as Omit<DutyCounts, 'waiting'>), waiting: 0 }
}

export const isMyUnit = async (tx: Tx, unitId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from sec.unit_ids('work-cases') as id where id = ${unitId}`.execute(tx)
  return rows.length > 0
}

/** Marks what is due within the hour and was not marked yet; gives the cases. */
export const warnSoon = async (
  tx: Tx,
  { now, until }: Readonly<{ now: Instant; until: Instant }>,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ case_id: string }>`
    update duties set warned_at = ${now}
    where state = 'open' and warned_at is null and due_at > ${now} and due_at <= ${until}
    returning case_id`.execute(tx)
  return rows.map(({ case_id }) => case_id)
}

/** Marks what is past its time, once, and writes it into the timeline of its case; gives the cases. */
export const markLate = async (tx: Tx, now: Instant): Promise<readonly string[]> => {
  const { rows } = await sql<{ case_id: string }>`
    with late as (
      update duties set late_at = ${now}, escalated_at = ${now}
      where state = 'open' and escalated_at is null and due_at <= ${now}
      returning id, case_id, statement
    )
    insert into case_events (id, case_id, kind, happened_at, recorded_at, about_id, data)
    select gen_random_uuid(), case_id, 'duty-late', ${now}, ${now}, id, jsonb_build_object('title', statement -> 'what') from late
    returning case_id`.execute(tx)
  return rows.map(({ case_id }) => case_id)
}

/** Tells live views of cases that something in them changed with time. */
export const notifyCases = async (
  tx: Tx,
  channel: string,
  caseIds: readonly string[],
): Promise<void> => {
  if (caseIds.length === 0) return
  await sql`
    select pg_notify(${channel}, json_build_object('action', 'sweep-duties', 'kind', 'case', 'id', id, 'caseId', id)::text)
    from unnest(${caseIds}::uuid[]) as id`.execute(tx)
}
