import { search } from '@umai/contract'
import { aCase } from '@umai/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let desk: Browser
let inspectorId: string
let unitId: string

beforeAll(async () => {
  server = await openTestApp()
  const office = await server.anOffice('police')
  unitId = office.unitId
  const inspector = await server.aPerson({ ...office, role: 'inspector' })
  inspectorId = inspector.id
  desk = await server.signedIn(inspector)
})
afterAll(() => server.close())

const kindsFor = async (q: string) =>
  (await desk.call(search, { body: { q } })).body.hits.map(({ kind }) => kind)

test('a case number finds its case and not the places whose codes begin with its digits', async () => {
  await server.load((tx) =>
    aCase(tx, { owner_unit_id: unitId, owner_id: inspectorId, number: 'K7A-5BC-DEF' }),
  )

  // 75 is how the code of Almaty begins.
  expect(await kindsFor('K7A-5BC-DEF')).toEqual(['case'])
  expect(await kindsFor('k7a5bcdef')).toEqual(['case'])
})

test('a code of a place finds the place, with spaces in it too', async () => {
  expect(await kindsFor('750000000')).toEqual(['place'])
  expect(await kindsFor('750 000 000')).toEqual(['place'])
})
