// A report through the real server: what a correction does to its clock, and who may end it.
import {
  correctReport,
  createReportDraft,
  endReport,
  handOverReport,
  listCaseDuties,
  listCaseEvents,
  listReportDrafts,
  openCaseFromReport,
  pickUpReport,
  type ReportContent,
  readReport,
  referCase,
  saveReportDraft,
  searchReports,
  submitReport,
} from '@umai/contract'
import { addMs } from '@umai/words'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { reportOfBattery } from '../test-report.ts'
import { owedByTaker } from './model.ts'

const minuteMs = 60_000
const nobodyKnown = { affectedId: null, allegedId: null, reporterId: null }

let app: TestApp
let inspector: Browser

beforeAll(async () => {
  app = await openTestApp()
  const police = await app.anOffice('police')
  inspector = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
})
afterAll(() => app.close())

const saying = (danger: Partial<ReportContent['danger']>): ReportContent => ({
  ...reportOfBattery,
  danger: { ...reportOfBattery.danger, ...danger },
})

const take = async (content: ReportContent): Promise<string> =>
  (await inspector.call(submitReport, { body: { draftId: null, content } })).body.id

const correct = (id: string, basedOn: number, content: ReportContent) =>
  inspector.call(correctReport, {
    params: { id },
    body: { basedOn, content, reason: 'Нақтыланды.' },
  })

const read = async (id: string) => (await inspector.call(readReport, { params: { id } })).body

describe('a correction', () => {
  test.each([
    { from: { weapon: 'yes' }, to: { now: 'yes' }, urgency: 'emergency', minutes: 10 },
    { from: {}, to: { now: 'yes' }, urgency: 'emergency', minutes: 10 },
    { from: {}, to: { now: 'unknown' }, urgency: 'urgent', minutes: 120 },
  ] as const)(
    'that makes a report $urgency shortens its clock to $minutes minutes',
    async (row) => {
      const id = await take(saying(row.from))
      app.database.clock.advance(5 * minuteMs)
      const now = app.database.clock.now()
      await correct(id, 1, saying(row.to))

      const { urgency, answerBy } = await read(id)
      expect({ urgency, answerBy }).toEqual({
        urgency: row.urgency,
        answerBy: addMs(now, row.minutes * minuteMs),
      })
    },
  )

  test('of the channel, the speaker and the place is read in the list as well', async () => {
    const id = await take(saying({}))
    const place = { kato: '710000000', address: null }
    const speaker = { kind: 'affected', name: null, phone: null } as const
    await correct(id, 1, { ...saying({}), channel: 'chat', speaker, place })

    const list = await inspector.call(searchReports, { body: { limit: 100 } })
    expect(list.body.items.find((row) => row.id === id)).toMatchObject({
      channel: 'chat',
      speaker: 'affected',
      place: { kato: '710000000' },
    })
    expect((await read(id)).versions.map(({ placeName }) => placeName.kk)).toEqual([
      'Алматы қаласы',
      'Астана қаласы',
    ])
  })

  test('never gives more time than there was, nor ends an urgency once spoken of', async () => {
    const id = await take(saying({ now: 'yes' }))
    const first = await read(id)
    app.database.clock.advance(5 * minuteMs)
    await correct(id, 1, saying({ now: 'yes', weapon: 'yes' }))
    await correct(id, 2, saying({}))

    const { urgency, answerBy, urgencyReasons } = await read(id)
    expect({ urgency, answerBy }).toEqual({ urgency: 'emergency', answerBy: first.answerBy })
    expect(urgencyReasons.map(({ en }) => en)).toEqual([
      'It is said that there is danger now',
      'There is a weapon or something used as one',
      'There are children in the family',
    ])
  })

  test('takes nothing from one who answered in time', async () => {
    const id = await take(saying({ weapon: 'yes' }))
    await inspector.call(pickUpReport, { params: { id } })
    const { answerBy } = await read(id)
    app.database.clock.advance(5 * minuteMs)
    await correct(id, 1, saying({ now: 'yes' }))

    expect(await read(id)).toMatchObject({ urgency: 'emergency', answerBy, isLate: false })
  })

  test('based on a version that is not the latest is refused and changes nothing', async () => {
    const id = await take(saying({}))
    await correct(id, 1, { ...saying({}), narrative: 'Бірінші түзету.' })
    const late = await correct(id, 1, saying({ now: 'yes' }))

    expect(late.body).toMatchObject({ code: 'record-changed' })
    expect(await read(id)).toMatchObject({ version: 2, urgency: 'routine' })
  })
})

