// Begins, finds, carries on and destroys the thread of a receipt. Nothing here writes a leaf of the audit or a line of a
// log: both would tell when somebody sat at a screen.
import { type Change, changeChannel, type Db, type Tx } from '@umai/db'
import { type Clock, databaseCodeOf } from '@umai/platform'
import {
  closeBox,
  closeEpoch,
  closeFile,
  closeMessage,
  closeThreadKey,
  deriveReceiptKeys,
  escrowHolders,
  hourOf,
  type KeyPair,
  newKeyPair,
  openBox,
  openMessage,
  openThreadKey,
  type ReceiptKeys,
  type ReceiptSecrets,
  unwrapReporterKey,
  wrapReporterKey,
} from '@umai/threads'
import type { Lang } from '@umai/words'
import { sql } from 'kysely'
import type { CleanKind } from '../files/model.ts'
import type { About, OwnThread, PlaceRow, Receiver, Routing, Topic } from './model.ts'
import {
  destroyOwn,
  type Found,
  findOwn,
  listConflicts,
  listKeepers,
  listPlaces,
  listReceivers,
  listRoutes,
  markVisit,
  presentLocator,
} from './store.ts'

export type NewFile = Readonly<{ kind: CleanKind; isOriginal: boolean; bytes: Buffer }>
export type NewThread = Readonly<{
  topic: Topic
  about: About | undefined
  writer: 'adult' | 'child'
  lang: Lang
  place: string | undefined
  text: string
  details: Readonly<Record<string, string>>
  files: readonly NewFile[]
  readers: readonly Receiver[]
}>

export type Threads = Readonly<{
  /** Slow, on purpose; only to be called in the slow lane. */
  keysOf: (receipt: string) => Promise<ReceiptKeys>
  routing: () => Promise<Routing>
  places: () => Promise<readonly PlaceRow[]>
  /** Sends; `exists` where it was sent before, as when a button is pressed twice. */
  begin: (keys: ReceiptKeys, thread: NewThread) => Promise<'sent' | 'exists'>
  saveDraft: (keys: ReceiptKeys, draft: Readonly<{ lang: Lang; content: string }>) => Promise<void>
  /** Undefined where no thread has this receipt; costs the same. */
  open: (keys: ReceiptKeys) => Promise<OwnThread | undefined>
  write: (
    keys: ReceiptKeys,
    message: Readonly<{ id: string; text: string; files: readonly NewFile[] }>,
  ) => Promise<'written' | 'ended' | 'gone'>
  destroy: (keys: ReceiptKeys) => Promise<void>
}>

const role = 'umai_public'
const keptMs = 60_000
const draftPlace = (id: string): string => `thread draft|${id}`

