// The one box, over the real server and a real database: in three scripts, by number, and never across a wall.
import {
  handOverReport,
  openCaseFromReport,
  pickUpReport,
  type ReportContent,
  readCase,
  search,
  searchCases,
  searchPeople,
  submitReport,
} from '@umai/contract'
import { aWall } from '@umai/db/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'

let app: TestApp
let inspector: Browser
let head: Browser
let stranger: Browser
let headPerson: Person
let caseId: string
let caseNumber: string
let reportNumber: string
let affectedId: string

const told = {
  name: null,
  sex: 'unknown',
  birthDate: null,
  age: null,
  phone: null,
  iin: null,
} as const
const content: ReportContent = {
  channel: 'phone-111',
  speaker: { kind: 'affected', name: 'Әсел Ахметова', phone: '+77010000007' },
  language: 'kk',
  narrative: 'Күйеуі ұрды.',
  occurred: { on: '2026-11-22', time: null },
  place: { kato: '750000000', address: null },
  affected: {
    ...told,
    name: 'Әсел Ахметова',
    sex: 'female',
    birthDate: '1992-05-14',
    phone: '+77010000007',
    iin: null,
  },
  alleged: { ...told, name: 'Нұрлан Ахметов', sex: 'male', relation: 'spouse' },
  children: [],
  danger: { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' },
  safeContact: { mayContact: 'unknown', phone: null, when: null },
}

beforeAll(async () => {
  app = await openTestApp()
  const centre = await app.anOffice('contact-centre')
  const police = await app.anOffice('police')
  const elsewhere = await app.anOffice('police')
  const operator = await app.signedIn(await app.aPerson({ role: 'operator', ...centre }))
  inspector = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
  headPerson = await app.aPerson({ role: 'unit-head', ...police })
  head = await app.signedIn(headPerson)
  stranger = await app.signedIn(await app.aPerson({ role: 'inspector', ...elsewhere }))
  const taken = await operator.call(submitReport, { body: { draftId: null, content } })
  const params = { id: taken.body.id }
  reportNumber = taken.body.number
  await operator.call(handOverReport, { params, body: { unitId: police.unitId } })
  await inspector.call(pickUpReport, { params })
  const opened = await inspector.call(openCaseFromReport, {
    params,
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  caseId = opened.body.id
  const shown = (await inspector.call(readCase, { params: { id: caseId } })).body
  caseNumber = shown.number
  affectedId = shown.people.find(({ role }) => role === 'affected')?.personId ?? ''
})
afterAll(() => app.close())

const find = async (page: Browser, q: string) => {
  const answer = await page.call(search, { body: { q } })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.hits
}

describe('a person is found', () => {
  test.each([
    ['Әсел', 'name'],
    ['Асель', 'other-spelling'],
    ['Assel', 'other-spelling'],
    ['Ахметова Әсел', 'name'],
    ['Akhmetova', 'other-spelling'],
    ['Әсе', 'name-begins'],
    ['8 701 000 00 07', 'phone'],
    ['14.05.1992', 'birth-date'],
    ['assel 14.05.1992', 'other-spelling'],
  ])('by %s, because of: %s', async (typed, reason) => {
    const hit = (await find(inspector, typed)).find(({ id }) => id === affectedId)

    expect(hit?.kind).toBe('person')
    expect(hit?.reasons).toContain(reason)
  })

  test.each([
    ['Асель', 'other-spelling'],
    ['Assel', 'other-spelling'],
    ['8 701 000 00 07', 'phone'],
    ['14.05.1992', 'birth-date'],
    ['Акметова', 'sounds-alike'],
  ])('on the page of people too, by %s, because of: %s', async (typed, reason) => {
    const { body } = await inspector.call(searchPeople, { body: { q: typed } })

    expect(body.items.find(({ id }) => id === affectedId)?.reasons).toContain(reason)
    const nearness = body.items.map(({ likeness }) => likeness)
    expect(nearness).toEqual(nearness.toSorted((a, b) => b - a))
  })

  test('with the case that she is the affected person of', async () => {
    const hit = (await find(inspector, 'Assel')).find(({ kind }) => kind === 'case')

    expect(hit).toMatchObject({ id: caseId, reasons: ['affected-person'] })
  })

  test.each(['Жанар', '01.01.1950', '+77019999999'])('not by %s', async (typed) => {
    expect((await find(inspector, typed)).filter(({ kind }) => kind === 'person')).toEqual([])
  })
})

test('a case and a report are found by their numbers, the report by its caller’s telephone too', async () => {
  expect(await find(inspector, caseNumber.toLowerCase())).toContainEqual(
    expect.objectContaining({ kind: 'case', id: caseId, reasons: ['number'] }),
  )
  expect(await find(inspector, caseNumber.slice(0, 4))).toContainEqual(
    expect.objectContaining({ kind: 'case', id: caseId }),
  )
  expect(await find(inspector, reportNumber)).toContainEqual(
    expect.objectContaining({ kind: 'report', reasons: ['number'] }),
  )
})

test('an article of the law is found by its number and by words of its title', async () => {
  const byNumber = (await find(inspector, '73-1')).filter(({ kind }) => kind === 'article')

  expect(byNumber.map(({ id }) => id)).toContain('kz/cao/73-1')
})

test('a place leads to the cases in it and in what lies in it', async () => {
  const inCountry = await inspector.call(searchCases, { body: { place: '750000000' } })
  const elsewhere = await inspector.call(searchCases, { body: { place: '710000000' } })

  expect(inCountry.body.items.map(({ id }) => id)).toContain(caseId)
  expect(elsewhere.body.items).toEqual([])
})

test('whoever does not work on a case finds neither it nor its people', async () => {
  for (const typed of ['Әсел', 'Assel', '+77010000007', '14.05.1992', caseNumber, reportNumber]) {
    const hits = await find(stranger, typed)
    expect(
      hits.filter(({ kind }) => ['person', 'case', 'report', 'order'].includes(kind)),
      typed,
    ).toEqual([])
  }
})

test('a wall takes away everything that was found before', async () => {
  expect((await find(head, 'Assel')).map(({ id }) => id)).toContain(affectedId)
  await app.load((tx) => aWall(tx, { case_id: caseId, user_id: headPerson.id }))

  for (const typed of [
    'Әсел',
    'Assel',
    'Нұрлан',
    '+77010000007',
    '14.05.1992',
    caseNumber,
    reportNumber,
  ]) {
    const hits = await find(head, typed)
    expect(
      hits.filter(({ kind }) => ['person', 'case', 'report', 'order'].includes(kind)),
      typed,
    ).toEqual([])
  }
  expect((await find(inspector, 'Assel')).map(({ id }) => id)).toContain(affectedId)
})
