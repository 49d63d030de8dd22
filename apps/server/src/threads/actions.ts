import type {
  addThreadReader as addThreadReaderEndpoint,
  answerThread as answerThreadEndpoint,
  endThread as endThreadEndpoint,
  Input,
  linkThread as linkThreadEndpoint,
  removeThreadReader as removeThreadReaderEndpoint,
} from '@umai/contract'
import { type Context, runCommand, type Tx } from '@umai/db'
import { fail, type Keys } from '@umai/platform'
import {
  closeEpoch,
  closeMessage,
  closeThreadKey,
  hourOf,
  type KeyBox,
  type KeyPair,
  newKeyPair,
  openThreadKey,
} from '@umai/threads'
import type { CommandContext } from '../http/context.ts'
import {
  countAnswers,
  endReadingForATime,
  insertAnswer,
  insertEpoch,
  insertKeyBoxes,
  insertRecipientKey,
  type LockedThread,
  listAgenciesWithoutKey,
  listEpochKeys,
  listEscrowKeepers,
  listOwnKeyBoxes,
  listReaders,
  listReceivers,
  lockThread,
  putReader,
  removeReader,
  shredThreads,
  unwrapRecipientKey,
  updateThread,
} from './store.ts'

/** The keys of a thread, by epoch, that agencies of the one who asks can open. */
export const openEpochs = async (
  tx: Tx,
  keys: Keys,
  threadId: string,
): Promise<ReadonlyMap<number, KeyPair>> => {
  const [boxes, epochs] = [await listOwnKeyBoxes(tx, threadId), await listEpochKeys(tx, threadId)]
  const opened = new Map<number, KeyPair>()
  for (const row of boxes) {
    if (opened.has(row.epoch)) continue
    const publicKey = epochs.find(({ epoch }) => epoch === row.epoch)?.public_key
    if (publicKey === undefined) continue
    const holder = await unwrapRecipientKey(tx, keys, row)
    const privateKey = await openThreadKey(holder, { threadId, epoch: row.epoch, box: row.box })
    opened.set(row.epoch, { publicKey, privateKey })
  }
  return opened
}

const lockOpen = async (tx: Tx, id: string): Promise<LockedThread> => {
  const thread = (await lockThread(tx, id)) ?? fail('not-found')
  if (thread.shredded_at !== null) fail('thread-shredded')
  if (thread.state !== 'open') fail('thread-ended')
  return thread
}

/** Who was let in by escrow, for a time, does not pass the conversation on; the database refuses it as well. */
const requireLasting = async (tx: Tx, threadId: string): Promise<void> => {
  const own = (await listReaders(tx, threadId)).filter(
    ({ is_own, removed_at }) => is_own && removed_at === null,
  )
  if (own.every(({ until }) => until !== null)) fail('thread-read-for-a-time')
}

export const answerThread = (ctx: CommandContext, input: Input<typeof answerThreadEndpoint>) => {
  const threadId = input.params.id
  // Not by time: an id that tells the moment would undo that moments are kept to the hour.
  const id = crypto.randomUUID()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'answer-thread', key, input, subject: { kind: 'thread', id: threadId } },
    async (tx, leaf) => {
      const thread = await lockOpen(tx, threadId)
      const current = (await listEpochKeys(tx, threadId)).find(
        ({ epoch }) => epoch === thread.epoch,
      )
      const reader = (await listReaders(tx, threadId)).find(
        ({ is_own, removed_at }) => is_own && removed_at === null,
      )
      if (current === undefined || reader === undefined) return fail('not-found')
      const sentAt = hourOf(ctx.clock.now())
      await insertAnswer(tx, {
        id,
        threadId,
        epoch: thread.epoch,
        agencyId: reader.agency_id,
        userId: ctx.identity.userId,
        box: await closeMessage(current.public_key, id, { text: input.body.text }),
        sentAt,
      })
      await updateThread(tx, threadId, { moved_at: sentAt, waits_for: 'reporter' })
      leaf.note('agency', reader.agency_id)
      return { id }
    },
  )
}

export const linkThread = (ctx: CommandContext, input: Input<typeof linkThreadEndpoint>) => {
  const threadId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'link-thread', key, input, subject: { kind: 'thread', id: threadId } },
    async (tx, leaf) => {
      await lockOpen(tx, threadId)
      const { to } = input.body
      const table = to.kind === 'report' ? 'reports' : 'cases'
      const found = await tx
        .selectFrom(table)
        .select('id')
        .where('id', '=', to.id)
        .executeTakeFirst()
      if (found === undefined) fail('not-found')
      await updateThread(
        tx,
        threadId,
        to.kind === 'report' ? { report_id: to.id } : { case_id: to.id },
      )
      leaf.note(to.kind, to.id)
      return { done: true as const }
    },
  )
}

