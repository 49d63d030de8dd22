import {
  closeUnit,
  createUnit,
  createUser,
  editAgency,
  editUnit,
  foundAgency,
  readAgency,
  readEnrolment,
  searchAgencies,
} from '@umai/contract'
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

describe('a new agency', () => {
  const founding = (login: string) => ({
    kind: 'crisis-centre' as const,
    name: { kk: 'Жаңа орталық', ru: 'Новый центр', en: 'New centre' },
    kato: '750000000',
    unitName: { kk: 'Қабылдау', ru: 'Приём', en: 'Reception' },
    administrator: { name: 'Сәуле Үлгі', login, position: 'Әкімші', lang: 'kk' as const },
  })
  const asRegistrar = async () => {
    const ministry = await server.anOffice('ministry')
    return server.signedIn(await server.aPerson({ ...ministry, role: 'registrar' }))
  }

  test('comes with a unit and an administrator who is invited; the registrar then has no say over its people', async () => {
    const registrar = await asRegistrar()

    const founded = await registrar.call(foundAgency, { body: founding('new-centre-admin') })

    expect(founded.status, founded.text).toBe(200)
    const shown = await registrar.call(readAgency, { params: { id: founded.body.id } })
    expect(shown.body).toMatchObject({ kind: 'crisis-centre', isOwn: false, mayManageUnits: false })
    expect(shown.body.units.map((unit) => unit.name.en)).toEqual(['Reception'])
    const invited = await server
      .browser()
      .call(readEnrolment, { body: { token: founded.body.enrolment.token } })
    expect(invited.body.login).toBe('new-centre-admin')
    const unitId = shown.body.units[0]?.id ?? ''
    const added = await registrar.call(createUser, {
      body: {
        name: 'Біреу',
        login: 'somebody-else',
        position: 'Маман',
        lang: 'kk',
        unitId,
        role: 'centre-worker',
      },
    })
    expect(added.code).toBe('permission-missing')
  })

  test('is founded once for one key, and gives the same invitation again', async () => {
    const registrar = await asRegistrar()
    const body = founding('twice-admin')

    const first = await registrar.call(foundAgency, { body }, { key: 'found-the-same-1' })
    const again = await registrar.call(foundAgency, { body }, { key: 'found-the-same-1' })

    expect(again.body).toEqual(first.body)
  })

  test('is refused with a login that is taken or a place that is not there', async () => {
    const registrar = await asRegistrar()
    await registrar.call(foundAgency, { body: founding('taken-admin') })

    const taken = await registrar.call(foundAgency, { body: founding('taken-admin') })
    const nowhere = await registrar.call(foundAgency, {
      body: { ...founding('nowhere-admin'), kato: '999999999' },
    })

    expect([taken.code, nowhere.code]).toEqual(['login-taken', 'place-unknown'])
  })

  test('is nothing an administrator of another agency can found or rename', async () => {
    const founded = await page.call(foundAgency, { body: founding('no-admin') })
    const renamed = await page.call(editAgency, {
      params: { id: other.agencyId },
      body: { name, kato: '750000000' },
    })

    expect([founded.code, renamed.code]).toEqual(['permission-missing', 'permission-missing'])
  })

  test('is renamed by the registrar', async () => {
    const registrar = await asRegistrar()

    await registrar.call(editAgency, {
      params: { id: other.agencyId },
      body: { name, kato: '750000000' },
    })

    const { body: agency } = await registrar.call(readAgency, { params: { id: other.agencyId } })
    expect([agency.name, agency.mayEdit]).toEqual([name, true])
  })
})
