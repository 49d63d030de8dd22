import {
  deleteSavedView,
  giveOrderCopy,
  listCaseDuties,
  listCaseEvents,
  listMyDuties,
  listSavedViews,
  performDuty,
  readDigest,
  saveView,
  searchDuties,
  takeNoteOfDuty,
  waiveDuty,
} from '@umai/contract'
import { silentLog } from '@umai/platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { asJob, type Line, layOrder, serveNow, signAll } from '../test-line.ts'
import { sweepDuties } from './actions/sweep.ts'

const hour = 3_600_000
let app: TestApp
let line: Line
let pages: Line['pages']

const sweep = () => sweepDuties({ ...asJob(app, 'sweep-duties'), log: silentLog })
const reached = async (page: Browser) =>
  (await page.call(listMyDuties, { query: { whose: 'reached' } })).body
const copyDuty = async () =>
  (await pages.inspector.call(listCaseDuties, { params: { id: line.caseId } })).body.items.find(
    ({ rule }) => rule === 'kz/dvl/20#dvl-po-prosecutor-copy',
  )
const later = async (hours: number) => {
  app.database.clock.advance(hours * hour)
  pages = await signAll(app, line.people)
}

beforeAll(async () => {
  app = await openTestApp()
  app.database.clock.set('2025-11-20T05:00:00.000Z')
  line = await layOrder(app)
  pages = line.pages
  await serveNow(line)
})
afterAll(() => app.close())

describe('a notice due within a day', () => {
  test('calls nobody while there is time', async () => {
    await later(20)
    await sweep()

    const duty = await copyDuty()
    expect(duty?.state).toBe('open')
    expect(duty?.calls).toEqual([])
    expect((await reached(pages.prosecutor)).items.map(({ id }) => id)).not.toContain(duty?.id)
  })

  test('calls the one who bears it an hour before, and nobody above him', async () => {
    await later(3.5)
    await sweep()

    const duty = await copyDuty()
    expect(duty?.calls.map(({ to }) => to)).toEqual(['bearer'])
    expect(duty?.group).toBe('hour')
    expect((await reached(pages.head)).items.map(({ id }) => id)).not.toContain(duty?.id)
  })

  test('is late and calls the head and the prosecutor, since its miss carries a sanction', async () => {
    await later(1)
    await sweep()

    const duty = await copyDuty()
    expect(duty?.isLate).toBe(true)
    expect(new Set(duty?.calls.map(({ to }) => to))).toEqual(
      new Set(['bearer', 'supervisor', 'overseer']),
    )
    for (const page of [pages.head, pages.prosecutor]) {
      const queue = await reached(page)
      expect(queue.items.map(({ id }) => id)).toContain(duty?.id)
      expect(queue.counts.reached).toBeGreaterThan(0)
    }
    expect((await reached(pages.inspector)).items).toEqual([])
    expect((await reached(pages.operator)).items).toEqual([])
  })

  test('calls each of them once, however often time is looked at', async () => {
    const before = await copyDuty()
    app.database.clock.advance(60_000)
    await sweep()
    await sweep()

    expect((await copyDuty())?.calls).toEqual(before?.calls)
    const events = await pages.inspector.call(listCaseEvents, {
      params: { id: line.caseId },
      query: { limit: 100 },
    })
    const about = (kind: string) =>
      events.body.items.filter(
        (event) => event.kind === kind && event.links.some(({ id }) => id === before?.id),
      )
    expect(about('duty-late')).toHaveLength(1)
    expect(about('duty-escalated')).toHaveLength(1)
  })

  test('is taken note of by the one who was called, and by nobody else', async () => {
    const params = { id: (await copyDuty())?.id ?? '' }
    const counted = (await reached(pages.prosecutor)).counts.reached

    expect((await pages.inspector.call(takeNoteOfDuty, { params })).code).toBe('not-found')
    expect((await pages.prosecutor.call(takeNoteOfDuty, { params })).status).toBe(200)

    expect((await reached(pages.prosecutor)).counts.reached).toBe(counted - 1)
    const seen = (await copyDuty())?.calls.filter(({ seenAt }) => seenAt !== null)
    expect(seen?.map(({ to }) => to)).toEqual(['overseer'])
    expect((await reached(pages.head)).items.find(({ id }) => id === params.id)?.may.takeNote).toBe(
      true,
    )
  })

  test('is in the digest of the day, of the unit by person, and ends only with the copy', async () => {
    const digest = (await pages.head.call(readDigest, { query: { whose: 'unit' } })).body
    const mine = digest.byPerson.find(({ user }) => user?.id === line.people.inspector.id)
    expect(mine?.late).toBeGreaterThan(0)
    expect(digest.items.map(({ rule }) => rule)).toContain('kz/dvl/20#dvl-po-prosecutor-copy')

    const given = await pages.inspector.call(giveOrderCopy, {
      params: { id: line.orderId },
      body: { to: 'prosecutor', at: app.database.clock.now() },
    })

    expect(given.status).toBe(200)
    expect((await copyDuty())?.state).toBe('done')
    expect((await reached(pages.prosecutor)).items.map(({ rule }) => rule)).not.toContain(
      'kz/dvl/20#dvl-po-prosecutor-copy',
    )
  })
})

