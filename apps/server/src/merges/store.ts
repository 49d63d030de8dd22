import type {
  ApartReason,
  CaseRole,
  ChosenSides,
  EndMergeReason,
  Evidence,
  MergeReason,
  PairSide,
  PairSource,
  PairState,
  PairStep,
  PersonPair,
} from '@umai/contract'
import type { Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import type { Instant } from '@umai/words'
import { type RawBuilder, sql } from 'kysely'
import { inOrderOf, readPageOfIds } from '../http/page.ts'
import { type CasesOf, type SideRow, toSide } from './model.ts'

type PairRow = Readonly<{
  id: string
  left_id: string
  right_id: string
  weight: number
  likeness: number
  evidence: Evidence[]
  model: string
  source: PairSource
  found_at: Instant
  state: PairState
  decided_at: Instant | null
  decided_by: string | null
  decider: string | null
  version: number
  left_side: SideRow
  right_side: SideRow
  merge_id: string | null
  kept_id: string | null
  merged_at: Instant | null
  merged_by: string | null
  merger: string | null
}>

const selectPairs = (where: RawBuilder<unknown>) => sql<PairRow>`
  select p.id, p.left_id, p.right_id, p.weight, p.likeness, p.evidence, p.model, p.source, p.found_at, p.state,
    p.decided_at, p.decided_by, du.name as decider, p.version, to_jsonb(l) as left_side, to_jsonb(r) as right_side,
    m.id as merge_id, m.kept_id, m.merged_at, m.merged_by, mu.name as merger
  from person_pairs p
  cross join lateral sec.pair_side(p.left_id) l
  cross join lateral sec.pair_side(p.right_id) r
  left join person_merges m on m.pair_id = p.id and m.ended_at is null
  left join users du on du.id = p.decided_by
  left join users mu on mu.id = m.merged_by
  where ${where}`

const toPair = (row: PairRow, cases: CasesOf): PersonPair => ({
  id: row.id,
  left: toSide(row.left_id, row.left_side, cases),
  right: toSide(row.right_id, row.right_side, cases),
  likeness: row.likeness,
  weight: Math.round(row.weight * 10) / 10,
  evidence: row.evidence,
  model: row.model,
  source: row.source,
  foundAt: row.found_at,
  state: row.state,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by === null ? null : { id: row.decided_by, name: row.decider ?? '' },
  version: row.version,
  merge:
    row.merge_id === null || row.kept_id === null || row.merged_at === null
      ? null
      : {
          id: row.merge_id,
          keptId: row.kept_id,
          at: row.merged_at,
          by: { id: row.merged_by ?? '', name: row.merger ?? '' },
        },
})

/** Cases of the two that the one who asks sees by his own rights; a steward without any sees none. */
const listCases = async (tx: Tx, rows: readonly PairRow[]): Promise<CasesOf> => {
  const ids = rows.flatMap(({ left_id, right_id }) => [left_id, right_id])
  const found = new Map<string, PairSide['cases']>()
  if (ids.length === 0) return found
  const cases = await tx
    .selectFrom('case_people as cp')
    .innerJoin('cases as c', 'c.id', 'cp.case_id')
    .select(['cp.person_id', 'c.id', 'c.number', 'cp.role'])
    .where('cp.person_id', 'in', ids)
    .orderBy('c.opened_at', 'desc')
    .execute()
  for (const { person_id, id, number, role } of cases)
    found.set(person_id, [...(found.get(person_id) ?? []), { id, number, role: role as CaseRole }])
  return found
}

type Filter = Readonly<{
  state?: PairState
  source?: PairSource
  atLeast?: number
  place?: string
  cursor?: string
  limit?: number
}>

export const listPairs = async (
  tx: Tx,
  { state, source, atLeast, place, ...page }: Filter,
): Promise<{ items: PersonPair[]; nextCursor: string | null; total: number }> => {
  const within = sql<string[]>`array(
    with recursive within as (
      select kato from places where kato = ${place ?? ''}
      union all
      select q.kato from places q join within w on q.parent_kato = w.kato
    )
    select kato from within)`
  const matching = tx
    .selectFrom('person_pairs as p')
    .$if(state !== undefined, (query) => query.where('p.state', '=', state ?? 'open'))
    .$if(source !== undefined, (query) => query.where('p.source', '=', source ?? 'run'))
    .$if(atLeast !== undefined, (query) => query.where('p.likeness', '>=', atLeast ?? 1))
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`sec.pair_is_at(p.left_id, p.right_id, (select ${within}))`),
    )
  const { ids, nextCursor, total } = await readPageOfIds(
    tx,
    matching,
    {
      sort: '-weight',
      // As whole thousandths, which a cursor can name exactly.
      by: sql`round(p.weight * 1000)::bigint`,
      as: 'bigint',
      id: sql.ref('p.id'),
      idAs: 'uuid',
    },
    page,
  )
  if (ids.length === 0) return { items: [], nextCursor, total }
  const { rows } = await selectPairs(sql`p.id = any (${ids}::uuid[])`).execute(tx)
  const cases = await listCases(tx, rows)
  return { items: inOrderOf(ids, rows).map((row) => toPair(row, cases)), nextCursor, total }
}

