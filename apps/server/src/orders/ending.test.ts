// An order that ends soon is said to whoever leads the case, as a reminder of ours that only an act, a waiver or a revocation ends.
import { listCaseDuties, performDuty, revokeOrder } from '@umai/contract'
import { silentLog } from '@umai/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { asJob, type Line, layOrder, serveNow, signAll } from '../test-line.ts'
import { expireOrders, remindOfEnds } from './actions.ts'

const hour = 3_600_000
const day = 24 * hour

let app: TestApp
let kept: Line
let revoked: Line

beforeAll(async () => {
  app = await openTestApp()
  app.database.clock.set('2026-11-23T05:00:00.000Z')
  kept = await layOrder(app)
  await serveNow(kept)
  revoked = await layOrder(app)
  await serveNow(revoked)
})
afterAll(() => app.close())

const remind = () => remindOfEnds({ ...asJob(app, 'remind-of-ends'), log: silentLog })
const reminders = async (of: Line) =>
  (await of.pages.inspector.call(listCaseDuties, { params: { id: of.caseId } })).body.items.filter(
    ({ rule }) => rule === 'method/order-ends',
  )
const signIn = async (of: Line): Promise<Line> => ({ ...of, pages: await signAll(app, of.people) })

test('comes three 24-hour periods before the end and not an hour before, once, as method and with the end as its clock', async () => {
  app.database.clock.advance(27 * day - hour)
  ;[kept, revoked] = [await signIn(kept), await signIn(revoked)]
  await remind()
  expect(await reminders(kept)).toEqual([])
  app.database.clock.advance(2 * hour)
  ;[kept, revoked] = [await signIn(kept), await signIn(revoked)]
  await remind()
  await remind()
  const [one, ...more] = await reminders(kept)
  expect(more).toEqual([])
  expect(one).toMatchObject({ basis: 'method', state: 'open', act: 'perform' })
  const left = Date.parse(one?.dueAt ?? '') - Date.parse(app.database.clock.now())
  expect(left).toBeGreaterThan(70 * hour)
  expect(left).toBeLessThanOrEqual(72 * hour)
})

test('falls away with a revoked order', async () => {
  const gone = await revoked.pages.inspector.call(revokeOrder, {
    params: { id: revoked.orderId },
    body: { reason: 'Қате шығарылған' },
  })
  expect(gone.status, gone.text).toBe(200)
  expect((await reminders(revoked)).map(({ state }) => state)).toEqual(['moot'])
})

test('outlives the order until somebody says what was done', async () => {
  app.database.clock.advance(4 * day)
  await expireOrders({ ...asJob(app, 'expire-orders'), log: silentLog })
  await remind()
  kept = await signIn(kept)
  const [one, ...more] = await reminders(kept)
  expect(more).toEqual([])
  expect(one?.state).toBe('open')
  const done = await kept.pages.inspector.call(performDuty, {
    params: { id: one?.id ?? '' },
    body: { at: app.database.clock.now(), note: 'Қоңырау шалынды, сотқа өтініш берілді.' },
  })
  expect(done.status, done.text).toBe(200)
  expect((await reminders(kept)).map(({ state }) => state)).toEqual(['done'])
})
