import type { Finding, WithdrawalSignal } from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant, Text } from '@umai/words'
import { sql } from 'kysely'
import { blindOf, displayName } from '../people/model.ts'
import type { StoredWithdrawal, WithdrawalSaid } from './model.ts'

type Column = 'sealed' | 'call_sealed' | 'decision_sealed'
const place = (column: Column, id: string) => ({
  table: 'withdrawals',
  column,
  rowId: id,
  schemaVersion: 1,
})

type Sealing = Readonly<{ column: Column; id: string; caseId: string; value: string }>
const seal = (tx: Tx, keys: Keys, { column, id, caseId, value }: Sealing): Promise<string> =>
  sealFor(tx, { keys, subjectId: caseId, place: place(column, id), value })

type Sealed = Readonly<{ column: Column; id: string; caseId: string; sealed: string | null }>
const unseal = async (tx: Tx, keys: Keys, { column, id, caseId, sealed }: Sealed) =>
  sealed === null
    ? null
    : unsealFor(tx, { keys, subjectId: caseId, place: place(column, id), sealed })

export const insertWithdrawal = async (
  tx: Tx,
  keys: Keys,
  row: Readonly<{
    id: string
    caseId: string
    personId: string
    wants: 'withdraw' | 'reconcile'
    receivedAt: Instant
    recordedAt: Instant
    by: string
    unitId: string
    said: WithdrawalSaid
    signals: readonly WithdrawalSignal[]
    law: readonly Finding[]
    isBarred: boolean
    reviewUnitId: string
    assignmentId: string
    reviewBy: Instant
  }>,
): Promise<void> => {
  const { id, caseId } = row
  await tx
    .insertInto('withdrawals')
    .values({
      id,
      case_id: caseId,
      person_id: row.personId,
      wants: row.wants,
      received_at: row.receivedAt,
      recorded_at: row.recordedAt,
      recorded_by: row.by,
      recorded_unit_id: row.unitId,
      sealed: await seal(tx, keys, {
        column: 'sealed',
        id,
        caseId,
        value: JSON.stringify(row.said),
      }),
      signals: JSON.stringify(row.signals),
      law: JSON.stringify(row.law),
      is_barred: row.isBarred,
      review_unit_id: row.reviewUnitId,
      review_assignment_id: row.assignmentId,
      review_by: row.reviewBy,
    })
    .execute()
  await sql`select sec.open_review(${id})`.execute(tx)
}

export type LockedWithdrawal = Readonly<{
  id: string
  case_id: string
  person_id: string
  state: StoredWithdrawal['state']
  received_at: Instant
  recorded_by: string
  recorded_unit_id: string
  owner_unit_id: string
  review_unit_id: string
  is_barred: boolean
  spoke_alone: boolean | null
}>

export const lockWithdrawal = async (tx: Tx, id: string): Promise<LockedWithdrawal | undefined> => {
  const { rows } = await sql<LockedWithdrawal>`
    select w.id, w.case_id, w.person_id, w.state, w.received_at, w.recorded_by, w.recorded_unit_id, c.owner_unit_id,
      w.review_unit_id, w.is_barred, w.spoke_alone
    from withdrawals w join cases c on c.id = w.case_id
    where w.id = ${id} for update of w`.execute(tx)
  return rows[0]
}

export const writeCall = async (
  tx: Tx,
  keys: Keys,
  call: Readonly<{
    id: string
    caseId: string
    at: Instant
    by: string
    way: 'phone' | 'in-person'
    spokeAlone: boolean
    result: string
  }>,
): Promise<void> => {
  const { id, caseId } = call
  await tx
    .updateTable('withdrawals')
    .set({
      called_at: call.at,
      called_by: call.by,
      call_way: call.way,
      spoke_alone: call.spokeAlone,
      call_sealed: await seal(tx, keys, { column: 'call_sealed', id, caseId, value: call.result }),
    })
    .where('id', '=', id)
    .execute()
}

export const writeDecision = async (
  tx: Tx,
  keys: Keys,
  decision: Readonly<{
    id: string
    caseId: string
    state: 'set-aside' | 'taken-into-account'
    at: Instant
    by: string
    reason: string
  }>,
): Promise<void> => {
  const { id, caseId } = decision
  await tx
    .updateTable('withdrawals')
    .set({
      state: decision.state,
      decided_at: decision.at,
      decided_by: decision.by,
      decision_sealed: await seal(tx, keys, {
        column: 'decision_sealed',
        id,
        caseId,
        value: decision.reason,
      }),
    })
    .where('id', '=', id)
    .execute()
}

/** Takes the case out of the sight of the reviewing unit; last of all in a decision. */
export const endReviewSight = async (tx: Tx, id: string): Promise<void> => {
  await sql`select sec.end_review(${id})`.execute(tx)
}

