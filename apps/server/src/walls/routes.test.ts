import { createWall, endWall, listWalls, readAudit, search } from '@umai/contract'
import { aCase } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'

let server: TestApp
let office: { readonly agencyId: string; readonly unitId: string }
let inspector: Person
let head: Person
let inspectorPage: Browser
let headPage: Browser

beforeAll(async () => {
  server = await openTestApp({ notFoundFloorMs: 0 })
  office = await server.anOffice('police')
  inspector = await server.aPerson({ ...office, role: 'inspector' })
  head = await server.aPerson({ ...office, role: 'unit-head' })
  inspectorPage = await server.signedIn(inspector)
  headPage = await server.signedIn(head)
})
afterAll(() => server.close())

const ownCase = () =>
  server.load(async (tx) => {
    const id = await aCase(tx, { owner_unit_id: office.unitId, owner_id: inspector.id })
    const { number } = await tx
      .selectFrom('cases')
      .select('number')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return { id, number }
  })

const wallAgainst = async (caseId: string, userId: string): Promise<string> => {
  const answer = await inspectorPage.call(createWall, {
    body: {
      caseId,
      against: { kind: 'user', id: userId },
      reason: 'relative-of-staff',
      note: 'Brother of the accused',
    },
  })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.id
}

describe('a wall', () => {
  test('takes the case away from whom it stands before, and nobody tells him why', async () => {
    const { id: caseId, number } = await ownCase()
    const before = await headPage.call(search, { body: { q: number } })
    await wallAgainst(caseId, head.id)

    const found = await headPage.call(search, { body: { q: number } })
    const listed = await headPage.call(listWalls, { query: { caseId } })
    const walled = await headPage.call(createWall, {
      body: { caseId, against: { kind: 'unit', id: office.unitId }, reason: 'other-conflict' },
    })
    const missing = await headPage.call(createWall, {
      body: {
        caseId: randomId(),
        against: { kind: 'unit', id: office.unitId },
        reason: 'other-conflict',
      },
    })

    expect(before.body.hits.map(({ id }) => id)).toEqual([caseId])
    expect(found.body.hits).toEqual([])
    expect(listed.body).toEqual({ items: [], nextCursor: null, total: 0 })
    expect(walled.text).toBe(missing.text)
    expect(walled.status).toBe(404)
  })

  test('cannot be taken down by whom it stands before', async () => {
    const { id: caseId } = await ownCase()
    const id = await wallAgainst(caseId, head.id)

    const answer = await headPage.call(endWall, { params: { id }, body: { reason: 'Let me in' } })
    const nobody = await headPage.call(endWall, {
      params: { id: randomId() },
      body: { reason: 'Let me in' },
    })

    expect([answer.status, answer.text]).toEqual([404, nobody.text])
  })

  test('leaves no trace in the audit of the case for whom it stands before', async () => {
    const { id: caseId } = await ownCase()
    await wallAgainst(caseId, head.id)
    await expect
      .poll(async () => {
        const { rows } = await server.load(async (tx) => ({
          rows: await tx.selectFrom('audit_pending').selectAll().execute(),
        }))
        return rows.length
      })
      .toBe(0)

    const trail = await headPage.call(readAudit, {
      params: { kind: 'case', id: caseId },
      query: {},
    })

    expect(trail.body).toEqual({ items: [], nextCursor: null, total: 0 })
  })

  test('stands once before the same person, and again after it was taken down', async () => {
    const { id: caseId } = await ownCase()
    const id = await wallAgainst(caseId, head.id)
    const body = {
      caseId,
      against: { kind: 'user' as const, id: head.id },
      reason: 'other-conflict' as const,
    }

    const twice = await inspectorPage.call(createWall, { body })
    const desk = await server.signedIn(inspector)
    const ended = await desk.call(endWall, { params: { id }, body: { reason: 'Not his brother' } })
    const again = await desk.call(createWall, { body })

    expect([twice.code, ended.status, again.status]).toEqual(['wall-exists', 200, 200])
    const { body: page } = await desk.call(listWalls, { query: { caseId } })
    expect(page.items.map(({ endReason }) => endReason).sort()).toEqual(['Not his brother', null])
  })

  test('that ends in the past is refused', async () => {
    const { id: caseId } = await ownCase()

    const answer = await inspectorPage.call(createWall, {
      body: {
        caseId,
        against: { kind: 'user', id: head.id },
        reason: 'other-conflict',
        until: '2020-01-01T00:00:00Z',
      },
    })

    expect(answer.code).toBe('wall-in-past')
  })
})
