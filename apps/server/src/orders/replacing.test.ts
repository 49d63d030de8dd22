// An order with something wrong in it, not served yet, gives its place to another; both are kept and name each other.
import { draftOrder, issueOrder, listCaseDuties, readOrder } from '@umai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { type Line, layOrder, serveNow, signAll } from '../test-line.ts'

let app: TestApp
let line: Line

beforeAll(async () => {
  app = await openTestApp()
  line = await layOrder(app)
})
afterAll(() => app.close())

const draft = async () =>
  (await line.pages.inspector.call(draftOrder, { params: { id: line.caseId } })).body
const read = async (id: string) =>
  (await line.pages.inspector.call(readOrder, { params: { id } })).body
const issue = async (change: object) => {
  const { incidentId, addressees, protectedPeople } = await draft()
  return line.pages.inspector.call(issueOrder, {
    params: { id: line.caseId },
    body: {
      incidentId: incidentId ?? '',
      addresseeId: addressees[0]?.personId ?? '',
      protectedId: protectedPeople[0]?.personId ?? '',
      alsoProtectedIds: [],
      circumstances: 'Есікті сындырып, ұрды.',
      opinionHeeded: true,
      noDetentionGrounds: true,
      ...change,
    },
  })
}

/** Duties of an order that are open, by their rules: one order of the two asks for them. */
const openRules = async () =>
  (await line.pages.inspector.call(listCaseDuties, { params: { id: line.caseId } })).body.items
    .filter(({ state, rule }) => state === 'open' && rule.includes('#lop-po-'))
    .map(({ rule }) => rule)
    .toSorted()

test('takes the place of one that was not served, in one act; both are kept and name each other', async () => {
  const first = line.orderId
  const { unserved } = await draft()
  expect(unserved).toMatchObject([{ id: first, circumstances: (await read(first)).circumstances }])
  expect((await issue({})).body).toMatchObject({ code: 'order-in-force' })
  const owed = await openRules()
  expect(owed.length).toBeGreaterThan(0)

  const issued = await issue({ replacesId: first })
  expect(issued.status, issued.text).toBe(200)
  const { id: second, number } = issued.body
  const [before, after] = [await read(first), await read(second)]
  expect(before).toMatchObject({
    state: 'revoked',
    replacedBy: { id: second, number },
    may: { serve: false, replace: false },
  })
  expect(before.documents.length).toBeGreaterThan(0)
  expect(after).toMatchObject({
    state: 'issued',
    circumstances: 'Есікті сындырып, ұрды.',
    replaces: { id: first, number: before.number },
    replacedBy: null,
    may: { serve: true, replace: false },
  })
  expect(await openRules()).toEqual(owed)
  line = { ...line, orderId: second }
})

test('is refused for one that gave its place away already, that is of others, or that binds already', async () => {
  const { replaces } = await read(line.orderId)
  expect((await issue({ replacesId: replaces?.id })).body).toMatchObject({ code: 'order-revoked' })
  const elsewhere = await layOrder(app)
  expect((await issue({ replacesId: elsewhere.orderId })).status).toBe(404)
  await serveNow(line)
  expect((await draft()).unserved).toEqual([])
  expect((await issue({ replacesId: line.orderId })).body).toMatchObject({ code: 'order-in-force' })
})

test('is done once, so that nobody pushes the clocks of its duties on and on', async () => {
  line = await layOrder(app)
  const { id: second } = (await issue({ replacesId: line.orderId })).body

  expect((await draft()).unserved).toEqual([])
  expect((await issue({ replacesId: second })).body).toMatchObject({ code: 'order-in-force' })
})

test('leaves late what was late when it was replaced', async () => {
  line = await layOrder(app)
  app.database.clock.advance(30 * 3_600_000)
  line = { ...line, pages: await signAll(app, line.people) }
  const late = 'kz/lop/60#lop-po-victim-copy'
  expect((await issue({ replacesId: line.orderId })).status).toBe(200)
  expect((await openRules()).filter((rule) => rule === late)).toEqual([late, late])
})
