import { randomBytes } from 'node:crypto'
import {
  addThreadReader,
  answerThread,
  endThread,
  linkThread,
  readThread,
  readThreadFile,
  removeThreadReader,
  searchThreads,
  type ThreadAbout,
} from '@umai/contract'
import { aCase, aWall } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import {
  closeFile,
  closeMessage,
  closeThreadKey,
  type KeyPair,
  newKeyPair,
  openMessage,
  openThreadKey,
} from '@umai/threads'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { forgetThreads, keepRecipientKeys } from './actions.ts'

let server: TestApp
let centre: { readonly agencyId: string; readonly unitId: string }
let police: { readonly agencyId: string; readonly unitId: string }
let prosecution: { readonly agencyId: string; readonly unitId: string }
let operator: Browser
let officer: Browser
let prosecutor: Browser
let stranger: Browser

const jobs = () => server.database.as({ kind: 'jobs', job: 'test' })

beforeAll(async () => {
  server = await openTestApp({ notFoundFloorMs: 0 })
  centre = await server.anOffice('contact-centre')
  police = await server.anOffice('police')
  prosecution = await server.anOffice('prosecutor')
  operator = await server.signedIn(await server.aPerson({ ...centre, role: 'operator' }))
  officer = await server.signedIn(await server.aPerson({ ...police, role: 'operator' }))
  prosecutor = await server.signedIn(await server.aPerson({ ...prosecution, role: 'prosecutor' }))
  const other = await server.anOffice('contact-centre')
  stranger = await server.signedIn(await server.aPerson({ ...other, role: 'operator' }))
  await keepRecipientKeys(jobs())
})
afterAll(() => server.close())

type Begun = Readonly<{ id: string; reporter: KeyPair; locator: Buffer; fileId: string }>

const asReporter = <T>(
  locator: Buffer,
  work: Parameters<typeof server.db.transaction<T>>[1],
): Promise<T> =>
  server.db.transaction({ role: 'umai_public' }, async (tx) => {
    await sql`select set_config('umai.locator', ${locator.toString('hex')}, true)`.execute(tx)
    return work(tx)
  })

/** What the public site does when somebody sends a first message. */
const begin = async (
  agencyId: string,
  { about = null, text = 'Көмектесіңіз' }: { about?: ThreadAbout | null; text?: string } = {},
): Promise<Begun> => {
  const id = crypto.randomUUID()
  const messageId = crypto.randomUUID()
  const fileId = crypto.randomUUID()
  const locator = randomBytes(32)
  const [reporter, thread] = await Promise.all([newKeyPair(), newKeyPair()])
  const at = '2026-11-26T10:00:00.000Z'
  await asReporter(locator, async (tx) => {
    await tx
      .insertInto('threads')
      .values({
        id,
        locator,
        reporter_public: reporter.publicKey,
        reporter_wrapped: 'x',
        state: 'open',
        topic: 'home',
        about,
        lang: 'kk',
        epoch: 1,
        opened_at: at,
        moved_at: at,
        read_at: server.database.clock.now(),
      })
      .execute()
    await tx
      .insertInto('thread_keys')
      .values({ thread_id: id, epoch: 1, public_key: thread.publicKey })
      .execute()
    await tx
      .insertInto('thread_recipients')
      .values({ thread_id: id, agency_id: agencyId })
      .execute()
    const { rows } = await sql<{ agency_id: string; public_key: Buffer }>`
      select agency_id, public_key from sec.thread_receivers()`.execute(tx)
    const receiver = rows.find((row) => row.agency_id === agencyId)
    if (receiver === undefined) throw new Error('the agency has a key')
    const key = { threadId: id, epoch: 1, privateKey: thread.privateKey }
    await tx
      .insertInto('thread_key_boxes')
      .values([
        {
          thread_id: id,
          epoch: 1,
          holder: 'reporter',
          box: await closeThreadKey(reporter.publicKey, key),
        },
        {
          thread_id: id,
          epoch: 1,
          holder: 'recipient',
          agency_id: agencyId,
          box: await closeThreadKey(receiver.public_key, key),
        },
      ])
      .execute()
    await tx
      .insertInto('thread_messages')
      .values({
        id: messageId,
        thread_id: id,
        place: 1,
        epoch: 1,
        author: 'reporter',
        box: await closeMessage(thread.publicKey, messageId, { text, details: { who: 'self' } }),
        sent_at: at,
      })
      .execute()
    await tx
      .insertInto('thread_files')
      .values({
        id: fileId,
        thread_id: id,
        message_id: messageId,
        epoch: 1,
        kind: 'txt',
        box: await closeFile(thread.publicKey, fileId, Buffer.from('дәлел')),
      })
      .execute()
  })
  return { id, reporter, locator, fileId }
}

