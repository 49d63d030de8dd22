import {
  type CaseRole,
  type Evidence,
  type PairSide,
  type RegisterColumns,
  type RegisterEncoding,
  type RegisterFault,
  type RegisterFile,
  type RegisterFormat,
  type RegisterMatch,
  type RegisterProblem,
  type RegisterState,
  registerPartBytes,
} from '@umai/contract'
import { sealFor, sealWith, subjectKeyOf, type Tx, unsealFor } from '@umai/db'
import type { RegisterBytes, RegisterReport, RegisterRow } from '@umai/linkage/registers'
import { type Keys, randomId, type SecretKey } from '@umai/platform'
import type { Instant, PlainDate } from '@umai/words'
import { sql } from 'kysely'
import { inOrderOf, readPage, readPageOfIds } from '../http/page.ts'
import { type Agreement, type Known, likenessModel, type Weighed } from '../likeness/model.ts'
import { type SideRow, toSide } from '../merges/model.ts'
import { nameOfRow, type SoughtRow, secondsLeft } from './model.ts'

const aboutPlace = (id: string) => ({
  table: 'register_files',
  column: 'about_sealed',
  rowId: id,
  schemaVersion: 1,
})
/** Each piece is bound to its file and its number: none can be put in the place of another. */
const partPlace = (id: string, number: number) => ({
  table: 'register_parts',
  column: `sealed/${number}`,
  rowId: id,
  schemaVersion: 1,
})
const faultPlace = (id: string, place: number) => ({
  table: 'register_faults',
  column: `sealed/${place}`,
  rowId: id,
  schemaVersion: 1,
})
const rowPlace = (matchId: string) => ({
  table: 'register_matches',
  column: 'row_sealed',
  rowId: matchId,
  schemaVersion: 1,
})

type About = Readonly<{ name: string; sender: string }>

export const insertFile = async (
  tx: Tx,
  keys: Keys,
  one: Readonly<{
    id: string
    unitId: string
    by: string
    at: Instant
    about: About
    format: RegisterFormat
    bytes: number
    parts: number
    sha256: string
    forgetOn: PlainDate
  }>,
): Promise<void> => {
  const value = JSON.stringify(one.about)
  const about_sealed = await sealFor(tx, {
    keys,
    subjectId: one.id,
    place: aboutPlace(one.id),
    value,
  })
  await tx
    .insertInto('register_files')
    .values({
      id: one.id,
      unit_id: one.unitId,
      uploaded_by: one.by,
      uploaded_at: one.at,
      about_sealed,
      format: one.format,
      bytes: one.bytes,
      parts: one.parts,
      sha256: one.sha256,
      forget_on: one.forgetOn,
    })
    .execute()
}

const columns = [
  'id',
  'uploaded_by',
  'unit_id',
  'format',
  'bytes',
  'parts',
  'sha256',
  'state',
  'encoding',
  'columns',
  'good',
  'behind',
  'moved_at',
  'attempts',
  'released_by',
] as const

export type FileRow = Readonly<{
  id: string
  uploaded_by: string
  unit_id: string
  format: RegisterFormat
  bytes: number
  parts: number
  sha256: string
  state: RegisterState
  encoding: RegisterEncoding | null
  columns: RegisterColumns | null
  good: number
  behind: number
  moved_at: Instant | null
  attempts: number
  released_by: string | null
}>

export const findFile = async (tx: Tx, id: string): Promise<FileRow | undefined> =>
  (await tx.selectFrom('register_files').select(columns).where('id', '=', id).executeTakeFirst()) as
    | FileRow
    | undefined

