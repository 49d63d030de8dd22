import {
  type Attachment,
  type AttachmentKind,
  attachmentPartBytes,
  type FileWithdrawalReason,
} from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant } from '@umai/words'

const aboutPlace = (id: string) => ({
  table: 'attachments',
  column: 'about_sealed',
  rowId: id,
  schemaVersion: 1,
})

type Copy = 'original' | 'shown'

/** Each piece is bound to its file, its copy and its number: none can be put in the place of another. */
const partPlace = (id: string, copy: Copy, number: number) => ({
  table: 'attachment_parts',
  column: `sealed/${copy}/${number}`,
  rowId: id,
  schemaVersion: 1,
})

type About = Readonly<{ name: string; note: string | null }>

export type AttachmentRow = Readonly<{
  id: string
  case_id: string
  class: 'evidence' | 'medical'
  kind: AttachmentKind
  about_sealed: string
  state: 'arriving' | 'kept'
  media_type: string | null
  bytes: number
  parts: number
  sha256: string
  shown_type: string | null
  added_by: string
}>

export const insertAttachment = async (
  tx: Tx,
  keys: Keys,
  one: Readonly<{
    id: string
    caseId: string
    fieldClass: 'evidence' | 'medical'
    kind: AttachmentKind
    about: About
    bytes: number
    parts: number
    sha256: string
    by: string
    unitId: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('attachments')
    .values({
      id: one.id,
      case_id: one.caseId,
      class: one.fieldClass,
      kind: one.kind,
      about_sealed: await sealFor(tx, {
        keys,
        subjectId: one.caseId,
        place: aboutPlace(one.id),
        value: JSON.stringify(one.about),
      }),
      bytes: one.bytes,
      parts: one.parts,
      sha256: one.sha256,
      added_by: one.by,
      unit_id: one.unitId,
      added_at: one.at,
    })
    .execute()
}

const columns = [
  'id',
  'case_id',
  'class',
  'kind',
  'about_sealed',
  'state',
  'media_type',
  'bytes',
  'parts',
  'sha256',
  'shown_type',
  'added_by',
] as const

export const findAttachment = async (tx: Tx, id: string): Promise<AttachmentRow | undefined> =>
  tx.selectFrom('attachments').select(columns).where('id', '=', id).executeTakeFirst()

export const lockAttachment = async (tx: Tx, id: string): Promise<AttachmentRow | undefined> =>
  tx
    .selectFrom('attachments')
    .select(columns)
    .where('id', '=', id)
    .where('state', '=', 'arriving')
    .forUpdate()
    .executeTakeFirst()

export const openAbout = async (tx: Tx, keys: Keys, row: AttachmentRow): Promise<About> =>
  JSON.parse(
    await unsealFor(tx, {
      keys,
      subjectId: row.case_id,
      place: aboutPlace(row.id),
      sealed: row.about_sealed,
    }),
  ) as About

/** Keeps pieces of a file; one that is there already stays as it is. */
export const keepParts = async (
  tx: Tx,
  keys: Keys,
  {
    of,
    copy,
    first,
    bytes,
  }: Readonly<{ of: AttachmentRow; copy: Copy; first: number; bytes: Uint8Array }>,
): Promise<void> => {
  for (let from = 0, number = first; from < bytes.byteLength; number++) {
    const piece = bytes.subarray(from, from + attachmentPartBytes)
    from += attachmentPartBytes
    const value = Buffer.from(piece).toString('base64')
    const place = partPlace(of.id, copy, number)
    const sealed = await sealFor(tx, { keys, subjectId: of.case_id, place, value })
    await tx
      .insertInto('attachment_parts')
      .values({
        attachment_id: of.id,
        copy,
        number,
        case_id: of.case_id,
        class: of.class,
        sealed,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

export const readBytes = async (
  tx: Tx,
  keys: Keys,
  of: AttachmentRow,
  copy: Copy,
): Promise<Buffer> => {
  const rows = await tx
    .selectFrom('attachment_parts')
    .select(['number', 'sealed'])
    .where('attachment_id', '=', of.id)
    .where('copy', '=', copy)
    .orderBy('number')
    .execute()
  const pieces: Buffer[] = []
  for (const { number, sealed } of rows) {
    const place = partPlace(of.id, copy, number)
    const base64 = await unsealFor(tx, { keys, subjectId: of.case_id, place, sealed })
    pieces.push(Buffer.from(base64, 'base64'))
  }
  return Buffer.concat(pieces)
}

export const keepRow = async (
  tx: Tx,
  id: string,
  kept: Readonly<{ mediaType: string; shownType: string | null; at: Instant }>,
): Promise<void> => {
  await tx
    .updateTable('attachments')
    .set({
      state: 'kept',
      media_type: kept.mediaType,
      shown_type: kept.shownType,
      kept_at: kept.at,
    })
    .where('id', '=', id)
    .execute()
}

const withdrawalPlace = (id: string) => ({
  table: 'attachment_withdrawals',
  column: 'note_sealed',
  rowId: id,
  schemaVersion: 1,
})

export const isWithdrawn = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx
    .selectFrom('attachment_withdrawals')
    .select('attachment_id')
    .where('attachment_id', '=', id)
    .executeTakeFirst()) !== undefined

/** False where somebody was quicker: a file is withdrawn once. */
export const insertWithdrawal = async (
  tx: Tx,
  keys: Keys,
  one: Readonly<{
    of: AttachmentRow
    reason: FileWithdrawalReason
    note: string
    by: string
    at: Instant
  }>,
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('attachment_withdrawals')
    .values({
      attachment_id: one.of.id,
      case_id: one.of.case_id,
      class: one.of.class,
      reason: one.reason,
      note_sealed: await sealFor(tx, {
        keys,
        subjectId: one.of.case_id,
        place: withdrawalPlace(one.of.id),
        value: one.note,
      }),
      withdrawn_by: one.by,
      withdrawn_at: one.at,
    })
    .onConflict((conflict) => conflict.column('attachment_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Whoever asks: what of a file he may do follows. */
type Reader = Readonly<{ userId: string; mayWork: boolean; isLead: boolean; isOverseer: boolean }>

export const listKept = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
  reader: Reader,
): Promise<Attachment[]> => {
  const rows = await tx
    .selectFrom('attachments as a')
    .leftJoin('users as u', 'u.id', 'a.added_by')
    .innerJoin('units as n', 'n.id', 'a.unit_id')
    .leftJoin('attachment_withdrawals as w', 'w.attachment_id', 'a.id')
    .leftJoin('users as v', 'v.id', 'w.withdrawn_by')
    .select([
      'a.id',
      'a.case_id',
      'a.class',
      'a.kind',
      'a.about_sealed',
      'a.state',
      'a.media_type',
      'a.bytes',
      'a.parts',
      'a.sha256',
      'a.shown_type',
      'a.added_by',
      'a.unit_id',
      'a.added_at',
      'u.name as added_by_name',
      'n.name_kk',
      'n.name_ru',
      'n.name_en',
      'w.reason',
      'w.note_sealed',
      'w.withdrawn_by',
      'w.withdrawn_at',
      'v.name as withdrawn_by_name',
    ])
    .where('a.case_id', '=', caseId)
    .where('a.state', '=', 'kept')
    // What was withdrawn stands last.
    .orderBy((on) => on('w.withdrawn_at', 'is not', null))
    .orderBy('a.added_at', 'desc')
    .orderBy('a.id')
    .execute()
  const items: Attachment[] = []
  for (const row of rows) {
    const withdrawn = await withdrawalOf(tx, keys, row)
    const mayOpen = withdrawn === null || reader.isLead || reader.isOverseer
    const about = mayOpen ? await openAbout(tx, keys, row) : { name: null, note: null }
    items.push({
      id: row.id,
      kind: row.kind,
      isMedical: row.class === 'medical',
      ...about,
      mediaType: row.media_type ?? '',
      bytes: row.bytes,
      sha256: row.sha256,
      canBeShown: row.shown_type !== null,
      addedBy: { id: row.added_by, name: row.added_by_name ?? '' },
      unit: { id: row.unit_id, name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en } },
      addedAt: row.added_at,
      withdrawn,
      may: {
        open: mayOpen,
        withdraw:
          withdrawn === null && reader.mayWork && (reader.isLead || row.added_by === reader.userId),
      },
    })
  }
  return items
}

const withdrawalOf = async (
  tx: Tx,
  keys: Keys,
  row: Readonly<{
    id: string
    case_id: string
    reason: FileWithdrawalReason | null
    note_sealed: string | null
    withdrawn_by: string | null
    withdrawn_at: Instant | null
    withdrawn_by_name: string | null
  }>,
): Promise<Attachment['withdrawn']> =>
  row.reason === null ||
  row.note_sealed === null ||
  row.withdrawn_by === null ||
  row.withdrawn_at === null
    ? null
    : {
        at: row.withdrawn_at,
        by: { id: row.withdrawn_by, name: row.withdrawn_by_name ?? '—' },
        reason: row.reason,
        note: await unsealFor(tx, {
          keys,
          subjectId: row.case_id,
          place: withdrawalPlace(row.id),
          sealed: row.note_sealed,
        }),
      }

/** Files that never arrived whole; their pieces go with them. */
export const deleteUnfinished = async (tx: Tx, before: Instant): Promise<void> => {
  await tx
    .deleteFrom('attachments')
    .where('state', '=', 'arriving')
    .where('added_at', '<', before)
    .execute()
}
