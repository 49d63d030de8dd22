import {
  addNote,
  downloadDocument,
  listCaseDocuments,
  listCaseEvents,
  listExtractReaders,
  makeExtract,
  readCase,
  readPerson,
  type SafeContact,
  setSafeContact,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { randomId, silentLog } from '@umai/platform'
import { addHours } from '@umai/words'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { asJob, explainNow, type Line, layOrder, serveNow } from '../test-line.ts'
import { gatherExtract } from './actions.ts'
import { extractPaper, extractWaysOf } from './model.ts'
import { listAffected } from './store.ts'

let app: TestApp
let line: Line

beforeAll(async () => {
  app = await openTestApp()
  line = await layOrder(app)
  await explainNow(line)
  await serveNow(line)
})
afterAll(() => app?.close())

const allows: SafeContact = {
  mayContact: 'yes',
  whoStarts: 'we',
  channel: 'message',
  phone: '+77010000001',
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
  mayLeaveMessage: true,
  hasCodeWord: false,
  ifDropped: null,
  language: 'kk',
}

const confirmedAt = async () => {
  const { body } = await line.pages.inspector.call(readPerson, { params: { id: line.affectedId } })
  return body.safeContact?.confirmedAt ?? null
}

const confirm = async (profile: SafeContact) => {
  const reply = await line.pages.inspector.call(setSafeContact, {
    params: { id: line.affectedId },
    body: { ...profile, basedOn: await confirmedAt() },
  })
  if (reply.status !== 200) throw new Error(reply.text)
}

const make = (body: { personId?: string; way?: 'in-person' | 'message' | 'through-someone' }) =>
  line.pages.inspector.call(makeExtract, {
    params: { id: line.caseId },
    body: { personId: body.personId ?? line.affectedId, lang: 'kk', way: body.way ?? 'in-person' },
  })

describe('the way of an extract', () => {
  const now = '2026-03-20T05:00:00.000Z'
  const known = (
    profile: Partial<SafeContact>,
    isSafeNow = true,
    goodUntil = addHours(now, 24),
  ) => ({
    profile: { ...allows, ...profile },
    confirmedAt: now,
    confirmedBy: { id: line.people.inspector.id, name: 'x' },
    goodUntil,
    isSafeNow,
    whyNot: null,
    nextWindowAt: null,
  })
  it('is none where she was not asked, did not want it, or was asked too long ago', () => {
    expect(extractWaysOf(null, now)).toEqual([])
    expect(extractWaysOf(known({ mayContact: 'unknown' }), now)).toEqual([])
    expect(extractWaysOf(known({ mayContact: 'no' }), now)).toEqual([])
    expect(extractWaysOf(known({ whoStarts: 'nobody' }), now)).toEqual([])
    expect(extractWaysOf(known({ channel: 'none' }), now)).toEqual([])
    expect(extractWaysOf(known({}, true, now), now)).toEqual([])
  })
  it('is her own hand, and beyond it only what she allowed at an hour she allowed', () => {
    expect(extractWaysOf(known({}), now)).toEqual(['in-person', 'message'])
    expect(extractWaysOf(known({}, false), now)).toEqual(['in-person'])
    expect(extractWaysOf(known({ mayLeaveMessage: false }), now)).toEqual(['in-person'])
    expect(extractWaysOf(known({ channel: 'phone' }), now)).toEqual(['in-person'])
    expect(extractWaysOf(known({ channel: 'through-someone' }), now)).toEqual([
      'in-person',
      'through-someone',
    ])
  })
})

describe('an extract', () => {
  it('is refused until she said how she may be reached, and by every way she did not allow', async () => {
    await confirm({ ...allows, mayContact: 'no' })
    expect((await make({})).text).toContain('contact-not-safe')
    await confirm({ ...allows, channel: 'phone' })
    expect((await make({ way: 'message' })).text).toContain('contact-not-safe')
    const { body } = await line.pages.inspector.call(listExtractReaders, {
      params: { id: line.caseId },
    })
    expect(body.items.map(({ personId, ways }) => [personId, ways])).toEqual([
      [line.affectedId, ['in-person']],
    ])
  })

  it('is made for nobody but the affected person, and by nobody who does not work the case', async () => {
    const { people } = (await line.pages.inspector.call(readCase, { params: { id: line.caseId } }))
      .body
    const other = people.find(({ role }) => role === 'alleged')?.personId ?? ''
    expect((await make({ personId: other })).text).toContain('person-not-in-case')
    const foreign = await line.pages.prosecutor.call(makeExtract, {
      params: { id: line.caseId },
      body: { personId: line.affectedId, lang: 'ru', way: 'in-person' },
    })
    expect(foreign.status).toBeGreaterThanOrEqual(403)
  })

  it('is kept with the case, written down, and is a PDF under a neutral name', async () => {
    const made = await make({})
    expect(made.status, made.text).toBe(200)
    const params = { id: line.caseId }
    const { items } = (await line.pages.inspector.call(listCaseDocuments, { params })).body
    expect(items.find(({ id }) => id === made.body.documentId)).toMatchObject({
      kind: 'extract',
      orderId: null,
    })
    const file = await line.pages.inspector.call(downloadDocument, {
      params: { id: made.body.documentId },
    })
    expect(file.body.fileName).toMatch(/^document-[0-9A-Z]+-4-kk\.pdf$/)
    expect(Buffer.from(file.body.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    const events = (await line.pages.inspector.call(listCaseEvents, { params, query: {} })).body
      .items
    expect(events.find(({ kind }) => kind === 'extract-made')).toMatchObject({ isStaffOnly: true })
  })

  it('tells nothing that was written for staff, and nobody else', async () => {
    const params = { id: line.caseId }
    const note = (text: string, isStaffOnly: boolean) =>
      line.pages.inspector.call(addNote, { params, body: { text, isStaffOnly } })
    await note('Айыпталушы туралы қызметтік жазба', true)
    await note('Дүйсенбіде дәрігерге барасыз', false)
    const identity = {
      kind: 'staff' as const,
      userId: line.people.inspector.id,
      sessionId: randomId(),
      purpose: 'case-work',
      isSteppedUp: false,
    }
    const ctx = { ...asJob(app, 'none'), log: silentLog, identity }
    const { records } = await runRead(ctx, async (tx) => {
      const [person] = await listAffected(tx, line.caseId)
      if (person === undefined) throw new Error('Nobody is affected')
      return gatherExtract(ctx, tx, { caseId: line.caseId, person, lang: 'kk' })
    })
    expect(records.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'report-received',
        'order-issued',
        'order-served',
        'rights-explained',
      ]),
    )
    expect(records.orders.map(({ state }) => state)).toEqual(['in-force'])
    expect(records.rights.length).toBe(2)
    expect(records.notes.map(({ text }) => text)).toEqual(['Дүйсенбіде дәрігерге барасыз'])
    for (const lang of ['kk', 'ru'] as const) {
      const paper = JSON.stringify(
        extractPaper(records, { lang, check: { url: 'x', code: 'x' }, isSample: false }),
      )
      expect(paper).toContain('Сейітқали')
      expect(paper).not.toMatch(/Дәурен|қызметтік жазба/)
    }
  })
})