export const lockFile = async (tx: Tx, id: string): Promise<FileRow | undefined> =>
  (await tx
    .selectFrom('register_files')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as FileRow | undefined

/** A register that is to be worked on and that nobody has worked on since the given moment. */
export const findWork = async (tx: Tx, since: Instant): Promise<FileRow | undefined> =>
  (await tx
    .selectFrom('register_files')
    .select(columns)
    .where('state', 'in', ['checking', 'comparing'])
    .where((is) => is.or([is('moved_at', 'is', null), is('moved_at', '<', since)]))
    .orderBy('uploaded_at')
    .executeTakeFirst()) as FileRow | undefined

export const keepPart = async (
  tx: Tx,
  keys: Keys,
  { id, number, bytes }: Readonly<{ id: string; number: number; bytes: Uint8Array }>,
): Promise<void> => {
  const value = Buffer.from(bytes).toString('base64')
  const sealed = await sealFor(tx, { keys, subjectId: id, place: partPlace(id, number), value })
  await tx
    .insertInto('register_parts')
    .values({ file_id: id, number, sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const readPart = async (
  tx: Tx,
  keys: Keys,
  id: string,
  number: number,
): Promise<Buffer | undefined> => {
  const row = await tx
    .selectFrom('register_parts')
    .select('sealed')
    .where('file_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { sealed } = row
  const base64 = await unsealFor(tx, { keys, subjectId: id, place: partPlace(id, number), sealed })
  return Buffer.from(base64, 'base64')
}

/** A piece of the file is not there: it never arrived, or was forgotten meanwhile. */
export class PartMissing extends Error {}

const partsAtHand = 4

/** The bytes of a register, unsealed piece by piece as they are asked for; few are held at a time. */
export const bytesOf = (
  inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  keys: Keys,
  { id, bytes }: Pick<FileRow, 'id' | 'bytes'>,
): RegisterBytes => {
  const held = new Map<number, Buffer>()
  const part = async (number: number): Promise<Buffer> => {
    const known = held.get(number)
    if (known !== undefined) return known
    const read = await inTx((tx) => readPart(tx, keys, id, number))
    if (read === undefined) throw new PartMissing()
    held.set(number, read)
    const [oldest] = held.keys()
    if (held.size > partsAtHand && oldest !== undefined) held.delete(oldest)
    return read
  }
  return {
    byteLength: bytes,
    read: async (from, to) => {
      const pieces: Buffer[] = []
      for (let at = from; at < to; ) {
        const index = Math.floor(at / registerPartBytes)
        const start = index * registerPartBytes
        const end = Math.min(to, start + registerPartBytes)
        pieces.push((await part(index + 1)).subarray(at - start, end - start))
        at = end
      }
      return Buffer.concat(pieces)
    },
  }
}

type Change = Readonly<{
  state?: RegisterState
  problem?: RegisterProblem | null
  encoding?: RegisterEncoding | null
  columns?: string
  rows?: number
  good?: number
  fault_count?: number
  share?: number
  behind?: number
  begun_at?: Instant | null
  moved_at?: Instant | null
  attempts?: number
  released_by?: string
  released_at?: Instant
}>

export const updateFile = async (tx: Tx, id: string, change: Change): Promise<void> => {
  await tx.updateTable('register_files').set(change).where('id', '=', id).execute()
}

/** False where somebody else works on the file, or it is at another step by now. */
export const moveFile = async (
  tx: Tx,
  from: Pick<FileRow, 'id' | 'state' | 'moved_at'>,
  change: Change,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('register_files')
    .set(change)
    .where('id', '=', from.id)
    .where('state', '=', from.state)
    .where(sql<boolean>`moved_at is not distinct from ${from.moved_at}::timestamptz`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const replaceFaults = async (
  tx: Tx,
  keys: Keys,
  id: string,
  faults: RegisterReport['faults'],
): Promise<void> => {
  await tx.deleteFrom('register_faults').where('file_id', '=', id).execute()
  if (faults.length === 0) return
  const key = await subjectKeyOf(tx, keys, id)
  const rows = faults.map(({ line, code, column, value }, place) => ({
    file_id: id,
    place,
    line: line ?? null,
    code,
    sealed: sealWith(key, {
      subjectId: id,
      place: faultPlace(id, place),
      value: JSON.stringify({ column: column ?? null, value }),
    }),
  }))
  for (let from = 0; from < rows.length; from += 500)
    await tx
      .insertInto('register_faults')
      .values(rows.slice(from, from + 500))
      .execute()
}

type Page = Readonly<{ cursor?: string; limit?: number }>

export const listFaults = async (
  tx: Tx,
  keys: Keys,
  id: string,
  page: Page,
): Promise<{ items: RegisterFault[]; nextCursor: string | null; total: number }> => {
  const all = tx.selectFrom('register_faults as f').where('f.file_id', '=', id)
  const { rows, nextCursor } = await readPage(
    all.select(['f.place', 'f.line', 'f.code', 'f.sealed']),
    {
      sort: 'place',
      by: sql`f.place::bigint`,
      as: 'bigint',
      id: sql`f.place::bigint`,
      idAs: 'bigint',
    },
    page,
  )
  const { total } = await all
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const items: RegisterFault[] = []
  for (const { place, line, code, sealed } of rows) {
    const text = await unsealFor(tx, { keys, subjectId: id, place: faultPlace(id, place), sealed })
    items.push({ line, code, ...(JSON.parse(text) as Pick<RegisterFault, 'column' | 'value'>) })
  }
  return { items, nextCursor, total: Number(total) }
}

/** More bearers of one number or name than these say that it means little. */
const mostPerRule = 100

export type CandidateRow = Readonly<{
  row: number
  person_id: string
  names: Known['names']
  birth_date: PlainDate | null
  sex: Known['sex']
  iin: Agreement
  phone: Agreement
}>

/** People led in or below the unit of the register who may be meant by its rows; nobody else is looked at. */
export const listCandidates = async (
  tx: Tx,
  unitId: string,
  rows: readonly SoughtRow[],
): Promise<readonly CandidateRow[]> => {
  const agreement = (kind: 'iin' | 'phone') => sql`(
    select case when r.${sql.ref(kind)} is null or count(*) = 0 then 'unknown'
      when bool_or(i.blind = decode(r.${sql.ref(kind)}, 'hex')) then 'same' else 'other' end
    from person_identifiers i where i.person_id = p.id and i.kind = ${kind} and i.ended_at is null)`
  const { rows: found } = await sql<CandidateRow>`
    select r.row, p.id as person_id, p.birth_date, p.sex,
      (select jsonb_agg(jsonb_build_object('family', n.family, 'given', n.given, 'patronymic', n.patronymic) order by n.id)
        from person_names n where n.person_id = p.id) as names,
      ${agreement('iin')} as iin, ${agreement('phone')} as phone
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      r (row int, iin text, phone text, sounds jsonb, sound text, born date)
    cross join lateral (
      (select i.person_id as id from person_identifiers i
        where i.ended_at is null and i.kind = 'iin' and i.blind = decode(r.iin, 'hex') limit ${mostPerRule})
      union
      (select i.person_id from person_identifiers i
        where i.ended_at is null and i.kind = 'phone' and i.blind = decode(r.phone, 'hex') limit ${mostPerRule})
      union
      (select q.id from people q
        where q.birth_date = r.born and exists (
          select from person_name_tokens t where t.person_id = q.id and r.sounds ? t.sound)
        limit ${mostPerRule})
      union
      (select n.person_id from person_names n join people q on q.id = n.person_id
        where n.sound_key = r.sound and n.ended_at is null and (
          r.born is null or q.birth_date is null or abs(r.born - q.birth_date) <= 400
          or to_char(r.born, 'MMDD') in (to_char(q.birth_date, 'MMDD'), to_char(q.birth_date, 'DDMM')))
        limit ${mostPerRule})
    ) f
    join people p on p.id = f.id
    where sec.is_led_in(f.id, ${unitId})`.execute(tx)
  return found
}

export type FoundMatch = Readonly<{ row: RegisterRow; personId: string; weighed: Weighed }>

/** What is kept of the row itself: enough to compare it with a record. */
const rowText = (row: RegisterRow): string => {
  const name = nameOfRow(row)
  const kept: RegisterMatch['row'] = {
    number: row.number ?? null,
    name: row.whole ?? [name.family, name.given, name.patronymic].filter(Boolean).join(' '),
    birthDate: row.birthDate ?? null,
    sex: row.sex ?? null,
    hasIin: row.iin !== undefined,
    hasPhone: row.phone !== undefined,
  }
  return JSON.stringify(kept)
}

export const insertMatches = async (
  tx: Tx,
  key: SecretKey,
  fileId: string,
  matches: readonly FoundMatch[],
): Promise<void> => {
  if (matches.length === 0) return
  const rows = matches.map(({ row, personId, weighed }) => {
    const id = randomId()
    return {
      id,
      file_id: fileId,
      person_id: personId,
      row: row.row,
      line: row.line,
      weight: weighed.weight,
      likeness: weighed.likeness,
      evidence: JSON.stringify(weighed.evidence),
      model: likenessModel(),
      row_sealed: sealWith(key, { subjectId: fileId, place: rowPlace(id), value: rowText(row) }),
    }
  })
  await tx
    .insertInto('register_matches')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const keyOf = (tx: Tx, keys: Keys, id: string): Promise<SecretKey> =>
  subjectKeyOf(tx, keys, id)

const selectFiles = (tx: Tx) =>
  tx
    .selectFrom('register_files as f')
    .innerJoin('units as n', 'n.id', 'f.unit_id')
    .leftJoin('users as u', 'u.id', 'f.uploaded_by')
    .leftJoin('users as r', 'r.id', 'f.released_by')
    .leftJoin('users as g', 'g.id', 'f.forgotten_by')
    .select([
      'f.id',
      'f.about_sealed',
      'f.format',
      'f.bytes',
      'f.unit_id',
      'n.name_kk',
      'n.name_ru',
      'n.name_en',
      'f.uploaded_by',
      'u.name as uploader',
      'f.uploaded_at',
      'f.state',
      'f.problem',
      'f.encoding',
      'f.columns',
      'f.rows',
      'f.good',
      'f.fault_count',
      'f.share',
      'f.begun_at',
      'f.released_by',
      'r.name as releaser',
      'f.released_at',
      'f.forget_on',
      'f.forgotten_at',
      'f.forgotten_by',
      'g.name as forgetter',
      sql<number>`(select count(*)::int from register_matches m where m.file_id = f.id)`.as(
        'found',
      ),
      sql<number>`(select count(*)::int from register_matches m where m.file_id = f.id and m.answer is null)`.as(
        'unanswered',
      ),
    ])

type SelectedFile = Awaited<ReturnType<ReturnType<typeof selectFiles>['executeTakeFirstOrThrow']>>

const named = (id: string | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' }

const toFile = async (
  tx: Tx,
  { keys, now }: Readonly<{ keys: Keys; now: Instant }>,
  row: SelectedFile,
): Promise<RegisterFile> => {
  const about: About | null =
    row.about_sealed === null
      ? null
      : JSON.parse(
          await unsealFor(tx, {
            keys,
            subjectId: row.id,
            place: aboutPlace(row.id),
            sealed: row.about_sealed,
          }),
        )
  const { state, share } = row
  return {
    id: row.id,
    name: about?.name ?? null,
    sender: about?.sender ?? null,
    format: row.format,
    bytes: row.bytes,
    unit: { id: row.unit_id, name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en } },
    uploadedBy: { id: row.uploaded_by, name: row.uploader ?? '' },
    uploadedAt: row.uploaded_at,
    state,
    problem: row.problem,
    encoding: row.encoding,
    columns: row.columns as RegisterColumns | null,
    rows: row.rows,
    good: row.good,
    faultCount: row.fault_count,
    share,
    secondsLeft: secondsLeft({ state, share, begunAt: row.begun_at }, now),
    releasedBy: named(row.released_by, row.releaser),
    releasedAt: row.released_at,
    found: row.found,
    unanswered: row.unanswered,
    forgetOn: row.forget_on,
    forgottenAt: row.forgotten_at,
    forgottenBy: named(row.forgotten_by, row.forgetter),
  }
}

type Reading = Readonly<{ keys: Keys; now: Instant }>

export const listFiles = async (
  tx: Tx,
  reading: Reading,
  page: Page,
): Promise<{ items: RegisterFile[]; nextCursor: string | null; total: number }> => {
  const { ids, nextCursor, total } = await readPageOfIds(
    tx,
    tx.selectFrom('register_files as f'),
    {
      sort: '-uploadedAt',
      by: sql.ref('f.uploaded_at'),
      as: 'timestamptz',
      id: sql.ref('f.id'),
      idAs: 'uuid',
    },
    page,
  )
  if (ids.length === 0) return { items: [], nextCursor, total }
  const rows = await selectFiles(tx).where('f.id', 'in', ids).execute()
  const items: RegisterFile[] = []
  for (const row of inOrderOf(ids, rows)) items.push(await toFile(tx, reading, row))
  return { items, nextCursor, total }
}

export const readFile = async (
  tx: Tx,
  reading: Reading,
  id: string,
): Promise<RegisterFile | undefined> => {
  const row = await selectFiles(tx).where('f.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toFile(tx, reading, row)
}

type MatchRow = Readonly<{
  id: string
  line: number
  person_id: string
  weight: number
  likeness: number
  evidence: Evidence[]
  model: string
  row_sealed: string
  answer: RegisterMatch['answer']
  answered_by: string | null
  answerer: string | null
  answered_at: Instant | null
  side: SideRow
}>

export const listMatches = async (
  tx: Tx,
  keys: Keys,
  fileId: string,
  { answer, ...page }: Page & Readonly<{ answer?: 'none' | 'same' | 'different' | 'unsure' }>,
): Promise<{ items: RegisterMatch[]; nextCursor: string | null; total: number }> => {
  const { ids, nextCursor, total } = await readPageOfIds(
    tx,
    tx
      .selectFrom('register_matches as m')
      .where('m.file_id', '=', fileId)
      .$if(answer === 'none', (query) => query.where('m.answer', 'is', null))
      .$if(answer !== undefined && answer !== 'none', (query) =>
        query.where('m.answer', '=', answer as 'same'),
      ),
    {
      sort: '-weight',
      by: sql`round(m.weight * 1000)::bigint`,
      as: 'bigint',
      id: sql.ref('m.id'),
      idAs: 'uuid',
    },
    page,
  )
  if (ids.length === 0) return { items: [], nextCursor, total }
  const { rows } = await sql<MatchRow>`
    select m.id, m.line, m.person_id, m.weight, m.likeness, m.evidence, m.model, m.row_sealed, m.answer, m.answered_by,
      u.name as answerer, m.answered_at, to_jsonb(s) as side
    from register_matches m cross join lateral sec.pair_side(m.person_id) s left join users u on u.id = m.answered_by
    where m.id = any (${ids}::uuid[])`.execute(tx)
  const cases = await listCases(
    tx,
    rows.map(({ person_id }) => person_id),
  )
  const items: RegisterMatch[] = []
  for (const row of inOrderOf(ids, rows)) {
    const place = rowPlace(row.id)
    const text = await unsealFor(tx, { keys, subjectId: fileId, place, sealed: row.row_sealed })
    items.push({
      id: row.id,
      line: row.line,
      row: JSON.parse(text) as RegisterMatch['row'],
      person: toSide(row.person_id, row.side, cases),
      likeness: row.likeness,
      weight: Math.round(row.weight * 10) / 10,
      evidence: row.evidence,
      model: row.model,
      answer: row.answer,
      answeredBy: named(row.answered_by, row.answerer),
      answeredAt: row.answered_at,
    })
  }
  return { items, nextCursor, total }
}

/** Cases of these people that the one who asks sees by his own rights. */
const listCases = async (
  tx: Tx,
  people: readonly string[],
): Promise<ReadonlyMap<string, PairSide['cases']>> => {
  const cases = await tx
    .selectFrom('case_people as cp')
    .innerJoin('cases as c', 'c.id', 'cp.case_id')
    .select(['cp.person_id', 'c.id', 'c.number', 'cp.role'])
    .where('cp.person_id', 'in', people)
    .orderBy('c.opened_at', 'desc')
    .execute()
  const found = new Map<string, PairSide['cases']>()
  for (const { person_id, id, number, role } of cases)
    found.set(person_id, [...(found.get(person_id) ?? []), { id, number, role: role as CaseRole }])
  return found
}

/** The file of a match that the one who asks may answer. */
export const updateAnswer = async (
  tx: Tx,
  one: Readonly<{ id: string; answer: 'same' | 'different' | 'unsure'; by: string; at: Instant }>,
): Promise<string | undefined> => {
  const row = await tx
    .updateTable('register_matches')
    .set({ answer: one.answer, answered_by: one.by, answered_at: one.at })
    .where('id', '=', one.id)
    .returning('file_id')
    .executeTakeFirst()
  return row?.file_id
}

/** False where it is forgotten already, or not for the one who asks to forget. */
export const forgetFile = async (
  tx: Tx,
  { id, by, at }: Readonly<{ id: string; by: string | null; at: Instant }>,
): Promise<boolean> => {
  const { rows } = await sql<{ done: boolean }>`
    select sec.forget_register(${id}, ${by}::uuid, ${at}::timestamptz) as done`.execute(tx)
  return rows[0]?.done === true
}

/** Registers whose day has come, and those that never arrived whole. */
export const listDue = async (
  tx: Tx,
  { today, unfinishedBefore }: Readonly<{ today: PlainDate; unfinishedBefore: Instant }>,
): Promise<readonly string[]> => {
  const rows = await tx
    .selectFrom('register_files')
    .select('id')
    .where('forgotten_at', 'is', null)
    .where((is) =>
      is.or([
        is('forget_on', '<=', today),
        is.and([is('state', '=', 'arriving'), is('uploaded_at', '<', unfinishedBefore)]),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}
