// A referral through the real server: it cannot stay silent, a refusal finds another way, consent can be taken back.
import {
  acceptReferral,
  endReferral,
  type Input,
  listCaseDuties,
  listCaseReferrals,
  listMyDuties,
  openCaseFromReport,
  readCase,
  recallReferral,
  referCase,
  refuseReferral,
  searchReferrals,
  submitReport,
} from '@umai/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { reportOfBattery } from '../test-report.ts'

let app: TestApp
let inspector: Browser
let inspectorPerson: Person
let worker: Browser
let workerPerson: Person
let otherPerson: Person
let centre: { agencyId: string; unitId: string }
let crisis: { agencyId: string; unitId: string }

beforeAll(async () => {
  app = await openTestApp()
  const police = await app.anOffice('police')
  centre = await app.anOffice('family-support-centre')
  crisis = await app.anOffice('crisis-centre')
  inspectorPerson = await app.aPerson({ role: 'inspector', ...police })
  workerPerson = await app.aPerson({ role: 'centre-worker', ...centre })
  inspector = await app.signedIn(inspectorPerson)
  worker = await app.signedIn(workerPerson)
  otherPerson = await app.aPerson({ role: 'centre-worker', ...crisis })
})
afterAll(() => app.close())

async function aCase(): Promise<string> {
  const report = await inspector.call(submitReport, {
    body: { draftId: null, content: reportOfBattery },
  })
  const opened = await inspector.call(openCaseFromReport, {
    params: { id: report.body.id },
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  return opened.body.id
}

const refer = (caseId: string, changes: Partial<Input<typeof referCase>['body']> = {}) =>
  inspector.call(referCase, {
    params: { id: caseId },
    body: {
      kind: 'referral',
      toUnitId: centre.unitId,
      fieldClasses: ['identity', 'contact'],
      basis: 'consent',
      article: null,
      note: null,
      dutyId: null,
      ...changes,
    },
  })

/** What the queue of somebody says of the referrals of a case. */
const queueOf = async (page: Browser, caseId: string) =>
  (await page.call(listMyDuties, { query: { limit: 100 } })).body.items
    .filter((duty) => duty.caseId === caseId && duty.rule.startsWith('method/'))
    .map(({ rule, basis, isLate }) => ({ rule, basis, isLate }))

describe('a referral without an answer', () => {
  test('is late in both queues after a day, and accepting it ends both clocks', async () => {
    const caseId = await aCase()
    const sent = await refer(caseId)
    expect(await queueOf(worker, caseId)).toEqual([
      { rule: 'method/answer-referral', basis: 'method', isLate: false },
    ])

    app.database.clock.advance(25 * 3_600_000)
    inspector = await app.signedIn(inspectorPerson)
    worker = await app.signedIn(workerPerson)
    expect((await queueOf(worker, caseId)).map(({ isLate }) => isLate)).toEqual([true])
    expect(await queueOf(inspector, caseId)).toEqual([
      { rule: 'method/watch-referral', basis: 'method', isLate: true },
    ])
    const waiting = await worker.call(searchReferrals, { body: { direction: 'in', state: 'sent' } })
    expect(waiting.body.items.map(({ id, isLate }) => [id, isLate])).toEqual([[sent.body.id, true]])

    await worker.call(acceptReferral, { params: { id: sent.body.id }, body: { userId: null } })
    expect(await queueOf(worker, caseId)).toEqual([])
    expect(await queueOf(inspector, caseId)).toEqual([])
    const { items } = (await inspector.call(listCaseReferrals, { params: { id: caseId } })).body
    expect(items[0]?.answeredBy?.id).toBe(workerPerson.id)
  })
})

describe('a refused referral', () => {
  test('leaves the sender with a clock until the case is sent elsewhere', async () => {
    const caseId = await aCase()
    const sent = await refer(caseId)
    await worker.call(refuseReferral, {
      params: { id: sent.body.id },
      body: { reason: 'no-place', text: 'Орын жоқ' },
    })
    expect((await queueOf(inspector, caseId)).map(({ rule }) => rule)).toEqual([
      'method/reroute-referral',
    ])

    await refer(caseId, { toUnitId: crisis.unitId })

    expect((await queueOf(inspector, caseId)).map(({ rule }) => rule)).toEqual([
      'method/watch-referral',
    ])
    const other = await app.signedIn(otherPerson)
    expect((await other.call(readCase, { params: { id: caseId } })).status).toBe(200)
  })
})

describe('an accepted referral', () => {
  test('ends when consent is taken back: the receiver no longer sees the case', async () => {
    const caseId = await aCase()
    const sent = await refer(caseId)
    const params = { id: sent.body.id }
    await worker.call(acceptReferral, { params, body: { userId: null } })

    const recalled = await inspector.call(recallReferral, {
      params,
      body: { reason: 'Келісімін қайтарып алды' },
    })

    expect(recalled.status).toBe(200)
    expect((await worker.call(readCase, { params: { id: caseId } })).code).toBe('not-found')
  })

  test('ends with what came of it, said by the unit that helped', async () => {
    const caseId = await aCase()
    const { body } = await refer(caseId)
    const early = await worker.call(endReferral, {
      params: { id: body.id },
      body: { outcome: 'help-given', text: 'x' },
    })
    expect(early.code).toBe('referral-not-accepted')
    await worker.call(acceptReferral, { params: { id: body.id }, body: { userId: null } })

    const ended = await worker.call(endReferral, {
      params: { id: body.id },
      body: { outcome: 'help-given', text: 'Бес күн тұрды' },
    })

    expect(ended.text).toBe('{"done":true}')
    const { items } = (await inspector.call(listCaseReferrals, { params: { id: caseId } })).body
    expect(items[0]).toMatchObject({
      state: 'ended',
      outcome: 'help-given',
      answerNote: 'Бес күн тұрды',
    })
    expect((await worker.call(readCase, { params: { id: caseId } })).code).toBe('not-found')
  })
})

describe('a referral without consent', () => {
  test('names an article the pack knows, and shows it', async () => {
    const caseId = await aCase()
    const invented = await refer(caseId, { basis: 'law', article: 'kz/lop/9999#p1' })
    expect(invented.code).toBe('referral-basis-missing')
    expect(invented.text).toContain('9999')

    const sent = await refer(caseId, { basis: 'law', article: 'kz/lop/72#p3' })
    expect(sent.status).toBe(200)
    const { items } = (await inspector.call(listCaseReferrals, { params: { id: caseId } })).body
    expect(items[0]?.citation?.label.ru).toContain('72')
  })
})

describe('a hand-over', () => {
  test('makes the unit that accepts it the owner, and cannot be taken back then', async () => {
    const caseId = await aCase()
    const { body } = await refer(caseId, { kind: 'hand-over' })
    await worker.call(acceptReferral, { params: { id: body.id }, body: { userId: null } })

    const { body: seen } = await worker.call(readCase, { params: { id: caseId } })
    expect([seen.unit.id, seen.owner?.id]).toEqual([centre.unitId, workerPerson.id])
    const recalled = await inspector.call(recallReferral, {
      params: { id: body.id },
      body: { reason: 'x' },
    })
    expect([409, 404]).toContain(recalled.status)
  })
})

describe('a case of which a unit was told a part', () => {
  test('shows it its own referral, seat and duties, and not where else the person was sent', async () => {
    const school = await app.anOffice('school')
    const teacher = await app.signedIn(
      await app.aPerson({ role: 'school-psychologist', ...school }),
    )
    const caseId = await aCase()
    const params = { id: caseId }
    await refer(caseId, { note: 'Шуақты панаға орналастыру' })
    await refer(caseId, { toUnitId: school.unitId, fieldClasses: ['identity'] })

    const all = (await inspector.call(listCaseReferrals, { params })).body.items
    expect(all.map(({ to }) => to.id).toSorted()).toEqual([centre.unitId, school.unitId].toSorted())
    const whole = (await inspector.call(readCase, { params })).body
    expect(whole.may).toMatchObject({ lead: true, close: true })

    const part = (await teacher.call(readCase, { params })).body
    expect(part.may).toMatchObject({ work: true, lead: false, close: false, reopen: false })
    const referrals = (await teacher.call(listCaseReferrals, { params })).body
    expect(referrals.items.map(({ to }) => to.id)).toEqual([school.unitId])
    const duties = (await teacher.call(listCaseDuties, { params })).body.items
    expect(duties.map(({ rule }) => rule)).toEqual(['method/answer-referral'])
    expect(part.counts).toMatchObject({ dutiesOpen: 1, dutiesDone: 0 })
    expect(part.clocks.map(({ id }) => id)).toEqual(duties.map(({ id }) => id))
    // Nothing of the whole page names the centre, by id, by name or by what was written to it.
    const said = JSON.stringify([part, referrals, duties])
    const centreName = all.find(({ to }) => to.id === centre.unitId)?.to.name.ru ?? ''
    expect(centreName).not.toBe('')
    for (const word of [centre.unitId, 'Шуақты']) expect(said).not.toContain(word)
  })
})
