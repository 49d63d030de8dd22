import type {
  DigestPerson,
  DutyCounts,
  DutyDesk,
  DutyGroup,
  DutyState,
  QueueOwner,
  RiskLevel,
} from '@umai/contract'
import { isDutyShown, keepPlans, nameCases, sealFor, type Tx, unsealFor } from '@umai/db'
import { nameTokens } from '@umai/linkage/names'
import { type Keys, randomId } from '@umai/platform'
import { addDays, dayOf, endOfDay, type Instant, startOfDay } from '@umai/words'
import { sql } from 'kysely'
import { cursorAfter, inOrderOf, likePattern, type Order, readPageOfIds } from '../http/page.ts'
import type {
  CaseUnit,
  DerivedDuty,
  DutyStatement,
  LawEvent,
  ListedDuty,
  Placement,
} from './model.ts'

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
    where a.case_id = ${caseId} and a.ended_at is null
    order by a.relation = 'owner' desc, a.valid_from, a.id`.execute(tx)
  return rows.map((row) => ({
    unitId: row.unit_id,
    agencyKind: row.kind,
    userId: row.user_id,
    isOwner: row.relation === 'owner',
    isOverseer: row.relation === 'oversight',
  }))
}

export type StoredDuty = Readonly<{
  id: string
  rule: string
  occurrence: number
  event_id: string
  state: DutyState
  desk: DutyDesk
}>

export const listStoredDuties = async (tx: Tx, caseId: string): Promise<readonly StoredDuty[]> =>
  (await tx
    .selectFrom('duties')
    .select(['id', 'rule', 'occurrence', 'event_id', 'state', 'desk'])
    .where('case_id', '=', caseId)
    .execute()) as readonly StoredDuty[]

export const insertDuty = async (
  tx: Tx,
  duty: DerivedDuty,
  where: Placement & Readonly<{ caseId: string; endedBy: string | null; basis?: 'law' | 'method' }>,
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
      desk: where.desk,
      unit_id: where.unitId,
      assignee_id: where.userId,
      calls: JSON.stringify(duty.calls),
      next_call_at: where.desk === 'standing' ? null : (duty.calls[0]?.at ?? null),
      started_at: duty.startedAt,
      due_at: duty.dueAt,
      state: duty.state,
      ended_at: duty.endedAt,
      ended_event_id: duty.endedEventId,
      ended_by: duty.endedAt === null ? null : where.endedBy,
    })
    .execute()
}

/** Brings an open duty to another desk: the agency that bears it has come into the case. */
export const replaceDuty = async (tx: Tx, id: string, place: Placement): Promise<void> => {
  await tx
    .updateTable('duties')
    .set({ desk: place.desk, unit_id: place.unitId, assignee_id: place.userId })
    .where('id', '=', id)
    .where('state', '=', 'open')
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
    .set({
      unit_id: moving.unitId,
      assignee_id: sql`case when desk = 'worker' then ${moving.userId}::uuid end`,
    })
    .where('case_id', '=', moving.caseId)
    .where('unit_id', '=', moving.fromUnitId)
    .where('state', '=', 'open')
    .execute()
}

export type DutyToEnd = Readonly<{
  id: string
  case_id: string
  rule: string
  basis: 'law' | 'method'
  about_id: string | null
  state: DutyState
  statement: DutyStatement
  unit_id: string
  assignee_id: string | null
  started_at: Instant
}>

export const endPerformed = async (
  tx: Tx,
  id: string,
  { eventId, at, by }: Readonly<{ eventId: string; at: Instant; by: string }>,
): Promise<void> => {
  await tx
    .updateTable('duties')
    .set({ state: 'done', ended_at: at, ended_event_id: eventId, ended_by: by })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

export const lockDuty = async (tx: Tx, id: string): Promise<DutyToEnd | undefined> =>
  (await tx
    .selectFrom('duties')
    .select([
      'id',
      'case_id',
      'rule',
      'basis',
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
    .innerJoin('agencies as g', 'g.id', 'n.agency_id')
    .leftJoin('users as u', 'u.id', 'd.assignee_id')
    .leftJoin('users as b', 'b.id', 'd.ended_by')

/** Calls that reached the one who asks: as head of the unit, or as the office that oversees the place. */
const isMyCall = sql<boolean>`(
  e.receiver = 'supervisor' and e.unit_id = any (array(select sec.unit_ids('assign-cases')))
  or e.receiver = 'overseer' and e.unit_id = any (array(select sec.unit_ids('oversee-cases')))
  or e.receiver = 'overseer' and e.unit_id is null and d.unit_id = any (array(select sec.unit_ids('assign-cases'))))`

const escalations = sql<ListedDuty['escalations']>`coalesce((
  select json_agg(json_build_object('step', e.step, 'receiver', e.receiver, 'called_at', e.called_at, 'seen_at', e.seen_at,
    'seen_by', (select s.name from users s where s.id = e.seen_by), 'is_mine', ${isMyCall}) order by e.due_at, e.step)
  from escalations e where e.duty_id = d.id), '[]')`.as('escalations')

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
  'd.bearer',
  'd.desk',
  'g.kind as agency_kind',
  escalations,
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

/** Of a case one sees whole, all; of one that was sent in part, those of one's own units. */
export const listDutiesOfCase = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly ListedDuty[]> => {
  const rows = await listed(tx)
    .select(shown)
    .select(isOfOrder)
    .where('d.case_id', '=', caseId)
    .where(isDutyShown(caseId))
    .orderBy(sql`d.state <> 'open'`)
    .orderBy(sql`coalesce(d.due_at, timestamptz '9999-01-01')`)
    .orderBy('d.id')
    .execute()
  const duties: ListedDuty[] = []
  for (const row of rows) duties.push(await opened(tx, keys, row as unknown as Row))
  return duties
}

export type QueueFilter = Readonly<{
  whose?: QueueOwner
  state?: DutyState
  group?: DutyGroup
  kind?: 'orders' | 'checks' | 'children'
  risk?: RiskLevel
  q?: string
  dueBefore?: Instant
  sort?: string
  cursor?: string
  limit?: number
}>

type Viewer = Readonly<{ userId: string; now: Instant; permissions: ReadonlySet<string> }>

const noClock = sql`timestamptz '9999-01-01'`

/** What lies on no named desk is one's own by what one may do in its unit. */
const mine = [
  { permission: 'work-cases', lies: sql`d.assignee_id is null and d.desk = 'worker'` },
  { permission: 'assign-cases', lies: sql`d.desk = 'head'` },
  { permission: 'oversee-cases', lies: sql`d.desk = 'overseer'` },
] as const

/** Units through which the one who asks may do one of these; of what he may do nowhere the database need not be asked. */
const unitsOf = (viewer: Viewer, ...wanted: readonly string[]) => {
  const held = wanted.filter((one) => viewer.permissions.has(one))
  if (held.length === 0) return sql<string[]>`'{}'::uuid[]`
  return sql<string[]>`array(${sql.join(
    held.map((one) => sql`select sec.unit_ids(${sql.lit(one)})`),
    sql` union `,
  )})`
}

const queueOf = (tx: Tx, filter: QueueFilter, viewer: Viewer) =>
  tx
    .selectFrom('duties as d')
    .$if((filter.whose ?? 'mine') === 'mine', (query) =>
      query.where((where) =>
        where.or([
          where('d.assignee_id', '=', viewer.userId),
          ...mine
            .filter(({ permission }) => viewer.permissions.has(permission))
            .map(
              ({ lies, permission }) =>
                sql<boolean>`${lies} and d.unit_id = any (${unitsOf(viewer, permission)})`,
            ),
        ]),
      ),
    )
    .$if(filter.whose === 'unit', (query) =>
      query
        .where(sql<boolean>`d.desk not in ('outside', 'standing')`)
        .where(
          sql<boolean>`d.unit_id = any (${unitsOf(viewer, 'work-cases', 'assign-cases', 'oversee-cases')})`,
        ),
    )
    .$if(filter.whose === 'reached', (query) =>
      query.where(
        sql<boolean>`exists (select from escalations e where e.duty_id = d.id and ${isMyCall})`,
      ),
    )
    .$if(filter.whose === 'outside', (query) =>
      query.where(sql<boolean>`d.desk = 'outside'`).where(
        sql<boolean>`(d.unit_id = any (array(select sec.unit_ids('work-cases') union select sec.unit_ids('assign-cases')))
            or exists (select from case_assignments a where a.case_id = d.case_id and a.relation = 'oversight' and a.ended_at is null
              and a.unit_id = any (array(select sec.unit_ids('oversee-cases')))))`,
      ),
    )

const queueOrder = (filter: Pick<QueueFilter, 'sort'>): Order => ({
  sort: filter.sort ?? 'dueAt',
  by: sql`coalesce(d.due_at, ${noClock})`,
  as: 'timestamptz',
  id: sql.ref('d.id'),
  idAs: 'uuid',
})

/** Whether a duty d is due in that part of the queue. */
const isOfGroup = (group: DutyGroup | undefined, now: Instant) => {
  const inHour = new Date(Date.parse(now) + 3_600_000).toISOString()
  const tonight = endOfDay(dayOf(now))
  switch (group) {
    case 'late':
      return sql<boolean>`d.due_at <= ${now}`
    case 'hour':
      return sql<boolean>`d.due_at > ${now} and d.due_at <= ${inHour}`
    case 'today':
      return sql<boolean>`d.due_at > ${inHour} and d.due_at <= ${tonight}`
    case 'later':
      return sql<boolean>`d.due_at > ${tonight}`
    case 'no-clock':
      return sql<boolean>`d.due_at is null`
    default:
      return sql<boolean>`true`
  }
}

export const listQueue = async (
  tx: Tx,
  keys: Keys,
  filter: QueueFilter,
  viewer: Viewer,
): Promise<{ rows: readonly ListedDuty[]; nextCursor: string | null; total: number }> => {
  const { now } = viewer
  const words = (filter.q ?? '').trim()
  const tokens = nameTokens(words)
  const matching = queueOf(tx, filter, viewer)
    .where('d.state', '=', filter.group === 'done' ? 'done' : (filter.state ?? 'open'))
    .where(isOfGroup(filter.group, now))
    .$if(filter.dueBefore !== undefined, (query) =>
      query.where('d.due_at', '<=', filter.dueBefore ?? now),
    )
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
    .$if(filter.risk !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from cases c where c.id = d.case_id and c.risk = ${filter.risk ?? 'high'})`,
      ),
    )
    .$if(words !== '', (query) =>
      query.where((where) =>
        where.or([
          sql<boolean>`d.statement ->> 'what' ilike ${likePattern(words)}`,
          sql<boolean>`exists (select from cases c where c.id = d.case_id and (
            c.number like ${likePattern(words.toUpperCase())}
            or ${tokens.length > 0} and c.search_key like all (${tokens.map(likePattern)}::text[])))`,
        ]),
      ),
    )
  const { ids, nextCursor, total } = await readPageOfIds(tx, matching, queueOrder(filter), filter)
  if (ids.length === 0) return { rows: [], nextCursor, total }
  return { rows: await readRows(tx, keys, ids), nextCursor, total }
}

