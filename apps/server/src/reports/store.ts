import { randomInt } from 'node:crypto'
import type {
  AgencyKind,
  Report,
  ReportContent,
  ReportDraft,
  ReportRow,
  ReportState,
  Urgency,
} from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import { additionalDataOf, type Keys, randomId, seal, sealedWith, unseal } from '@umai/platform'
import type { Instant, Text } from '@umai/words'
import { sql } from 'kysely'
import { type Order, readPage } from '../http/page.ts'
import { blindOf } from '../people/model.ts'
import type { Asked } from '../search/model.ts'
import type { Mention } from './model.ts'

export type StoredReport = Readonly<{
  id: string
  number: string
  channel: Report['channel']
  speaker: Report['speaker']
  urgency: Urgency
  state: ReportState
  place_kato: string
  version: number
  recorded_by: string
  recorded_unit_id: string
  recorded_at: Instant
  received_at: Instant
  answer_by: Instant
  unit_id: string
  handed_over_at: Instant | null
  picked_up_by: string | null
  picked_up_at: Instant | null
  case_id: string | null
  ended_reason: string | null
}>

const columns = [
  'id',
  'number',
  'channel',
  'speaker',
  'urgency',
  'state',
  'place_kato',
  'version',
  'recorded_by',
  'recorded_unit_id',
  'recorded_at',
  'received_at',
  'answer_by',
  'unit_id',
  'handed_over_at',
  'picked_up_by',
  'picked_up_at',
  'case_id',
  'ended_reason',
] as const

