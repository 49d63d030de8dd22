import type { DocumentRow } from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant, Text } from '@umai/words'
import { sql } from 'kysely'

const filePlace = (id: string) => ({
  table: 'documents',
  column: 'file_sealed',
  rowId: id,
  schemaVersion: 1,
})

export const insertDocument = async (
  tx: Tx,
  keys: Keys,
  document: Readonly<{
    id: string
    caseId: string
    orderId: string | null
    warningId: string | null
    kind: DocumentRow['kind']
    number: string
    lang: 'kk' | 'ru'
    fileName: string
    checkHash: Buffer
    sha256: string
    file: Uint8Array
    by: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('documents')
    .values({
      id: document.id,
      case_id: document.caseId,
      order_id: document.orderId,
      warning_id: document.warningId,
      kind: document.kind,
      number: document.number,
      lang: document.lang,
      file_name: document.fileName,
      check_hash: document.checkHash,
      sha256: document.sha256,
      bytes: document.file.byteLength,
      file_sealed: await sealFor(tx, {
        keys,
        subjectId: document.caseId,
        place: filePlace(document.id),
        value: Buffer.from(document.file).toString('base64'),
      }),
      made_by: document.by,
      made_at: document.at,
    })
    .execute()
}

export const listDocuments = async (tx: Tx, caseId: string): Promise<DocumentRow[]> => {
  const rows = await tx
    .selectFrom('documents')
    .select(['id', 'kind', 'number', 'lang', 'order_id', 'file_name', 'bytes', 'sha256', 'made_at'])
    .where('case_id', '=', caseId)
    .orderBy('made_at', 'desc')
    .orderBy('kind')
    .orderBy('lang')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    number: row.number,
    lang: row.lang,
    orderId: row.order_id,
    fileName: row.file_name,
    bytes: row.bytes,
    sha256: row.sha256,
    madeAt: row.made_at,
  }))
}

export type StoredFile = Readonly<{
  caseId: string
  fileName: string
  sha256: string
  base64: string
}>

export const readFile = async (tx: Tx, keys: Keys, id: string): Promise<StoredFile | undefined> => {
  const row = await tx
    .selectFrom('documents')
    .select(['case_id', 'file_name', 'sha256', 'file_sealed'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const base64 = await unsealFor(tx, {
    keys,
    subjectId: row.case_id,
    place: filePlace(id),
    sealed: row.file_sealed,
  })
  return { caseId: row.case_id, fileName: row.file_name, sha256: row.sha256, base64 }
}

export const findCaseOfDocument = async (tx: Tx, id: string): Promise<string | undefined> =>
  (await tx.selectFrom('documents').select('case_id').where('id', '=', id).executeTakeFirst())
    ?.case_id

export type CheckedPaper = Readonly<{
  number: string
  issued_at: Instant
  state: 'valid' | 'ended' | 'revoked'
  unit: Text | null
}>

/** Asks for a paper by the hash of its code, as anybody may who holds it. */
export const findPaper = async (tx: Tx, hash: Buffer): Promise<CheckedPaper | undefined> => {
  const { rows } = await sql<{
    number: string | null
    issued_at: Instant
    state: CheckedPaper['state']
    name_kk: string | null
    name_ru: string | null
    name_en: string | null
  }>`
    select p.number, p.issued_at, p.state, u.name_kk, u.name_ru, u.name_en
    from sec.check_document(${hash}) p left join units u on u.id = p.unit_id`.execute(tx)
  const row = rows[0]
  if (row === undefined || row.number === null) return undefined
  return {
    number: row.number,
    issued_at: row.issued_at,
    state: row.state,
    unit:
      row.name_kk === null
        ? null
        : { kk: row.name_kk, ru: row.name_ru ?? row.name_kk, en: row.name_en ?? row.name_kk },
  }
}