const readRows = async (
  tx: Tx,
  keys: Keys,
  ids: readonly string[],
): Promise<readonly ListedDuty[]> => {
  const found = (await listed(tx)
    .select(shown)
    .select(isOfOrder)
    .where(sql<boolean>`d.id = any (${[...ids]}::uuid[])`)
    .execute()) as unknown as Row[]
  const rows: ListedDuty[] = []
  for (const row of inOrderOf(ids, found)) rows.push(await opened(tx, keys, row))
  return rows
}

type QueueCounted = DutyCounts &
  Readonly<{ total: number; page: readonly (readonly [id: string, due: string, caseId: string])[] }>

/**
 * The whole queue in numbers, and the beginning of one group of it: one pass over what is open, and what was done today by
 * its own index.
 */
const countOpen = async (
  tx: Tx,
  filter: Pick<QueueFilter, 'whose' | 'group'>,
  viewer: Viewer,
  limit: number,
): Promise<QueueCounted> => {
  const { now } = viewer
  const today = dayOf(now)
  const inHour = new Date(Date.parse(now) + 3_600_000).toISOString()
  const tonight = endOfDay(today)
  const week = endOfDay(addDays(today, 7))
  const morning = startOfDay(today)
  const open = queueOf(tx, filter, viewer)
    .where(sql<boolean>`d.state = 'open'`)
    .select(['d.id', 'd.due_at', 'd.case_id'])
  const done = queueOf(tx, filter, viewer)
    .where(sql<boolean>`d.state = 'done'`)
    .where('d.ended_at', '>=', morning)
    .select(sql<number>`count(*)::int`.as('count'))
  const isCalled = ['assign-cases', 'oversee-cases'].some((one) => viewer.permissions.has(one))
  const { rows } = await sql<QueueCounted>`
    with queue as materialized (${open}),
    page as (
      select d.id, d.case_id, coalesce(d.due_at, ${noClock}) as by from queue d where ${isOfGroup(filter.group, now)}
      order by 3, 1 limit ${limit})
    select (count(*) filter (where d.due_at <= ${now}))::int as late,
      (count(*) filter (where d.due_at > ${now} and d.due_at <= ${inHour}))::int as hour,
      (count(*) filter (where d.due_at > ${inHour} and d.due_at <= ${tonight}))::int as today,
      (count(*) filter (where d.due_at > ${tonight} and d.due_at <= ${week}))::int as week,
      (count(*) filter (where d.due_at is null))::int as "noClock",
      count(*)::int as "all",
      (count(*) filter (where ${isOfGroup(filter.group, now)}))::int as total,
      (${done}) as "doneToday",
      ${
        isCalled
          ? sql`(select count(distinct e.duty_id)::int from escalations e join duties d on d.id = e.duty_id
        where e.seen_at is null and d.state = 'open' and ${isMyCall})`
          : sql`0`
      } as reached,
      (select count(*)::int from duties d where d.state = 'open' and d.desk = 'outside'
        and d.unit_id = any (${unitsOf(viewer, 'work-cases', 'assign-cases')})) as waiting,
      coalesce((select json_agg(json_build_array(page.id, page.by::text, page.case_id) order by page.by, page.id) from page), '[]') as page
    from queue d`.execute(tx)
  const [counted] = rows
  if (counted === undefined) throw new Error('The queue could not be counted.')
  return counted
}

