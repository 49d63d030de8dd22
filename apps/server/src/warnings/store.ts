import type { RegisterEntry, Warning } from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'
import type { LawMoment } from '../events/model.ts'
import { type WarningContent, warningStateOf } from './model.ts'

const place = (id: string) => ({
  table: 'warnings',
  column: 'content_sealed',
  rowId: id,
  schemaVersion: 1,
})

export const insertWarning = async (
  tx: Tx,
  keys: Keys,
  one: Readonly<{
    id: string
    caseId: string
    addresseeId: string
    content: WarningContent
    unitId: string
    by: string
  }>,
): Promise<void> => {
  const { content } = one
  await tx
    .insertInto('warnings')
    .values({
      id: one.id,
      case_id: one.caseId,
      number: content.number,
      statement: JSON.stringify({ citation: content.citation }),
      addressee_id: one.addresseeId,
      content_sealed: await sealFor(tx, {
        keys,
        subjectId: one.caseId,
        place: place(one.id),
        value: JSON.stringify(content),
      }),
      unit_id: one.unitId,
      announced_by: one.by,
      announced_at: content.announcedAt,
      term_days: content.termDays,
    })
    .execute()
}

export const hasRunningWarning = async (
  tx: Tx,
  { addresseeId, caseId, now }: Readonly<{ addresseeId: string; caseId: string; now: Instant }>,
): Promise<boolean> =>
  (await tx
    .selectFrom('warnings')
    .select('id')
    .where('case_id', '=', caseId)
    .where('addressee_id', '=', addresseeId)
    .where((on) => on.or([on('ends_at', 'is', null), on('ends_at', '>', now)]))
    .executeTakeFirst()) !== undefined

export const listOfCase = async (
  tx: Tx,
  keys: Keys,
  { caseId, lang, now }: Readonly<{ caseId: string; lang: 'kk' | 'ru'; now: Instant }>,
): Promise<Warning[]> => {
  const rows = await tx
    .selectFrom('warnings as w')
    .leftJoin('users as a', 'a.id', 'w.announced_by')
    .leftJoin('users as s', 's.id', 'w.served_by')
    .selectAll('w')
    .select(['a.name as announcer', 's.name as server'])
    .where('w.case_id', '=', caseId)
    .orderBy('w.announced_at', 'desc')
    .orderBy('w.id')
    .execute()
  const papers = await tx
    .selectFrom('documents')
    .select(['id', 'lang', 'warning_id'])
    .where('case_id', '=', caseId)
    .where('kind', '=', 'warning')
    .orderBy('lang')
    .execute()
  const copies = await findCopies(tx, caseId)
  const notices = await findUnreadNotices(tx, caseId)
  const items: Warning[] = []
  for (const row of rows) {
    const content = JSON.parse(
      await unsealFor(tx, {
        keys,
        subjectId: caseId,
        place: place(row.id),
        sealed: row.content_sealed,
      }),
    ) as WarningContent
    items.push({
      id: row.id,
      number: row.number,
      state: warningStateOf({ endsAt: row.ends_at }, now),
      addressee: content.addressee.name[lang],
      circumstances: content.circumstances,
      citation: content.citation,
      termDays: row.term_days,
      announced: {
        at: row.announced_at,
        by: { id: row.announced_by, name: row.announcer ?? '—' },
      },
      served:
        row.served_at === null || row.served_by === null || row.service_way === null
          ? null
          : {
              at: row.served_at,
              by: { id: row.served_by, name: row.server ?? '—' },
              way: row.service_way,
            },
      endsAt: row.ends_at,
      copied: copies.get(row.id) ?? null,
      notice: notices.get(row.id) ?? null,
      documents: papers
        .filter(({ warning_id }) => warning_id === row.id)
        .map(({ id, lang: of }) => ({ id, lang: of })),
    })
  }
  return items
}

export const listEntries = async (tx: Tx, caseId: string): Promise<RegisterEntry[]> => {
  const rows = await tx
    .selectFrom('register_entries as r')
    .leftJoin('users as u', 'u.id', 'r.entered_by')
    .selectAll('r')
    .select('u.name')
    .where('r.case_id', '=', caseId)
    .orderBy('r.entered_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    ground: row.ground,
    aboutId: row.about_id,
    number: row.number,
    at: row.entered_at,
    isExplained: row.is_explained,
    by: { id: row.entered_by, name: row.name ?? '—' },
  }))
}

