// A child through the real server: red flags ask for a case of its own, with its own clock, linked both ways.
import {
  addCasePerson,
  assessRisk,
  listCaseDuties,
  listCaseLinks,
  listInstruments,
  openCaseFromReport,
  openChildCase,
  type ReportContent,
  readCase,
  setSafeContact,
  submitReport,
} from '@umai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { reportOfBattery } from '../test-report.ts'

let app: TestApp
let inspector: Browser

beforeAll(async () => {
  app = await openTestApp()
  const police = await app.anOffice('police')
  inspector = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
})
afterAll(() => app.close())

async function aCase(changes: Partial<ReportContent> = {}) {
  const report = await inspector.call(submitReport, {
    body: { draftId: null, content: { ...reportOfBattery, ...changes } },
  })
  const opened = await inspector.call(openCaseFromReport, {
    params: { id: report.body.id },
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  return { id: opened.body.id }
}

const methodOf = async (params: { id: string }) =>
  (await inspector.call(listCaseDuties, { params })).body.items.filter(({ rule }) =>
    rule.startsWith('method/'),
  )

const assess = async (params: { id: string }, answer: string) => {
  const { items } = (await inspector.call(listInstruments, {})).body
  const signs = items.find(({ id }) => id === 'core-redflags')
  return inspector.call(assessRisk, {
    params,
    body: {
      instrumentId: 'core-redflags',
      instrumentHash: signs?.hash ?? '',
      personId: null,
      answers: (signs?.items ?? []).map((item) => ({ item: item.id, answer })),
      alone: 'yes',
      lang: 'kk',
      override: null,
    },
  })
}

test('a calm report asks nothing of the queue, and still offers the child a case', async () => {
  const params = await aCase()
  expect(await methodOf(params)).toEqual([])
  const { body } = await inspector.call(listCaseLinks, { params })
  expect(body.children.map(({ priority, isDemanded }) => [priority, isDemanded])).toEqual([
    ['10d', false],
  ])
})

test('an emergency puts the child into the queue at once', async () => {
  const params = await aCase({
    danger: { now: 'yes', weapon: 'no', injury: 'no', allegedPresent: 'yes' },
  })
  const [asked] = await methodOf(params)
  expect([asked?.rule, asked?.act, asked?.state]).toEqual([
    'method/open-child-case',
    'open-child-case',
    'open',
  ])
})

test('a high risk gives the child a case of its own, linked both ways, with its own clock', async () => {
  const params = await aCase()
  const assessed = await assess(params, 'yes')
  expect(assessed.body.level).toBe('high')
  const asked = await methodOf(params)
  expect(asked.map(({ rule }) => rule).sort()).toEqual([
    'method/open-child-case',
    'method/reassess',
  ])
  const again = asked.find(({ rule }) => rule === 'method/reassess')
  expect(Date.parse(again?.dueAt ?? '') - Date.parse(again?.startedAt ?? '')).toBe(72 * 3_600_000)

  const family = (await inspector.call(readCase, { params })).body
  const childId = family.people.find(({ role }) => role === 'child')?.personId ?? ''
  const opened = await inspector.call(openChildCase, { params, body: { childId } })
  expect(opened.status).toBe(200)
  const own = { id: opened.body.id }

  const child = (await inspector.call(readCase, { params: own })).body
  expect(child.people.map(({ personId, role }) => [personId, role])).toEqual(
    expect.arrayContaining([[childId, 'affected']]),
  )
  expect(child.people.some(({ role }) => role === 'alleged')).toBe(true)
  expect(child.incidents[0]?.narrative).toBe(family.incidents[0]?.narrative)
  const [see] = (await methodOf(own)).filter(({ rule }) => rule === 'method/see-child')
  expect(Date.parse(see?.dueAt ?? '') - Date.parse(see?.startedAt ?? '')).toBe(24 * 3_600_000)
  const there = (await inspector.call(listCaseLinks, { params })).body
  const back = (await inspector.call(listCaseLinks, { params: own })).body
  expect([there.links[0]?.caseId, back.links[0]?.caseId]).toEqual([own.id, params.id])
  expect(there.links[0]?.hasGuardianConflict).toBe(true)
  expect(there.children).toEqual([])
  expect(
    (await methodOf(params)).find(({ rule }) => rule === 'method/open-child-case')?.state,
  ).toBe('done')
  const twice = await inspector.call(openChildCase, { params, body: { childId } })
  expect(twice.code).toBe('child-case-open')

  await assess(own, 'no')
  expect((await methodOf(own)).find(({ rule }) => rule === 'method/see-child')?.state).toBe('done')
})

test('a child who is added later gets the clock that those before would have got', async () => {
  const params = await aCase({ children: [] })
  await assess(params, 'yes')
  expect((await methodOf(params)).map(({ rule }) => rule)).toEqual(['method/reassess'])

  const added = await inspector.call(addCasePerson, {
    params,
    body: {
      role: 'child',
      personId: null,
      person: {
        names: [{ family: 'Сейітқали', given: 'Аружан', patronymic: null, script: 'kazakh' }],
        sex: 'female',
        birthDate: '2020-01-01',
        iin: null,
        phones: [],
        language: null,
      },
    },
  })

  expect(added.status).toBe(200)
  const asked = (await methodOf(params)).find(({ rule }) => rule === 'method/open-child-case')
  expect(Date.parse(asked?.dueAt ?? '') - Date.parse(asked?.startedAt ?? '')).toBe(24 * 3_600_000)
})

test('the number of the one complained of is never taken as a safe one', async () => {
  const params = await aCase({
    alleged: { ...reportOfBattery.alleged, phone: '+77015554433' },
  })
  const { people } = (await inspector.call(readCase, { params })).body
  const childId = people.find(({ role }) => role === 'child')?.personId ?? ''

  const refused = await inspector.call(setSafeContact, {
    params: { id: childId },
    body: {
      mayContact: 'yes',
      whoStarts: 'we',
      channel: 'phone',
      phone: '+77015554433',
      windows: [{ days: [1], from: '09:00', to: '10:00' }],
      mayLeaveMessage: false,
      hasCodeWord: false,
      ifDropped: null,
      language: 'kk',
      basedOn: null,
    },
  })

  expect(refused.code).toBe('contact-of-alleged')
})
