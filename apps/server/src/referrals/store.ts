import type { AgencyKind, FieldClass, Referral } from '@umai/contract'
import { sealFor, seesWholeCase, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant, Text } from '@umai/words'
import { sql } from 'kysely'
import type { DutyStatement } from '../duties/model.ts'
import type { LawMoment } from '../events/model.ts'
import { type Order, readPage } from '../http/page.ts'
import type { StoredReferral } from './model.ts'

const place = (column: 'note_sealed' | 'answer_note_sealed', id: string) => ({
  table: 'referrals',
  column,
  rowId: id,
  schemaVersion: 1,
})

export type ReferralRow = Readonly<{
  id: string
  case_id: string
  kind: Referral['kind']
  state: Referral['state']
  from_unit_id: string
  to_unit_id: string
  assignment_id: string
  sent_by: string
  duty_id: string | null
}>

const stored = (tx: Tx, id: string) =>
  tx
    .selectFrom('referrals')
    .select([
      'id',
      'case_id',
      'kind',
      'state',
      'from_unit_id',
      'to_unit_id',
      'assignment_id',
      'sent_by',
      'duty_id',
    ])
    .where('id', '=', id)

export const lockReferral = async (tx: Tx, id: string): Promise<ReferralRow | undefined> =>
  stored(tx, id).forUpdate().executeTakeFirst()

/** Without a lock: a notice that was answered cannot be locked by those who only take note. */
export const findReferral = async (tx: Tx, id: string): Promise<ReferralRow | undefined> =>
  stored(tx, id).executeTakeFirst()

/** Opens a case to a unit as far as was ticked. */
export const insertAssignment = async (
  tx: Tx,
  row: Readonly<{
    id: string
    caseId: string
    unitId: string
    fieldClasses: readonly string[] | null
    by: string
  }>,
): Promise<void> => {
  await tx
    .insertInto('case_assignments')
    .values({
      id: row.id,
      case_id: row.caseId,
      unit_id: row.unitId,
      relation: 'referral',
      field_classes: row.fieldClasses === null ? null : [...row.fieldClasses],
      assigned_by: row.by,
    })
    .execute()
}

/** Takes away what a referral opened; whoever refused it no longer sees the case. */
export const endReferralSight = async (tx: Tx, id: string): Promise<void> => {
  await sql`select sec.end_referral(${id})`.execute(tx)
}

/** Makes the unit that accepted a hand-over the owner of the case. */
export const takeOver = async (tx: Tx, id: string, userId: string): Promise<void> => {
  await sql`select sec.take_over(${id}, ${userId})`.execute(tx)
}

export const insertReferral = async (
  tx: Tx,
  keys: Keys,
  row: Readonly<{
    id: string
    caseId: string
    kind: Referral['kind']
    fromUnitId: string
    toUnitId: string
    assignmentId: string
    fieldClasses: readonly FieldClass[]
    basis: 'consent' | 'law'
    article: string | null
    note: string | null
    /** The duty to tell that this notice fulfils. */
    dutyId: string | null
    by: string
    at: Instant
    answerBy: Instant
  }>,
): Promise<void> => {
  const { id, caseId, note } = row
  await tx
    .insertInto('referrals')
    .values({
      id,
      case_id: caseId,
      kind: row.kind,
      from_unit_id: row.fromUnitId,
      to_unit_id: row.toUnitId,
      assignment_id: row.assignmentId,
      field_classes: [...row.fieldClasses],
      basis: row.basis,
      article: row.article,
      duty_id: row.dutyId,
      note_sealed:
        note === null
          ? null
          : await sealFor(tx, {
              keys,
              subjectId: caseId,
              place: place('note_sealed', id),
              value: note,
            }),
      sent_by: row.by,
      sent_at: row.at,
      answer_by: row.answerBy,
    })
    .execute()
}

export const answerRow = async (
  tx: Tx,
  keys: Keys,
  answer: Readonly<{
    referral: ReferralRow
    state: 'accepted' | 'refused' | 'recalled' | 'ended'
    refusal: string | null
    note: string | null
    by: string
    at: Instant
    outcome?: string
  }>,
): Promise<void> => {
  const { referral, note } = answer
  await tx
    .updateTable('referrals')
    .set({
      state: answer.state,
      refusal: answer.refusal,
      outcome: (answer.outcome ?? null) as null,
      answered_by: answer.by,
      answered_at: answer.at,
      answer_note_sealed:
        note === null
          ? null
          : await sealFor(tx, {
              keys,
              subjectId: referral.case_id,
              place: place('answer_note_sealed', referral.id),
              value: note,
            }),
    })
    .where('id', '=', referral.id)
    .execute()
}

