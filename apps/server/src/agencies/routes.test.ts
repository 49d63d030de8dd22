import { closeUnit, createUnit, editUnit, readAgency, searchAgencies } from '@umai/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let own: { readonly agencyId: string; readonly unitId: string }
let other: { readonly agencyId: string; readonly unitId: string }
let page: Browser

beforeAll(async () => {
  server = await openTestApp()
  own = await server.anOffice('police')
  other = await server.anOffice('court')
  page = await server.signedIn(await server.aPerson({ ...own, role: 'agency-admin' }))
})
afterAll(() => server.close())

const name = { kk: 'Ювенал бөлімі', ru: 'Ювенальная служба', en: 'Juvenile unit' }
const body = { name, parentId: null, kato: '750000000' }

const open = async (change: { readonly parentId?: string | null } = {}): Promise<string> => {
  const answer = await page.call(createUnit, {
    params: { id: own.agencyId },
    body: { ...body, ...change },
  })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.id
}

test('a new unit is shown in its agency, below the one above it', async () => {
  const id = await open({ parentId: own.unitId })

  const { body: agency } = await page.call(readAgency, { params: { id: own.agencyId } })

  expect(agency.units.find((unit) => unit.id === id)).toMatchObject({ name, parentId: own.unitId })
  expect(agency).toMatchObject({ isOwn: true, mayManageUnits: true })
})

describe('another agency', () => {
  test('can be read but not changed', async () => {
    const read = await page.call(readAgency, { params: { id: other.agencyId } })
    const created = await page.call(createUnit, { params: { id: other.agencyId }, body })
    const edited = await page.call(editUnit, { params: { id: other.unitId }, body })
    const closed = await page.call(closeUnit, {
      params: { id: other.unitId },
      body: { reason: 'Not ours' },
    })

    expect(read.body).toMatchObject({ isOwn: false, mayManageUnits: false })
    expect([created.code, edited.code, closed.code]).toEqual(Array(3).fill('not-found'))
  })
})

describe('a unit', () => {
  test('cannot stand below a unit of another agency', async () => {
    const answer = await page.call(createUnit, {
      params: { id: own.agencyId },
      body: { ...body, parentId: other.unitId },
    })

    expect(answer.code).toBe('unit-parent-invalid')
  })

  test('cannot stand below itself or what is below it', async () => {
    const above = await open()
    const below = await open({ parentId: above })

    for (const parentId of [above, below]) {
      const answer = await page.call(editUnit, {
        params: { id: above },
        body: { ...body, parentId },
      })
      expect(answer.code).toBe('unit-parent-invalid')
    }
  })

  test('in a place that no longer exists is refused', async () => {
    const answer = await page.call(createUnit, {
      params: { id: own.agencyId },
      body: { ...body, kato: '510000000' },
    })

    expect(answer.code).toBe('place-unknown')
  })

  test('in which people work cannot close, an empty one closes once', async () => {
    const empty = await open()
    const reason = { reason: 'Merged with another' }

    const inUse = await page.call(closeUnit, { params: { id: own.unitId }, body: reason })
    const closed = await page.call(closeUnit, { params: { id: empty }, body: reason })
    const twice = await page.call(closeUnit, { params: { id: empty }, body: reason })

    expect([inUse.code, closed.status, twice.code]).toEqual(['unit-in-use', 200, 'unit-closed'])
  })
})

test('agencies are found by part of a name, in which signs of patterns mean themselves', async () => {
  const found = await page.call(searchAgencies, { body: { q: 'генc' } })
  const part = await page.call(searchAgencies, { body: { q: 'AGENC', kind: 'court' } })
  const sign = await page.call(searchAgencies, { body: { q: '%' } })

  expect(found.body.total).toBe(0)
  expect(part.body.items.map(({ id }) => id)).toContain(other.agencyId)
  expect(sign.body.total).toBe(0)
})
