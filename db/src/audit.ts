// The audit log: leaves that hold no personal value, a chain that shows any change, and the check of both.
import {
  canonicalJson,
  deriveKey,
  hmacSha256,
  type Json,
  type Keys,
  randomId,
  sha256,
} from '@umai/platform'
import { sql } from 'kysely'
import type { Context } from './context.ts'
import type { Db, Tx } from './database.ts'
import { subjectKeyOf } from './subject-keys.ts'

/** What a command or a view is about; caseId decides who may read the leaf. */
export type Subject = Readonly<{ kind: string; id: string; caseId?: string }>

export const caseOf = (subject: Subject | null): string | null =>
  subject?.caseId ?? (subject?.kind === 'case' ? subject.id : null)

/** Facts for the leaf. A personal value goes in only as a commitment that dies with its subject's key. */
export type LeafNotes = Readonly<{
  note: (label: string, value: Json) => void
  commit: (label: string, subjectId: string, value: string) => void
}>

type Commitment = Readonly<{ label: string; subjectId: string; value: string }>
export type LeafDraft = LeafNotes &
  Readonly<{ facts: Map<string, Json>; commitments: Map<string, Commitment> }>

export function draftLeaf(): LeafDraft {
  const facts = new Map<string, Json>()
  const commitments = new Map<string, Commitment>()
  return {
    facts,
    commitments,
    note: (label, value) => facts.set(label, value),
    commit: (label, subjectId, value) => commitments.set(label, { label, subjectId, value }),
  }
}

type LeafEntry = Readonly<{
  effect: 'command' | 'view'
  action: string
  outcome: string
  subject: Subject | null
  draft: LeafDraft
}>

/** Writes the one leaf of this transaction. */
export async function writeLeaf(tx: Tx, ctx: Context, entry: LeafEntry): Promise<void> {
  const write = await prepareLeaf(tx, ctx, entry)
  await write()
}

/** Asks for all that the leaf needs, and gives the one statement that writes it. */
export async function prepareLeaf(
  tx: Tx,
  ctx: Context,
  entry: LeafEntry,
): Promise<() => Promise<unknown>> {
  const id = randomId()
  const at = ctx.clock.now()
  const { identity } = ctx
  const committed = await Promise.all(
    [...entry.draft.commitments.values()].map(
      async (commitment) =>
        [commitment.label, await commitmentOf(tx, ctx.keys, id, commitment)] as const,
    ),
  )
  const caseId = caseOf(entry.subject)
  const leaf = canonicalJson({
    form: 1,
    id,
    at,
    actor:
      identity.kind === 'staff'
        ? {
            kind: 'staff',
            user: identity.userId,
            session: identity.sessionId,
            steppedUp: identity.isSteppedUp,
          }
        : identity.kind === 'jobs'
          ? { kind: 'jobs', job: identity.job }
          : { kind: identity.kind },
    purpose: identity.kind === 'staff' ? identity.purpose : null,
    effect: entry.effect,
    action: entry.action,
    outcome: entry.outcome,
    subject: entry.subject === null ? null : { kind: entry.subject.kind, id: entry.subject.id },
    case: caseId,
    facts: Object.fromEntries(entry.draft.facts),
    commitments: Object.fromEntries(committed),
  })
  const insert = tx.insertInto('audit_leaves').values({
    id,
    at,
    leaf,
    leaf_hash: leafHash(leaf),
    effect: entry.effect,
    action: entry.action,
    outcome: entry.outcome,
    user_id: identity.kind === 'staff' ? identity.userId : null,
    agency_id:
      identity.kind === 'staff'
        ? (identity.agencyId ??
          sql<string>`(select u.agency_id from users u where u.id = ${identity.userId})`)
        : null,
    subject_kind: entry.subject?.kind ?? null,
    subject_id: entry.subject?.id ?? null,
    case_id: caseId,
  })
  return () => insert.execute()
}

/** H(salt ‖ value); the salt comes from the subject's key, so that shredding it leaves a number that says nothing. */
async function commitmentOf(
  tx: Tx,
  keys: Keys,
  leafId: string,
  { label, subjectId, value }: Commitment,
) {
  const key = deriveKey(await subjectKeyOf(tx, keys, subjectId), 'audit salt')
  const salt = hmacSha256(key, `${leafId}|${label}`)
  return { subject: subjectId, hash: sha256(salt, value).toString('hex') }
}

/** Whether a leaf commits to this value; false as well once the subject's key is gone. */
export async function isCommittedTo(
  tx: Tx,
  options: {
    readonly keys: Keys
    readonly leaf: string
    readonly label: string
    readonly value: string
  },
): Promise<boolean> {
  const leaf = JSON.parse(options.leaf) as {
    id: string
    commitments: Record<string, { subject: string; hash: string }>
  }
  const commitment = leaf.commitments[options.label]
  if (commitment === undefined) return false
  const { hash } = await commitmentOf(tx, options.keys, leaf.id, {
    label: options.label,
    subjectId: commitment.subject,
    value: options.value,
  })
  return hash === commitment.hash
}

/** RFC 6962 section 2.1: a leaf is hashed behind a zero byte. */
export function leafHash(leaf: string): Buffer {
  return sha256(Buffer.of(0), leaf)
}