describe('a duty that nobody of ours bears', () => {
  test('is seen by the unit that follows it up, and not in anybody’s own queue', async () => {
    const outside = await pages.inspector.call(listMyDuties, { query: { whose: 'outside' } })
    const mine = await pages.inspector.call(listMyDuties, { query: { whose: 'mine' } })

    expect(outside.body.items.length).toBeGreaterThan(0)
    expect(outside.body.items.every(({ desk }) => desk === 'outside')).toBe(true)
    expect(outside.body.counts.waiting).toBe(outside.body.total)
    expect(mine.body.items.every(({ desk }) => desk === 'worker')).toBe(true)
    const [first] = outside.body.items
    const done = await pages.inspector.call(performDuty, {
      params: { id: first?.id ?? '' },
      body: { at: app.database.clock.now() },
    })
    expect(done.status).toBe(200)
  })
})

describe('a waiver', () => {
  test('is for the head and not for the one who bears the duty, and needs him to prove who he is', async () => {
    const open = (await pages.inspector.call(listMyDuties, { query: {} })).body.items[0]
    const params = { id: open?.id ?? '' }
    const body = { reason: 'does-not-apply' as const, text: 'Жоқ' }

    const byBearer = await pages.inspector.call(waiveDuty, { params, body })
    const byHead = await pages.head.call(waiveDuty, { params, body })

    expect(byBearer.status).toBe(403)
    expect([200, 403]).toContain(byHead.status)
    if (byHead.status === 403) expect(byHead.code).toBe('step-up-required')
  })
})

describe('the queue', () => {
  test('is searched by a name in any script and by what must be done', async () => {
    const found = async (q: string) =>
      (await pages.inspector.call(searchDuties, { body: { q } })).body.total

    expect(await found('Сейткали')).toBeGreaterThan(0)
    expect(await found('Seitkali')).toBeGreaterThan(0)
    expect(await found('предписан')).toBeGreaterThan(0)
    expect(await found('Жақсылықов')).toBe(0)
    expect(await found('%')).toBe(0)
  })

  test('keeps views for the one who named them', async () => {
    const filter = { whose: 'unit', kind: 'checks', group: 'late', risk: null } as const
    const saved = await pages.inspector.call(saveView, { body: { name: 'Кешіккен', filter } })

    const mine = (await pages.inspector.call(listSavedViews, {})).body.items
    expect(mine).toEqual([{ id: saved.body.id, name: 'Кешіккен', filter }])
    expect((await pages.head.call(listSavedViews, {})).body.items).toEqual([])
    const params = { id: saved.body.id }
    expect((await pages.head.call(deleteSavedView, { params })).code).toBe('not-found')
    expect((await pages.inspector.call(deleteSavedView, { params })).status).toBe(200)
    expect((await pages.inspector.call(listSavedViews, {})).body.items).toEqual([])
  })
})