/** All that the reporter can read with her own key. */
const readAsReporter = ({ id, reporter, locator }: Begun): Promise<readonly string[]> =>
  asReporter(locator, async (tx) => {
    const boxes = await tx
      .selectFrom('thread_key_boxes')
      .select(['epoch', 'box'])
      .where('thread_id', '=', id)
      .execute()
    const keys = await tx
      .selectFrom('thread_keys')
      .selectAll()
      .where('thread_id', '=', id)
      .execute()
    const messages = await tx
      .selectFrom('thread_messages')
      .select(['id', 'epoch', 'box'])
      .where('thread_id', '=', id)
      .orderBy('place')
      .execute()
    return Promise.all(
      messages.map(async (message) => {
        const box = boxes.find(({ epoch }) => epoch === message.epoch)?.box ?? ''
        const publicKey = keys.find(({ epoch }) => epoch === message.epoch)?.public_key
        if (publicKey === undefined) throw new Error('every epoch has a key')
        const privateKey = await openThreadKey(reporter, {
          threadId: id,
          epoch: message.epoch,
          box,
        })
        return (await openMessage({ publicKey, privateKey }, message.id, message.box)).text
      }),
    )
  })

const read = async (browser: Browser, id: string) => browser.call(readThread, { params: { id } })

describe('a conversation with somebody without a name', () => {
  test('is read and answered by the agency that receives it, and the answer is read by the receipt', async () => {
    const begun = await begin(centre.agencyId)
    const { id } = begun
    const before = await operator.call(searchThreads, { body: { waitsFor: 'staff' } })

    const opened = await read(operator, id)
    const file = await operator.call(readThreadFile, { params: { id, fileId: begun.fileId } })
    const sent = await operator.call(answerThread, {
      params: { id },
      body: { text: 'Біз мұндамыз' },
    })

    expect(before.body.items.map((row) => row.id)).toContain(id)
    expect(opened.body.messages.map(({ text, details }) => [text, details])).toEqual([
      ['Көмектесіңіз', { who: 'self' }],
    ])
    expect(Buffer.from(file.body.base64, 'base64').toString()).toBe('дәлел')
    expect(sent.status, sent.text).toBe(200)
    expect(await readAsReporter(begun)).toEqual(['Көмектесіңіз', 'Біз мұндамыз'])
    expect((await read(operator, id)).body.waitsFor).toBe('reporter')
  })

  test('does not exist for another agency, in lists and commands alike', async () => {
    const { id } = await begin(centre.agencyId)

    for (const browser of [stranger, officer, prosecutor]) {
      const nobody = await read(browser, randomId())
      expect((await read(browser, id)).text).toBe(nobody.text)
      const listed = await browser.call(searchThreads, { body: {} })
      expect(listed.body.items.map((row) => row.id)).not.toContain(id)
      const answered = await browser.call(answerThread, { params: { id }, body: { text: 'сәлем' } })
      expect(answered.status).toBe(404)
    }
  })

  test('tells no minute: its moments are whole hours and its ids hold no time', async () => {
    const { id } = await begin(centre.agencyId)
    await operator.call(answerThread, { params: { id }, body: { text: 'Жауап' } })

    const { body } = await read(operator, id)

    for (const moment of [
      body.openedAt,
      body.movedAt,
      ...body.messages.map(({ sentAt }) => sentAt),
    ])
      expect(moment).toMatch(/T\d\d:00:00(\.000)?Z$/)
    for (const messageId of [id, ...body.messages.map((message) => message.id)])
      expect(messageId[14], 'version of the UUID').toBe('4')
  })

  test('is seen from the receipt alone: another locator finds nothing of it', async () => {
    const begun = await begin(centre.agencyId)

    const found = await asReporter(Buffer.alloc(32, 1), async (tx) => [
      await tx.selectFrom('threads').select('id').execute(),
      await tx.selectFrom('thread_messages').select('id').execute(),
      await tx.selectFrom('thread_key_boxes').select('box').execute(),
      await tx.selectFrom('thread_files').select('id').execute(),
    ])
    const own = await asReporter(begun.locator, (tx) =>
      tx.selectFrom('threads').select('id').execute(),
    )

    expect(found).toEqual([[], [], [], []])
    expect(own).toEqual([{ id: begun.id }])
  })
})