export const countQueue = async (
  tx: Tx,
  filter: Pick<QueueFilter, 'whose'>,
  viewer: Viewer,
): Promise<DutyCounts> => {
  const { page: _page, total: _total, ...counts } = await countOpen(tx, filter, viewer, 0)
  return counts
}

const readRowsOf = async (
  tx: Tx,
  keys: Keys,
  page: QueueCounted['page'],
): Promise<readonly ListedDuty[]> => {
  if (page.length === 0) return []
  const cases = [...new Set(page.map(([, , caseId]) => caseId))]
  const ids = page.map(([id]) => id)
  const [, rows] = await Promise.all([nameCases(tx, cases), readRows(tx, keys, ids)])
  return rows
}

/** A page of the queue with its numbers. As it is opened, both come from one pass. */
export const readQueue = async (
  tx: Tx,
  keys: Keys,
  filter: QueueFilter,
  viewer: Viewer,
): Promise<Awaited<ReturnType<typeof listQueue>> & { readonly counts: DutyCounts }> => {
  const { whose: _, group, limit = 25, sort = 'dueAt', ...narrower } = filter
  if (
    group === 'done' ||
    sort !== 'dueAt' ||
    Object.values(narrower).some((value) => value !== undefined && value !== '')
  ) {
    const [listed, counts] = await Promise.all([
      listQueue(tx, keys, filter, viewer),
      countQueue(tx, filter, viewer),
    ])
    return { ...listed, counts }
  }
  const [, { page, total, ...counts }] = await Promise.all([
    keepPlans(tx),
    countOpen(tx, filter, viewer, limit + 1),
  ])
  const shownHere = page.slice(0, limit)
  const last = page.length > limit ? page[limit - 1] : undefined
  return {
    rows: await readRowsOf(tx, keys, shownHere),
    nextCursor: last === undefined ? null : cursorAfter(last, queueOrder(filter)),
    total,
    counts,
  }
}

