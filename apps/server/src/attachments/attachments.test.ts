import { createHash, randomBytes } from 'node:crypto'
import {
  type AttachmentKind,
  addAttachmentPart,
  attachmentPartBytes,
  beginAttachment,
  downloadDocument,
  finishAttachment,
  listAttachments,
  listCaseAccess,
  readOrder,
  recordBreach,
  referCase,
  saveOriginal,
  showAttachment,
  withdrawAttachment,
} from '@umai/contract'
import { silentLog } from '@umai/platform'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { asJob, type Line, layOrder, serveNow, signAll } from '../test-line.ts'
import { forgetUnfinishedAttachments } from './actions.ts'

let app: TestApp
let line: Line
let params: { id: string }
let photo: Buffer

beforeAll(async () => {
  app = await openTestApp()
  line = await layOrder(app)
  params = { id: line.caseId }
  await serveNow(line)
  photo = await photoWithPlace()
})
afterAll(() => app.close())

/** As a telephone makes one: turned on its side, with the place where it was taken. */
const photoWithPlace = (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 32, channels: 3, background: '#884422' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'UmaiPhone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 14/1 0/1' },
    })
    .toBuffer()

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const begin = (
  bytes: Buffer,
  name: string,
  { kind = 'photo', page = line.pages.inspector }: { kind?: AttachmentKind; page?: Browser } = {},
) =>
  page.call(beginAttachment, {
    params,
    body: { kind, name, note: null, bytes: bytes.byteLength, sha256: hashOf(bytes) },
  })

const send = (id: string, bytes: Buffer, number: number, page: Browser = line.pages.inspector) =>
  page.call(addAttachmentPart, {
    params: { id },
    body: {
      number,
      base64: bytes
        .subarray((number - 1) * attachmentPartBytes, number * attachmentPartBytes)
        .toString('base64'),
    },
  })

const bring = async (
  bytes: Buffer,
  name: string,
  { kind = 'photo', page = line.pages.inspector }: { kind?: AttachmentKind; page?: Browser } = {},
) => {
  const begun = await begin(bytes, name, { kind, page })
  expect(begun.status, begun.text).toBe(200)
  const { id, parts } = begun.body
  for (let number = 1; number <= parts; number++) {
    const sent = await send(id, bytes, number, page)
    if (sent.status !== 200) return { id, answer: sent }
  }
  return { id, answer: await page.call(finishAttachment, { params: { id } }) }
}

describe('a photograph', () => {
  let id: string

  test('is kept as it came and shown without place and camera', async () => {
    expect(photo.toString('latin1')).toContain('UmaiPhone')
    const brought = await bring(photo, 'Айгерімнің көзі.jpg')
    id = brought.id
    expect(brought.answer.body).toEqual({ id, mediaType: 'image/jpeg', canBeShown: true })

    const shown = (await line.pages.inspector.call(showAttachment, { params: { id } })).body
    const copy = Buffer.from(shown.base64, 'base64')
    expect(copy.toString('latin1')).not.toContain('UmaiPhone')
    expect((await sharp(copy).metadata()).exif).toBeUndefined()

    const original = (await line.pages.inspector.call(saveOriginal, { params: { id } })).body
    expect(Buffer.from(original.base64, 'base64').equals(photo)).toBe(true)
    expect(original.sha256).toBe(hashOf(photo))
    expect(original.fileName).not.toContain('Айгерім')
  })

  test('stands in the list of the case, and every look at it in its log', async () => {
    const { items } = (await line.pages.inspector.call(listAttachments, { params })).body
    expect(items.map(({ name, isMedical }) => ({ name, isMedical }))).toEqual([
      { name: 'Айгерімнің көзі.jpg', isMedical: false },
    ])
    const log = (await line.pages.head.call(listCaseAccess, { params, query: { limit: 50 } })).body
    const acts = log.items.map(({ action }) => action)
    expect(acts).toContain('show-attachment')
    expect(acts).toContain('save-original')
  })

  test('lies in the database without a readable byte', async () => {
    const stored = await app.load((tx) =>
      tx.selectFrom('attachment_parts').select('sealed').where('attachment_id', '=', id).execute(),
    )
    expect(stored).toHaveLength(2)
    for (const { sealed } of stored)
      expect(sealed).not.toContain(photo.subarray(0, 30).toString('base64'))
  })

  test('is never changed after it was kept', async () => {
    expect((await send(id, photo, 1)).code).toBe('attachment-kept')
    const again = await line.pages.inspector.call(finishAttachment, { params: { id } })
    expect(again.code).toBe('attachment-kept')
  })

  test('is named with its hash in the package of evidence of a breach', async () => {
    const breach = await line.pages.inspector.call(recordBreach, {
      params: { id: line.orderId },
      body: {
        at: app.database.clock.now(),
        what: ['visit'],
        narrative: 'Есікті қағып тұрды.',
        evidence: [],
      },
    })
    expect(breach.status, breach.text).toBe(200)
    const { documents } = (
      await line.pages.inspector.call(readOrder, { params: { id: line.orderId } })
    ).body
    const paper = documents.find(({ kind }) => kind === 'evidence')
    const file = await line.pages.prosecutor.call(downloadDocument, {
      params: { id: paper?.id ?? '' },
    })
    expect(file.status).toBe(200)
  })
})

