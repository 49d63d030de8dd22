// "Is this the same person?" over the real server and a real database: in any script, with reasons and without saying
// where somebody is known from; what was answered is kept; behind a wall nobody is recognised.
import {
  addCasePerson,
  handOverReport,
  matchPeople,
  openCaseFromReport,
  pickUpReport,
  readCase,
  submitReport,
} from '@umai/contract'
import { aWall } from '@umai/db/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { reportOfBattery } from '../test-report.ts'

let app: TestApp
let operator: Browser
let inspector: Browser
let stranger: Browser
let strangerPerson: Person
let policeUnit: string
let strangerUnit: string
let caseId: string
let aselId: string

const content = {
  ...reportOfBattery,
  affected: {
    ...reportOfBattery.affected,
    name: 'Әсел Серікқызы Ахметова',
    birthDate: '1992-05-14',
    phone: '+77010000007',
  },
} as const

const aCase = async (who: Browser, unitId: string, given: typeof content) => {
  const taken = await operator.call(submitReport, { body: { draftId: null, content: given } })
  const params = { id: taken.body.id }
  await operator.call(handOverReport, { params, body: { unitId } })
  await who.call(pickUpReport, { params })
  return params
}

beforeAll(async () => {
  app = await openTestApp()
  const centre = await app.anOffice('contact-centre')
  const police = await app.anOffice('police')
  const elsewhere = await app.anOffice('police')
  policeUnit = police.unitId
  strangerUnit = elsewhere.unitId
  operator = await app.signedIn(await app.aPerson({ role: 'operator', ...centre }))
  inspector = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
  strangerPerson = await app.aPerson({ role: 'inspector', ...elsewhere })
  stranger = await app.signedIn(strangerPerson)
  const params = await aCase(inspector, policeUnit, content)
  const opened = await inspector.call(openCaseFromReport, {
    params,
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  caseId = opened.body.id
  const shown = await inspector.call(readCase, { params: { id: caseId } })
  aselId = shown.body.people.find(({ role }) => role === 'affected')?.personId ?? ''
})
afterAll(() => app.close())

const answersKept = () =>
  app.load((tx) =>
    tx
      .selectFrom('match_answers')
      .select(['person_id', 'about_id', 'report_id', 'case_id', 'answer', 'weight', 'model'])
      .execute(),
  )

describe('somebody known', () => {
  test.each(['Әсел Ахметова', 'Асель Ахметова', 'Assel Akhmetova', 'Ахметова Әсел'])(
    'is recognised by "%s" and her birth date, first and very alike',
    async (name) => {
      const { body } = await stranger.call(matchPeople, {
        body: { name, birthDate: '1992-05-14' },
      })
      expect(body.items[0]?.personId).toBe(aselId)
      expect(body.items[0]?.likeness).toBe(5)
      expect(body.items[0]?.evidence.map(({ kind }) => kind)).toContain('born-same')
    },
  )

  test('is shown by given name and one letter, with no case, no number and no day of birth', async () => {
    const { text } = await stranger.call(matchPeople, { body: { phone: '+77010000007' } })
    expect(text).toContain('Әсел А.')
    for (const secret of ['Ахметова', '1992-05-14', '7010000007', caseId])
      expect(text).not.toContain(secret)
  })

  test('is found by a telephone alone, however little else agrees', async () => {
    const { body } = await stranger.call(matchPeople, {
      body: { name: 'Зарина Оспанова', phone: '+77010000007' },
    })
    expect(body.items.map(({ personId }) => personId)).toContain(aselId)
    expect(body.items[0]?.evidence.map(({ kind }) => kind)).toContain('phone-same')
  })
})

describe('what was answered', () => {
  test('is kept with the case, with the weight the server reckoned and its model', async () => {
    const params = await aCase(stranger, strangerUnit, content)
    const opened = await stranger.call(openCaseFromReport, {
      params,
      body: {
        affectedId: null,
        allegedId: null,
        reporterId: null,
        answers: [{ about: 'affected', personId: aselId, answer: 'unsure' }],
      },
    })
    const [kept] = (await answersKept()).filter((row) => row.case_id === opened.body.id)
    expect(kept).toMatchObject({
      person_id: aselId,
      answer: 'unsure',
      model: 'simulated-register-1',
    })
    expect(kept?.about_id).not.toBe(aselId)
    expect(kept?.weight).toBeGreaterThan(12)
  })

  test('is kept by an operator with the report, before there is a case', async () => {
    const taken = await operator.call(submitReport, {
      body: {
        draftId: null,
        content,
        answers: [{ about: 'affected', personId: aselId, answer: 'same' }],
      },
    })
    const [kept] = (await answersKept()).filter((row) => row.report_id === taken.body.id)
    expect(kept).toMatchObject({ person_id: aselId, answer: 'same', about_id: null })
  })

  test('goes along when somebody is put into a case and told apart', async () => {
    const added = await inspector.call(addCasePerson, {
      params: { id: caseId },
      body: {
        role: 'witness',
        personId: null,
        person: {
          names: [
            { script: 'russian', family: 'Ахметова', given: 'Айгуль', patronymic: 'Сериковна' },
          ],
          sex: 'female',
          birthDate: '1994-02-01',
          iin: null,
          phones: [],
          language: null,
        },
        answers: [{ personId: aselId, answer: 'different' }],
      },
    })
    const kept = (await answersKept()).find((row) => row.about_id === added.body.id)
    expect(kept).toMatchObject({ person_id: aselId, answer: 'different', case_id: caseId })
  })
})

test('behind a wall nobody is recognised, and no answer about her is taken', async () => {
  await app.load((tx) => aWall(tx, { case_id: caseId, user_id: strangerPerson.id }))
  const found = await stranger.call(matchPeople, {
    body: { name: 'Әсел Ахметова', birthDate: '1992-05-14' },
  })
  expect(found.body.items.map(({ personId }) => personId)).not.toContain(aselId)
  const params = await aCase(stranger, strangerUnit, content)
  const refused = await stranger.call(openCaseFromReport, {
    params,
    body: {
      affectedId: null,
      allegedId: null,
      reporterId: null,
      answers: [{ about: 'affected', personId: aselId, answer: 'different' }],
    },
  })
  expect(refused.status).toBeGreaterThanOrEqual(400)
})
