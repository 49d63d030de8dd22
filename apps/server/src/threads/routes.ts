import {
  addThreadReader as addThreadReaderEndpoint,
  answerThread as answerThreadEndpoint,
  endThread as endThreadEndpoint,
  linkThread as linkThreadEndpoint,
  readThread,
  readThreadFile,
  removeThreadReader as removeThreadReaderEndpoint,
  searchThreads,
  type ThreadMessage,
} from '@umai/contract'
import { runRead, runView, type Tx } from '@umai/db'
import { fail, type Keys } from '@umai/platform'
import { openFile, openMessage } from '@umai/threads'
import { type App, route } from '../http/route.ts'
import {
  addThreadReader,
  answerThread,
  endThread,
  linkThread,
  openEpochs,
  removeThreadReader,
} from './actions.ts'
import { toThreadFields } from './model.ts'
import {
  findFile,
  findThread,
  listFiles,
  listMessages,
  listReaders,
  listReceivers,
  listThreads,
  lockThread,
} from './store.ts'

export const threadRoutes = (app: App): void => {
  route(app, searchThreads, (ctx, { body }) =>
    runRead(ctx, async (tx) => {
      const { rows, ...page } = await listThreads(tx, body)
      const now = ctx.clock.now()
      return {
        ...page,
        items: rows.map((row) => ({ ...toThreadFields(row, now), messages: row.messages ?? 0 })),
      }
    }),
  )
  route(app, readThread, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-thread', subject: { kind: 'thread', id: params.id } },
      async (tx) => {
        const found = (await findThread(tx, params.id)) ?? fail('not-found')
        const thread = (await lockThread(tx, params.id)) ?? fail('not-found')
        if (thread.shredded_at !== null) fail('thread-shredded')
        const readers = await listReaders(tx, params.id)
        const receivers = await listReceivers(tx, found.about)
        const reading = new Set(
          readers.filter(({ removed_at }) => removed_at === null).map(({ agency_id }) => agency_id),
        )
        return {
          ...toThreadFields(found, ctx.clock.now()),
          hasEscrow: thread.has_escrow,
          messages: await openMessages(tx, ctx.keys, params.id),
          readers: readers.map((reader) => ({
            ...agencyOf(reader),
            isRemoved: reader.removed_at !== null,
            isOwn: reader.is_own,
            until: reader.until,
          })),
          offered: receivers.filter(({ agency_id }) => !reading.has(agency_id)).map(agencyOf),
        }
      },
    ),
  )
  route(app, readThreadFile, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-thread-file', subject: { kind: 'thread', id: params.id } },
      async (tx, leaf) => {
        const file = (await findFile(tx, params.id, params.fileId)) ?? fail('not-found')
        const keys = (await openEpochs(tx, ctx.keys, params.id)).get(file.epoch)
        if (keys === undefined) return fail('not-found')
        leaf.note('file', params.fileId)
        const bytes = await openFile(keys, params.fileId, file.box)
        return { kind: file.kind, base64: bytes.toString('base64') }
      },
    ),
  )
  route(app, answerThreadEndpoint, answerThread)
  route(app, linkThreadEndpoint, linkThread)
  route(app, endThreadEndpoint, endThread)
  route(app, addThreadReaderEndpoint, addThreadReader)
  route(app, removeThreadReaderEndpoint, removeThreadReader)
}

const agencyOf = <Kind>(row: {
  readonly agency_id: string
  readonly kind: Kind
  readonly name_kk: string
  readonly name_ru: string
  readonly name_en: string
}) => ({
  id: row.agency_id,
  kind: row.kind,
  name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
})

const openMessages = async (tx: Tx, keys: Keys, threadId: string): Promise<ThreadMessage[]> => {
  const opened = await openEpochs(tx, keys, threadId)
  const files = await listFiles(tx, threadId)
  return Promise.all(
    (await listMessages(tx, threadId)).map(async (row): Promise<ThreadMessage> => {
      const pair = opened.get(row.epoch)
      const content = pair === undefined ? undefined : await openMessage(pair, row.id, row.box)
      return {
        id: row.id,
        author: row.author,
        agency: row.agency,
        user: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? '' },
        text: content?.text ?? '',
        details: { ...content?.details },
        sentAt: row.sent_at,
        files: files
          .filter(({ message_id }) => message_id === row.id)
          .map(({ id, kind, is_original }) => ({ id, kind, isOriginal: is_original })),
        isUnreadable: content === undefined,
      }
    }),
  )
}