describe('a draft', () => {
  test('comes back with what is half typed', async () => {
    const content = { narrative: 'Айқай', halfTyped: { '/affected/iin': '9205014' } }
    const { id } = (await inspector.call(createReportDraft, { body: { content } })).body

    const { items } = (await inspector.call(listReportDrafts, {})).body
    expect(items.find((draft) => draft.id === id)?.content).toEqual(content)
  })

  test('that another window has saved since is not thrown away with the report', async () => {
    const { id } = (await inspector.call(createReportDraft, { body: { content: {} } })).body
    const other = { revision: 1, content: { narrative: 'Көрші де естіді' } }
    await inspector.call(saveReportDraft, { params: { id }, body: other })
    const submit = (draftRevision: number) =>
      inspector.call(submitReport, { body: { draftId: id, draftRevision, content: saying({}) } })
    const drafts = async () =>
      (await inspector.call(listReportDrafts, {})).body.items.filter((draft) => draft.id === id)

    expect((await submit(1)).code).toBe('record-changed')
    expect((await drafts())[0]?.content).toEqual(other.content)
    expect((await submit(2)).status).toBe(200)
    expect(await drafts()).toEqual([])
  })
})

describe('an emergency', () => {
  test('may be ended as a duplicate, as the page says, and for no other reason', async () => {
    const id = await take(saying({ now: 'yes' }))
    expect((await read(id)).may).toMatchObject({ end: true, endAs: ['duplicate'] })
    const end = (reason: 'duplicate' | 'not-for-us') =>
      inspector.call(endReport, { params: { id }, body: { reason, text: 'R-ABCDEFG' } })

    expect((await end('not-for-us')).body).toMatchObject({ code: 'report-dangerous' })
    expect((await end('duplicate')).status).toBe(200)
    expect((await read(id)).may).toMatchObject({ end: false, endAs: [] })
  })
})

describe('a wrong IIN', () => {
  test.each([
    { iin: '920501400018', what: 'check digit 8 at position 12' },
    { iin: '921301400010', what: 'positions 3 to 6' },
    { iin: '920501000010', what: 'digit 0 at position 7' },
    { iin: '111111111111', what: 'digits are all the same' },
  ])('$iin is refused with what is wrong: $what', async ({ iin, what }) => {
    const refused = await inspector.call(submitReport, {
      body: {
        draftId: null,
        content: { ...reportOfBattery, affected: { ...reportOfBattery.affected, iin } },
      },
    })
    expect(refused.body).toMatchObject({
      code: 'iin-invalid',
      faults: [{ path: '/content/affected/iin', message: expect.stringContaining(what) }],
    })
    expect(JSON.stringify(refused.body)).not.toContain(iin)
  })
})

test('a report is found in the list by its number and by the whole name, IIN or phone of whoever it speaks of', async () => {
  const affected = {
    ...saying({}).affected,
    name: 'Қараторғай Ұлпан',
    iin: '920501400011',
    phone: '+77770001122',
  }
  const id = await take({ ...saying({}), affected })
  const { number } = await read(id)
  const find = async (q: string) =>
    (await inspector.call(searchReports, { body: { q } })).body.items.map((row) => row.id)

  expect(await find(number)).toEqual([id])
  expect(await find(' ұлпан қараторғай ')).toEqual([id])
  for (const spelling of ['Караторгай Улпан', 'Qaratorgai Ulpan', 'Qaratorğai Ūlpan'])
    expect(await find(spelling)).toEqual([id])
  expect(await find('920501400011')).toEqual([id])
  for (const typed of ['+7 777 000 11 22', '8 (777) 000-11-22', '7770001122'])
    expect(await find(typed)).toEqual([id])
  // All is kept blinded: half of it finds nothing, and the page says that the whole is wanted.
  for (const part of ['Қараторғай', 'Қараторғай Ұл', '000 11 22', '9205014'])
    expect(await find(part)).toEqual([])
})

test('a report is unfinished for who took it and for the unit it lies with until it is in a case, then for nobody', async () => {
  const callCentre = await app.anOffice('contact-centre')
  const women = await app.anOffice('police')
  const operator = await app.signedIn(await app.aPerson({ role: 'operator', ...callCentre }))
  const other = await app.signedIn(await app.aPerson({ role: 'operator', ...callCentre }))
  const first = await app.signedIn(await app.aPerson({ role: 'inspector', ...women }))
  const second = await app.signedIn(await app.aPerson({ role: 'inspector', ...women }))
  const everybody = { operator, other, first, second }
  const seenBy = async (): Promise<readonly string[]> => {
    const names = []
    for (const [name, browser] of Object.entries(everybody)) {
      const { body } = await browser.call(searchReports, { body: { unfinished: true } })
      if (body.items.some((row) => row.id === id)) names.push(name)
    }
    return names
  }
  const taken = await operator.call(submitReport, {
    body: { draftId: null, content: saying({ now: 'yes' }) },
  })
  const { id } = taken.body
  expect(await seenBy()).toEqual(['operator'])

  await operator.call(handOverReport, { params: { id }, body: { unitId: women.unitId } })
  expect(await seenBy()).toEqual(['operator', 'first', 'second'])

  await first.call(pickUpReport, { params: { id } })
  expect(await seenBy()).toEqual(['first'])

  await first.call(openCaseFromReport, { params: { id }, body: nobodyKnown })
  expect(await seenBy()).toEqual([])
})