export function createThreads({
  db,
  secrets,
  clock,
  derive = deriveReceiptKeys,
}: Readonly<{
  db: Db
  secrets: ReceiptSecrets
  clock: Clock
  derive?: typeof deriveReceiptKeys
}>): Threads {
  const asReporter = <T>({ locator }: ReceiptKeys, work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.transaction({ role }, async (tx) => {
      await presentLocator(tx, locator)
      return work(tx)
    })
  const hour = (): string => hourOf(clock.now())

  const readRouting = (): Promise<Routing> =>
    db.transaction({ role, readOnly: true }, async (tx) => ({
      receivers: await listReceivers(tx),
      routes: await listRoutes(tx),
      conflicts: await listConflicts(tx),
      hasEscrow: (await listKeepers(tx)).length === escrowHolders,
    }))
  const routing = kept(readRouting)
  const places = kept(() => db.transaction({ role, readOnly: true }, listPlaces))
  const decoy = kept(makeDecoy)

  return {
    keysOf: (receipt) => derive(secrets, receipt),
    routing,
    places,

    async begin(keys, thread) {
      try {
        return await asReporter(keys, async (tx) => {
          const found = (await findOwn(tx)).thread
          if (found !== undefined && found.state !== 'draft') return 'exists'
          await insertThread(tx, keys, { thread, at: hour(), draft: found })
          return 'sent'
        })
      } catch (error) {
        if (databaseCodeOf(error) === '23505') return 'exists'
        throw error
      }
    },

    async saveDraft(keys, { lang, content }) {
      await asReporter(keys, async (tx) => {
        const { thread: found } = await findOwn(tx)
        if (found !== undefined && found.state !== 'draft') return
        const id = found?.id ?? crypto.randomUUID()
        const reporter = found === undefined ? await newKeyPair() : undefined
        const box = await closeBox(
          found?.reporter_public ?? reporter?.publicKey ?? Buffer.alloc(0),
          padded(content),
          draftPlace(id),
        )
        const at = hour()
        if (reporter === undefined)
          await tx
            .updateTable('threads')
            .set({ draft_box: box, moved_at: at, read_at: at, lang })
            .where('id', '=', id)
            .execute()
        else
          await tx
            .insertInto('threads')
            .values({
              id,
              ...newRow(keys, reporter, at),
              state: 'draft',
              draft_box: box,
              lang,
              waits_for: 'nobody',
            })
            .execute()
      })
    },

    async open(keys) {
      const found = await asReporter(keys, async (tx) => {
        const rows = await findOwn(tx)
        await markVisit(tx, hour())
        return rows
      })
      const receivers = (await routing()).receivers
      if (found.thread !== undefined) return readOwn(found, keys.wrap, receivers)
      // As much is opened for a receipt that finds nothing as for a short conversation.
      const { rows, wrap } = await decoy()
      await readOwn(rows, wrap, receivers)
      return undefined
    },

    async write(keys, { id: messageId, text, files }) {
      return asReporter(keys, async (tx) => {
        const found = await findOwn(tx)
        if (found.thread === undefined) return 'gone'
        if (found.messages.some((message) => message.id === messageId)) return 'written'
        if (found.thread.state !== 'open') return 'ended'
        const publicKey = found.keys.find(({ epoch }) => epoch === found.thread?.epoch)?.public_key
        if (publicKey === undefined) return 'gone'
        const { id, epoch } = found.thread
        await insertMessage(tx, {
          id: messageId,
          threadId: id,
          epoch,
          publicKey,
          place: found.messages.length + 1,
          at: hour(),
          content: { text },
          files,
        })
        await tx
          .updateTable('threads')
          .set({ moved_at: hour(), read_at: hour(), waits_for: 'staff' })
          .where('id', '=', id)
          .execute()
        return 'written'
      })
    },

    destroy: (keys) => asReporter(keys, (tx) => destroyOwn(tx, clock.now())),
  }
}

/** What changes once a year is asked for once a minute. */
function kept<T>(read: () => Promise<T>): () => Promise<T> {
  let known: { readonly value: Promise<T>; readonly at: number } | undefined
  return () => {
    if (known === undefined || Date.now() - known.at > keptMs) {
      const value = read()
      known = { value, at: Date.now() }
      value.catch(() => {
        known = undefined
      })
    }
    return known.value
  }
}

const padded = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  const full = Buffer.alloc(Math.ceil((bytes.length + 1) / 4_096) * 4_096, ' ')
  bytes.copy(full)
  return full
}

const newRow = ({ locator, wrap }: ReceiptKeys, reporter: KeyPair, at: string) => ({
  locator,
  reporter_public: reporter.publicKey,
  reporter_wrapped: wrapReporterKey(wrap, reporter.privateKey),
  opened_at: at,
  moved_at: at,
  read_at: at,
})

async function insertThread(
  tx: Tx,
  keys: ReceiptKeys,
  { thread, at, draft }: Readonly<{ thread: NewThread; at: string; draft: Found['thread'] }>,
): Promise<void> {
  const id = draft?.id ?? crypto.randomUUID()
  const [reporter, pair, keepers] = await Promise.all([newKeyPair(), newKeyPair(), listKeepers(tx)])
  const reporterKey = draft?.reporter_public ?? reporter.publicKey
  const hasEscrow = keepers.length === escrowHolders
  const row = {
    state: 'open' as const,
    topic: thread.topic,
    about: thread.about ?? null,
    writer: thread.writer,
    lang: thread.lang,
    place_kato: thread.place ?? null,
    epoch: 1,
    has_escrow: hasEscrow,
    waits_for: 'staff' as const,
  }
  if (draft === undefined)
    await tx
      .insertInto('threads')
      .values({ id, ...newRow(keys, reporter, at), ...row })
      .execute()
  else
    await tx
      .updateTable('threads')
      .set({ ...row, draft_box: null, opened_at: at, moved_at: at, read_at: at })
      .where('id', '=', id)
      .execute()
  await tx
    .insertInto('thread_keys')
    .values({ thread_id: id, epoch: 1, public_key: pair.publicKey })
    .execute()
  await tx
    .insertInto('thread_recipients')
    .values(thread.readers.map(({ agencyId }) => ({ thread_id: id, agency_id: agencyId })))
    .execute()
  const boxes = await closeEpoch(
    { threadId: id, epoch: 1, privateKey: pair.privateKey },
    {
      reporter: reporterKey,
      recipients: thread.readers,
      keepers: keepers.map(({ agency_id, public_key }) => ({
        agencyId: agency_id,
        publicKey: public_key,
      })),
    },
  )
  await tx
    .insertInto('thread_key_boxes')
    .values([...boxes])
    .execute()
  await insertMessage(tx, {
    // Not by time: an id that tells the moment would undo that moments are kept to the hour.
    id: crypto.randomUUID(),
    threadId: id,
    epoch: 1,
    publicKey: pair.publicKey,
    place: 1,
    at,
    content: { text: thread.text, details: thread.details },
    files: thread.files,
  })
}

