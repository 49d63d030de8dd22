import {
  giveOrderCopy,
  listCaseEvents,
  listNotices,
  readPerson,
  recordContact,
  setSafeContact,
} from '@umai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { explainNow, type Line, layOrder, signAll } from '../test-line.ts'
import { noticeRules } from './model.ts'

const copyRule = 'kz/lop/60#lop-po-victim-copy'
let app: TestApp
let line: Line
let inspector: Line['pages']['inspector']

beforeAll(async () => {
  app = await openTestApp()
  // Monday, nine in the morning there.
  app.database.clock.set('2026-11-23T04:00:00.000Z')
  line = await layOrder(app)
  inspector = line.pages.inspector
})
afterAll(() => app.close())

const copyNotice = async () =>
  (await inspector.call(listNotices, {})).body.items.find(({ duty }) => duty.rule === copyRule)
const tryToCall = async () =>
  inspector.call(recordContact, {
    params: { id: (await copyNotice())?.duty.id ?? '' },
    body: { outcome: 'reached' },
  })
/** She says when she may be called, after whatever she said before. */
const allow = async (days: number[]) => {
  const params = { id: line.affectedId }
  const before = (await inspector.call(readPerson, { params })).body.safeContact
  app.database.clock.advance(1000)
  const said = await inspector.call(setSafeContact, {
    params,
    body: {
      mayContact: 'yes',
      whoStarts: 'we',
      channel: 'phone',
      phone: '+77010000001',
      windows: [{ days, from: '08:00', to: '12:00' }],
      mayLeaveMessage: false,
      hasCodeWord: true,
      ifDropped: null,
      language: 'kk',
      basedOn: before?.confirmedAt ?? null,
    },
  })
  expect(said.status).toBe(200)
}

test('the law demands notices, and no act of another kind is among them', () => {
  expect([...noticeRules.keys()]).toEqual(
    expect.arrayContaining([
      copyRule,
      'kz/dvl/20#dvl-po-prosecutor-copy',
      'kz/lop/72#lop-police-notify-subjects',
    ]),
  )
  expect([...noticeRules.keys()]).not.toContain('kz/lop/60#lop-po-check')
})

test('an order makes the notices of its day by itself, with their clocks', async () => {
  const { body } = await inspector.call(listNotices, {})

  expect(body.items.map(({ duty }) => duty.rule)).toEqual(
    expect.arrayContaining([copyRule, 'kz/lop/72#lop-police-notify-subjects']),
  )
  expect((await copyNotice())?.duty.dueAt).not.toBeNull()
})

test('she is called only when she plainly allowed it at that moment, and no number is shown before', async () => {
  await allow([2])
  const closed = await copyNotice()
  expect(closed?.contact).toMatchObject({ isSafeNow: false, whyNot: 'outside-window', phone: null })
  expect((await tryToCall()).code).toBe('contact-not-safe')

  await allow([1])
  expect((await copyNotice())?.contact).toMatchObject({ isSafeNow: true, phone: '+77010000001' })
  expect((await tryToCall()).status).toBe(200)
  expect((await copyNotice())?.tries).toBe(1)

  app.database.clock.advance(5 * 3_600_000)
  inspector = (await signAll(app, { inspector: line.people.inspector })).inspector
  expect((await tryToCall()).code).toBe('contact-not-safe')
})

test('a notice to an agency has no person to call, and a copy given takes the notice away', async () => {
  const items = (await inspector.call(listNotices, {})).body.items
  const subjects = items.find(({ duty }) => duty.rule.endsWith('notify-subjects'))
  expect(subjects?.person).toBeNull()
  const called = await inspector.call(recordContact, {
    params: { id: subjects?.duty.id ?? '' },
    body: { outcome: 'reached' },
  })
  expect(called.code).toBe('duty-without-person')

  await explainNow({ ...line, pages: { ...line.pages, inspector } })
  await inspector.call(giveOrderCopy, {
    params: { id: line.orderId },
    body: { to: 'protected', at: app.database.clock.now() },
  })
  expect(await copyNotice()).toBeUndefined()
  const events = await inspector.call(listCaseEvents, {
    params: { id: line.caseId },
    query: { limit: 100 },
  })
  const tried = events.body.items.filter(({ kind }) => kind === 'contact-tried')
  expect(tried.map(({ detail }) => detail?.ru)).toEqual(['звонок: поговорили'])
})