export const findPair = async (tx: Tx, id: string): Promise<PersonPair | undefined> => {
  const { rows } = await selectPairs(sql`p.id = ${id}`).execute(tx)
  const [row] = rows
  return row === undefined ? undefined : toPair(row, await listCases(tx, rows))
}

/** Whoever decides holds the pair until he has. */
export const lockPair = async (tx: Tx, id: string): Promise<PersonPair | undefined> => {
  await sql`select from person_pairs where id = ${id} for update`.execute(tx)
  return findPair(tx, id)
}

type Agreement = 'same' | 'other' | 'unknown'
export const readNumbers = async (
  tx: Tx,
  { left, right }: Pick<PersonPair, 'left' | 'right'>,
): Promise<Readonly<{ iin: Agreement; phone: Agreement }>> => {
  const { rows } = await sql<{ kind: string; agreement: Agreement }>`
    select * from sec.numbers_agree(${left.personId}, ${right.personId})`.execute(tx)
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.agreement ?? 'unknown'
  return { iin: of('iin'), phone: of('phone') }
}

/** All that was done with a pair, the latest first; what somebody decided otherwise later is still there. */
export const listSteps = async (tx: Tx, pairId: string): Promise<PairStep[]> => {
  const { rows } = await sql<
    Readonly<{ at: Instant; by: string; name: string; did: PairStep['did']; reason: string }>
  >`
    select s.at, s.by, u.name, s.did, s.reason
    from (
      select merged_at as at, merged_by as by, 'merged' as did, reason from person_merges where pair_id = ${pairId}
      union all
      select ended_at, ended_by, 'taken-apart', end_reason from person_merges where pair_id = ${pairId} and ended_at is not null
      union all
      select decided_at, decided_by, state, reason from pair_decisions where pair_id = ${pairId}
    ) s left join users u on u.id = s.by
    order by s.at desc`.execute(tx)
  return rows.map(({ at, by, name, did, reason }) => ({
    at,
    by: { id: by, name: name ?? '' },
    did,
    reason: reason as PairStep['reason'],
  }))
}

export const insertDecision = async (
  tx: Tx,
  decision: Readonly<{
    pairId: string
    state: 'different' | 'later'
    reason: ApartReason
    by: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('pair_decisions')
    .values({
      id: randomId(),
      pair_id: decision.pairId,
      state: decision.state,
      reason: decision.reason,
      decided_by: decision.by,
      decided_at: decision.at,
    })
    .execute()
}

type Decision = Readonly<{
  state: PairState
  reason: ApartReason | MergeReason | null
  by: string
  at: Instant
}>

export const updatePair = async (tx: Tx, pair: PersonPair, decision: Decision): Promise<void> => {
  await tx
    .updateTable('person_pairs')
    .set({
      state: decision.state,
      reason: decision.reason,
      decided_by: decision.by,
      decided_at: decision.at,
      version: pair.version + 1,
    })
    .where('id', '=', pair.id)
    .execute()
}

export const mayMerge = async (tx: Tx, keptId: string, mergedId: string): Promise<boolean> => {
  const { rows } = await sql<{ may: boolean }>`
    select sec.may_merge(${keptId}, ${mergedId}) as may`.execute(tx)
  return rows[0]?.may === true
}

export const insertMerge = async (
  tx: Tx,
  merge: Readonly<{
    id: string
    pairId: string
    keptId: string
    mergedId: string
    chosen: Readonly<Record<keyof ChosenSides, string>>
    reason: MergeReason
    by: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('person_merges')
    .values({
      id: merge.id,
      pair_id: merge.pairId,
      kept_id: merge.keptId,
      merged_id: merge.mergedId,
      chosen: JSON.stringify(merge.chosen),
      reason: merge.reason,
      merged_by: merge.by,
      merged_at: merge.at,
    })
    .execute()
}

export const lockMerge = async (tx: Tx, id: string) =>
  tx
    .selectFrom('person_merges')
    .select(['id', 'pair_id', 'kept_id', 'merged_id', 'ended_at'])
    .where('id', '=', id)
    .executeTakeFirst()

/** True where it was ended now, false where somebody else was quicker or may not. */
export const updateMergeEnded = async (
  tx: Tx,
  { id, reason, by, at }: Readonly<{ id: string; reason: EndMergeReason; by: string; at: Instant }>,
): Promise<boolean> => {
  const result = await tx
    .updateTable('person_merges')
    .set({ ended_at: at, ended_by: by, end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
