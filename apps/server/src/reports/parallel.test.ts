// A hand that presses twice and a line that drops: ten submits with one key, at once, over real connections.
import { openCaseFromReport, searchCases, searchReports, submitReport } from '@umai/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let page: Browser
let address: string

const told = {
  name: null,
  sex: 'unknown',
  birthDate: null,
  age: null,
  phone: null,
  iin: null,
} as const
const content = {
  channel: 'police-detection',
  speaker: { kind: 'police', name: null, phone: null },
  language: 'kk',
  narrative: 'Көшеде анықталды.',
  occurred: { on: null, time: null },
  place: { kato: '750000000', address: null },
  affected: { ...told, name: 'Әсел Ахметова', sex: 'female' },
  alleged: { ...told, relation: 'spouse' },
  children: [],
  danger: { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' },
  safeContact: { mayContact: 'unknown', phone: null, when: null },
} as const

beforeAll(async () => {
  server = await openTestApp()
  const police = await server.anOffice('police')
  page = await server.signedIn(await server.aPerson({ role: 'inspector', ...police }))
  address = await server.app.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => server.close())

const post = async (path: string, key: string, body: unknown) => {
  const reply = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: {
      cookie: page.cookie() ?? '',
      'content-type': 'application/json',
      'x-umai': '1',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  return { status: reply.status, body: (await reply.json()) as { id: string } }
}

const ten = <T>(make: () => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: 10 }, make))

test('ten submits with one key at once make one report, and ten openings one case', async () => {
  const body = { draftId: null, content }
  const submitted = await ten(() => post(submitReport.path, 'one-key-for-a-report', body))

  expect(submitted.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(new Set(submitted.map((reply) => JSON.stringify(reply.body))).size).toBe(1)
  expect((await page.call(searchReports, { body: {} })).body.total).toBe(1)

  const id = submitted[0]?.body.id ?? ''
  const path = openCaseFromReport.path.replace(':id', id)
  const known = { affectedId: null, allegedId: null, reporterId: null }
  const opened = await ten(() => post(path, 'one-key-for-a-case', known))

  expect(opened.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(new Set(opened.map((reply) => JSON.stringify(reply.body))).size).toBe(1)
  expect((await page.call(searchCases, { body: {} })).body.total).toBe(1)
  const leaves = await server.load(async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from audit_leaves where action in ('submit-report', 'open-case')`.execute(
      tx,
    )
    return rows[0]?.count
  })
  expect(leaves).toBe(2)
})

test('ten openings with ten keys make one case, and nine are told that it is there', async () => {
  const { body } = await post(submitReport.path, 'another-report-of-one', {
    draftId: null,
    content,
  })
  const path = openCaseFromReport.path.replace(':id', body.id)
  const known = { affectedId: null, allegedId: null, reporterId: null }
  let turn = 0
  const opened = await ten(() => {
    turn += 1
    return post(path, `key-of-one-attempt-${turn}`, known)
  })

  expect(opened.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(409)])
  expect((await page.call(searchCases, { body: {} })).body.total).toBe(2)
})
