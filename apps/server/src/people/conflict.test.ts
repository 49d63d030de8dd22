// Two desks on one person: whoever saves second is told which fields differ, and nothing is overwritten.
import {
  correctPerson,
  openCaseFromReport,
  readCase,
  readPerson,
  type SafeContact,
  setSafeContact,
  submitReport,
} from '@umai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'

let app: TestApp
let one: Browser
let two: Browser
let id: string

const told = {
  name: null,
  sex: 'unknown',
  birthDate: null,
  age: null,
  phone: null,
  iin: null,
} as const
const profile: SafeContact = {
  mayContact: 'yes',
  whoStarts: 'we',
  channel: 'phone',
  phone: '+77010000009',
  windows: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '13:00' }],
  mayLeaveMessage: false,
  hasCodeWord: false,
  ifDropped: null,
  language: 'kk',
}

beforeAll(async () => {
  app = await openTestApp()
  const police = await app.anOffice('police')
  one = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
  two = await app.signedIn(await app.aPerson({ role: 'unit-head', ...police }))
  const taken = await one.call(submitReport, {
    body: {
      draftId: null,
      content: {
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
      },
    },
  })
  const opened = await one.call(openCaseFromReport, {
    params: { id: taken.body.id },
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  const { people } = (await one.call(readCase, { params: { id: opened.body.id } })).body
  id = people[0]?.personId ?? ''
})
afterAll(() => app.close())

const seen = async (page: Browser) => (await page.call(readPerson, { params: { id } })).body
const disputed = (text: string) =>
  ((JSON.parse(text) as { faults?: { path: string }[] }).faults ?? []).map(({ path }) => path)

test('a safe contact that somebody else wrote meanwhile is not overwritten, and the fields that differ are named', async () => {
  const before = (await seen(one)).safeContact?.confirmedAt ?? null
  const first = await two.call(setSafeContact, {
    params: { id },
    body: { ...profile, channel: 'in-person', basedOn: before },
  })
  const second = await one.call(setSafeContact, {
    params: { id },
    body: { ...profile, mayLeaveMessage: true, basedOn: before },
  })

  expect(first.status, first.text).toBe(200)
  expect(second.status).toBe(409)
  expect(second.code).toBe('record-changed')
  expect(disputed(second.text).toSorted()).toEqual(['/channel', '/mayLeaveMessage'])
  expect(second.text).not.toContain('in-person')
  expect((await seen(one)).safeContact?.profile).toMatchObject({
    channel: 'in-person',
    mayLeaveMessage: false,
  })
})

test('after looking at it, the choice is saved', async () => {
  const basedOn = (await seen(one)).safeContact?.confirmedAt ?? null
  app.database.clock.advance(1_000)
  const saved = await one.call(setSafeContact, {
    params: { id },
    body: { ...profile, channel: 'in-person', mayLeaveMessage: true, basedOn },
  })

  expect(saved.status, saved.text).toBe(200)
  expect((await seen(two)).safeContact?.profile).toMatchObject({
    channel: 'in-person',
    mayLeaveMessage: true,
  })
})

test('the same answer twice is no dispute', async () => {
  const same = await two.call(setSafeContact, {
    params: { id },
    body: { ...profile, channel: 'in-person', mayLeaveMessage: true, basedOn: null },
  })

  expect(same.status, same.text).toBe(200)
})

test('a person corrected from two desks: only what differs is disputed', async () => {
  const { version } = await seen(one)
  const body = {
    basedOn: version,
    sex: 'female',
    birthDate: '1992-05-14',
    phones: ['+77010000009'],
  } as const
  const first = await two.call(correctPerson, {
    params: { id },
    body: { ...body, phones: [...body.phones] },
  })
  const second = await one.call(correctPerson, {
    params: { id },
    body: { ...body, birthDate: '1992-05-15', phones: [...body.phones] },
  })

  expect(first.status, first.text).toBe(200)
  expect(second.status).toBe(409)
  expect(disputed(second.text)).toEqual(['/birthDate'])
  expect((await seen(one)).birthDate).toBe('1992-05-14')
})

test('a corrected name stays readable as what was written before, and an unchanged spelling is not listed', async () => {
  const { version, names } = await seen(one)
  const kept = { script: 'kazakh', family: 'Ахметова', given: 'Әсел', patronymic: null } as const
  const wrong = { script: 'latin', family: 'Akmetova', given: 'Assel', patronymic: null } as const
  const right = { ...wrong, family: 'Akhmetova' } as const
  const first = await one.call(correctPerson, {
    params: { id },
    body: { basedOn: version, names: [kept, wrong] },
  })
  app.database.clock.advance(1_000)
  const second = await one.call(correctPerson, {
    params: { id },
    body: { basedOn: version + 1, names: [kept, right] },
  })

  expect(first.status, first.text).toBe(200)
  expect(second.status, second.text).toBe(200)
  const after = await seen(two)
  expect(after.names).toEqual([kept, right])
  expect(after.formerNames[0]).toMatchObject(wrong)
  expect(after.formerNames).not.toContainEqual(expect.objectContaining(kept))
  expect(names.length).toBeGreaterThan(0)
})