type Row = Omit<
  StoredWithdrawal,
  'said' | 'call_result' | 'decision_note' | 'person_name' | 'review_unit' | 'recorded_unit'
> &
  Readonly<{
    sealed: string
    call_sealed: string | null
    decision_sealed: string | null
    family: string | null
    given: string | null
    review_unit: Text
    recorded_unit: Text
  }>

export const listStored = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly StoredWithdrawal[]> => {
  const { rows } = await sql<Row>`
    select w.id, w.case_id, c.number as case_number, w.person_id, n.family, n.given, w.wants, w.state, w.received_at,
      w.recorded_by, r.name as recorded_by_name, w.recorded_unit_id, c.owner_unit_id, w.sealed, w.signals, w.law, w.is_barred,
      jsonb_build_object('kk', ru.name_kk, 'ru', ru.name_ru, 'en', ru.name_en) as recorded_unit,
      w.review_unit_id, jsonb_build_object('kk', vu.name_kk, 'ru', vu.name_ru, 'en', vu.name_en) as review_unit, w.review_by,
      w.called_at, w.called_by, k.name as called_by_name, w.call_way, w.spoke_alone, w.call_sealed,
      w.decided_at, w.decided_by, d.name as decided_by_name, w.decision_sealed
    from withdrawals w
    join cases c on c.id = w.case_id
    join units ru on ru.id = w.recorded_unit_id
    join units vu on vu.id = w.review_unit_id
    left join users r on r.id = w.recorded_by
    left join users k on k.id = w.called_by
    left join users d on d.id = w.decided_by
    left join lateral (
      select x.family, x.given from person_names x where x.person_id = w.person_id and x.ended_at is null order by x.script, x.id limit 1
    ) n on true
    where w.case_id = ${caseId}
    order by w.received_at desc, w.id desc`.execute(tx)
  return Promise.all(
    rows.map(async ({ sealed, call_sealed, decision_sealed, family, given, ...row }) => {
      const { id } = row
      const said = await unseal(tx, keys, { column: 'sealed', id, caseId, sealed })
      return {
        ...row,
        person_name: family === null ? '' : displayName({ family, given }),
        said: JSON.parse(said ?? '{}') as WithdrawalSaid,
        call_result: await unseal(tx, keys, {
          column: 'call_sealed',
          id,
          caseId,
          sealed: call_sealed,
        }),
        decision_note: await unseal(tx, keys, {
          column: 'decision_sealed',
          id,
          caseId,
          sealed: decision_sealed,
        }),
      }
    }),
  )
}

export const hasOpenReview = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await tx
    .selectFrom('withdrawals')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', '=', 'in-review')
    .executeTakeFirst()) !== undefined

export type ReviewUnit = Readonly<{ id: string; name: Text; agency: Text }>

/**
 * Units that may review: somebody there decides about cases, no wall stands before them, and they are neither
 * the unit that works the case, nor that of the one who records, nor above or below one of these.
 */
export const listReviewUnits = async (
  tx: Tx,
  about: Readonly<{ caseId: string; ownUnitIds: readonly string[] }>,
): Promise<readonly ReviewUnit[]> => {
  const { rows } = await sql<ReviewUnit>`
    select u.id, jsonb_build_object('kk', u.name_kk, 'ru', u.name_ru, 'en', u.name_en) as name,
      jsonb_build_object('kk', a.name_kk, 'ru', a.name_ru, 'en', a.name_en) as agency
    from units u join agencies a on a.id = u.agency_id
    where u.closed_at is null
      and not exists (
        select from units o where o.id = any (${[...about.ownUnitIds]}::uuid[]) and (o.id = any (u.path) or u.id = any (o.path))
      )
      and not exists (
        select from walls w where w.case_id = ${about.caseId} and w.ended_at is null and w.unit_id = any (u.path)
      )
      and exists (
        select from grants g join role_permissions p on p.role = g.role and p.permission = 'assign-cases'
        join users s on s.id = g.user_id and s.deactivated_at is null
        where g.unit_id = u.id and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
      )
    order by a.name_kk, u.name_kk, u.id`.execute(tx)
  return rows
}

export const findOwnerUnit = async (tx: Tx, caseId: string): Promise<string | undefined> =>
  (await tx.selectFrom('cases').select('owner_unit_id').where('id', '=', caseId).executeTakeFirst())
    ?.owner_unit_id

