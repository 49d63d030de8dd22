// What a run reads of people, and where it keeps how far it is. Blocking is done by the database, over the folded names and
// blind marks it keeps anyway: no name leaves it for a file.
import type { LinkageRun, PersonNameForm } from '@umai/contract'
import type { Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import type { Instant, PlainDate } from '@umai/words'
import { sql } from 'kysely'
import { readPage } from '../http/page.ts'
import type { Agreement, Known, Weighed } from '../likeness/model.ts'

export type OpenRun = Readonly<{
  id: string
  started_at: Instant | null
  moved_at: Instant | null
  after_id: string | null
}>

export const findOpenRun = (tx: Tx): Promise<OpenRun | undefined> =>
  tx
    .selectFrom('linkage_runs')
    .select(['id', 'started_at', 'moved_at', 'after_id'])
    .where('ended_at', 'is', null)
    .executeTakeFirst()

export type BrokenRun = Readonly<{
  id: string
  asked_by: string | null
  ended_at: Instant
  after_id: string | null
  people: number
  behind: number
  attempt: number
  model: string | null
}>

/** The run that ended last, where an error ended it. */
export const findBrokenRun = async (tx: Tx): Promise<BrokenRun | undefined> => {
  const last = await tx
    .selectFrom('linkage_runs')
    .select([
      'id',
      'asked_by',
      'ended_at',
      'after_id',
      'people',
      'behind',
      'attempt',
      'model',
      'fault',
    ])
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { ended_at, fault } = last ?? {}
  return last === undefined || ended_at == null || fault === null
    ? undefined
    : { ...last, ended_at }
}

/** False where a run waits or runs already. */
export const insertRun = async (
  tx: Tx,
  run: Readonly<{ id: string; askedBy: string | null; at: Instant }>,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into linkage_runs (id, asked_by, asked_at) values (${run.id}, ${run.askedBy}, ${run.at}::timestamptz)
    on conflict do nothing returning id`.execute(tx)
  return rows.length === 1
}

export const startRun = async (
  tx: Tx,
  {
    id,
    at,
    model,
    broken,
  }: Readonly<{ id: string; at: Instant; model: string; broken: BrokenRun | undefined }>,
): Promise<void> => {
  if (broken !== undefined)
    await tx
      .updateTable('linkage_runs')
      .set({
        continues_id: broken.id,
        attempt: broken.attempt + 1,
        after_id: broken.after_id,
        behind: broken.behind,
      })
      .where('id', '=', id)
      .where('started_at', 'is', null)
      .execute()
  await sql`
    update linkage_runs set started_at = coalesce(started_at, ${at}::timestamptz), moved_at = ${at}::timestamptz, model = ${model},
      people = case when started_at is null then (select count(id)::int from people) else people end
    where id = ${id} and ended_at is null`.execute(tx)
}

type Moved = Readonly<{
  id: string
  from: string | null
  to: string
  behind: number
  weighed: number
  found: number
  isNew: number
  at: Instant
}>

/** False where somebody else is at the run and has moved it. */
export const moveRun = async (tx: Tx, moved: Moved): Promise<boolean> => {
  const { rows } = await sql`
    update linkage_runs set after_id = ${moved.to}, behind = behind + ${moved.behind}, people = greatest(people, behind + ${moved.behind}),
      weighed = weighed + ${moved.weighed}, found = found + ${moved.found}, is_new = is_new + ${moved.isNew}, moved_at = ${moved.at}::timestamptz
    where id = ${moved.id} and ended_at is null and after_id is not distinct from ${moved.from}::uuid
    returning id`.execute(tx)
  return rows.length === 1
}

export const endRun = async (
  tx: Tx,
  { id, at, fault }: Readonly<{ id: string; at: Instant; fault: 'failed' | null }>,
): Promise<void> => {
  await tx
    .updateTable('linkage_runs')
    .set({ ended_at: at, fault })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

export const listPeopleAfter = async (
  tx: Tx,
  after: string | null,
  limit: number,
): Promise<readonly string[]> => {
  const rows = await tx
    .selectFrom('people')
    .select('id')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export type CandidatePair = Readonly<{
  one: string
  other: string
  iin: Agreement
  phone: Agreement
}>

/** More bearers of one number or name than these say that it means little; the likeliest rules come first. */
const mostPerRule = 200

/** Pairs of the given people with those whose id is greater, so that each pair comes once in a run. */
export const listCandidates = async (
  tx: Tx,
  ids: readonly string[],
): Promise<readonly CandidatePair[]> => {
  // As lists, for a planner that knows nothing of the table yet answers "is there any" by reading all of it.
  const marks = (of: 'l' | 'f', kind: 'iin' | 'phone') => sql`array(
    select i.blind from person_identifiers i where i.person_id = ${sql.ref(`${of}.id`)} and i.kind = ${kind} and i.ended_at is null)`
  const agreement = (kind: 'iin' | 'phone') => sql`(
    select case when cardinality(m.one) = 0 or cardinality(m.other) = 0 then 'unknown' when m.one && m.other then 'same' else 'other' end
    from (select ${marks('l', kind)} as one, ${marks('f', kind)} as other) m)`
  const { rows } = await sql<CandidatePair>`
    select l.id as one, f.id as other, ${agreement('iin')} as iin, ${agreement('phone')} as phone
    from people l cross join lateral (
      (select o.person_id as id from person_identifiers i
        join person_identifiers o on o.kind = i.kind and o.blind = i.blind and o.ended_at is null and o.person_id > l.id
        where i.person_id = l.id and i.ended_at is null limit ${mostPerRule})
      union
      (select q.id from people q
        where q.birth_date = l.birth_date and q.id > l.id and exists (
          select t.sound from person_name_tokens t join person_name_tokens u on u.sound = t.sound
          where t.person_id = l.id and u.person_id = q.id)
        limit ${mostPerRule})
      union
      -- The whole name sounds the same, and the births do not speak against it.
      (select o.person_id from person_names n
        join person_names o on o.sound_key = n.sound_key and o.ended_at is null and o.person_id > l.id
        join people q on q.id = o.person_id
        where n.person_id = l.id and n.ended_at is null and (
          l.birth_date is null or q.birth_date is null or abs(l.birth_date - q.birth_date) <= 400
          or to_char(l.birth_date, 'MMDD') in (to_char(q.birth_date, 'MMDD'), to_char(q.birth_date, 'DDMM')))
        limit ${mostPerRule})
    ) f
    where l.id = any (${ids}::uuid[])
    order by l.id, f.id`.execute(tx)
  return rows
}

type PersonRow = Readonly<{
  id: string
  names: readonly PersonNameForm[] | null
  birth_date: PlainDate | null
  sex: Known['sex']
}>

export const readKnown = async (
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Known>> => {
  const { rows } = await sql<PersonRow>`
    select p.id, p.birth_date, p.sex,
      (select jsonb_agg(jsonb_build_object('family', n.family, 'given', n.given, 'patronymic', n.patronymic) order by n.id)
        from person_names n where n.person_id = p.id) as names
    from people p where p.id = any (${ids}::uuid[])`.execute(tx)
  return new Map(
    rows.map(({ id, names, birth_date, sex }) => [
      id,
      { names: names ?? [], birthDate: birth_date, sex },
    ]),
  )
}

/** For whoever is merged, the record that stands for the group; everybody else stands for himself. */
export const readMerged = async (tx: Tx): Promise<ReadonlyMap<string, string>> => {
  const rows = await tx
    .selectFrom('person_merges')
    .select(['kept_id', 'merged_id'])
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map(({ kept_id, merged_id }) => [merged_id, kept_id]))
}

export type FoundPair = Readonly<{ one: string; other: string; weighed: Weighed }>

/** Notes pairs; one that a steward decided stays as it is, one that waits is weighed anew. Gives how many nobody had noted. */
export const upsertPairs = async (
  tx: Tx,
  pairs: readonly FoundPair[],
  { model, at }: Readonly<{ model: string; at: Instant }>,
): Promise<number> => {
  if (pairs.length === 0) return 0
  const given = pairs.map(({ one, other, weighed }) => {
    const [left_id, right_id] = [one, other].toSorted()
    const { weight, likeness, evidence } = weighed
    return { id: randomId(), left_id, right_id, weight, likeness, evidence }
  })
  const { rows } = await sql<{ id: string }>`
    insert into person_pairs (id, left_id, right_id, weight, likeness, evidence, model, source, found_at)
    select g.id, g.left_id, g.right_id, g.weight, g.likeness, g.evidence, ${model}, 'run', ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      g (id uuid, left_id uuid, right_id uuid, weight real, likeness smallint, evidence jsonb)
    on conflict (left_id, right_id) do update
      set weight = excluded.weight, likeness = excluded.likeness, evidence = excluded.evidence, model = excluded.model,
        version = person_pairs.version + 1
      where person_pairs.state = 'open' and person_pairs.decided_by is null and person_pairs.weight is distinct from excluded.weight
    returning id`.execute(tx)
  const own = new Set(given.map(({ id }) => id))
  return rows.filter(({ id }) => own.has(id)).length
}

export const listRuns = async (
  tx: Tx,
  page: Readonly<{ cursor?: string; limit?: number }>,
): Promise<{ items: LinkageRun[]; nextCursor: string | null; total: number }> => {
  const all = tx
    .selectFrom('linkage_runs as r')
    .leftJoin('users as u', 'u.id', 'r.asked_by')
    .leftJoin('linkage_runs as b', 'b.id', 'r.continues_id')
  const { rows, nextCursor } = await readPage(
    all.select([
      'r.id',
      'r.asked_by',
      'u.name',
      'r.asked_at',
      'r.started_at',
      'r.moved_at',
      'r.ended_at',
      'r.people',
      'r.behind',
      'r.weighed',
      'r.found',
      'r.is_new',
      'r.model',
      'r.fault',
      'r.continues_id',
      'b.behind as begun_at',
    ]),
    {
      sort: '-askedAt',
      by: sql.ref('r.asked_at'),
      as: 'timestamptz',
      id: sql.ref('r.id'),
      idAs: 'uuid',
    },
    page,
  )
  const { total } = await all
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return {
    items: rows.map(
      (row): LinkageRun => ({
        id: row.id,
        state: stateOf(row),
        askedBy: row.asked_by === null ? null : { id: row.asked_by, name: row.name ?? '' },
        askedAt: row.asked_at,
        startedAt: row.started_at,
        movedAt: row.moved_at,
        endedAt: row.ended_at,
        people: row.people,
        behind: row.behind,
        begunAt: row.begun_at ?? 0,
        secondsLeft: secondsLeft(row),
        weighed: row.weighed,
        found: row.found,
        isNew: row.is_new,
        model: row.model,
      }),
    ),
    nextCursor,
    total: Number(total),
  }
}

const stateOf = (
  row: Readonly<{ started_at: unknown; ended_at: unknown; fault: unknown }>,
): LinkageRun['state'] => {
  if (row.ended_at !== null) return row.fault === null ? 'done' : 'failed'
  return row.started_at === null ? 'waiting' : 'running'
}

/** At the pace so far; unknown before anybody is behind. */
const secondsLeft = (
  row: Readonly<{
    started_at: Instant | null
    moved_at: Instant | null
    ended_at: Instant | null
    people: number
    behind: number
    begun_at: number | null
  }>,
): number | null => {
  if (row.ended_at !== null || row.started_at === null || row.moved_at === null) return null
  const passed = row.behind - (row.begun_at ?? 0)
  if (passed <= 0) return null
  const spent = (Date.parse(row.moved_at) - Date.parse(row.started_at)) / 1000
  return Math.max(0, Math.round((spent * (row.people - row.behind)) / passed))
}
