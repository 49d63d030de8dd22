// An official warning from its announcement to its end: a paper in two languages, the prosecutor's copy as a duty of the
// law of that day, a term from the service, an entry of the register.
import {
  announceWarning,
  copyWarning,
  downloadDocument,
  enterRegister,
  listCaseDuties,
  listWarnings,
  readCase,
  searchReferrals,
  serveWarning,
  takeNoteOfNotice,
} from '@umai/contract'
import { silentLog } from '@umai/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { asJob, type Line, layOrder, serveNow, signAll } from '../test-line.ts'
import { endWarnings } from './actions.ts'
import { warningLawOn } from './model.ts'

let app: TestApp
let line: Line
let params: { id: string }
let alleged: string
let warning: { id: string }

const open = async (part: string) =>
  (await line.pages.inspector.call(listCaseDuties, { params })).body.items.filter(
    ({ rule, state }) => rule.includes(part) && state === 'open',
  )
const known = async () => (await line.pages.inspector.call(listWarnings, { params })).body
/** Notices that lie with the prosecutor unread. */
const inbox = async () =>
  (
    await line.pages.prosecutor.call(searchReferrals, { body: { direction: 'in' } })
  ).body.items.filter(({ kind, state }) => kind === 'notice' && state === 'sent')
const now = () => app.database.clock.now()

beforeAll(async () => {
  app = await openTestApp()
  line = await layOrder(app)
  params = { id: line.caseId }
  alleged = (await known()).addressees[0]?.personId ?? ''
})
afterAll(() => app.close())

test('the law knows no official warning before 2 March 2026, and thirty days since', () => {
  expect(warningLawOn('2026-03-01')).toBeUndefined()
  expect(warningLawOn('2026-03-02')).toMatchObject({
    termDays: 30,
    copyHours: 24,
    checksPerMonth: 2,
  })
})

test('an announced warning has a number, two papers, and the duty of the prosecutor’s copy within a day', async () => {
  const announced = await line.pages.inspector.call(announceWarning, {
    params,
    body: { addresseeId: alleged, circumstances: 'Көршілердің көзінше қорқытты.' },
  })
  expect(announced.status, announced.text).toBe(200)
  warning = { id: announced.body.id }
  const [copy, ...more] = await open('lop-warning-prosecutor')
  expect(more).toEqual([])
  expect(Date.parse(copy?.dueAt ?? '') - Date.parse(now())).toBe(24 * 3_600_000)
  const [shown] = (await known()).items
  expect(shown).toMatchObject({ state: 'announced', served: null, copied: null, endsAt: null })
  expect(shown?.notice?.to.id).toBe(line.units.prosecutor)
  expect(shown?.documents.map(({ lang }) => lang)).toEqual(['kk', 'ru'])
  for (const { id } of shown?.documents ?? []) {
    const file = await line.pages.inspector.call(downloadDocument, { params: { id } })
    expect(Buffer.from(file.body.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    expect(file.body.fileName).toMatch(/^document-/)
  }
  const twice = await line.pages.inspector.call(announceWarning, {
    params,
    body: { addresseeId: alleged, circumstances: 'Тағы' },
  })
  expect(twice.code).toBe('warning-in-force')
})

test('nobody is warned who is not complained of, and an operator announces nothing', async () => {
  const { people } = (await line.pages.inspector.call(readCase, { params })).body
  const affected = people.find(({ role }) => role === 'affected')?.personId ?? ''
  const body = { addresseeId: affected, circumstances: 'x' }
  expect((await line.pages.inspector.call(announceWarning, { params, body })).code).toBe(
    'person-not-in-case',
  )
  expect((await line.pages.operator.call(announceWarning, { params, body })).status).toBe(403)
})

test('a prosecutor who takes note of the notice has the copy; nobody need write it down a second time', async () => {
  const [notice] = await inbox()
  const noted = await line.pages.prosecutor.call(takeNoteOfNotice, {
    params: { id: notice?.id ?? '' },
  })
  expect(noted.status, noted.text).toBe(200)
  expect(await open('lop-warning-prosecutor')).toEqual([])
  const [shown] = (await known()).items
  expect(shown?.notice).toBeNull()
  expect(shown?.copied?.by.id).toBe(line.people.prosecutor.id)
  const twice = await line.pages.inspector.call(copyWarning, {
    params: warning,
    body: { at: now() },
  })
  expect(twice.code).toBe('warning-copied')
})

test('a refused signature is service: the term of thirty days runs, and nobody is entered before it', async () => {
  const enter = (aboutId: string, ground: 'order' | 'warning') =>
    line.pages.inspector.call(enterRegister, {
      params,
      body: { ground, aboutId, number: '17/26', at: now(), isExplained: true },
    })
  expect((await enter(warning.id, 'warning')).code).toBe('register-not-served')
  const served = await line.pages.inspector.call(serveWarning, {
    params: warning,
    body: { way: 'refused', at: now() },
  })
  expect(served.status, served.text).toBe(200)
  expect(Date.parse(served.body.endsAt) - Date.parse(now())).toBe(30 * 24 * 3_600_000)
  expect(await open('lop-warning-sign')).toEqual([])
  expect(await open('lop-warning-register')).toHaveLength(1)
  expect((await enter(warning.id, 'warning')).status).toBe(200)
  expect((await enter(warning.id, 'warning')).code).toBe('register-entered')
  expect(await open('lop-warning-register')).toEqual([])
})

test('the entry under an order that was served meets the duty of the order alone', async () => {
  await serveNow(line)
  expect(await open('lop-po-register')).toHaveLength(1)
  const entered = await line.pages.inspector.call(enterRegister, {
    params,
    body: {
      ground: 'order',
      aboutId: line.orderId,
      number: '18/26',
      at: now(),
      isExplained: false,
    },
  })
  expect(entered.status, entered.text).toBe(200)
  expect(await open('lop-po-register')).toEqual([])
  expect((await known()).entries.map(({ number }) => number).sort()).toEqual(['17/26', '18/26'])
})

test('after thirty days the warning ends by itself, once', async () => {
  app.database.clock.advance(30 * 24 * 3_600_000 + 1000)
  line = { ...line, pages: await signAll(app, line.people) }
  const ctx = { ...asJob(app, 'end-warnings'), log: silentLog }
  await endWarnings(ctx)
  await endWarnings(ctx)
  expect((await known()).items[0]?.state).toBe('ended')
  expect(await open('lop-warning-control')).toEqual([])
})

test('a second copy is written down by hand; one sent before the announcement or in the future is refused', async () => {
  const again = await line.pages.inspector.call(announceWarning, {
    params,
    body: { addresseeId: alleged, circumstances: 'Қайта қорқытты.' },
  })
  expect(again.status, again.text).toBe(200)
  const at = (value: string) =>
    line.pages.inspector.call(copyWarning, {
      params: { id: again.body.id },
      body: { at: value },
    })
  expect((await at('2020-01-01T00:00:00Z')).code).toBe('event-too-early')
  expect((await at('2999-01-01T00:00:00Z')).code).toBe('event-in-future')
  expect((await at(now())).status).toBe(200)
  expect(await open('lop-warning-prosecutor')).toEqual([])
  expect((await at(now())).code).toBe('warning-copied')
})