describe('what is no evidence', () => {
  test('fifty megabytes are refused before the first byte is sent, with the size', async () => {
    const refused = await line.pages.inspector.call(beginAttachment, {
      params,
      body: {
        kind: 'recording',
        name: 'video.mp4',
        note: null,
        bytes: 50 * 1024 * 1024,
        sha256: '0'.repeat(64),
      },
    })
    expect(refused.code).toBe('attachment-too-large')
    expect(refused.text).toContain('50.0 MB')
  })

  test.each([
    ['a program called a photograph', Buffer.from(`MZ${'\0'.repeat(200)}`), 'photo.jpg'],
    ['a page of the web called a photograph', Buffer.from('<!doctype html><script>'), 'a.png'],
    ['a paper called a photograph', Buffer.from('%PDF-1.4\n%%EOF\n'), 'photo.jpg'],
    ['noise', randomBytes(300), 'noise.jpg'],
  ])('%s is refused with its first piece', async (_, bytes, name) => {
    expect((await bring(bytes, name)).answer.code).toBe('attachment-disguised')
  })

  test('the beginning of a photograph with something else behind it is refused', async () => {
    const cut = Buffer.concat([photo.subarray(0, 60), randomBytes(400)])
    expect((await bring(cut, 'photo.jpg')).answer.code).toBe('attachment-disguised')
  })

  test('a file that is not the one that was announced is refused', async () => {
    const other = Buffer.from(photo)
    other[photo.length - 3] = (other[photo.length - 3] ?? 0) ^ 1
    const { id } = (await begin(photo, 'photo.jpg')).body
    await send(id, other, 1)
    const answer = await line.pages.inspector.call(finishAttachment, { params: { id } })
    expect(answer.code).toBe('attachment-damaged')
  })
})

describe('a large file on a bad line', () => {
  test('goes on where the connection broke, and the same piece twice changes nothing', async () => {
    const noise = await sharp(randomBytes(900 * 900 * 3), {
      raw: { width: 900, height: 900, channels: 3 },
    })
      .png({ compressionLevel: 0 })
      .toBuffer()
    const { id, parts } = (await begin(noise, 'scan.png', { kind: 'scan' })).body
    expect(parts).toBeGreaterThan(2)
    await send(id, noise, 1)
    const early = await line.pages.inspector.call(finishAttachment, { params: { id } })
    expect(early.code).toBe('attachment-damaged')
    await send(id, noise, 1)
    for (let number = 2; number <= parts; number++)
      expect((await send(id, noise, number)).status).toBe(200)
    const done = await line.pages.inspector.call(finishAttachment, { params: { id } })
    expect(done.body.canBeShown).toBe(true)
  })

  test('nobody but the one who began it goes on with it', async () => {
    const { id } = (await begin(photo, 'photo.jpg')).body
    expect((await send(id, photo, 1, line.pages.head)).code).toBe('not-found')
  })

  test('what never came whole is forgotten after a day', async () => {
    const { id } = (await begin(photo, 'photo.jpg')).body
    await send(id, photo, 1)
    const ctx = { ...asJob(app, 'forget-unfinished-files'), log: silentLog }
    await forgetUnfinishedAttachments(ctx)
    expect(await partsLeft(id)).toBe(1)
    app.database.clock.advance(25 * 3_600_000)
    await forgetUnfinishedAttachments(ctx)
    expect(await partsLeft(id)).toBe(0)
  })

  const partsLeft = async (id: string): Promise<number> =>
    (
      await app.load((tx) =>
        tx
          .selectFrom('attachment_parts')
          .select('number')
          .where('attachment_id', '=', id)
          .execute(),
      )
    ).length
})