/** What is open and by whom, for a head: late, due today, within the week. */
export const countByPerson = async (tx: Tx, now: Instant): Promise<DigestPerson[]> => {
  const today = dayOf(now)
  const { rows } = await sql<{
    id: string | null
    name: string | null
    late: number
    today: number
    week: number
  }>`
    select d.assignee_id as id, u.name,
      (count(*) filter (where d.due_at <= ${now}))::int as late,
      (count(*) filter (where d.due_at > ${now} and d.due_at <= ${endOfDay(today)}))::int as today,
      (count(*) filter (where d.due_at > ${endOfDay(today)} and d.due_at <= ${endOfDay(addDays(today, 7))}))::int as week
    from duties d left join users u on u.id = d.assignee_id
    where d.state = 'open' and d.desk in ('worker', 'head')
      and d.unit_id = any (array(select sec.unit_ids('work-cases') union select sec.unit_ids('assign-cases')))
    group by d.assignee_id, u.name
    having count(*) filter (where d.due_at <= ${endOfDay(addDays(today, 7))}) > 0
    order by late desc, today desc, u.name nulls first`.execute(tx)
  return rows.map(({ id, name, ...counts }) => ({
    user: id === null ? null : { id, name: name ?? '' },
    ...counts,
  }))
}

/** Whoever is called says that he knows. */
export const takeNoteOf = async (
  tx: Tx,
  dutyId: string,
  { at, by }: Readonly<{ at: Instant; by: string }>,
): Promise<number> => {
  const { rows } = await sql`
    update escalations e set seen_at = ${at}, seen_by = ${by}
    from duties d
    where d.id = e.duty_id and e.duty_id = ${dutyId} and e.seen_at is null and ${isMyCall}
    returning e.step`.execute(tx)
  return rows.length
}

