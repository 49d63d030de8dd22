import type { Tx } from '@umai/db'
import type { Instrument } from '@umai/instruments'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'
import type { LicenceRow } from './model.ts'

const rowsOf = (tx: Tx) =>
  tx
    .selectFrom('instrument_licences as l')
    .leftJoin('users as p', 'p.id', 'l.proposed_by')
    .leftJoin('users as d', 'd.id', 'l.decided_by')
    .leftJoin('users as r', 'r.id', 'l.revoked_by')
    .leftJoin('instrument_papers as a', 'a.id', 'l.paper_id')
    .select([
      'l.id',
      'l.instrument',
      'l.version',
      'l.digest',
      'l.definition',
      'l.signature',
      'l.signer',
      'l.paper_sha256',
      'l.permits',
      'l.state',
      'l.proposed_by',
      'l.proposed_at',
      'l.decided_by',
      'l.decided_at',
      'l.decision_reason',
      'l.revoked_by',
      'l.revoked_at',
      'l.revoke_reason',
      'p.name as proposer',
      'd.name as decider',
      'r.name as revoker',
      'a.media_type',
      sql<number | null>`length(a.content)`.as('bytes'),
    ])

type Read = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const act = (by: string | null, name: string | null, at: string | null, reason: string | null) =>
  by === null || at === null || reason === null
    ? null
    : { by: { id: by, name: name ?? '—' }, at, reason }

const toRow = (row: Read): LicenceRow => ({
  id: row.id,
  instrument: row.instrument,
  version: row.version,
  digest: row.digest,
  definition: row.definition as unknown as Instrument,
  signature: row.signature,
  signer: row.signer,
  paper: { mediaType: row.media_type ?? '', bytes: row.bytes ?? 0, sha256: row.paper_sha256 },
  permits: row.permits,
  state: row.state,
  proposed: { by: { id: row.proposed_by, name: row.proposer ?? '—' }, at: row.proposed_at },
  decided: act(row.decided_by, row.decider, row.decided_at, row.decision_reason),
  revoked: act(row.revoked_by, row.revoker, row.revoked_at, row.revoke_reason),
})

export const listLicences = async (tx: Tx): Promise<readonly LicenceRow[]> =>
  (await rowsOf(tx).orderBy('l.proposed_at', 'desc').orderBy('l.id').execute()).map(toRow)

export const findLicence = async (tx: Tx, id: string): Promise<LicenceRow | undefined> => {
  const row = await rowsOf(tx).where('l.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toRow(row)
}

/** Locks what can still change; what is over is given as it stands. */
export const lockLicence = async (tx: Tx, id: string): Promise<LicenceRow | undefined> => {
  await tx.selectFrom('instrument_licences').select('id').where('id', '=', id).forUpdate().execute()
  return findLicence(tx, id)
}

/** What is in force by its state; whether its signature is trusted is asked by whoever uses it. */
export const listActive = async (
  tx: Tx,
): Promise<readonly Pick<LicenceRow, 'definition' | 'digest' | 'signature'>[]> =>
  (
    await tx
      .selectFrom('instrument_licences')
      .select(['definition', 'digest', 'signature'])
      .where('state', '=', 'active')
      .execute()
  ).map((row) => ({ ...row, definition: row.definition as unknown as Instrument }))

export const hasOpenLicence = async (
  tx: Tx,
  instrument: string,
  states: readonly ('proposed' | 'active')[],
): Promise<boolean> =>
  (await tx
    .selectFrom('instrument_licences')
    .select('id')
    .where('instrument', '=', instrument)
    .where('state', 'in', states)
    .executeTakeFirst()) !== undefined

export type NewPaper = Readonly<{
  id: string
  mediaType: 'application/pdf' | 'image/jpeg' | 'image/png'
  sha256: string
  content: Buffer
}>

export const insertLicence = async (
  tx: Tx,
  one: Readonly<{
    id: string
    paper: NewPaper
    definition: Instrument
    digest: string
    signature: string
    signer: string
    permits: string
    by: string
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('instrument_papers')
    .values({
      id: one.paper.id,
      media_type: one.paper.mediaType,
      sha256: one.paper.sha256,
      content: one.paper.content,
      added_by: one.by,
      added_at: one.at,
    })
    .execute()
  await tx
    .insertInto('instrument_licences')
    .values({
      id: one.id,
      instrument: one.definition.id,
      version: one.definition.version,
      digest: one.digest,
      definition: JSON.stringify(one.definition),
      signature: one.signature,
      signer: one.signer,
      paper_id: one.paper.id,
      paper_sha256: one.paper.sha256,
      permits: one.permits,
      proposed_by: one.by,
      proposed_at: one.at,
    })
    .execute()
}

export const decideRow = async (
  tx: Tx,
  id: string,
  one: Readonly<{ state: 'active' | 'refused'; by: string; at: Instant; reason: string }>,
): Promise<void> => {
  await tx
    .updateTable('instrument_licences')
    .set({ state: one.state, decided_by: one.by, decided_at: one.at, decision_reason: one.reason })
    .where('id', '=', id)
    .execute()
}

export const revokeRow = async (
  tx: Tx,
  id: string,
  one: Readonly<{ by: string; at: Instant; reason: string }>,
): Promise<void> => {
  await tx
    .updateTable('instrument_licences')
    .set({ state: 'revoked', revoked_by: one.by, revoked_at: one.at, revoke_reason: one.reason })
    .where('id', '=', id)
    .execute()
}

export const readPaper = async (
  tx: Tx,
  licenceId: string,
): Promise<Readonly<{ mediaType: string; sha256: string; content: Buffer }> | undefined> =>
  tx
    .selectFrom('instrument_licences as l')
    .innerJoin('instrument_papers as a', 'a.id', 'l.paper_id')
    .select(['a.media_type as mediaType', 'a.sha256', 'a.content'])
    .where('l.id', '=', licenceId)
    .executeTakeFirst()
