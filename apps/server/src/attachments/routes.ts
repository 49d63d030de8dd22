import {
  addAttachmentPart as addPartEndpoint,
  beginAttachment as beginEndpoint,
  finishAttachment as finishEndpoint,
  listAttachments,
  saveOriginal,
  showAttachment,
  withdrawAttachment as withdrawEndpoint,
} from '@umai/contract'
import { runRead, runView, type Tx } from '@umai/db'
import { fail, sha256 } from '@umai/platform'
import type { StaffContext } from '../http/context.ts'
import { type App, route } from '../http/route.ts'
import {
  addAttachmentPart,
  beginAttachment,
  finishAttachment,
  withdrawAttachment,
} from './actions.ts'
import { type AcceptedType, savedName } from './model.ts'
import { findAttachment, isWithdrawn, listKept, readBytes } from './store.ts'

export const attachmentRoutes = (app: App): void => {
  route(app, listAttachments, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-attachments', subject: { kind: 'case', id: params.id } },
      async (tx) => ({
        items: await listKept(tx, ctx.keys, params.id, {
          userId: ctx.identity.userId,
          mayWork: ctx.caller.permissions.has('work-cases'),
          isLead: ctx.caller.permissions.has('assign-cases'),
          isOverseer: ctx.caller.permissions.has('oversee-cases'),
        }),
      }),
    ),
  )

  route(app, beginEndpoint, beginAttachment)
  route(app, addPartEndpoint, addAttachmentPart)
  route(app, finishEndpoint, finishAttachment)
  route(app, withdrawEndpoint, withdrawAttachment)

  route(app, showAttachment, async (ctx, { params }) =>
    lookAt(ctx, params.id, 'show-attachment', async (tx, row) => {
      if (row.shown_type === null) fail('not-found')
      const bytes = await readBytes(tx, ctx.keys, row, 'shown')
      return {
        fileName: savedName(row.sha256, row.media_type as AcceptedType, true),
        mediaType: row.shown_type,
        sha256: sha256(bytes).toString('hex'),
        base64: bytes.toString('base64'),
      }
    }),
  )

  route(app, saveOriginal, async (ctx, { params }) =>
    lookAt(ctx, params.id, 'save-original', async (tx, row) => {
      const bytes = await readBytes(tx, ctx.keys, row, 'original')
      if (sha256(bytes).toString('hex') !== row.sha256) fail('attachment-damaged')
      return {
        fileName: savedName(row.sha256, row.media_type as AcceptedType, false),
        mediaType: row.media_type ?? '',
        sha256: row.sha256,
        base64: bytes.toString('base64'),
      }
    }),
  )
}

type Kept = NonNullable<Awaited<ReturnType<typeof findAttachment>>>

/** Every look at a file is a line in the log of its case. */
const lookAt = async <Reply>(
  ctx: StaffContext,
  id: string,
  name: 'show-attachment' | 'save-original',
  read: (tx: Tx, row: Kept) => Promise<Reply>,
): Promise<Reply> => {
  const { permissions } = ctx.caller
  const found = await runRead(ctx, (tx) => findAttachment(tx, id))
  if (found === undefined || found.state !== 'kept') fail('not-found')
  const isOpen =
    permissions.has('assign-cases') ||
    permissions.has('oversee-cases') ||
    !(await runRead(ctx, (tx) => isWithdrawn(tx, id)))
  if (!isOpen) fail('attachment-withdrawn')
  const subject = { kind: 'attachment', id, caseId: found.case_id }
  return runView(ctx, { name, subject }, async (tx) =>
    read(tx, (await findAttachment(tx, id)) ?? fail('not-found')),
  )
}