/** Units in which the one who acts holds a permission. */
export const unitsWith = async (tx: Tx, permission: string): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`
    select id from sec.unit_ids(${permission}) as id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export type CasePersonSeen = Readonly<{
  person_id: string
  role: string
  name: string
  rights_explained: boolean
}>

export const listPeopleOf = async (tx: Tx, caseId: string): Promise<readonly CasePersonSeen[]> => {
  const { rows } = await sql<
    Omit<CasePersonSeen, 'name'> & { family: string | null; given: string | null }
  >`
    select cp.person_id, cp.role, n.family, n.given,
      exists (select from rights_explanations r where r.case_id = cp.case_id and r.person_id = cp.person_id) as rights_explained
    from case_people cp
    left join lateral (
      select x.family, x.given from person_names x where x.person_id = cp.person_id and x.ended_at is null order by x.script, x.id limit 1
    ) n on true
    where cp.case_id = ${caseId}
    order by cp.added_at, cp.id`.execute(tx)
  return rows.map(({ family, given, ...row }) => ({
    ...row,
    name: family === null ? '' : displayName({ family, given }),
  }))
}

export type Surroundings = Readonly<{
  steps: readonly Instant[]
  wasBreached: boolean
  risk: 'not-assessed' | 'routine' | 'raised' | 'high'
  recordedBySame: number
  hasEarlierCase: boolean
  livesTogether: boolean
  contactsChangedLately: boolean
}>

/** What the case itself knows that bears on whether a wish is free. */
export const readSurroundings = async (
  tx: Tx,
  about: Readonly<{ caseId: string; personId: string; by: string; at: Instant; now: Instant }>,
): Promise<Surroundings> => {
  const { caseId, personId, by, at, now } = about
  const { rows: events } = await sql<{ kind: string; happened_at: Instant }>`
    select kind, happened_at from case_events
    where case_id = ${caseId} and kind in ('order-issued', 'order-served', 'order-breached')`.execute(
    tx,
  )
  const { rows } = await sql<Omit<Surroundings, 'steps' | 'wasBreached'>>`
    select c.risk,
      (select count(*)::int from withdrawals w where w.recorded_by = ${by} and w.received_at > ${now}::timestamptz - interval '90 days') as "recordedBySame",
      exists (
        select from case_people a join case_people b on b.person_id = a.person_id and b.role = 'alleged' and b.case_id <> a.case_id
        join cases e on e.id = b.case_id and e.opened_at < c.opened_at
        where a.case_id = c.id and a.role = 'alleged'
      ) as "hasEarlierCase",
      exists (
        select from person_relations r join case_people a on a.person_id = r.relative_id and a.case_id = c.id and a.role = 'alleged'
        where r.person_id = ${personId} and r.lives_together = 'yes'
      ) as "livesTogether",
      exists (
        select from safe_contacts s where s.person_id = ${personId} and s.confirmed_at > ${at}::timestamptz - interval '24 hours'
          and exists (select from safe_contacts p where p.person_id = s.person_id and p.confirmed_at < s.confirmed_at)
      ) as "contactsChangedLately"
    from cases c where c.id = ${caseId}`.execute(tx)
  const around = rows[0] ?? {
    risk: 'not-assessed' as const,
    recordedBySame: 0,
    hasEarlierCase: false,
    livesTogether: false,
    contactsChangedLately: false,
  }
  return {
    ...around,
    steps: events.map(({ happened_at }) => happened_at),
    wasBreached: events.some(({ kind }) => kind === 'order-breached'),
  }
}

/** Whose number it is, as far as the case knows. */
export const whosePhone = async (
  tx: Tx,
  keys: Keys,
  about: Readonly<{ caseId: string; personId: string; phone: string; safePhone: string | null }>,
): Promise<'alleged' | 'safe' | 'other'> => {
  const { caseId, personId, phone, safePhone } = about
  const { rows } = await sql<{ role: string; person_id: string }>`
    select cp.role, cp.person_id from person_identifiers i
    join case_people cp on cp.person_id = i.person_id and cp.case_id = ${caseId}
    where i.kind = 'phone' and i.ended_at is null and i.blind = ${blindOf(keys, 'phone', phone)}`.execute(
    tx,
  )
  if (rows.some(({ role }) => role === 'alleged')) return 'alleged'
  if (phone === safePhone) return 'safe'
  return safePhone === null && rows.some(({ person_id }) => person_id === personId)
    ? 'safe'
    : 'other'
}

/** Words of other withdrawals one may read, the latest fifty. */
export const listOtherWords = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly string[]> => {
  const rows = await tx
    .selectFrom('withdrawals')
    .select(['id', 'case_id', 'sealed'])
    .where('case_id', '<>', caseId)
    .orderBy('received_at', 'desc')
    .limit(50)
    .execute()
  return Promise.all(
    rows.map(async (row) => {
      const said = await unseal(tx, keys, {
        column: 'sealed',
        id: row.id,
        caseId: row.case_id,
        sealed: row.sealed,
      })
      return (JSON.parse(said ?? '{}') as WithdrawalSaid).words
    }),
  )
}
