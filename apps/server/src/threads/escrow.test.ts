import { randomBytes } from 'node:crypto'
import {
  addThreadReader,
  answerThread,
  askEscrow,
  giveEscrowShare,
  makeEscrowKey,
  openByEscrow,
  readEscrow,
  readThread,
  refuseEscrow,
  type ThreadAbout,
} from '@umai/contract'
import { randomId } from '@umai/platform'
import { closeEpoch, closeMessage, newKeyPair } from '@umai/threads'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { endEscrowReading, keepRecipientKeys } from './actions.ts'

let server: TestApp
let centre: { readonly agencyId: string; readonly unitId: string }
let offices: Readonly<
  Record<'ombudsman' | 'prosecutor' | 'ngo', { readonly agencyId: string; readonly unitId: string }>
>
let ombudsman: Browser
let prosecutor: Browser
let union: Browser
let inspector: Browser

const passphrases = {
  ombudsman: 'сегіз биік тау және көл',
  prosecutor: 'двенадцать тихих рек и поле',
  ngo: 'seven quiet birds on a wire',
}
const asked = {
  reason: 'Five days have passed and nobody has answered',
  legalBasis: 'Article 7, paragraph 2; order no. 12 of 20 November 2026',
  days: 10,
}

const jobs = () => server.database.as({ kind: 'jobs', job: 'test' })

beforeAll(async () => {
  server = await openTestApp({ notFoundFloorMs: 0 })
  centre = await server.anOffice('contact-centre')
  offices = {
    ombudsman: await server.anOffice('ombudsman'),
    prosecutor: await server.anOffice('prosecutor'),
    ngo: await server.anOffice('ngo'),
  }
  const police = await server.anOffice('police')
  ombudsman = await server.signedIn(
    await server.aPerson({ ...offices.ombudsman, role: 'ombudsman' }),
  )
  prosecutor = await server.signedIn(
    await server.aPerson({ ...offices.prosecutor, role: 'prosecutor' }),
  )
  union = await server.signedIn(await server.aPerson({ ...offices.ngo, role: 'unit-head' }))
  inspector = await server.signedIn(await server.aPerson({ ...police, role: 'unit-head' }))
  await keepRecipientKeys(jobs())
  for (const [browser, passphrase] of [
    [ombudsman, passphrases.ombudsman],
    [prosecutor, passphrases.prosecutor],
    [union, passphrases.ngo],
  ] as const) {
    const made = await browser.call(makeEscrowKey, { body: { passphrase } })
    if (made.status !== 200) throw new Error(made.text)
  }
})
afterAll(() => server.close())

/** A letter as the public site sends it, last moved so many days ago. */
const aLetter = async ({
  days = 6,
  about = null,
  text = 'Маған ешкім жауап бермеді',
}: {
  days?: number
  about?: ThreadAbout | null
  text?: string
} = {}): Promise<string> => {
  const id = crypto.randomUUID()
  const messageId = crypto.randomUUID()
  const locator = randomBytes(32)
  const [reporter, key] = await Promise.all([newKeyPair(), newKeyPair()])
  await server.db.transaction({ role: 'umai_public' }, async (tx) => {
    await sql`select set_config('umai.locator', ${locator.toString('hex')}, true)`.execute(tx)
    const moved = sql<string>`date_trunc('hour', now() - make_interval(days => ${days}))`
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
        has_escrow: true,
        opened_at: moved,
        moved_at: moved,
        read_at: moved,
      })
      .execute()
    await tx
      .insertInto('thread_keys')
      .values({ thread_id: id, epoch: 1, public_key: key.publicKey })
      .execute()
    await tx
      .insertInto('thread_recipients')
      .values({ thread_id: id, agency_id: centre.agencyId })
      .execute()
    const { rows: receivers } = await sql<{ agency_id: string; public_key: Buffer }>`
      select agency_id, public_key from sec.thread_receivers()`.execute(tx)
    const { rows: keepers } = await sql<{ agency_id: string; public_key: Buffer }>`
      select * from sec.escrow_keepers()`.execute(tx)
    const holder = (row: { agency_id: string; public_key: Buffer }) => ({
      agencyId: row.agency_id,
      publicKey: row.public_key,
    })
    await tx
      .insertInto('thread_key_boxes')
      .values([
        ...(await closeEpoch(
          { threadId: id, epoch: 1, privateKey: key.privateKey },
          {
            reporter: reporter.publicKey,
            recipients: receivers
              .filter(({ agency_id }) => agency_id === centre.agencyId)
              .map(holder),
            keepers: keepers.map(holder),
          },
        )),
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
        box: await closeMessage(key.publicKey, messageId, { text }),
        sent_at: moved,
      })
      .execute()
  })
  return id
}

const ask = (browser: Browser, id: string, passphrase: string) =>
  browser.call(askEscrow, { params: { id }, body: { ...asked, passphrase } })
const give = (browser: Browser, id: string, passphrase: string) =>
  browser.call(giveEscrowShare, { params: { id }, body: { passphrase } })