export const isMyUnit = async (tx: Tx, unitId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from sec.unit_ids('work-cases') as id where id = ${unitId}`.execute(tx)
  return rows.length > 0
}

export const calledAtOnce = 10_000

/**
 * Makes the calls that are due: each step once, into the desk of whoever is called. What has just become late and
 * what has reached the overseer is written into the timeline of its case. Gives the cases; set-based, a batch at a time.
 */
export const makeCalls = async (
  tx: Tx,
  now: Instant,
): Promise<
  Readonly<{
    duties: number
    late: number
    calls: number
    caseIds: readonly string[]
    unitIds: readonly string[]
  }>
> => {
  const { rows } = await sql<{
    duties: number
    late: number
    calls: number
    case_ids: string[] | null
    unit_ids: string[] | null
  }>`
    with due as materialized (
      select id, calls from duties where state = 'open' and next_call_at <= ${now}
      order by next_call_at limit ${calledAtOnce} for update skip locked
    ), steps as materialized (
      select due.id, s.step, s."to" as receiver, s.at
      from due, jsonb_to_recordset(due.calls) as s (step text, "to" text, at timestamptz)
    ), clocks as (
      select id, min(at) filter (where at > ${now}) as next_at, bool_or(receiver <> 'bearer' and at <= ${now}) as is_beyond_bearer
      from steps group by id
    ), called as (
      update duties d set
        next_call_at = k.next_at,
        warned_at = case when d.due_at > ${now} then coalesce(d.warned_at, ${now}) else d.warned_at end,
        late_at = case when d.due_at <= ${now} then coalesce(d.late_at, ${now}) end,
        escalated_at = coalesce(d.escalated_at, case when k.is_beyond_bearer then ${now}::timestamptz end)
      from clocks k where d.id = k.id
      returning d.id, d.case_id, d.unit_id, d.due_at, d.late_at = ${now} as is_late, d.statement -> 'what' as what
    ), overseers as materialized (
      select distinct on (a.case_id) a.case_id, a.unit_id from case_assignments a
      where a.case_id in (select case_id from called) and a.relation = 'oversight' and a.ended_at is null
      order by a.case_id, a.valid_from
    ), made as (
      insert into escalations (case_id, duty_id, step, receiver, unit_id, due_at, called_at)
      select k.case_id, k.id, s.step, s.receiver, case when s.receiver = 'overseer' then o.unit_id else k.unit_id end, s.at, ${now}
      from called k join steps s on s.id = k.id left join overseers o on o.case_id = k.case_id
      -- That a day is left is no news once it is late.
      where s.at <= ${now} and (s.at >= k.due_at or k.due_at > ${now})
      on conflict (duty_id, step) do nothing
      returning duty_id, receiver
    ), told as (
      insert into case_events (id, case_id, kind, happened_at, recorded_at, about_id, data)
      select gen_random_uuid(), k.case_id, 'duty-late', ${now}::timestamptz, ${now}::timestamptz, k.id, jsonb_build_object('title', k.what)
      from called k where k.is_late
      union all
      select gen_random_uuid(), k.case_id, 'duty-escalated', ${now}::timestamptz, ${now}::timestamptz, k.id, jsonb_build_object('title', k.what, 'to', 'overseer')
      from called k where k.id in (select duty_id from made where receiver = 'overseer')
      returning 1
    )
    select (select count(*)::int from called) as duties, (select count(*)::int from called where is_late) as late,
      (select count(*)::int from made) as calls, (select array_agg(distinct case_id) from called) as case_ids,
      (select array_agg(distinct unit_id) from called) as unit_ids,
      (select count(*) from told) as told`.execute(tx)
  const row = rows[0]
  return {
    duties: row?.duties ?? 0,
    late: row?.late ?? 0,
    calls: row?.calls ?? 0,
    caseIds: row?.case_ids ?? [],
    unitIds: row?.unit_ids ?? [],
  }
}

const casesToldOneByOne = 200

/**
 * Tells live views that time changed something: case by case as long as these are few; otherwise each desk once, which
 * reads what it shows again.
 */
export const notifyDesks = async (
  tx: Tx,
  channel: string,
  { caseIds, unitIds }: Readonly<{ caseIds: readonly string[]; unitIds: readonly string[] }>,
): Promise<void> => {
  const isFew = caseIds.length <= casesToldOneByOne
  const ids = isFew ? caseIds : unitIds
  if (ids.length === 0) return
  await sql`
    select pg_notify(${channel}, json_build_object(
      'action', 'sweep-duties', 'kind', ${isFew ? 'case' : 'unit'}::text, 'id', id, 'caseId', ${isFew ? sql`id` : sql`null`})::text)
    from unnest(${[...ids]}::uuid[]) as id`.execute(tx)
}
