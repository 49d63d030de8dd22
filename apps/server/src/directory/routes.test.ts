import {
  createOrganisation,
  createService,
  editService,
  listOrganisations,
  readPublicSite,
  searchServices,
  setServiceState,
} from '@umai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let keeper: Browser
let operator: Browser
let organisationId: string

beforeAll(async () => {
  server = await openTestApp({ publicSite: 'https://anyqtama.example' })
  const office = await server.anOffice('police')
  keeper = await server.signedIn(await server.aPerson({ ...office, role: 'agency-admin' }))
  operator = await server.signedIn(await server.aPerson({ ...office, role: 'operator' }))
  const made = await keeper.call(createOrganisation, {
    body: { name: { kk: 'Ұйым', ru: 'Организация', en: 'Organisation' }, certified: 'yes' },
  })
  expect(made.status, made.text).toBe(200)
  organisationId = made.body.id
})
afterAll(() => server.close())

const fields = () => ({
  organisationId,
  name: { kk: 'Кеңес', ru: 'Консультация', en: 'Counselling' },
  isHidden: false,
  kato: '750000000' as string | null,
  location: {
    kato: '750000000',
    address: { kk: 'Көше, 1', ru: 'Улица, 1', en: '1 Street' },
    postalCode: '050000',
    isStepFree: true,
  } as null | {
    kato: string
    address: { kk: string; ru: string; en: string }
    postalCode: string
    isStepFree: boolean
  },
  needs: ['psychologist' as const],
  languages: ['kk' as const, 'sgn' as const],
  takesChildren: true,
  phone: '+76000000010',
  hours: 'MO,TU 09:00-18:00; SA 10:00-14:00',
  checkedOn: '2026-11-18',
})
const add = async (change: Partial<ReturnType<typeof fields>> = {}): Promise<string> => {
  const made = await keeper.call(createService, { body: { ...fields(), ...change } })
  expect(made.status, made.text).toBe(200)
  return made.body.id
}
const seenBy = async (browser: Browser, id: string) =>
  (await browser.call(searchServices, { body: { limit: 100 } })).body.items.find(
    (service) => service.id === id,
  )

test('a new service is a draft, is edited with its address, published and withdrawn', async () => {
  const id = await add()
  expect(await seenBy(keeper, id)).toMatchObject({ state: 'draft', ...fields() })

  const address = { kk: 'Көше, 2', ru: 'Улица, 2', en: '2 Street' }
  const edited = await keeper.call(editService, {
    params: { id },
    body: { ...fields(), location: { ...fields().location, address } as never },
  })
  expect(edited.status, edited.text).toBe(200)
  await keeper.call(setServiceState, { params: { id }, body: { state: 'published' } })
  expect(await seenBy(operator, id)).toMatchObject({ state: 'published', location: { address } })
  await keeper.call(setServiceState, { params: { id }, body: { state: 'withdrawn' } })
  expect(await seenBy(operator, id)).toMatchObject({ state: 'withdrawn' })
})

test('a hidden service has no place, is never published, and is seen only by who keep the directory', async () => {
  const withPlace = await keeper.call(createService, { body: { ...fields(), isHidden: true } })
  expect(withPlace.code).toBe('hidden-has-place')

  const id = await add({ isHidden: true, kato: null, location: null })
  const published = await keeper.call(setServiceState, {
    params: { id },
    body: { state: 'published' },
  })
  expect(published.code).toBe('hidden-not-public')
  expect(await seenBy(keeper, id)).toBeDefined()
  expect(await seenBy(operator, id)).toBeUndefined()
})

test('what is published cannot be made hidden before it is taken off', async () => {
  const id = await add()
  await keeper.call(setServiceState, { params: { id }, body: { state: 'published' } })
  const hidden = await keeper.call(editService, {
    params: { id },
    body: { ...fields(), isHidden: true, kato: null, location: null },
  })

  expect(hidden.code).toBe('hidden-not-public')
})

test('who does not keep the directory changes nothing in it', async () => {
  const id = await add()
  const answers = await Promise.all([
    operator.call(createService, { body: fields() }),
    operator.call(editService, { params: { id }, body: fields() }),
    operator.call(setServiceState, { params: { id }, body: { state: 'published' } }),
    operator.call(createOrganisation, {
      body: { name: { kk: 'а', ru: 'а', en: 'a' }, certified: 'no' },
    }),
  ])

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  expect(await seenBy(keeper, id)).toMatchObject({ state: 'draft' })
})

test('an unknown place is named, impossible hours are refused, organisations are listed', async () => {
  const place = await keeper.call(createService, { body: { ...fields(), kato: '123456789' } })
  const hours = await keeper.call(createService, { body: { ...fields(), hours: 'MO 25:00-26:00' } })
  const { body } = await operator.call(listOrganisations, {})

  expect(place.code).toBe('place-unknown')
  expect(hours.status).toBe(400)
  expect(body.items.map(({ id }) => id)).toContain(organisationId)
})

test('whoever is signed in is told where the public site stands, a stranger is not', async () => {
  expect((await operator.call(readPublicSite, {})).body).toEqual({
    address: 'https://anyqtama.example',
  })
  expect((await server.browser().call(readPublicSite, {})).status).toBe(401)
})