describe('a file that should not be in the case', () => {
  let id: string
  const withdraw = (page: Browser, of = id) =>
    page.call(withdrawAttachment, {
      params: { id: of },
      body: { reason: 'wrong-person', note: 'Көршінің суреті.' },
    })
  const shownTo = async (page: Browser, of = id) =>
    (await page.call(listAttachments, { params })).body.items.find((file) => file.id === of)

  test('is withdrawn by who added it, once', async () => {
    // The clock moved by more than a day: the sessions are over.
    line = { ...line, pages: await signAll(app, line.people) }
    id = (await bring(photo, 'Гүлнар көрші.jpg')).id
    expect((await shownTo(line.pages.inspector))?.may).toEqual({ open: true, withdraw: true })
    expect((await withdraw(line.pages.prosecutor)).status).toBe(403)
    const done = await withdraw(line.pages.inspector)
    expect(done.status, done.text).toBe(200)
    expect((await withdraw(line.pages.head)).code).toBe('attachment-withdrawn')
  })

  test('opens to those who lead and oversee alone, and names nobody to the others', async () => {
    const shown = await shownTo(line.pages.inspector)
    expect(shown).toMatchObject({ name: null, note: null, may: { open: false, withdraw: false } })
    expect(shown?.withdrawn).toMatchObject({ reason: 'wrong-person', note: 'Көршінің суреті.' })
    for (const endpoint of [showAttachment, saveOriginal])
      expect((await line.pages.inspector.call(endpoint, { params: { id } })).code).toBe(
        'attachment-withdrawn',
      )
    const kept = await line.pages.head.call(saveOriginal, { params: { id } })
    expect(Buffer.from(kept.body.base64, 'base64').equals(photo)).toBe(true)
    expect((await shownTo(line.pages.head))?.name).toBe('Гүлнар көрші.jpg')
    const looked = await line.pages.prosecutor.call(showAttachment, { params: { id } })
    expect(looked.status, looked.text).toBe(200)
  })

  test('that somebody else added is withdrawn by who leads, and by no colleague', async () => {
    const other = await bring(photo, 'сурет.jpg', { page: line.pages.head })
    expect(other.answer.status, other.answer.text).toBe(200)
    const { inspector, head, operator } = line.pages
    expect((await shownTo(inspector, other.id))?.may).toEqual({ open: true, withdraw: false })
    expect((await withdraw(inspector, other.id)).code).toBe('permission-missing')
    expect((await withdraw(operator, other.id)).status).not.toBe(200)
    expect((await withdraw(head, other.id)).status).toBe(200)
  })
})

test('a centre that was shown contacts sees no file; one that was shown medical papers sees those', async () => {
  const pdf = await bring(Buffer.from('%PDF-1.4\n1 0 obj\n%%EOF\n'), 'анықтама.pdf', {
    kind: 'medical',
  })
  expect(pdf.answer.body).toMatchObject({ canBeShown: false })
  for (const [fieldClasses, expected] of [
    [['identity', 'contact'] as const, []],
    [['identity', 'medical'] as const, ['medical']],
  ] as const) {
    const clinic = await app.anOffice('health')
    const doctor = await app.aPerson({ role: 'health-worker', ...clinic })
    const sent = await line.pages.inspector.call(referCase, {
      params,
      body: {
        kind: 'referral',
        toUnitId: clinic.unitId,
        fieldClasses: [...fieldClasses],
        basis: 'consent',
        article: null,
        note: null,
        dutyId: null,
      },
    })
    expect(sent.status, sent.text).toBe(200)
    const page = await app.signedIn(doctor)
    const { items } = (await page.call(listAttachments, { params })).body
    expect(items.map(({ kind }) => kind)).toEqual(expected)
    const looked = await page.call(saveOriginal, { params: { id: pdf.id } })
    expect(looked.status).toBe(expected.length === 0 ? 404 : 200)
  }
})
