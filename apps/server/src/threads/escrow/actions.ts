import type {
  askEscrow as askEscrowEndpoint,
  giveEscrowShare as giveEscrowShareEndpoint,
  Input,
  makeEscrowKey as makeEscrowKeyEndpoint,
  openByEscrow as openByEscrowEndpoint,
  refuseEscrow as refuseEscrowEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import {
  closeThreadKey,
  combineShares,
  escrowPlaceOf,
  escrowRequestPlaceOf,
  escrowThreshold,
  type KeyBox,
  type KeyPair,
  newHolderKey,
  openBox,
  openHolderKey,
  passShare,
} from '@umai/threads'
import type { CommandContext } from '../../http/context.ts'
import {
  findRecipientKey,
  insertKeyBoxes,
  listEpochKeys,
  listReceivers,
  unwrapRecipientKey,
} from '../store.ts'
import { isRefusedBy, keeperKinds, untilOf } from './model.ts'
import {
  closeRequest,
  findEscrowKey,
  findOwnKeeper,
  insertEscrowAnswer,
  insertEscrowKey,
  insertReaderForATime,
  insertRequest,
  isSilent,
  listAnswers,
  listKeepers,
  listRequests,
  listShares,
  lockRequest,
  mayAsk,
  type OwnKeeper,
} from './store.ts'

const requireKeeper = async (tx: Tx): Promise<OwnKeeper> =>
  (await findOwnKeeper(tx, keeperKinds)) ?? fail('escrow-not-keeper')

export const makeEscrowKey = (ctx: CommandContext, input: Input<typeof makeEscrowKeyEndpoint>) =>
  runCommand(
    ctx,
    // What a command was asked is kept as a hash, and a fast hash of a passphrase could be guessed from.
    { name: 'make-escrow-key', key: ctx.key, input: {}, subject: null },
    async (tx, leaf) => {
      const own = await requireKeeper(tx)
      if (own.has_key) fail('escrow-key-exists')
      // One of each kind: a second key of a kind would get no shares.
      if ((await listKeepers(tx)).some(({ kind }) => kind === own.kind)) fail('escrow-not-keeper')
      await insertEscrowKey(tx, {
        agencyId: own.id,
        key: await newHolderKey(input.body.passphrase),
        by: ctx.identity.userId,
        at: ctx.clock.now(),
      })
      leaf.note('agency', own.id)
      return { done: true as const }
    },
  )

const openOwnKey = async (tx: Tx, agencyId: string, passphrase: string): Promise<KeyPair> => {
  const key = (await findEscrowKey(tx, agencyId)) ?? fail('escrow-key-missing')
  return (await openHolderKey(key, passphrase)) ?? fail('escrow-passphrase-wrong')
}

/** The shares an institution holds, closed again for the one that asked. */
const passShares = async (
  tx: Tx,
  holder: KeyPair,
  {
    requestId,
    threadId,
    from,
    to,
  }: Readonly<{ requestId: string; threadId: string; from: string; to: Buffer }>,
): Promise<Readonly<Record<string, string>>> => {
  const shares = await listShares(tx, threadId, from)
  if (shares.length === 0) fail('escrow-not-keeper')
  return Object.fromEntries(
    await Promise.all(
      shares.map(async ({ epoch, box }) => [
        String(epoch),
        await passShare(holder, box, {
          place: escrowPlaceOf(threadId, epoch),
          to,
          toPlace: escrowRequestPlaceOf(requestId, epoch),
        }),
      ]),
    ),
  )
}

const keyOfReader = async (tx: Tx, agencyId: string): Promise<Buffer> =>
  (await listReceivers(tx, null)).find(({ agency_id }) => agency_id === agencyId)?.public_key ??
  fail('agency-cannot-receive')

export const askEscrow = (ctx: CommandContext, input: Input<typeof askEscrowEndpoint>) => {
  const threadId = input.params.id
  const { passphrase, ...asked } = input.body
  const id = randomId()
  return runCommand(
    ctx,
    {
      name: 'ask-escrow',
      key: ctx.key,
      input: { params: input.params, body: asked },
      subject: { kind: 'thread', id: threadId },
    },
    async (tx, leaf) => {
      const own = await requireKeeper(tx)
      if (!(await isSilent(tx, threadId))) fail('not-found')
      if (!own.may_read) fail('agency-cannot-receive')
      if (!(await mayAsk(tx, threadId, own.id))) fail('escrow-is-reader')
      const isAsked = (await listRequests(tx, threadId)).some(
        ({ opened_at, refused_at }) => opened_at === null && refused_at === null,
      )
      if (isAsked) fail('escrow-asked-already')
      const holder = await openOwnKey(tx, own.id, passphrase)
      const stamp = { by: ctx.identity.userId, at: ctx.clock.now() }
      await insertRequest(tx, { id, threadId, agencyId: own.id, ...stamp, ...asked })
      await insertEscrowAnswer(tx, {
        requestId: id,
        agencyId: own.id,
        answer: 'given',
        boxes: await passShares(tx, holder, {
          requestId: id,
          threadId,
          from: own.id,
          to: await keyOfReader(tx, own.id),
        }),
        ...stamp,
      })
      leaf.note('agency', own.id)
      leaf.note('request', id)
      leaf.note('legalBasis', asked.legalBasis)
      leaf.note('days', asked.days)
      return { id }
    },
  )
}

/** A request that still waits, about a conversation that is still silent. */
const lockWaiting = async (tx: Tx, id: string) => {
  const request = (await lockRequest(tx, id)) ?? fail('not-found')
  if (request.opened_at !== null || request.refused_at !== null) fail('escrow-request-over')
  if (!(await isSilent(tx, request.thread_id))) fail('escrow-request-over')
  return request
}

/** A second share comes from another institution and from another person. */
const requireUnanswered = async (
  tx: Tx,
  requestId: string,
  by: Readonly<{ agencyId: string; userId: string }>,
) => {
  const answers = await listAnswers(tx, requestId)
  const isAnswered = answers.some(
    ({ agency_id, answered_by }) => agency_id === by.agencyId || answered_by === by.userId,
  )
  if (isAnswered) fail('escrow-answered')
  return answers
}

export const giveEscrowShare = (
  ctx: CommandContext,
  input: Input<typeof giveEscrowShareEndpoint>,
) => {
  const requestId = input.params.id
  const { userId } = ctx.identity
  return runCommand(
    ctx,
    {
      name: 'give-escrow-share',
      key: ctx.key,
      input: { params: input.params },
      subject: { kind: 'escrow-request', id: requestId },
    },
    async (tx, leaf) => {
      const own = await requireKeeper(tx)
      const request = await lockWaiting(tx, requestId)
      await requireUnanswered(tx, requestId, { agencyId: own.id, userId })
      const holder = await openOwnKey(tx, own.id, input.body.passphrase)
      await insertEscrowAnswer(tx, {
        requestId,
        agencyId: own.id,
        answer: 'given',
        boxes: await passShares(tx, holder, {
          requestId,
          threadId: request.thread_id,
          from: own.id,
          to: await keyOfReader(tx, request.agency_id),
        }),
        by: userId,
        at: ctx.clock.now(),
      })
      leaf.note('thread', request.thread_id)
      leaf.note('agency', own.id)
      leaf.note('to', request.agency_id)
      return { done: true as const }
    },
  )
}

export const refuseEscrow = (ctx: CommandContext, input: Input<typeof refuseEscrowEndpoint>) => {
  const requestId = input.params.id
  const { userId } = ctx.identity
  return runCommand(
    ctx,
    {
      name: 'refuse-escrow',
      key: ctx.key,
      input,
      subject: { kind: 'escrow-request', id: requestId },
    },
    async (tx, leaf) => {
      const own = await requireKeeper(tx)
      const request = await lockWaiting(tx, requestId)
      const answers = await requireUnanswered(tx, requestId, { agencyId: own.id, userId })
      const at = ctx.clock.now()
      await insertEscrowAnswer(tx, {
        requestId,
        agencyId: own.id,
        answer: 'refused',
        reason: input.body.reason,
        by: userId,
        at,
      })
      const refusals = 1 + answers.filter(({ answer }) => answer === 'refused').length
      if (isRefusedBy(refusals)) await closeRequest(tx, requestId, { refused_at: at })
      leaf.note('thread', request.thread_id)
      leaf.note('agency', own.id)
      return { done: true as const }
    },
  )
}

export const openByEscrow = (ctx: CommandContext, input: Input<typeof openByEscrowEndpoint>) => {
  const requestId = input.params.id
  return runCommand(
    ctx,
    {
      name: 'open-by-escrow',
      key: ctx.key,
      input,
      subject: { kind: 'escrow-request', id: requestId },
    },
    async (tx, leaf) => {
      const own = await requireKeeper(tx)
      const request = await lockWaiting(tx, requestId)
      if (request.agency_id !== own.id) fail('not-found')
      const threadId = request.thread_id
      const given = (await listAnswers(tx, requestId)).filter(({ answer }) => answer === 'given')
      if (given.length < escrowThreshold) fail('escrow-shares-missing')
      const wrapped = (await findRecipientKey(tx, own.id)) ?? fail('agency-cannot-receive')
      const reader = await unwrapRecipientKey(tx, ctx.keys, wrapped)
      const boxes: KeyBox[] = []
      for (const { epoch, public_key } of await listEpochKeys(tx, threadId)) {
        const passed = given.flatMap(({ boxes: of }) => of[String(epoch)] ?? [])
        // A later epoch may have begun when there were no three keepers; it stays closed.
        if (passed.length < escrowThreshold) continue
        const shares = await Promise.all(
          passed.map((box) => openBox(reader, box, escrowRequestPlaceOf(requestId, epoch))),
        )
        const privateKey = await combineShares(shares, public_key)
        boxes.push({
          thread_id: threadId,
          epoch,
          holder: 'recipient',
          agency_id: own.id,
          box: await closeThreadKey(reader.publicKey, { threadId, epoch, privateKey }),
        })
      }
      if (boxes.length === 0) fail('escrow-shares-missing')
      const at = ctx.clock.now()
      const until = untilOf(at, request.days)
      await insertReaderForATime(tx, { threadId, agencyId: own.id, by: ctx.identity.userId, until })
      await insertKeyBoxes(tx, boxes)
      await closeRequest(tx, requestId, { opened_at: at })
      leaf.note('thread', threadId)
      leaf.note('agency', own.id)
      leaf.note('until', until)
      leaf.note(
        'shares',
        given.map(({ agency_id }) => agency_id),
      )
      return { threadId, until }
    },
  )
}