describe('what the law asks of the agency that took a report', () => {
  const adult = { ...reportOfBattery.affected, birthDate: '1992-05-01' }
  const pupil = { ...reportOfBattery.affected, birthDate: null, age: 12 }
  const unsaid = { ...reportOfBattery.affected, birthDate: null, age: null }
  const about = (affected: ReportContent['affected']): ReportContent => ({
    ...saying({}),
    affected,
    children: [],
  })

  test.each([
    ['school', pupil, ['kz/lop/23']],
    ['school', unsaid, ['kz/lop/23']],
    ['school', adult, []],
    ['health', adult, ['kz/lop/26']],
    ['health', pupil, ['kz/lop/26', 'kz/lop/26']],
    ['social-protection', pupil, ['kz/lop/28']],
    ['social-protection', adult, []],
    ['family-support-centre', adult, ['kz/lop/10']],
    ['contact-centre', pupil, []],
    ['police', pupil, []],
  ] as const)('a %s, where %o is spoken of: %o', (agency, affected, articles) => {
    const at = app.database.clock.now()
    const owed = owedByTaker(about(affected), { at, agencyKind: agency }, null, at)
    expect(owed.map(({ citation }) => citation?.ref.split('#')[0])).toEqual(articles)
    expect(owed.every(({ doneAt }) => doneAt === null)).toBe(true)
  })

  test('a school that hands a report to the police has told them, on its page and in the case', async () => {
    const office = await app.anOffice('school')
    const police = await app.anOffice('police')
    const teacher = await app.signedIn(
      await app.aPerson({ role: 'school-psychologist', ...office }),
    )
    const officer = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
    const taken = await teacher.call(submitReport, {
      body: { draftId: null, content: { ...about(pupil), channel: 'school' } },
    })
    const { id } = taken.body
    const owed = async (who: Browser) => (await who.call(readReport, { params: { id } })).body.owed
    expect(await owed(teacher)).toMatchObject([{ doneAt: null }])

    app.database.clock.advance(3 * minuteMs)
    const handedOverAt = app.database.clock.now()
    await teacher.call(handOverReport, { params: { id }, body: { unitId: police.unitId } })
    expect(await owed(teacher)).toMatchObject([{ doneAt: handedOverAt }])
    // Who told the police has let it go: a case of the school would take it out of their sight.
    const letGo = { openCase: false, pickUp: false, end: false, handOver: true }
    expect((await teacher.call(readReport, { params: { id } })).body.may).toMatchObject(letGo)
    const own = await teacher.call(openCaseFromReport, { params: { id }, body: nobodyKnown })
    expect(own.code).toBe('report-elsewhere')
    // It is no duty of those who were told.
    expect(await owed(officer)).toEqual([])

    app.database.clock.advance(4 * minuteMs)
    const opened = await officer.call(openCaseFromReport, { params: { id }, body: nobodyKnown })
    const duties = await officer.call(listCaseDuties, { params: { id: opened.body.id } })
    const told = duties.body.items.filter((duty) => duty.rule.startsWith('kz/lop/23'))
    expect(told).toMatchObject([{ state: 'done', endedAt: handedOverAt }])
    const events = await officer.call(listCaseEvents, { params: { id: opened.body.id }, query: {} })
    expect(events.body.items.map(({ kind }) => kind).toSorted()).toEqual([
      'case-opened',
      'report-handed-over',
      'report-received',
    ])
  })

  test('a school that opens the case itself owes it there until the case is sent to the police', async () => {
    const office = await app.anOffice('school')
    const police = await app.anOffice('police')
    const centre = await app.anOffice('family-support-centre')
    const teacher = await app.signedIn(
      await app.aPerson({ role: 'school-psychologist', ...office }),
    )
    const taken = await teacher.call(submitReport, {
      body: { draftId: null, content: { ...about(pupil), channel: 'school' } },
    })
    const opened = await teacher.call(openCaseFromReport, {
      params: { id: taken.body.id },
      body: nobodyKnown,
    })
    const params = { id: opened.body.id }
    const mine = async () =>
      (await teacher.call(listCaseDuties, { params })).body.items.filter((duty) =>
        duty.rule.startsWith('kz/lop/23'),
      )
    const refer = (toUnitId: string) =>
      teacher.call(referCase, {
        params,
        body: {
          kind: 'referral',
          toUnitId,
          fieldClasses: ['narrative'],
          basis: 'consent',
          article: null,
          note: null,
          dutyId: null,
        },
      })
    expect(await mine()).toMatchObject([{ state: 'open', desk: 'worker' }])
    expect((await refer(centre.unitId)).status).toBe(200)
    expect(await mine()).toMatchObject([{ state: 'open' }])
    expect((await refer(police.unitId)).status).toBe(200)
    expect(await mine()).toMatchObject([{ state: 'done' }])
  })
})