export type UnsentNotice = Readonly<{
  id: string
  rule: string
  unitId: string
  dueAt: Instant | null
  statement: DutyStatement
}>

/** Open duties to tell somebody that lie with a unit of the one who acts and of which no notice was sent. */
export const listUnsentNotices = async (
  tx: Tx,
  caseId: string,
  rules: readonly string[],
): Promise<readonly UnsentNotice[]> => {
  const { rows } = await sql<UnsentNotice>`
    select d.id, d.rule, d.unit_id as "unitId", d.due_at as "dueAt", d.statement
    from duties d
    where d.case_id = ${caseId} and d.state = 'open' and d.desk in ('worker', 'head') and d.rule = any (${[...rules]}::text[])
      and d.unit_id in (select sec.unit_ids('work-cases'))
      and not exists (select from referrals r where r.duty_id = d.id)
    order by d.started_at, d.id`.execute(tx)
  return rows
}

/** The office that oversees the case, or the offices of a kind that are nearest to its place. */
export const listUnitsToTell = async (
  tx: Tx,
  caseId: string,
  { agency, isOverseer }: Readonly<{ agency: AgencyKind; isOverseer: boolean }>,
): Promise<readonly string[]> => {
  const { rows } = isOverseer
    ? await sql<{ id: string }>`
        select unit_id as id from case_assignments
        where case_id = ${caseId} and relation = 'oversight' and ended_at is null order by valid_from limit 1`.execute(
        tx,
      )
    : await sql<{
        id: string
      }>`select unit_id as id from sec.units_of_place(${caseId}, ${agency})`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What the law calls it when the duty is fulfilled, and what it is about. */
export const findLawOfDuty = async (tx: Tx, id: string): Promise<LawMoment | undefined> => {
  const row = await tx
    .selectFrom('duties')
    .select(['statement', 'about_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  const [event] = (row?.statement as DutyStatement | undefined)?.satisfiedBy ?? []
  if (event === undefined) return undefined
  return { event, ...(row?.about_id ? { about: row.about_id } : {}) }
}

/** Ends the duty to tell; the one who takes note has no right over duties of the other office. */
export const endNoticedDuty = async (
  tx: Tx,
  { id, eventId, at }: Readonly<{ id: string; eventId: string; at: Instant }>,
): Promise<void> => {
  await sql`select sec.end_noticed_duty(${id}, ${eventId}, ${at}::timestamptz)`.execute(tx)
}

/** Whether one sees cases of this unit at all, as an office that oversees does. */
export const isUnitOfReader = async (tx: Tx, unitId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from sec.unit_ids('read-cases') as id where id = ${unitId}`.execute(tx)
  return rows.length > 0
}

export const hasOpenReferral = async (
  tx: Tx,
  { caseId, unitId }: Readonly<{ caseId: string; unitId: string }>,
): Promise<boolean> =>
  (await tx
    .selectFrom('referrals')
    .select('id')
    .where('case_id', '=', caseId)
    .where('to_unit_id', '=', unitId)
    .where('state', 'in', ['sent', 'accepted'])
    .executeTakeFirst()) !== undefined

/** Whether a wall stands between the case and the unit or one above it. */
export const isWalledUnit = async (tx: Tx, caseId: string, unitId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from walls w join units u on u.id = ${unitId}
    where w.case_id = ${caseId} and w.unit_id = any (u.path) and w.ended_at is null`.execute(tx)
  return rows.length > 0
}

export const findUnit = async (
  tx: Tx,
  id: string,
): Promise<{ closed_at: Instant | null; agency_kind: AgencyKind } | undefined> => {
  const row = await tx
    .selectFrom('units as u')
    .innerJoin('agencies as a', 'a.id', 'u.agency_id')
    .select(['u.closed_at', 'a.kind as agency_kind'])
    .where('u.id', '=', id)
    .executeTakeFirst()
  return row as { closed_at: Instant | null; agency_kind: AgencyKind } | undefined
}

export const isMyUnit = async (tx: Tx, unitId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from sec.unit_ids('work-cases') as id where id = ${unitId}`.execute(tx)
  return rows.length > 0
}

type Row = Omit<StoredReferral, 'note' | 'answer_note'> &
  Readonly<{ note_sealed: string | null; answer_note_sealed: string | null }>

const listed = (tx: Tx) =>
  tx
    .selectFrom('referrals as r')
    .innerJoin('cases as c', 'c.id', 'r.case_id')
    .innerJoin('units as f', 'f.id', 'r.from_unit_id')
    .innerJoin('units as t', 't.id', 'r.to_unit_id')
    .leftJoin('users as s', 's.id', 'r.sent_by')
    .leftJoin('users as a', 'a.id', 'r.answered_by')

/** An office that only oversees works no case, but takes note of what it is told. */
const isMineToAnswer = sql<boolean>`(r.to_unit_id in (select sec.unit_ids('work-cases'))
  or (r.kind = 'notice' and r.to_unit_id in (select sec.unit_ids('read-cases'))))`
const isMine = sql<boolean>`r.from_unit_id in (select sec.unit_ids('work-cases'))`

const shown = [
  'r.id',
  'r.case_id',
  'c.number as case_number',
  'r.kind',
  'r.state',
  'r.from_unit_id',
  'r.to_unit_id',
  'r.sent_by',
  's.name as sent_by_name',
  'r.sent_at',
  'r.field_classes',
  'r.basis',
  'r.article',
  'r.note_sealed',
  'r.answer_by',
  'r.answered_at',
  'r.answered_by',
  'a.name as answered_by_name',
  'r.refusal',
  'r.answer_note_sealed',
  'r.outcome',
  sql<Text>`json_build_object('kk', f.name_kk, 'ru', f.name_ru, 'en', f.name_en)`.as('from_unit'),
  sql<Text>`json_build_object('kk', t.name_kk, 'ru', t.name_ru, 'en', t.name_en)`.as('to_unit'),
  isMineToAnswer.as('is_mine_to_answer'),
  isMine.as('is_mine'),
] as const

const opened = (tx: Tx, keys: Keys, rows: readonly Row[]): Promise<StoredReferral[]> => {
  const open = (row: Row, column: 'note_sealed' | 'answer_note_sealed', sealed: string | null) =>
    sealed === null
      ? null
      : unsealFor(tx, { keys, subjectId: row.case_id, place: place(column, row.id), sealed })
  return Promise.all(
    rows.map(async ({ note_sealed, answer_note_sealed, ...row }) => ({
      ...row,
      note: await open({ note_sealed, answer_note_sealed, ...row }, 'note_sealed', note_sealed),
      answer_note: await open(
        { note_sealed, answer_note_sealed, ...row },
        'answer_note_sealed',
        answer_note_sealed,
      ),
    })),
  )
}

export const listReferrals = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly StoredReferral[]> => {
  const rows = await listed(tx)
    .select(shown)
    .where('r.case_id', '=', caseId)
    .where(sql<boolean>`(${seesWholeCase(caseId)} or ${isMineToAnswer} or ${isMine})`)
    .orderBy('r.sent_at', 'desc')
    .orderBy('r.id', 'desc')
    .execute()
  return opened(tx, keys, rows as unknown as Row[])
}

type Filter = Readonly<{
  direction?: 'in' | 'out'
  state?: Referral['state']
  sort?: string
  cursor?: string
  limit?: number
}>

/** Referrals to and from the units of the one who asks. */
export const pageOfReferrals = async (
  tx: Tx,
  keys: Keys,
  filter: Filter,
): Promise<{ rows: readonly StoredReferral[]; nextCursor: string | null; total: number }> => {
  const { direction, state } = filter
  const matching = listed(tx)
    .where(
      direction === 'in'
        ? isMineToAnswer
        : direction === 'out'
          ? isMine
          : sql<boolean>`(${isMineToAnswer} or ${isMine})`,
    )
    .$if(state !== undefined, (query) => query.where('r.state', '=', state ?? 'sent'))
  const sort = filter.sort ?? 'answerBy'
  const order: Order = {
    sort,
    by: sql.ref(sort === '-sentAt' ? 'r.sent_at' : 'r.answer_by'),
    as: 'timestamptz',
    id: sql.ref('r.id'),
    idAs: 'uuid',
  }
  const found = await readPage(matching.select(shown), order, filter)
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return {
    rows: await opened(tx, keys, found.rows as unknown as Row[]),
    nextCursor: found.nextCursor,
    total: Number(total),
  }
}