export const endThread = (ctx: CommandContext, input: Input<typeof endThreadEndpoint>) => {
  const threadId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'end-thread', key, input, subject: { kind: 'thread', id: threadId } },
    async (tx, leaf) => {
      const thread = await lockOpen(tx, threadId)
      const { reason } = input.body
      if (reason === 'became-report' && thread.report_id === null) fail('thread-unlinked')
      if (reason === 'joined-case' && thread.case_id === null) fail('thread-unlinked')
      // Nobody who wrote is left without a word.
      if ((await countAnswers(tx, threadId)) === 0) fail('thread-unanswered')
      await updateThread(tx, threadId, {
        state: 'ended',
        ended_reason: reason,
        waits_for: 'nobody',
        moved_at: hourOf(ctx.clock.now()),
      })
      leaf.note('reason', reason)
      return { done: true as const }
    },
  )
}

export const addThreadReader = (
  ctx: CommandContext,
  input: Input<typeof addThreadReaderEndpoint>,
) => {
  const threadId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'add-thread-reader', key, input, subject: { kind: 'thread', id: threadId } },
    async (tx, leaf) => {
      const thread = await lockOpen(tx, threadId)
      await requireLasting(tx, threadId)
      const { agencyId } = input.body
      const able = await listReceivers(tx, null)
      if (!able.some(({ agency_id }) => agency_id === agencyId)) fail('agency-cannot-receive')
      const receiver = (await listReceivers(tx, thread.about)).find(
        ({ agency_id }) => agency_id === agencyId,
      )
      if (receiver === undefined) return fail('thread-conflict')
      const opened = await openEpochs(tx, ctx.keys, threadId)
      await putReader(tx, { threadId, agencyId, by: ctx.identity.userId })
      await insertKeyBoxes(
        tx,
        await Promise.all(
          [...opened].map(
            async ([epoch, { privateKey }]): Promise<KeyBox> => ({
              thread_id: threadId,
              epoch,
              holder: 'recipient',
              agency_id: agencyId,
              box: await closeThreadKey(receiver.public_key, { threadId, epoch, privateKey }),
            }),
          ),
        ),
      )
      leaf.note('agency', agencyId)
      return { done: true as const }
    },
  )
}

export const removeThreadReader = (
  ctx: CommandContext,
  input: Input<typeof removeThreadReaderEndpoint>,
) => {
  const threadId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'remove-thread-reader', key, input, subject: { kind: 'thread', id: threadId } },
    async (tx, leaf) => {
      const thread = await lockOpen(tx, threadId)
      await requireLasting(tx, threadId)
      const { agencyId } = input.body
      const readers = (await listReaders(tx, threadId)).filter(
        ({ removed_at }) => removed_at === null,
      )
      if (!readers.some(({ agency_id }) => agency_id === agencyId)) fail('not-found')
      const staying = readers.filter(({ agency_id }) => agency_id !== agencyId)
      if (staying.length === 0) fail('thread-last-reader')
      await beginEpoch(tx, thread, new Set(staying.map(({ agency_id }) => agency_id)))
      // Last of all: whoever removes his own agency no longer sees the thread.
      await removeReader(tx, {
        threadId,
        agencyId,
        by: ctx.identity.userId,
        at: hourOf(ctx.clock.now()),
      })
      leaf.note('agency', agencyId)
      return { done: true as const }
    },
  )
}

const toHolder = (row: Readonly<{ agency_id: string; public_key: Buffer }>) => ({
  agencyId: row.agency_id,
  publicKey: row.public_key,
})

/** A new key for what is written from now on, closed for the reporter and those who stay. */
const beginEpoch = async (
  tx: Tx,
  thread: LockedThread,
  staying: ReadonlySet<string>,
): Promise<void> => {
  const threadId = thread.id
  const epoch = thread.epoch + 1
  const pair = await newKeyPair()
  await insertEpoch(tx, { threadId, epoch, publicKey: pair.publicKey })
  const receivers = (await listReceivers(tx, thread.about)).filter(({ agency_id }) =>
    staying.has(agency_id),
  )
  const keepers = thread.has_escrow ? await listEscrowKeepers(tx) : []
  await insertKeyBoxes(
    tx,
    await closeEpoch(
      { threadId, epoch, privateKey: pair.privateKey },
      {
        reporter: thread.reporter_public,
        recipients: receivers.map(toHolder),
        keepers: keepers.map(toHolder),
      },
    ),
  )
  await updateThread(tx, threadId, { epoch })
}

/** Makes the key pair of each agency that may receive and has none. */
export const keepRecipientKeys = async (ctx: Context): Promise<void> => {
  await ctx.db.transaction({ role: 'umai_jobs' }, async (tx) => {
    for (const agencyId of await listAgenciesWithoutKey(tx))
      await insertRecipientKey(tx, ctx.keys, {
        agencyId,
        pair: await newKeyPair(),
        at: ctx.clock.now(),
      })
  })
}

/** Who reads by escrow reads for the days that were asked, and not an hour longer. */
export const endEscrowReading = async (ctx: Context): Promise<void> => {
  await ctx.db.transaction({ role: 'umai_jobs' }, endReadingForATime)
}

const forgottenAfterMs = 365 * 86_400_000

/** What nobody came back to for twelve months becomes unreadable for everybody. */
export const forgetThreads = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  const readBefore = new Date(Date.parse(now) - forgottenAfterMs).toISOString()
  await ctx.db.transaction({ role: 'umai_jobs' }, (tx) => shredThreads(tx, { readBefore, at: now }))
}