describe('who reads a conversation', () => {
  test('an agency let in reads from the beginning', async () => {
    const { id } = await begin(centre.agencyId)

    const added = await operator.call(addThreadReader, {
      params: { id },
      body: { agencyId: prosecution.agencyId },
    })

    expect(added.status, added.text).toBe(200)
    const opened = await read(prosecutor, id)
    expect(opened.body.messages.map(({ text }) => text)).toEqual(['Көмектесіңіз'])
  })

  test('a removed agency finds nothing more, and what is written after is closed to its key', async () => {
    const begun = await begin(centre.agencyId)
    const { id } = begun
    await operator.call(addThreadReader, {
      params: { id },
      body: { agencyId: prosecution.agencyId },
    })

    const removed = await operator.call(removeThreadReader, {
      params: { id },
      body: { agencyId: prosecution.agencyId },
    })
    await operator.call(answerThread, { params: { id }, body: { text: 'кейінгі' } })

    expect(removed.status, removed.text).toBe(200)
    expect((await read(prosecutor, id)).status).toBe(404)
    const boxes = await server.load((tx) =>
      tx
        .selectFrom('thread_key_boxes')
        .select(['epoch', 'agency_id'])
        .where('thread_id', '=', id)
        .where('holder', '=', 'recipient')
        .execute(),
    )
    expect(boxes.filter(({ epoch }) => epoch === 2).map(({ agency_id }) => agency_id)).toEqual([
      centre.agencyId,
    ])
    expect(await readAsReporter(begun)).toEqual(['Көмектесіңіз', 'кейінгі'])
    expect(
      (await read(operator, id)).body.messages.every(({ isUnreadable }) => !isUnreadable),
    ).toBe(true)
  })

  test('one that is about the police is never given to the police, by no way', async () => {
    const { id } = await begin(prosecution.agencyId, { about: 'police' })

    const asked = await prosecutor.call(addThreadReader, {
      params: { id },
      body: { agencyId: police.agencyId },
    })
    const offered = (await read(prosecutor, id)).body.offered.map((agency) => agency.id)

    expect(asked.code).toBe('thread-conflict')
    expect(offered).not.toContain(police.agencyId)
    await expect(begin(police.agencyId, { about: 'police' })).rejects.toMatchObject({
      constraint: 'thread_recipients_conflict',
    })
  })

  test('the last reader stays', async () => {
    const { id } = await begin(centre.agencyId)

    const answer = await operator.call(removeThreadReader, {
      params: { id },
      body: { agencyId: centre.agencyId },
    })

    expect(answer.code).toBe('thread-last-reader')
  })

  test('a wall before its case stands before the conversation too', async () => {
    const walled = await server.aPerson({ ...centre, role: 'operator' })
    const browser = await server.signedIn(walled)
    const { id } = await begin(centre.agencyId)
    await server.load(async (tx) => {
      const caseId = await aCase(tx, { owner_unit_id: centre.unitId })
      await tx.updateTable('threads').set({ case_id: caseId }).where('id', '=', id).execute()
      await aWall(tx, { case_id: caseId, user_id: walled.id, note: 'x' })
    })

    expect((await read(browser, id)).status).toBe(404)
    expect((await read(operator, id)).status).toBe(200)
  })
})

describe('the end of a conversation', () => {
  test('is refused while nobody has answered, and while a report is claimed that is not named', async () => {
    const { id } = await begin(centre.agencyId)

    const silent = await operator.call(endThread, { params: { id }, body: { reason: 'answered' } })
    await operator.call(answerThread, { params: { id }, body: { text: 'Жауап' } })
    const unlinked = await operator.call(endThread, {
      params: { id },
      body: { reason: 'became-report' },
    })
    const unknown = await operator.call(linkThread, {
      params: { id },
      body: { to: { kind: 'report', id: randomId() } },
    })
    const ended = await operator.call(endThread, { params: { id }, body: { reason: 'answered' } })
    const after = await operator.call(answerThread, { params: { id }, body: { text: 'тағы' } })

    expect([silent.code, unlinked.code, unknown.code, ended.status, after.code]).toEqual([
      'thread-unanswered',
      'thread-unlinked',
      'not-found',
      200,
      'thread-ended',
    ])
  })

  test('comes after a year without the reporter: then nobody can open it any more', async () => {
    const { id, locator } = await begin(centre.agencyId)
    await server.load((tx) =>
      tx
        .updateTable('threads')
        .set({ read_at: '2020-01-01T00:00:00.000Z' })
        .where('id', '=', id)
        .execute(),
    )

    await forgetThreads(jobs())

    expect((await read(operator, id)).code).toBe('thread-shredded')
    const left = await server.load((tx) =>
      tx.selectFrom('thread_key_boxes').select('box').where('thread_id', '=', id).execute(),
    )
    const own = await asReporter(locator, (tx) => tx.selectFrom('threads').select('id').execute())
    expect([left, own]).toEqual([[], []])
  })
})