export const lockWarning = async (tx: Tx, id: string) =>
  tx
    .selectFrom('warnings')
    .select(['id', 'case_id', 'number', 'announced_at', 'term_days', 'served_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const serveRow = async (
  tx: Tx,
  id: string,
  one: Readonly<{ way: 'signed' | 'refused'; at: Instant; endsAt: Instant; by: string }>,
): Promise<void> => {
  await tx
    .updateTable('warnings')
    .set({ served_at: one.at, service_way: one.way, ends_at: one.endsAt, served_by: one.by })
    .where('id', '=', id)
    .execute()
}

/** Notices to the prosecutor that were sent by themselves and are not read yet, by the warning they are about. */
const findUnreadNotices = async (
  tx: Tx,
  caseId: string,
): Promise<ReadonlyMap<string, NonNullable<Warning['notice']>>> => {
  const rows = await tx
    .selectFrom('referrals as r')
    .innerJoin('duties as d', 'd.id', 'r.duty_id')
    .innerJoin('units as u', 'u.id', 'r.to_unit_id')
    .select(['d.about_id', 'r.sent_at', 'u.id', 'u.name_kk', 'u.name_ru', 'u.name_en'])
    .where('r.case_id', '=', caseId)
    .where('r.kind', '=', 'notice')
    .where('r.state', '=', 'sent')
    .execute()
  return new Map(
    rows.flatMap(({ about_id, sent_at, id, name_kk: kk, name_ru: ru, name_en: en }) =>
      about_id === null ? [] : [[about_id, { to: { id, name: { kk, ru, en } }, at: sent_at }]],
    ),
  )
}

/** Copies that reached the prosecutor, by warning: recorded by hand, or a notice that he took note of. */
export const findCopies = async (
  tx: Tx,
  caseId: string,
): Promise<ReadonlyMap<string, Readonly<{ at: Instant; by: { id: string; name: string } }>>> => {
  const event = 'warning.copied-to-prosecutor'
  const rows = await tx
    .selectFrom('case_events as e')
    .leftJoin('users as u', 'u.id', 'e.recorded_by')
    .select(['e.law', 'e.happened_at', 'e.recorded_by', 'u.name'])
    .where('e.case_id', '=', caseId)
    .where(sql<boolean>`e.law @> ${JSON.stringify([{ event }])}::jsonb`)
    .orderBy('e.happened_at', 'desc')
    .execute()
  return new Map(
    rows.flatMap(({ law, happened_at, recorded_by, name }) =>
      (law as readonly LawMoment[])
        .filter((one) => one.event === event && one.about !== undefined)
        .map(({ about = '' }) => [
          about,
          { at: happened_at, by: { id: recorded_by ?? '', name: name ?? '—' } },
        ]),
    ),
  )
}

/** The ground of an entry: an order or a warning of this case, to whom and when it was served. */
export const findGround = async (
  tx: Tx,
  {
    caseId,
    ground,
    aboutId,
  }: Readonly<{ caseId: string; ground: 'order' | 'warning'; aboutId: string }>,
): Promise<Readonly<{ addressee_id: string; served_at: Instant | null }> | undefined> =>
  tx
    .selectFrom(ground === 'order' ? 'orders' : 'warnings')
    .select(['addressee_id', 'served_at'])
    .where('id', '=', aboutId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()

export const isEntered = async (tx: Tx, aboutId: string): Promise<boolean> =>
  (await tx
    .selectFrom('register_entries')
    .select('id')
    .where('about_id', '=', aboutId)
    .executeTakeFirst()) !== undefined

export const insertEntry = async (
  tx: Tx,
  one: Readonly<{
    id: string
    caseId: string
    personId: string
    ground: 'order' | 'warning'
    aboutId: string
    number: string
    at: Instant
    isExplained: boolean
    by: string
    now: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('register_entries')
    .values({
      id: one.id,
      case_id: one.caseId,
      person_id: one.personId,
      ground: one.ground,
      about_id: one.aboutId,
      number: one.number,
      entered_at: one.at,
      is_explained: one.isExplained,
      entered_by: one.by,
      recorded_at: one.now,
    })
    .execute()
}

const endedAtOnce = 200

export const listRunOut = async (
  tx: Tx,
  now: Instant,
): Promise<readonly Readonly<{ id: string; caseId: string; endsAt: Instant }>[]> => {
  const rows = await tx
    .selectFrom('warnings')
    .select(['id', 'case_id', 'ends_at'])
    .where('ends_at', '<=', now)
    .where('ended_at', 'is', null)
    .orderBy('ends_at')
    .limit(endedAtOnce)
    .execute()
  return rows.map((row) => ({ id: row.id, caseId: row.case_id, endsAt: row.ends_at ?? now }))
}

export const endRow = async (tx: Tx, id: string, at: Instant): Promise<void> => {
  await tx.updateTable('warnings').set({ ended_at: at }).where('id', '=', id).execute()
}

export const listServedOrders = async (
  tx: Tx,
  caseId: string,
): Promise<{ id: string; number: string; servedAt: Instant }[]> => {
  const rows = await tx
    .selectFrom('orders')
    .select(['id', 'number', 'served_at'])
    .where('case_id', '=', caseId)
    .where('served_at', 'is not', null)
    .orderBy('served_at', 'desc')
    .execute()
  return rows.flatMap(({ id, number, served_at }) =>
    served_at === null ? [] : [{ id, number, servedAt: served_at }],
  )
}

export const findCaseAround = async (tx: Tx, id: string) =>
  tx.selectFrom('cases').select(['number', 'closed_at']).where('id', '=', id).executeTakeFirst()