/** Gives pending leaves their places; run it every second. Says how many it placed. */
export async function sequenceAudit(db: Db): Promise<number> {
  return db.transaction({ role: 'umai_jobs' }, async (tx) => {
    const { rows } = await sql<{ placed: number }>`select sec.sequence_audit() as placed`.execute(
      tx,
    )
    return rows[0]?.placed ?? 0
  })
}

/** How far the log reaches; given away, it shows later that nothing before it was changed or dropped. */
export type AuditHead = Readonly<{ size: number; chainHash: string }>

export async function readAuditHead(db: Db): Promise<AuditHead> {
  return db.transaction({ role: 'umai_jobs', readOnly: true }, async (tx) => {
    const last = await tx
      .selectFrom('audit_chain')
      .select(['position', 'chain_hash'])
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    return last === undefined
      ? { size: 0, chainHash: emptyHash.toString('hex') }
      : { size: last.position + 1, chainHash: last.chain_hash.toString('hex') }
  })
}

export type AuditFault = Readonly<{ position: number | null; leafId: string | null; fault: string }>
export type AuditVerdict = Readonly<{
  head: AuditHead
  pending: number
  faults: readonly AuditFault[]
}>

const emptyHash = Buffer.alloc(32)
const pageSize = 2_000

/**
 * Computes the whole chain anew and compares leaves, order and every head that somebody kept. A head kept
 * outside this database is the only thing that shows a tail cut off by whoever rules the database.
 */
export async function verifyAudit(
  db: Db,
  {
    knownHeads = [],
    onProgress,
  }: {
    readonly knownHeads?: readonly AuditHead[]
    readonly onProgress?: (done: number) => void
  } = {},
): Promise<AuditVerdict> {
  return db.transaction({ role: 'umai_jobs', readOnly: true }, async (tx) => {
    const faults: AuditFault[] = []
    const headsBySize = Map.groupBy(knownHeads, (head) => head.size)
    let chainHash: Buffer = emptyHash
    let size = 0
    for (;;) {
      const rows = await tx
        .selectFrom('audit_chain as c')
        .leftJoin('audit_leaves as l', 'l.id', 'c.leaf_id')
        .select([
          'c.position',
          'c.leaf_id',
          'c.leaf_hash',
          'c.chain_hash',
          'l.leaf',
          'l.id',
          'l.at',
          'l.action',
          'l.outcome',
          'l.effect',
          'l.user_id',
          'l.subject_kind',
          'l.subject_id',
          'l.case_id',
        ])
        .where('c.position', '>=', size)
        .orderBy('c.position')
        .limit(pageSize)
        .execute()
      for (const row of rows) {
        const at = { position: row.position, leafId: row.leaf_id }
        if (row.position !== size)
          faults.push({ ...at, fault: `positions ${size} to ${row.position - 1} are missing` })
        size = row.position + 1
        chainHash = sha256(chainHash, row.leaf_hash)
        if (!chainHash.equals(row.chain_hash))
          faults.push({ ...at, fault: 'the chain hash does not follow from the one before' })
        chainHash = row.chain_hash
        if (row.leaf === null) faults.push({ ...at, fault: 'the leaf is missing' })
        else if (!leafHash(row.leaf).equals(row.leaf_hash))
          faults.push({ ...at, fault: 'the leaf is not the one that was placed' })
        else if (!matchesColumns(row.leaf, row))
          faults.push({
            ...at,
            fault: 'the columns beside the leaf say something else than the leaf',
          })
        for (const head of headsBySize.get(size) ?? [])
          if (head.chainHash !== chainHash.toString('hex'))
            faults.push({ ...at, fault: `a kept head of size ${head.size} has another hash` })
      }
      onProgress?.(size)
      if (rows.length < pageSize) break
    }
    for (const head of knownHeads)
      if (head.size > size)
        faults.push({
          position: head.size - 1,
          leafId: null,
          fault: `the log ends at ${size}, but a kept head reaches ${head.size}`,
        })
    const { rows: loose } = await sql<{ id: string }>`
      select l.id from audit_leaves l
      where not exists (select from audit_chain c where c.leaf_id = l.id)
        and not exists (select from audit_pending p where p.leaf_id = l.id)`.execute(tx)
    for (const { id } of loose)
      faults.push({ position: null, leafId: id, fault: 'the leaf has lost its place in the chain' })
    const { rows: counted } = await sql<{
      count: number
    }>`select count(*) as count from audit_pending`.execute(tx)
    return {
      head: { size, chainHash: chainHash.toString('hex') },
      pending: counted[0]?.count ?? 0,
      faults,
    }
  })
}

type LeafColumns = Readonly<{
  id: string | null
  at: string | null
  action: string | null
  outcome: string | null
  effect: string | null
  user_id: string | null
  subject_kind: string | null
  subject_id: string | null
  case_id: string | null
}>

/** Who may read a leaf is decided by its columns, so a changed column matters as much as a changed leaf. */
function matchesColumns(leaf: string, row: LeafColumns): boolean {
  const said = JSON.parse(leaf) as {
    id: string
    at: string
    action: string
    outcome: string
    effect: string
    actor: { user?: string }
    subject: { kind: string; id: string } | null
    case: string | null
  }
  return (
    said.id === row.id &&
    said.at === row.at &&
    said.action === row.action &&
    said.outcome === row.outcome &&
    said.effect === row.effect &&
    (said.actor.user ?? null) === row.user_id &&
    (said.subject?.kind ?? null) === row.subject_kind &&
    (said.subject?.id ?? null) === row.subject_id &&
    said.case === row.case_id
  )
}