/** Locks the report, so that two people cannot take or end it at once. */
export const lockReport = async (tx: Tx, id: string): Promise<StoredReport | undefined> =>
  (await tx
    .selectFrom('reports')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as StoredReport | undefined

export const insertReport = async (
  tx: Tx,
  report: Omit<
    StoredReport,
    'version' | 'handed_over_at' | 'picked_up_by' | 'picked_up_at' | 'case_id' | 'ended_reason'
  >,
): Promise<void> => {
  await tx.insertInto('reports').values(report).execute()
}

export const updateReport = async (
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      StoredReport,
      | 'channel'
      | 'speaker'
      | 'place_kato'
      | 'urgency'
      | 'version'
      | 'state'
      | 'unit_id'
      | 'answer_by'
      | 'handed_over_at'
      | 'picked_up_by'
      | 'picked_up_at'
      | 'case_id'
      | 'ended_reason'
    > & { ended_note_sealed: string }
  >,
): Promise<void> => {
  await tx.updateTable('reports').set(change).where('id', '=', id).execute()
}

const contentPlace = (reportId: string, version: number) => ({
  table: 'report_versions',
  column: 'sealed',
  rowId: `${reportId}.${version}`,
  schemaVersion: 1,
})

export const insertVersion = async (
  tx: Tx,
  keys: Keys,
  version: Readonly<{
    reportId: string
    version: number
    content: ReportContent
    reason: string | null
    by: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('report_versions')
    .values({
      report_id: version.reportId,
      version: version.version,
      sealed: await sealFor(tx, {
        keys,
        subjectId: version.reportId,
        place: contentPlace(version.reportId, version.version),
        value: JSON.stringify(version.content),
      }),
      reason: version.reason,
      recorded_by: version.by,
      recorded_at: version.at,
    })
    .execute()
}

export type ReportVersion = Report['versions'][number]

export const listVersions = async (
  tx: Tx,
  keys: Keys,
  reportId: string,
): Promise<readonly ReportVersion[]> => {
  const rows = await tx
    .selectFrom('report_versions as v')
    .leftJoin('users as u', 'u.id', 'v.recorded_by')
    .select(['v.version', 'v.sealed', 'v.reason', 'v.recorded_by', 'v.recorded_at', 'u.name'])
    .where('v.report_id', '=', reportId)
    .orderBy('v.version')
    .execute()
  const contents = await Promise.all(
    rows.map(
      async (row) =>
        JSON.parse(
          await unsealFor(tx, {
            keys,
            subjectId: reportId,
            place: contentPlace(reportId, row.version),
            sealed: row.sealed,
          }),
        ) as ReportContent,
    ),
  )
  const names = await readPlaceNames(
    tx,
    contents.map(({ place }) => place.kato),
  )
  return rows.flatMap((row, at) => {
    const content = contents[at]
    if (content === undefined) return []
    const { kato } = content.place
    return {
      version: row.version,
      content,
      placeName: names.get(kato) ?? { kk: kato, ru: kato, en: kato },
      by: { id: row.recorded_by, name: row.name ?? '' },
      at: row.recorded_at,
      reason: row.reason,
    }
  })
}

/** Places as they are called now. */
const readPlaceNames = async (
  tx: Tx,
  katos: readonly string[],
): Promise<ReadonlyMap<string, Text>> => {
  const rows = await tx
    .selectFrom('place_names')
    .select(['kato', 'name_kk', 'name_ru', 'name_en'])
    .where('kato', 'in', [...katos])
    .orderBy('valid_from')
    .execute()
  return new Map(
    rows.map((row) => [row.kato, { kk: row.name_kk, ru: row.name_ru, en: row.name_en }]),
  )
}

/** What the report says now, all corrections made. */
export const readLatestContent = async (
  tx: Tx,
  keys: Keys,
  report: Pick<StoredReport, 'id' | 'version'>,
): Promise<ReportContent> => {
  const { sealed } = await tx
    .selectFrom('report_versions')
    .select('sealed')
    .where('report_id', '=', report.id)
    .where('version', '=', report.version)
    .executeTakeFirstOrThrow()
  const place = contentPlace(report.id, report.version)
  const text = await unsealFor(tx, { keys, subjectId: report.id, place, sealed })
  return JSON.parse(text) as ReportContent
}

export const insertMentions = async (
  tx: Tx,
  keys: Keys,
  reportId: string,
  mentions: readonly Mention[],
): Promise<void> => {
  if (mentions.length === 0) return
  await tx
    .insertInto('report_mentions')
    .values(
      mentions.map(({ part, kind, value }) => ({
        id: randomId(),
        report_id: reportId,
        part,
        kind,
        blind: blindOf(keys, kind, value),
      })),
    )
    .execute()
}

export type Heard = Readonly<{
  report_id: string
  case_id: string | null
  case_is_open: boolean | null
  received_at: Instant
  unit_id: string
}>

export const listHeard = async (
  tx: Tx,
  keys: Keys,
  kind: Mention['kind'],
  value: string,
): Promise<readonly Heard[]> => {
  const { rows } = await sql<Heard>`
    select * from sec.earlier_contacts(${kind}, ${[blindOf(keys, kind, value)]})`.execute(tx)
  return rows
}

/** The reports that speak of whoever was typed. All is kept blinded, so that only what is whole finds anything. */
export const listHeardAs = async (
  tx: Tx,
  keys: Keys,
  { typed, words, iin, phone }: Asked,
): Promise<readonly string[]> => {
  const meant = [
    { kind: 'name', value: words.length > 0 ? typed : null },
    { kind: 'iin', value: iin },
    { kind: 'phone', value: phone },
  ] as const
  const found = []
  for (const { kind, value } of meant)
    if (value !== null) found.push(...(await listHeard(tx, keys, kind, value)))
  return found.map(({ report_id: id }) => id)
}

// A draft has no subject yet: it is sealed for its author and lives until it is submitted.

const draftPlace = (id: string, userId: string): Buffer =>
  additionalDataOf({
    table: 'report_drafts',
    column: 'sealed',
    rowId: id,
    subjectId: userId,
    schemaVersion: 1,
  })

const sealDraft = (keys: Keys, id: string, userId: string, content: unknown): string =>
  seal(keys.derive('report drafts'), JSON.stringify(content), draftPlace(id, userId))

export const insertDraft = async (
  tx: Tx,
  keys: Keys,
  draft: Readonly<{ id: string; userId: string; content: ReportDraft['content']; at: Instant }>,
): Promise<void> => {
  await tx
    .insertInto('report_drafts')
    .values({
      id: draft.id,
      user_id: draft.userId,
      sealed: sealDraft(keys, draft.id, draft.userId, draft.content),
      created_at: draft.at,
      saved_at: draft.at,
    })
    .execute()
}

/** Saves over the revision that was read; says whether it still was the latest. */
export const updateDraft = async (
  tx: Tx,
  keys: Keys,
  draft: Readonly<{
    id: string
    userId: string
    revision: number
    content: ReportDraft['content']
    at: Instant
  }>,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('report_drafts')
    .set({
      revision: draft.revision + 1,
      sealed: sealDraft(keys, draft.id, draft.userId, draft.content),
      saved_at: draft.at,
    })
    .where('id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const hasDraft = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('report_drafts').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined

/** Takes a draft away; one that was saved again since that revision stays. */
export const deleteDraft = async (tx: Tx, id: string, revision?: number): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('report_drafts')
    .where('id', '=', id)
    .$if(revision !== undefined, (found) => found.where('revision', '=', revision ?? 0))
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export const listDrafts = async (
  tx: Tx,
  keys: Keys,
  userId: string,
): Promise<readonly ReportDraft[]> => {
  const key = keys.derive('report drafts')
  const rows = await tx
    .selectFrom('report_drafts')
    .select(['id', 'revision', 'sealed', 'created_at', 'saved_at'])
    .where('user_id', '=', userId)
    .orderBy('saved_at', 'desc')
    .execute()
  return rows
    .filter(({ sealed }) => sealedWith(sealed) === key.id)
    .map((row) => ({
      id: row.id,
      revision: row.revision,
      content: JSON.parse(
        unseal(key, row.sealed, draftPlace(row.id, userId)).toString('utf8'),
      ) as ReportDraft['content'],
      createdAt: row.created_at,
      savedAt: row.saved_at,
    }))
}

type Filter = Readonly<{
  q?: string
  state?: ReportState
  channel?: ReportRow['channel']
  unfinished?: boolean
  sort?: string
  cursor?: string
  limit?: number
}>

export type ListedReport = StoredReport &
  Readonly<{
    place_kk: string
    place_ru: string
    place_en: string
    unit_kk: string | null
    unit_ru: string | null
    unit_en: string | null
    case_number: string | null
  }>

const listed = (tx: Tx) =>
  tx
    .selectFrom('reports as r')
    .innerJoinLateral(
      (part) =>
        part
          .selectFrom('place_names as p')
          .select(['p.name_kk', 'p.name_ru', 'p.name_en'])
          .whereRef('p.kato', '=', 'r.place_kato')
          .orderBy('p.valid_from', 'desc')
          .limit(1)
          .as('place'),
      (join) => join.onTrue(),
    )
    .leftJoin('units as u', 'u.id', 'r.unit_id')
    .leftJoin('cases as c', 'c.id', 'r.case_id')

const urgencyRank = sql<number>`(case r.urgency when 'emergency' then 0 when 'urgent' then 1 else 2 end)
  * 10000000000 + extract(epoch from r.answer_by)::bigint`

export const listReports = async (
  tx: Tx,
  filter: Filter,
  /** The reports that speak of whoever was typed. */
  heard: readonly string[],
): Promise<{ rows: readonly ListedReport[]; nextCursor: string | null; total: number }> => {
  const matching = listed(tx)
    .$if(filter.state !== undefined, (query) =>
      query.where('r.state', '=', filter.state ?? 'recorded'),
    )
    .$if(filter.channel !== undefined, (query) =>
      query.where('r.channel', '=', filter.channel ?? ''),
    )
    .$if(filter.unfinished === true, (query) =>
      query.where(
        sql<boolean>`(r.state in ('recorded', 'handed-over')
            and (r.recorded_by = sec.uid() or r.unit_id = any (array(select sec.unit_ids('work-cases'))))
          or r.state = 'picked-up' and r.picked_up_by = sec.uid())`,
      ),
    )
    .$if((filter.q ?? '').trim() !== '', (query) =>
      query.where((where) =>
        where.or([
          where('r.number', '=', (filter.q ?? '').trim().toUpperCase()),
          sql<boolean>`r.id = any (${heard}::uuid[])`,
        ]),
      ),
    )
  const sort = filter.sort ?? 'urgency'
  const order: Order = {
    sort,
    by: sort === 'urgency' ? urgencyRank : sql.ref('r.received_at'),
    as: sort === 'urgency' ? 'bigint' : 'timestamptz',
    id: sql.ref('r.id'),
    idAs: 'uuid',
  }
  const page = await readPage(
    matching.select([
      ...columns.map((column) => `r.${column}` as const),
      'place.name_kk as place_kk',
      'place.name_ru as place_ru',
      'place.name_en as place_en',
      'u.name_kk as unit_kk',
      'u.name_ru as unit_ru',
      'u.name_en as unit_en',
      'c.number as case_number',
    ]),
    order,
    filter,
  )
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return {
    rows: page.rows as unknown as ListedReport[],
    nextCursor: page.nextCursor,
    total: Number(total),
  }
}

export const readListed = async (tx: Tx, id: string): Promise<ListedReport | undefined> => {
  const row = await listed(tx)
    .select([
      ...columns.map((column) => `r.${column}` as const),
      'place.name_kk as place_kk',
      'place.name_ru as place_ru',
      'place.name_en as place_en',
      'u.name_kk as unit_kk',
      'u.name_ru as unit_ru',
      'u.name_en as unit_en',
      'c.number as case_number',
    ])
    .where('r.id', '=', id)
    .executeTakeFirst()
  return row as unknown as ListedReport | undefined
}

export const findUserName = async (tx: Tx, id: string): Promise<{ id: string; name: string }> => {
  const row = await tx.selectFrom('users').select('name').where('id', '=', id).executeTakeFirst()
  return { id, name: row?.name ?? '' }
}

export type ReportUnit = Readonly<{
  id: string
  name: Text
  closedAt: Instant | null
  agencyId: string
  agencyKind: AgencyKind
  agency: Text
}>

export const findReportUnit = async (tx: Tx, id: string): Promise<ReportUnit | undefined> => {
  const row = await tx
    .selectFrom('units as u')
    .innerJoin('agencies as a', 'a.id', 'u.agency_id')
    .select([
      'u.name_kk',
      'u.name_ru',
      'u.name_en',
      'u.closed_at',
      'u.agency_id',
      'a.kind',
      'a.name_kk as agency_kk',
      'a.name_ru as agency_ru',
      'a.name_en as agency_en',
    ])
    .where('u.id', '=', id)
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : {
        id,
        name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
        closedAt: row.closed_at,
        agencyId: row.agency_id,
        agencyKind: row.kind as AgencyKind,
        agency: { kk: row.agency_kk, ru: row.agency_ru, en: row.agency_en },
      }
}

export const isKnownPlace = async (tx: Tx, kato: string): Promise<boolean> =>
  (await tx.selectFrom('places').select('kato').where('kato', '=', kato).executeTakeFirst()) !==
  undefined

/** Whether the one who asks works cases in the unit that has to answer a report. */
export const isHeldByMe = async (
  tx: Tx,
  { unit_id }: Pick<StoredReport, 'unit_id'>,
): Promise<boolean> => {
  const { rows } = await sql`
    select from sec.unit_ids('work-cases') as id where id = ${unit_id}`.execute(tx)
  return rows.length > 0
}

/** Drawn by lot, like the number of a case: it says nothing of how many there are. */
export const newReportNumber = (): string => {
  const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  return `R-${Array.from({ length: 7 }, () => letters[randomInt(letters.length)]).join('')}`
}

/** How the affected person was called, for a list; null where no name was told. */
export const readAffectedName = async (
  tx: Tx,
  keys: Keys,
  report: Pick<StoredReport, 'id' | 'version'>,
): Promise<string | null> => (await readLatestContent(tx, keys, report)).affected.name

export type SeenContact = Readonly<{
  reports: ReadonlyMap<string, string>
  cases: ReadonlyMap<string, string>
  units: ReadonlyMap<string, Text>
}>

/** Numbers of those earlier contacts that the one who asks may open, and the units that have them. */
export const readSeenNumbers = async (tx: Tx, heard: readonly Heard[]): Promise<SeenContact> => {
  const reportIds = heard.map(({ report_id }) => report_id)
  const caseIds = heard.flatMap(({ case_id }) => (case_id === null ? [] : [case_id]))
  const unitIds = heard.map(({ unit_id }) => unit_id)
  const reports = await tx
    .selectFrom('reports')
    .select(['id', 'number'])
    .where('id', 'in', reportIds.length === 0 ? [nobody] : reportIds)
    .execute()
  const cases = await tx
    .selectFrom('cases')
    .select(['id', 'number'])
    .where('id', 'in', caseIds.length === 0 ? [nobody] : caseIds)
    .execute()
  const units = await tx
    .selectFrom('units')
    .select(['id', 'name_kk', 'name_ru', 'name_en'])
    .where('id', 'in', unitIds.length === 0 ? [nobody] : unitIds)
    .execute()
  return {
    reports: new Map(reports.map(({ id, number }) => [id, number])),
    cases: new Map(cases.map(({ id, number }) => [id, number])),
    units: new Map(
      units.map((unit) => [unit.id, { kk: unit.name_kk, ru: unit.name_ru, en: unit.name_en }]),
    ),
  }
}

const nobody = '00000000-0000-0000-0000-000000000000'