const open = (browser: Browser, id: string) => browser.call(openByEscrow, { params: { id } })
const read = (browser: Browser, id: string) => browser.call(readThread, { params: { id } })
const requestOf = async (browser: Browser, id: string) =>
  (await browser.call(readEscrow, {})).body.requests.find((one) => one.id === id)

describe('escrow of a conversation nobody answers', () => {
  test('one share of three opens nothing, two open it to the one that asked, for the days asked', async () => {
    const letter = await aLetter()
    const request = await ask(prosecutor, letter, passphrases.prosecutor)
    expect(request.status, request.text).toBe(200)
    const { id } = request.body

    const alone = await open(prosecutor, id)
    const before = await read(prosecutor, letter)
    const given = await give(ombudsman, id, passphrases.ombudsman)
    const byAnother = await open(ombudsman, id)
    const opened = await open(prosecutor, id)
    const after = await read(prosecutor, letter)

    expect([alone.code, before.status, byAnother.code]).toEqual([
      'escrow-shares-missing',
      404,
      'not-found',
    ])
    expect([given.status, opened.status], opened.text).toEqual([200, 200])
    expect(after.body.messages.map(({ text }) => text)).toEqual(['Маған ешкім жауап бермеді'])
    expect(after.body.readers.find(({ isOwn }) => isOwn)?.until).toBe(opened.body.until)
    const left = Date.parse(opened.body.until) - Date.parse(server.database.clock.now())
    expect(left / 86_400_000).toBeCloseTo(10, 2)
    expect((await read(ombudsman, letter)).status).toBe(404)
    expect((await requestOf(union, id))?.answers.map(({ answer }) => answer)).toEqual([
      'given',
      'given',
    ])
  })

  test.each([
    ['prosecutor and ombudsman', () => ombudsman, passphrases.ombudsman],
    ['prosecutor and union', () => union, passphrases.ngo],
  ] as const)('%s are two of three', async (_, second, passphrase) => {
    const letter = await aLetter()
    const { id } = (await ask(prosecutor, letter, passphrases.prosecutor)).body
    await give(second(), id, passphrase)

    expect((await open(prosecutor, id)).status).toBe(200)
    expect((await read(prosecutor, letter)).status).toBe(200)
  })

  test('the same institution is no second one, neither by the same person nor by another', async () => {
    const letter = await aLetter()
    const { id } = (await ask(prosecutor, letter, passphrases.prosecutor)).body
    const colleague = await server.signedIn(
      await server.aPerson({ ...offices.prosecutor, role: 'prosecutor' }),
    )

    const again = await give(prosecutor, id, passphrases.prosecutor)
    const byColleague = await give(colleague, id, passphrases.prosecutor)
    const twice = await ask(colleague, letter, passphrases.prosecutor)

    expect([again.code, byColleague.code, twice.code]).toEqual([
      'escrow-answered',
      'escrow-answered',
      'escrow-asked-already',
    ])
    expect((await open(prosecutor, id)).code).toBe('escrow-shares-missing')
  })

  test('a wrong passphrase gives nothing, and no passphrase is kept', async () => {
    const letter = await aLetter()

    const wrong = await ask(prosecutor, letter, 'двенадцать тихих рек и лес')
    const { id } = (await ask(prosecutor, letter, passphrases.prosecutor)).body
    const wrongShare = await give(ombudsman, id, passphrases.ngo)

    expect([wrong.code, wrongShare.code]).toEqual([
      'escrow-passphrase-wrong',
      'escrow-passphrase-wrong',
    ])
    const stored = await server.load(async (tx) =>
      JSON.stringify([
        await tx.selectFrom('escrow_keys').selectAll().execute(),
        await tx.selectFrom('escrow_requests').selectAll().execute(),
        await tx.selectFrom('escrow_answers').selectAll().execute(),
        await tx.selectFrom('audit_leaves').selectAll().execute(),
        await tx.selectFrom('audit_pending').selectAll().execute(),
      ]),
    )
    for (const passphrase of Object.values(passphrases)) expect(stored).not.toContain(passphrase)
  })

  test('two refusals end a request; one leaves the third to decide', async () => {
    const [refused, decided] = [await aLetter(), await aLetter()]
    const first = (await ask(prosecutor, refused, passphrases.prosecutor)).body.id
    const second = (await ask(prosecutor, decided, passphrases.prosecutor)).body.id
    const refuse = (browser: Browser, id: string) =>
      browser.call(refuseEscrow, { params: { id }, body: { reason: 'No legal basis is named' } })

    await refuse(ombudsman, first)
    await refuse(union, first)
    await refuse(ombudsman, second)
    await give(union, second, passphrases.ngo)

    expect((await requestOf(prosecutor, first))?.state).toBe('refused')
    expect((await open(prosecutor, first)).code).toBe('escrow-request-over')
    expect((await refuse(ombudsman, second)).code).toBe('escrow-answered')
    expect((await open(prosecutor, second)).status).toBe(200)
  })

  test('a letter that was answered, or is five days young, cannot be asked for; a request ends with the answer', async () => {
    const operator = await server.signedIn(await server.aPerson({ ...centre, role: 'operator' }))
    const young = await aLetter({ days: 4 })
    const old = await aLetter()
    const { id } = (await ask(prosecutor, old, passphrases.prosecutor)).body
    await give(ombudsman, id, passphrases.ombudsman)
    await operator.call(answerThread, { params: { id: old }, body: { text: 'Біз мұндамыз' } })

    expect((await ask(prosecutor, young, passphrases.prosecutor)).code).toBe('not-found')
    expect((await open(prosecutor, id)).code).toBe('escrow-request-over')
    const seen = (await prosecutor.call(readEscrow, {})).body.silent.map((row) => row.id)
    expect(seen).not.toContain(old)
    expect(seen).not.toContain(young)
  })

  test('a head of police, who keeps no share, sees neither letters nor requests and can give nothing', async () => {
    const letter = await aLetter()
    const { id } = (await ask(prosecutor, letter, passphrases.prosecutor)).body

    const seen = await inspector.call(readEscrow, {})

    expect([seen.body.own, seen.body.silent, seen.body.requests]).toEqual([null, [], []])
    expect(
      (await inspector.call(makeEscrowKey, { body: { passphrase: 'a passphrase of the police' } }))
        .code,
    ).toBe('escrow-not-keeper')
    expect((await give(inspector, id, 'a passphrase')).code).toBe('escrow-not-keeper')
    expect((await ask(inspector, letter, 'a passphrase')).code).toBe('escrow-not-keeper')
    expect((await open(union, randomId())).status).toBe(404)
  })

  test('a removed holder can do nothing, with the right passphrase or not', async () => {
    const letter = await aLetter()
    const leaving = await server.aPerson({ ...offices.ombudsman, role: 'ombudsman' })
    const browser = await server.signedIn(leaving)
    const { id } = (await ask(prosecutor, letter, passphrases.prosecutor)).body
    await server.load((tx) =>
      tx
        .updateTable('grants')
        .set({ ended_at: '2026-01-01T00:00:00.000Z' })
        .where('user_id', '=', leaving.id)
        .execute(),
    )

    const tried = [
      await browser.call(readEscrow, {}),
      await give(browser, id, passphrases.ombudsman),
      await ask(browser, letter, passphrases.ombudsman),
      await browser.call(refuseEscrow, { params: { id }, body: { reason: 'I was removed' } }),
      await open(browser, id),
    ]

    for (const { status } of tried) expect([403, 404]).toContain(status)
    expect((await requestOf(prosecutor, id))?.answers).toHaveLength(1)
  })

  test('an institution taken out of a conversation does not come back by escrow', async () => {
    const letter = await aLetter()
    await server.load((tx) =>
      tx
        .insertInto('thread_recipients')
        .values({
          thread_id: letter,
          agency_id: offices.prosecutor.agencyId,
          removed_at: '2026-11-20T10:00:00.000Z',
        })
        .execute(),
    )

    expect((await ask(prosecutor, letter, passphrases.prosecutor)).code).toBe('escrow-is-reader')
  })

  test('who reads for a time passes nothing on, and when the time is over neither reads nor holds a key', async () => {
    const letter = await aLetter()
    const { id } = (await ask(prosecutor, letter, passphrases.prosecutor)).body
    await give(ombudsman, id, passphrases.ombudsman)
    await open(prosecutor, id)

    const passed = await prosecutor.call(addThreadReader, {
      params: { id: letter },
      body: { agencyId: offices.ombudsman.agencyId },
    })
    await server.load((tx) =>
      tx
        .updateTable('thread_recipients')
        .set({ until: '2020-01-01T00:00:00.000Z' })
        .where('thread_id', '=', letter)
        .where('until', 'is not', null)
        .execute(),
    )
    const late = await read(prosecutor, letter)
    await endEscrowReading(jobs())

    expect(passed.code).toBe('thread-read-for-a-time')
    expect(late.status).toBe(404)
    const boxes = await server.load((tx) =>
      tx
        .selectFrom('thread_key_boxes')
        .select('agency_id')
        .where('thread_id', '=', letter)
        .where('holder', '=', 'recipient')
        .execute(),
    )
    expect(boxes).toEqual([{ agency_id: centre.agencyId }])
  })

  test('each step leaves a leaf that says who, on what basis, to whom and until when', async () => {
    const letter = await aLetter()
    const { id } = (await ask(prosecutor, letter, passphrases.prosecutor)).body
    await give(union, id, passphrases.ngo)
    const { until } = (await open(prosecutor, id)).body

    const text = JSON.stringify(
      await server.load((tx) =>
        Promise.all([
          tx.selectFrom('audit_pending').selectAll().execute(),
          tx.selectFrom('audit_leaves').selectAll().execute(),
        ]),
      ),
    )

    for (const said of [
      'ask-escrow',
      'give-escrow-share',
      'open-by-escrow',
      asked.legalBasis,
      until,
      offices.ngo.agencyId,
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('жауап бермеді')
  })
})