async function insertMessage(
  tx: Tx,
  message: Readonly<{
    id: string
    threadId: string
    epoch: number
    publicKey: Buffer
    place: number
    at: string
    content: { readonly text: string; readonly details?: Readonly<Record<string, string>> }
    files: readonly NewFile[]
  }>,
): Promise<void> {
  const { id, threadId, epoch, publicKey } = message
  await tx
    .insertInto('thread_messages')
    .values({
      id,
      thread_id: threadId,
      place: message.place,
      epoch,
      author: 'reporter',
      box: await closeMessage(publicKey, id, message.content),
      sent_at: message.at,
    })
    .execute()
  // Desks that receive the thread hear of it at once, and of nothing but that it moved.
  const change: Change = { action: 'letter', kind: 'thread', id: threadId, caseId: null }
  await sql`select pg_notify(${changeChannel}, ${JSON.stringify(change)})`.execute(tx)
  for (const { kind, isOriginal, bytes } of message.files) {
    const fileId = crypto.randomUUID()
    await tx
      .insertInto('thread_files')
      .values({
        id: fileId,
        thread_id: threadId,
        message_id: id,
        epoch,
        kind,
        is_original: isOriginal,
        box: await closeFile(publicKey, fileId, bytes),
      })
      .execute()
  }
}

/** Opens what the receipt opens. */
async function readOwn(
  found: Found,
  wrap: Buffer,
  receivers: readonly Receiver[],
): Promise<OwnThread | undefined> {
  const { thread } = found
  if (thread?.reporter_wrapped == null) return undefined
  const reporter: KeyPair = {
    publicKey: thread.reporter_public,
    privateKey: unwrapReporterKey(wrap, thread.reporter_wrapped),
  }
  const epochs = new Map<number, KeyPair>()
  for (const { epoch, box } of found.boxes) {
    const publicKey = found.keys.find((key) => key.epoch === epoch)?.public_key
    if (publicKey === undefined) continue
    epochs.set(epoch, {
      publicKey,
      privateKey: await openThreadKey(reporter, { threadId: thread.id, epoch, box }),
    })
  }
  const nameOf = (id: string | null) => receivers.find(({ agencyId }) => agencyId === id)?.name
  const messages = await Promise.all(
    found.messages.map(async (row) => {
      const pair = epochs.get(row.epoch)
      return {
        isOwn: row.author === 'reporter',
        agency: nameOf(row.agency_id),
        text: pair === undefined ? '' : (await openMessage(pair, row.id, row.box)).text,
        sentAt: row.sent_at,
        files: found.files.filter(({ message_id }) => message_id === row.id).length,
      }
    }),
  )
  return {
    state: thread.state,
    lang: thread.lang,
    waitsFor: thread.waits_for,
    openedAt: thread.opened_at,
    hasEscrow: thread.has_escrow,
    isReport: thread.report_id !== null,
    isCase: thread.case_id !== null,
    endedReason: thread.ended_reason,
    messages,
    readers: found.readers.flatMap(({ agency_id }) => nameOf(agency_id) ?? []),
    draft:
      thread.draft_box === null
        ? undefined
        : (await openBox(reporter, thread.draft_box, draftPlace(thread.id)))
            .toString('utf8')
            .trimEnd(),
  }
}

/** A conversation of nobody, to be opened in place of one that is not there. */
async function makeDecoy(): Promise<{ readonly rows: Found; readonly wrap: Buffer }> {
  const [reporter, pair] = await Promise.all([newKeyPair(), newKeyPair()])
  const [id, messageId, wrap] = [crypto.randomUUID(), crypto.randomUUID(), Buffer.alloc(32, 7)]
  const rows = {
    thread: {
      id,
      state: 'open',
      draft_box: null,
      reporter_public: reporter.publicKey,
      reporter_wrapped: wrapReporterKey(wrap, reporter.privateKey),
      topic: 'other',
      about: null,
      lang: 'kk',
      place_kato: null,
      epoch: 1,
      has_escrow: false,
      opened_at: '',
      waits_for: 'staff',
      report_id: null,
      case_id: null,
      ended_reason: null,
    },
    keys: [{ thread_id: id, epoch: 1, public_key: pair.publicKey }],
    boxes: [
      {
        epoch: 1,
        box: await closeThreadKey(reporter.publicKey, {
          threadId: id,
          epoch: 1,
          privateKey: pair.privateKey,
        }),
      },
    ],
    messages: [
      {
        id: messageId,
        epoch: 1,
        author: 'reporter',
        agency_id: null,
        box: await closeMessage(pair.publicKey, messageId, { text: '' }),
        sent_at: '',
      },
    ],
    files: [],
    readers: [],
  } satisfies Found
  return { rows, wrap }
}
