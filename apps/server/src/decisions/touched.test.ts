// A law pack that changed: the open cases it touches are listed, with what changes, to those who see them alone.
import {
  decideByLaw,
  listDecisions,
  listTouchedCases,
  readCase,
  readDecision,
} from '@umai/contract'
import { aWall } from '@umai/db/testing'
import { silentLog } from '@umai/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { asJob, type Line, layOrder } from '../test-line.ts'
import { checkDecisions } from './check-actions.ts'

let app: TestApp
let line: Line
let incidentId: string
let decisionId: string

const compare = () => checkDecisions({ ...asJob(app, 'check-decisions'), log: silentLog })

const touched = async (who: keyof Line['pages'] = 'head') =>
  (await line.pages[who].call(listTouchedCases, { query: {} })).body

/** Makes the stored answer that of an earlier pack, in which one finding was not there. */
const ageDecision = (id: string, change: boolean) =>
  app.load(async (tx) => {
    const { answer } = await tx
      .selectFrom('decisions')
      .select('answer')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const { findings, missing } = answer as { findings: object[]; missing: string[] }
    await tx
      .updateTable('decisions')
      .set({
        law_version: 'kz-earlier',
        answer: JSON.stringify({ findings: change ? findings.slice(1) : findings, missing }),
      })
      .where('id', '=', id)
      .execute()
  })

const ask = async (): Promise<string> =>
  (await line.pages.inspector.call(decideByLaw, { params: { id: incidentId }, body: {} })).body.id

beforeAll(async () => {
  app = await openTestApp()
  line = await layOrder(app)
  const { body } = await line.pages.inspector.call(readCase, { params: { id: line.caseId } })
  incidentId = body.incidents[0]?.id ?? ''
  decisionId = await ask()
})
afterAll(() => app.close())

test('an answer of the pack in use is compared with nothing', async () => {
  await compare()

  expect(await touched()).toMatchObject({ items: [], total: 0, waiting: 0 })
})

test('an earlier pack that answered the same touches no case', async () => {
  await ageDecision(decisionId, false)
  expect((await touched()).waiting).toBe(1)

  await compare()

  expect(await touched()).toMatchObject({ items: [], total: 0, waiting: 0 })
})

test('an answer that would be another is listed with what changes, once', async () => {
  decisionId = await ask()
  await ageDecision(decisionId, true)

  await compare()
  await compare()

  const { items, total, lawVersion } = await touched()
  expect(total).toBe(1)
  expect(items[0]).toMatchObject({
    caseId: line.caseId,
    decisionId,
    decidedVersion: 'kz-earlier',
    changes: [{ how: ['came'], before: null }],
  })
  expect(lawVersion).toMatch(/^kz-protection-[0-9a-f]{12}$/)
})

test('it is shown to nobody who does not see the case', async () => {
  const other = await app.anOffice('police')
  const stranger = await app.signedIn(await app.aPerson({ role: 'unit-head', ...other }))

  expect((await stranger.call(listTouchedCases, { query: {} })).body).toMatchObject({
    items: [],
    total: 0,
  })
})

test('asking anew in the case takes it off the list and keeps the old answer', async () => {
  const answered = await line.pages.inspector.call(decideByLaw, {
    params: { id: incidentId },
    body: {},
  })
  expect(answered.status).toBe(200)

  expect((await touched()).total).toBe(0)
  const { items } = (await line.pages.head.call(listDecisions, { params: { id: line.caseId } }))
    .body
  expect(items.find(({ id }) => id === decisionId)).toMatchObject({
    isLatest: false,
    lawVersion: 'kz-earlier',
  })
})

test('a stored answer keeps the titles it was told with, and says how the pack in use calls them', async () => {
  const id = await ask()
  const read = async () => (await line.pages.head.call(readDecision, { params: { id } })).body
  const told = await read()
  expect(told).toMatchObject({ isOfPackInUse: true, renamed: [] })
  const [first, ...rest] = told.findings
  const old = { kk: 'Ескі атау', ru: 'Прежнее название', en: 'An old title' }
  await app.load((tx) =>
    tx
      .updateTable('decisions')
      .set({
        law_version: 'kz-earlier',
        answer: JSON.stringify({
          findings: [{ ...first, title: old }, ...rest, { ...first, id: 'kz/cc/1#gone' }],
          missing: [],
        }),
      })
      .where('id', '=', id)
      .execute(),
  )

  const kept = await read()

  expect(kept.isOfPackInUse).toBe(false)
  expect(kept.findings[0]?.title).toEqual(old)
  expect(kept.renamed).toEqual([
    { finding: first?.id, title: first?.title },
    { finding: 'kz/cc/1#gone', title: null },
  ])
  await ask()
})

test('a closed case is touched no more', async () => {
  await ageDecision(await ask(), true)
  const setState = (state: 'open' | 'closed') =>
    app.db.transaction({ role: 'umai_jobs' }, (tx) =>
      tx
        .updateTable('cases')
        .set({ state, closed_at: state === 'open' ? null : app.database.clock.now() })
        .where('id', '=', line.caseId)
        .execute(),
    )
  await setState('closed')

  await compare()

  expect(await touched()).toMatchObject({ total: 0, waiting: 0 })
  await setState('open')
})

test('it is shown to nobody behind a wall', async () => {
  await ageDecision(await ask(), true)
  await compare()
  expect((await touched('inspector')).total).toBe(1)

  await app.load((tx) => aWall(tx, { case_id: line.caseId, user_id: line.people.inspector.id }))

  expect((await touched('inspector')).total).toBe(0)
  expect((await touched('head')).total).toBe(1)
})
