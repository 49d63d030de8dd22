import type {
  addAttachmentPart as addPartEndpoint,
  beginAttachment as beginEndpoint,
  finishAttachment as finishEndpoint,
  Input,
  withdrawAttachment as withdrawEndpoint,
} from '@umai/contract'
import { type Context, runCommand, runRead, type Tx } from '@umai/db'
import { fail, randomId, sha256 } from '@umai/platform'
import { addHours } from '@umai/words'
import { openCaseOf, workUnitOf } from '../cases/actions.ts'
import { keepCaseKey, recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { contentTypeOf, drawCopy } from './actions/look-at.ts'
import {
  type AcceptedType,
  bytesOfPart,
  canBeShown,
  classOf,
  isTooLarge,
  partsOf,
  typeOf,
} from './model.ts'
import {
  type AttachmentRow,
  deleteUnfinished,
  findAttachment,
  insertAttachment,
  insertWithdrawal,
  keepParts,
  keepRow,
  lockAttachment,
  openAbout,
  readBytes,
} from './store.ts'

/** Which value was wrong, so that the message can name it. */
const fault = (path: string, message: string) => ({
  faults: [{ in: 'body' as const, path, message }],
})

export const beginAttachment = (ctx: CommandContext, input: Input<typeof beginEndpoint>) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'begin-attachment', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const { kind, name, note, bytes, sha256: hash } = input.body
      if (isTooLarge(bytes)) fail('attachment-too-large', fault('/bytes', megabytes(bytes)))
      if (bytes === 0) fail('attachment-empty')
      await openCaseOf(tx, caseId)
      await keepCaseKey(ctx, tx, caseId)
      const parts = partsOf(bytes)
      await insertAttachment(tx, ctx.keys, {
        id,
        caseId,
        fieldClass: classOf(kind),
        kind,
        about: { name, note },
        bytes,
        parts,
        sha256: hash,
        by: ctx.identity.userId,
        unitId: (await workUnitOf(tx, 'work-cases')) ?? fail('permission-missing'),
        at: ctx.clock.now(),
      })
      leaf.note('attachment', id)
      leaf.note('sha256', hash)
      return { id, parts }
    },
  )
}

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`

/** A file that is on its way and was announced by the one who asks. */
const arriving = async (ctx: CommandContext, tx: Tx, id: string): Promise<AttachmentRow> => {
  const row = (await findAttachment(tx, id)) ?? fail('not-found')
  if (row.added_by !== ctx.identity.userId) fail('not-found')
  if (row.state === 'kept') fail('attachment-kept')
  return row
}

export const addAttachmentPart = async (
  ctx: CommandContext,
  input: Input<typeof addPartEndpoint>,
) => {
  const { id } = input.params
  const { number, base64 } = input.body
  const { key } = ctx
  const bytes = Buffer.from(base64, 'base64')
  const caseId = await runRead(ctx, async (tx) => (await arriving(ctx, tx, id)).case_id)
  // What was sent is known by its hash; the idempotency of a command does not need the bytes themselves.
  const sent = { ...input, body: { number, sha256: sha256(bytes).toString('hex') } }
  return runCommand(
    ctx,
    {
      name: 'add-attachment-part',
      key,
      input: sent,
      subject: { kind: 'attachment', id, caseId },
    },
    async (tx, leaf) => {
      const row = await arriving(ctx, tx, id)
      if (number > row.parts || bytes.byteLength !== bytesOfPart(number, row.bytes))
        fail('attachment-damaged')
      // A disguise shows in the first bytes: nobody waits for the rest of it.
      if (number === 1) await acceptedType(ctx, tx, row, bytes)
      await keepParts(tx, ctx.keys, { of: row, copy: 'original', first: number, bytes })
      leaf.note('part', number)
      return { number }
    },
  )
}

const acceptedType = async (
  ctx: CommandContext,
  tx: Tx,
  row: AttachmentRow,
  bytes: Uint8Array,
): Promise<AcceptedType> => {
  const { name } = await openAbout(tx, ctx.keys, row)
  const found = await contentTypeOf(bytes)
  return typeOf(found, name) ?? fail('attachment-disguised', fault('/name', found ?? '?'))
}

export const finishAttachment = async (
  ctx: CommandContext,
  input: Input<typeof finishEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  // Decoding takes a second or two of a large picture; the database is not kept waiting for it.
  const arrived = await runRead(ctx, async (tx) => {
    const row = (await findAttachment(tx, id)) ?? fail('not-found')
    if (row.added_by !== ctx.identity.userId) fail('not-found')
    if (row.state === 'kept') return { row, type: undefined, copy: undefined }
    const bytes = await readBytes(tx, ctx.keys, row, 'original')
    if (bytes.byteLength !== row.bytes || sha256(bytes).toString('hex') !== row.sha256)
      fail('attachment-damaged')
    return { row, type: await acceptedType(ctx, tx, row, bytes), bytes }
  })
  const { row, type } = arrived
  const copy =
    type !== undefined && arrived.bytes !== undefined && canBeShown(type)
      ? ((await drawCopy(arrived.bytes)) ?? fail('attachment-disguised', fault('/name', type)))
      : undefined
  const caseId = row.case_id
  return runCommand(
    ctx,
    { name: 'finish-attachment', key, input, subject: { kind: 'attachment', id, caseId } },
    async (tx, leaf) => {
      const locked = (await lockAttachment(tx, id)) ?? fail('attachment-kept')
      if (type === undefined) fail('attachment-kept')
      await openCaseOf(tx, caseId)
      const at = ctx.clock.now()
      if (copy !== undefined)
        await keepParts(tx, ctx.keys, { of: locked, copy: 'shown', first: 1, bytes: copy })
      const shownType = copy === undefined ? null : 'image/jpeg'
      await keepRow(tx, id, { mediaType: type, shownType, at })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'attachment-added',
        at,
        aboutId: id,
        class: locked.class,
        data: { kind: locked.kind, sha256: locked.sha256 },
      })
      leaf.note('type', type)
      leaf.note('sha256', locked.sha256)
      return { id, mediaType: type, canBeShown: copy !== undefined }
    },
  )
}

/** A file that should not be here is closed to the case and kept: evidence is never deleted. */
export const withdrawAttachment = (ctx: CommandContext, input: Input<typeof withdrawEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'withdraw-attachment', key, input, subject: { kind: 'attachment', id } },
    async (tx, leaf) => {
      const of = await findAttachment(tx, id)
      if (of === undefined || of.state !== 'kept') return fail('not-found')
      const caseId = of.case_id
      await openCaseOf(tx, caseId)
      const { userId: by } = ctx.identity
      if (of.added_by !== by && !ctx.caller.permissions.has('assign-cases'))
        fail('permission-missing')
      const { reason, note } = input.body
      const at = ctx.clock.now()
      if (!(await insertWithdrawal(tx, ctx.keys, { of, reason, note, by, at })))
        fail('attachment-withdrawn')
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'attachment-withdrawn',
        at,
        aboutId: id,
        class: of.class,
        data: { kind: of.kind, reason, sha256: of.sha256 },
      })
      leaf.note('case', caseId)
      leaf.note('reason', reason)
      leaf.note('sha256', of.sha256)
      return { done: true as const }
    },
  )
}

const unfinishedHours = 24

/** Forgets what was begun and never came whole. */
export const forgetUnfinishedAttachments = async (ctx: Context): Promise<void> => {
  const before = addHours(ctx.clock.now(), -unfinishedHours)
  await ctx.db.transaction({ role: 'umai_jobs' }, (tx) => deleteUnfinished(tx, before))
}
