// The three ways to touch the database: a command, a view of a protected record, and a read of what is not
// protected. Each is one transaction under the role and the ticket of the one who asks.
import {
  canonicalJson,
  databaseCodeOf,
  fail,
  type Json,
  Problem,
  seal,
  sealedWith,
  sha256,
  toProblem,
  unseal,
} from '@umai/platform'
import { sql } from 'kysely'
import {
  caseOf,
  draftLeaf,
  type LeafDraft,
  type LeafNotes,
  prepareLeaf,
  type Subject,
  writeLeaf,
} from './audit.ts'
import { actorOf, type Context, transactionOptionsOf } from './context.ts'
import type { Tx } from './database.ts'

export type Command = Readonly<{
  /** As in the contract: close-case. */
  name: string
  /** The idempotency key the caller chose. */
  key: string
  /** All that the caller sent; the same key with other input is refused. */
  input: Json
  /** Make the id before the command where it creates something. */
  subject: Subject | null
}>

/** Channel of NOTIFY; the payload is a Change as JSON. */
export const changeChannel = 'umai_changes'
export type Change = Readonly<{
  action: string
  kind: string | null
  id: string | null
  caseId: string | null
}>

/**
 * Does one thing a user can do. The work, its idempotency key with the reply, its audit leaf and the notice to
 * live views are committed together or not at all. The same key and input again gives the first reply and does
 * nothing; while the first is still running, the second waits for it.
 */
export async function runCommand<Reply extends Json>(
  ctx: Context,
  command: Command,
  work: (tx: Tx, leaf: LeafNotes) => Promise<Reply>,
): Promise<Reply> {
  const actor = actorOf(ctx.identity)
  const inputHash = sha256(command.name, '\n', canonicalJson(command.input))
  const place = Buffer.from(`commands|sealed_reply|${actor}|${command.key}`)
  const replyKey = ctx.keys.derive('command replies')

  try {
    return await retried(() =>
      ctx.db.transaction(transactionOptionsOf(ctx, caseOf(command.subject)), async (tx) => {
        const claimed = await tx
          .insertInto('commands')
          .values({
            actor,
            key: command.key,
            name: command.name,
            input_hash: inputHash,
            done_at: ctx.clock.now(),
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (claimed.numInsertedOrUpdatedRows === 0n) {
          const first = await tx
            .selectFrom('commands')
            .select(['input_hash', 'sealed_reply'])
            .where('actor', '=', actor)
            .where('key', '=', command.key)
            .executeTakeFirst()
          if (first === undefined || first.sealed_reply === null) return fail('server-busy')
          if (!first.input_hash.equals(inputHash)) return fail('idempotency-key-reused')
          // A root key changed within the 72 hours leaves replies that cannot be read; the work is done all the same.
          if (sealedWith(first.sealed_reply) !== replyKey.id) return fail('record-changed')
          return JSON.parse(unseal(replyKey, first.sealed_reply, place).toString('utf8')) as Reply
        }

        const draft = draftLeaf()
        const reply = await work(tx, draft)
        const sealed = seal(replyKey, JSON.stringify(reply), place)
        const change = JSON.stringify(changeOf(command, draft))
        await withCommit(ctx, [
          await prepareLeaf(tx, ctx, {
            effect: 'command',
            action: command.name,
            outcome: 'done',
            subject: command.subject,
            draft,
          }),
          () =>
            tx
              .updateTable('commands')
              .set({ sealed_reply: sealed })
              .where('actor', '=', actor)
              .where('key', '=', command.key)
              .execute(),
          () => sql`select pg_notify(${changeChannel}, ${change})`.execute(tx),
        ])
        return reply
      }),
    )
  } catch (error) {
    await recordRefusal(
      ctx,
      { effect: 'command', action: command.name, subject: command.subject },
      error,
    )
    throw error
  }
}

export type View = Readonly<{ name: string; subject: Subject }>

/** Shows one protected record; that it was looked at is written in the same transaction. */
export async function runView<Reply>(
  ctx: Context,
  view: View,
  work: (tx: Tx, leaf: LeafNotes) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await retried(() =>
      ctx.db.transaction(transactionOptionsOf(ctx, caseOf(view.subject)), async (tx) => {
        const draft = draftLeaf()
        const reply = await work(tx, draft)
        await withCommit(ctx, [
          await prepareLeaf(tx, ctx, {
            effect: 'view',
            action: view.name,
            outcome: 'done',
            subject: view.subject,
            draft,
          }),
        ])
        return reply
      }),
    )
  } catch (error) {
    await recordRefusal(ctx, { effect: 'view', action: view.name, subject: view.subject }, error)
    throw error
  }
}

/** Reads what leaves no trace: reference data, one's own queue, lists that show nothing personal. */
export async function runRead<Reply>(
  ctx: Context,
  work: (tx: Tx) => Promise<Reply>,
): Promise<Reply> {
  return ctx.db.transaction({ ...transactionOptionsOf(ctx), readOnly: true }, work)
}

/** Forgets idempotency keys older than 72 hours. */
export async function forgetOldCommands(ctx: Context): Promise<number> {
  return ctx.db.transaction({ role: 'umai_jobs' }, async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('commands')
      .where('done_at', '<', sql<string>`${ctx.clock.now()}::timestamptz - interval '72 hours'`)
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}

function changeOf({ name, subject }: Command, { facts }: LeafDraft): Change {
  // A command on a part of a case learns only while it works which case that is, and notes it in its leaf.
  const noted = facts.get('case')
  return {
    action: name,
    kind: subject?.kind ?? null,
    id: subject?.id ?? null,
    caseId: caseOf(subject) ?? (typeof noted === 'string' ? noted : null),
  }
}

/**
 * The last statements of a transaction. PostgreSQL is sent them together with the commit that follows, which tells if one
 * of them failed; the embedded database takes them one after another.
 */
async function withCommit(
  { db }: Pick<Context, 'db'>,
  statements: readonly (() => Promise<unknown>)[],
): Promise<void> {
  for (const send of statements) {
    const answer = send()
    if (db.engine === 'pglite') await answer
    else answer.catch(() => undefined)
  }
}

/** Attempts beyond one's rights leave a trace of their own, since the transaction that failed left none. */
async function recordRefusal(
  ctx: Context,
  attempt: {
    readonly effect: 'command' | 'view'
    readonly action: string
    readonly subject: Subject | null
  },
  error: unknown,
): Promise<void> {
  const { code } = toProblem(error)
  if (code !== 'not-found' && code !== 'permission-missing' && code !== 'step-up-required') return
  try {
    const draft: LeafDraft = draftLeaf()
    await ctx.db.transaction(transactionOptionsOf(ctx), (tx) =>
      writeLeaf(tx, ctx, { ...attempt, outcome: code, draft }),
    )
  } catch (cause) {
    ctx.log.error('a refused attempt could not be written to the audit log', {
      action: attempt.action,
      error: cause,
    })
  }
}

const serializationFailure = '40001'
const deadlock = '40P01'

/** Runs a transaction again when the database asks for it; the work must touch nothing but the database. */
async function retried<Reply>(attempt: () => Promise<Reply>): Promise<Reply> {
  for (let left = 3; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      const code = databaseCodeOf(error)
      const isPassing = code === serializationFailure || code === deadlock
      if (!isPassing || error instanceof Problem || left <= 1) throw error
    }
  }
}
