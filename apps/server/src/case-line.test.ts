// The whole line through the real server and a real database: from a telephone call to a protective order, its
// service, checks, breach and end, with the duties that the law attaches to each step.
import {
  acceptReferral,
  answerFacts,
  assessRisk,
  assignCase,
  checkDocument,
  checkOrder,
  closeCase,
  confirmLowering,
  decideByLaw,
  downloadDocument,
  draftOrder,
  explainRights,
  findEarlierContacts,
  giveOrderCopy,
  handOverReport,
  issueOrder,
  listCaseAccess,
  listCaseDuties,
  listCaseEvents,
  listCaseReferrals,
  listInstruments,
  listMyDuties,
  matchPeople,
  openCaseFromReport,
  performDuty,
  pickUpReport,
  type ReportContent,
  readCase,
  readFacts,
  readOrder,
  readReport,
  recordBreach,
  referCase,
  refuseReferral,
  searchCases,
  searchPeople,
  searchReports,
  serveOrder,
  submitReport,
} from '@umai/contract'
import { aWall } from '@umai/db/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepDuties } from './duties/actions/sweep.ts'
import { expireOrders } from './orders/actions.ts'
import { type Browser, openTestApp, type Person, type TestApp } from './test-app.ts'

let app: TestApp
let operator: Browser
let inspector: Browser
let inspectorPerson: Person
let colleague: Person
let colleaguePage: Browser
let head: Browser
let policeUnit: string

const told = (name: string | null, changes: Partial<ReportContent['affected']> = {}) => ({
  name,
  sex: 'unknown' as const,
  birthDate: null,
  age: null,
  phone: null,
  iin: null,
  ...changes,
})

const aReport = (changes: Partial<ReportContent> = {}): ReportContent => ({
  channel: 'phone-111',
  speaker: { kind: 'affected', name: 'Айгерім Сейітқали', phone: '+77010000001' },
  language: 'kk',
  narrative: 'Күйеуі ұрды, балалардың көзінше.',
  occurred: { on: '2026-11-22', time: '21:30' },
  place: { kato: '750000000', address: null },
  affected: told('Айгерім Сейітқали', { sex: 'female', birthDate: '1992-05-01' }),
  alleged: {
    ...told('Дәурен Сейітқали', { sex: 'male', birthDate: '1988-02-01' }),
    relation: 'spouse',
  },
  children: [told('Әлихан', { birthDate: '2017-03-03' })],
  danger: { now: 'no', weapon: 'no', injury: 'yes', allegedPresent: 'no' },
  safeContact: { mayContact: 'yes', phone: '+77010000001', when: 'күндіз' },
  ...changes,
})

beforeAll(async () => {
  app = await openTestApp()
  const centre = await app.anOffice('contact-centre')
  const police = await app.anOffice('police')
  policeUnit = police.unitId
  await app.anOffice('prosecutor')
  const operatorPerson = await app.aPerson({ role: 'operator', ...centre })
  inspectorPerson = await app.aPerson({ role: 'inspector', ...police })
  colleague = await app.aPerson({ role: 'inspector', ...police })
  const headPerson = await app.aPerson({ role: 'unit-head', ...police })
  operator = await app.signedIn(operatorPerson)
  inspector = await app.signedIn(inspectorPerson)
  colleaguePage = await app.signedIn(colleague)
  head = await app.signedIn(headPerson)
})
afterAll(() => app.close())

/** Takes a report, hands it over and opens a case of it; gives the case. */
async function aCaseFrom(content: ReportContent) {
  const taken = await operator.call(submitReport, { body: { draftId: null, content } })
  expect(taken.text).toContain('number')
  const params = { id: taken.body.id }
  await operator.call(handOverReport, { params, body: { unitId: policeUnit } })
  await inspector.call(pickUpReport, { params })
  const opened = await inspector.call(openCaseFromReport, {
    params,
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  expect(opened.text).toContain('number')
  return { reportId: taken.body.id, caseId: opened.body.id }
}

/** What the inspector answers about an incident of battery of a spouse. */
async function answerBattery(incidentId: string) {
  const yes = ['intentional', 'inDwelling']
  const no = [
    'suffering',
    'systematicBeating',
    'victimHelpless',
    'victimDependent',
    'victimPregnant',
    'twoOrMoreVictims',
    'victimDuty',
    'specialCruelty',
    'group',
    'criminalGroup',
    'mercenary',
    'hooligan',
    'hate',
    'emergency',
    'repeatOffence',
    'disturbance',
    'stalking',
    'essentialHarm',
    'threatOfKilling',
    'drivenToSuicide',
    'suicideInduced',
    'deathByNegligence',
    'online',
    'victimAgeKnown',
    'violenceThreatened',
  ]
  const answers = [
    { name: 'harm', value: 'pain' as const },
    { name: 'priorPenalties', value: [] },
    ...yes.map((name) => ({ name, value: true })),
    ...no.map((name) => ({ name, value: false })),
  ].map((answer) => ({ ...answer, basedOn: 0 }))
  const answered = await inspector.call(answerFacts, {
    params: { id: incidentId },
    body: { answers },
  })
  expect(answered.text).toContain('"conflicts":[]')
}

async function incidentOf(caseId: string): Promise<string> {
  const { body } = await inspector.call(readCase, { params: { id: caseId } })
  return body.incidents[0]?.id ?? ''
}

describe('from a call to the end of an order', () => {
  let caseId: string
  let orderId: string
  let incidentId: string

  test('a report is taken, handed over and picked up, and the operator sees that it was', async () => {
    const { body } = await operator.call(submitReport, {
      body: { draftId: null, content: aReport() },
    })
    expect(body.urgency).toBe('urgent')
    const params = { id: body.id }

    await operator.call(handOverReport, { params, body: { unitId: policeUnit } })
    const inbox = await inspector.call(searchReports, { body: { unfinished: true } })
    expect(inbox.body.items.map(({ id }) => id)).toContain(body.id)
    await inspector.call(pickUpReport, { params })

    const seen = await operator.call(readReport, { params })
    expect(seen.body.state).toBe('picked-up')
    expect(seen.body.pickedUpBy?.id).toBe(inspectorPerson.id)

    const opened = await inspector.call(openCaseFromReport, {
      params,
      body: { affectedId: null, allegedId: null, reporterId: null },
    })
    expect(opened.status).toBe(200)
    caseId = opened.body.id
  })

  test('nothing is typed again: the case has its people, its incident and its first duties', async () => {
    const { body } = await inspector.call(readCase, { params: { id: caseId } })

    expect(body.people.map(({ role }) => role).sort()).toEqual([
      'affected',
      'alleged',
      'child',
      'reporter',
    ])
    expect(body.title).toContain('Айгерім')
    expect(body.incidents).toHaveLength(1)
    incidentId = body.incidents[0]?.id ?? ''
    const rules = (await inspector.call(listCaseDuties, { params: { id: caseId } })).body.items
    expect(rules.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        'kz/lop/72#lop-police-notify-subjects',
        'kz/lop/13#lop-police-guardianship',
        'kz/lop/60#lop-po-issue',
      ]),
    )
    const notify = rules.find(({ rule }) => rule.endsWith('notify-subjects'))
    expect(notify?.citation?.label.ru).toContain('72')
    expect(Date.parse(notify?.dueAt ?? '') - Date.parse(notify?.startedAt ?? '')).toBe(86_400_000)
  })

  test('an order is refused with the missing facts while the law cannot say yes', async () => {
    const { body } = await inspector.call(readCase, { params: { id: caseId } })
    const [alleged] = body.people.filter(({ role }) => role === 'alleged')
    const [affected] = body.people.filter(({ role }) => role === 'affected')

    const refused = await inspector.call(issueOrder, {
      params: { id: caseId },
      body: {
        incidentId,
        addresseeId: alleged?.personId ?? '',
        protectedId: affected?.personId ?? '',
        alsoProtectedIds: [],
        circumstances: 'x',
        opinionHeeded: false,
        noDetentionGrounds: true,
      },
    })

    expect(refused.code).toBe('order-not-allowed')
    expect(refused.text).toContain('violence')
  })

  test('the law answers on the facts, with the article and the range in money', async () => {
    const asked = await inspector.call(readFacts, { params: { id: incidentId } })
    expect(asked.body.questions.length).toBeGreaterThan(0)
    await answerBattery(incidentId)

    const decided = await inspector.call(decideByLaw, { params: { id: incidentId }, body: {} })

    expect(decided.status).toBe(200)
    const liability = decided.body.findings.filter(
      ({ kind, state }) => kind === 'liability' && state === 'applies',
    )
    expect(liability.map(({ id }) => id)).toEqual(['kz/cc/109-1#p1'])
    expect(liability[0]?.penalties.map(({ label }) => label.ru).join(' ')).toContain('80 МРП')
  })

  test('the order is issued with a number and four papers, and the case now has its duties', async () => {
    const draft = await inspector.call(draftOrder, { params: { id: caseId } })
    expect(draft.body.mayIssue).toBe(true)
    expect(draft.body.regime).toBe('2026')

    const issued = await inspector.call(issueOrder, {
      params: { id: caseId },
      body: {
        incidentId,
        addresseeId: draft.body.addressees[0]?.personId ?? '',
        protectedId: draft.body.protectedPeople.find(({ isMinor }) => !isMinor)?.personId ?? '',
        alsoProtectedIds: draft.body.protectedPeople
          .filter(({ isMinor }) => isMinor)
          .map(({ personId }) => personId),
        circumstances: draft.body.circumstances,
        opinionHeeded: false,
        noDetentionGrounds: true,
      },
    })

    expect(issued.status).toBe(200)
    expect(issued.body.number).toBe('1/2026')
    orderId = issued.body.id
    const order = await inspector.call(readOrder, { params: { id: orderId } })
    expect(order.body.state).toBe('issued')
    expect(order.body.documents).toHaveLength(4)
    const file = await inspector.call(downloadDocument, {
      params: { id: order.body.documents[0]?.id ?? '' },
    })
    expect(Buffer.from(file.body.base64, 'base64').toString('latin1').slice(0, 5)).toBe('%PDF-')
  })

  test('the protected side gets its copy only after rights were explained', async () => {
    const at = app.database.clock.now()
    const early = await inspector.call(giveOrderCopy, {
      params: { id: orderId },
      body: { to: 'protected', at },
    })
    expect(early.code).toBe('rights-not-explained')

    const { body } = await inspector.call(readCase, { params: { id: caseId } })
    const [affected] = body.people.filter(({ role }) => role === 'affected')
    const explained = await inspector.call(explainRights, {
      params: { id: caseId },
      body: {
        personId: affected?.personId ?? '',
        topics: ['order-bans', 'shelter'],
        lang: 'kk',
        way: 'spoken',
        acknowledged: 'signed',
        at,
      },
    })
    expect(explained.status).toBe(200)
    const given = await inspector.call(giveOrderCopy, {
      params: { id: orderId },
      body: { to: 'protected', at },
    })
    expect(given.status).toBe(200)
    const done = (await inspector.call(listCaseDuties, { params: { id: caseId } })).body.items
      .filter(({ state }) => state === 'done')
      .map(({ rule }) => rule)
    expect(done).toEqual(
      expect.arrayContaining([
        'kz/lop/60#lop-po-issue',
        'kz/lop/60#lop-po-victim-copy',
        'kz/lop/60#lop-po-explain',
        'kz/lop/60#lop-po-appeal-note',
      ]),
    )
  })

  test('the law of this day knows no copy for the prosecutor', async () => {
    const copy = await inspector.call(giveOrderCopy, {
      params: { id: orderId },
      body: { to: 'prosecutor', at: app.database.clock.now() },
    })

    expect(copy.code).toBe('copy-not-foreseen')
  })

  test('service starts thirty days and the weekly check', async () => {
    const at = app.database.clock.now()

    const served = await inspector.call(serveOrder, {
      params: { id: orderId },
      body: { way: 'refused', at, language: 'kk', witness: null },
    })

    expect(Date.parse(served.body.endsAt) - Date.parse(at)).toBe(30 * 86_400_000)
    const again = await inspector.call(serveOrder, {
      params: { id: orderId },
      body: { way: 'signed', at, language: 'kk', witness: null },
    })
    expect(again.code).toBe('order-served')
    const queue = await inspector.call(listMyDuties, { query: { kind: 'checks' } })
    expect(queue.body.items.map(({ act, occurrence }) => [act, occurrence])).toEqual([
      ['check-order', 1],
    ])
    expect(queue.body.counts.all).toBeGreaterThan(1)
  })

  test('a check at which nobody was met leaves the duty open; a real one starts the next week', async () => {
    app.database.clock.advance(6 * 86_400_000)
    inspector = await app.signedIn(inspectorPerson)
    const visit = (outcome: 'nobody-met' | 'kept') =>
      inspector.call(checkOrder, {
        params: { id: orderId },
        body: { at: app.database.clock.now(), outcome },
      })
    await visit('nobody-met')
    const before = await inspector.call(listMyDuties, { query: { kind: 'checks' } })
    expect(before.body.items[0]?.occurrence).toBe(1)

    await visit('kept')

    const after = await inspector.call(listMyDuties, { query: { kind: 'checks' } })
    expect(after.body.items.map(({ occurrence }) => occurrence)).toEqual([2])
  })

  test('a breach is an event of its own with its own duty', async () => {
    const breach = await inspector.call(recordBreach, {
      params: { id: orderId },
      body: {
        at: app.database.clock.now(),
        what: ['visit'],
        narrative: 'Есікті қағып тұрды.',
        evidence: ['Бейнежазба'],
      },
    })

    expect(breach.status).toBe(200)
    const duties = (await inspector.call(listCaseDuties, { params: { id: caseId } })).body.items
    const opened = duties.find(({ rule }) => rule === 'kz/lop/60#lop-po-breach')
    expect(opened?.state).toBe('open')
    const done = await inspector.call(performDuty, {
      params: { id: opened?.id ?? '' },
      body: { at: app.database.clock.now() },
    })
    expect(done.status).toBe(200)
  })

  test('the timeline tells it all and the access log who looked', async () => {
    const events = await inspector.call(listCaseEvents, {
      params: { id: caseId },
      query: { limit: 100 },
    })
    expect(events.body.items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'report-received',
        'case-opened',
        'law-decided',
        'order-issued',
        'order-served',
        'order-breached',
      ]),
    )
    const access = await inspector.call(listCaseAccess, { params: { id: caseId }, query: {} })
    expect(access.body.items.length).toBeGreaterThan(3)
  })

  test('a case with open work does not close, and says what is open', async () => {
    const closing = await inspector.call(closeCase, {
      params: { id: caseId },
      body: { reason: 'safe-and-supported', text: 'x' },
    })

    expect(closing.code).toBe('case-has-open-work')
    expect(closing.text).toContain('/duties')
  })

  test('what is late is marked once, and the order ends with its term: no check is owed any more', async () => {
    const { clock } = app.database
    const jobs = (job: string) => app.database.as({ kind: 'jobs', job })
    clock.advance(8 * 86_400_000)
    await sweepDuties(jobs('sweep-duties'))
    clock.advance(1000)
    await sweepDuties(jobs('sweep-duties'))
    clock.advance(25 * 86_400_000)
    await expireOrders(jobs('expire-orders'))

    inspector = await app.signedIn(inspectorPerson)
    const order = await inspector.call(readOrder, { params: { id: orderId } })
    expect(order.body.state).toBe('expired')
    const duties = (await inspector.call(listCaseDuties, { params: { id: caseId } })).body.items
    expect(duties.filter(({ act, state }) => act === 'check-order' && state === 'open')).toEqual([])
    const events = await inspector.call(listCaseEvents, {
      params: { id: caseId },
      query: { limit: 100 },
    })
    const late = events.body.items.filter(({ kind }) => kind === 'duty-late')
    const marked = duties.filter(({ escalatedAt }) => escalatedAt !== null)
    expect(late.length).toBe(marked.length)
    expect(marked.length).toBeGreaterThan(0)
  })

  test('the head gives the case to a colleague, and its duties go along', async () => {
    head = await app.signedIn(
      await app.aPerson({ role: 'unit-head', agencyId: colleague.agencyId, unitId: policeUnit }),
    )
    colleaguePage = await app.signedIn(colleague)

    const given = await head.call(assignCase, {
      params: { id: caseId },
      body: { unitId: policeUnit, userId: colleague.id },
    })

    expect(given.status).toBe(200)
    const queue = await colleaguePage.call(listMyDuties, { query: {} })
    expect(queue.body.items.some((duty) => duty.caseId === caseId)).toBe(true)
  })

  test('before a wall nothing of the case is found, not even that somebody is known', async () => {
    await app.load((tx) => aWall(tx, { case_id: caseId, user_id: inspectorPerson.id }))

    const answers = await Promise.all([
      inspector.call(readCase, { params: { id: caseId } }),
      inspector.call(readOrder, { params: { id: orderId } }),
      inspector.call(listCaseEvents, { params: { id: caseId }, query: {} }),
    ])
    expect(answers.map(({ code }) => code)).toEqual(['not-found', 'not-found', 'not-found'])
    const cases = await inspector.call(searchCases, { body: { q: 'Айгерім' } })
    const people = await inspector.call(searchPeople, { body: { q: 'Айгерим Сейткали' } })
    const matches = await inspector.call(matchPeople, { body: { phone: '+77010000001' } })
    const heard = await inspector.call(findEarlierContacts, { body: { phone: '+77010000001' } })
    expect(cases.body.items).toEqual([])
    expect(people.body.items).toEqual([])
    expect(matches.body.items).toEqual([])
    expect(heard.body.items).toEqual([])
  })
})

describe('a referral', () => {
  test('shows the receiver what was ticked, is refused with a reason, and the case is gone for him', async () => {
    inspector = await app.signedIn(inspectorPerson)
    operator = await app.signedIn(
      await app.aPerson({ role: 'operator', ...(await app.anOffice('contact-centre')) }),
    )
    const shelter = await app.anOffice('family-support-centre')
    const worker = await app.signedIn(await app.aPerson({ role: 'centre-worker', ...shelter }))
    const { caseId } = await aCaseFrom(aReport())
    const refer = () =>
      inspector.call(referCase, {
        params: { id: caseId },
        body: {
          kind: 'referral',
          toUnitId: shelter.unitId,
          fieldClasses: ['identity', 'contact'],
          basis: 'consent',
          article: null,
          note: null,
          dutyId: null,
        },
      })
    const sent = await refer()
    expect(sent.status).toBe(200)
    expect((await refer()).code).toBe('referral-open')
    const seen = await worker.call(readCase, { params: { id: caseId } })
    expect(seen.body.people.map(({ role }) => role)).not.toContain('alleged')
    expect(seen.body.incidents).toEqual([])

    const refused = await worker.call(refuseReferral, {
      params: { id: sent.body.id },
      body: { reason: 'no-place', text: 'Орын жоқ' },
    })

    expect(refused.text).toBe('{"done":true}')
    expect((await worker.call(readCase, { params: { id: caseId } })).code).toBe('not-found')
    const { items } = (await inspector.call(listCaseReferrals, { params: { id: caseId } })).body
    expect(items[0]).toMatchObject({ state: 'refused', refusal: 'no-place' })
    const again = await refer()
    const accepted = await worker.call(acceptReferral, {
      params: { id: again.body.id },
      body: { userId: null },
    })
    expect(accepted.body.caseId).toBe(caseId)
  })
})

describe('risk', () => {
  test('one critical sign makes it high; raising is free, lowering waits for a second person', async () => {
    inspector = await app.signedIn(inspectorPerson)
    colleaguePage = await app.signedIn(colleague)
    operator = await app.signedIn(
      await app.aPerson({ role: 'operator', ...(await app.anOffice('contact-centre')) }),
    )
    const { caseId } = await aCaseFrom(aReport())
    const { items } = (await inspector.call(listInstruments, {})).body
    const signs = items.find(({ id }) => id === 'core-redflags')
    const assess = (
      answer: string,
      override: { level: 'routine' | 'high'; reason: string } | null,
    ) =>
      inspector.call(assessRisk, {
        params: { id: caseId },
        body: {
          instrumentId: 'core-redflags',
          instrumentHash: signs?.hash ?? '',
          personId: null,
          answers: (signs?.items ?? []).map((item) => ({ item: item.id, answer })),
          alone: 'yes',
          lang: 'kk',
          override,
        },
      })

    const grave = await assess('yes', null)
    expect([grave.body.computed, grave.body.level]).toEqual(['high', 'high'])
    expect(grave.body.rules.length).toBeGreaterThan(0)
    const raised = await assess('no', { level: 'high', reason: 'Көршілер қорқады' })
    expect(raised.body.level).toBe('high')
    const lowered = await assess('yes', { level: 'routine', reason: 'Кетіп қалды' })
    expect([lowered.body.level, lowered.body.override?.isWaiting]).toEqual(['high', true])
    const alone = await inspector.call(confirmLowering, {
      params: { id: lowered.body.id },
      body: { reason: 'Растаймын' },
    })
    expect(alone.code).toBe('second-person-same')
    expect((await inspector.call(readCase, { params: { id: caseId } })).body.risk).toBe('high')
  })

  test('a slot whose owner has not permitted its use stays shut', async () => {
    const { items } = (await inspector.call(listInstruments, {})).body

    expect(items.filter(({ status }) => status === 'disabled').length).toBeGreaterThan(0)
  })
})

describe('the day of the act', () => {
  test.each([
    ['2024-06-15', 'kz/cao/73-2'],
    ['2024-06-16', 'kz/cc/109-1'],
  ])('battery of a spouse on %s is %s', async (on, article) => {
    inspector = await app.signedIn(inspectorPerson)
    operator = await app.signedIn(
      await app.aPerson({ role: 'operator', ...(await app.anOffice('contact-centre')) }),
    )
    const { caseId } = await aCaseFrom(aReport({ occurred: { on, time: null } }))
    const incidentId = await incidentOf(caseId)
    await answerBattery(incidentId)

    const { body } = await inspector.call(decideByLaw, { params: { id: incidentId }, body: {} })

    const liable = body.findings.filter(({ kind }) => kind === 'liability')
    expect(liable.map(({ id }) => id.split('#')[0])).toEqual([article])
    expect(body.onDay).toBe(on)
  })
})

describe('what cannot be right is refused in words', () => {
  test('an IIN with a wrong digit and a day that has not come', async () => {
    const wrongDigit = await operator.call(submitReport, {
      body: {
        draftId: null,
        content: aReport({ affected: told('Айгерім', { iin: '920501400013' }) }),
      },
    })
    const tomorrow = await operator.call(submitReport, {
      body: { draftId: null, content: aReport({ occurred: { on: '2027-11-24', time: null } }) },
    })

    expect(wrongDigit.code).toBe('iin-invalid')
    expect(tomorrow.code).toBe('date-in-future')
  })

  test('two people answer one question: the second is shown the first and overwrites nothing', async () => {
    const { caseId } = await aCaseFrom(aReport())
    const incidentId = await incidentOf(caseId)
    const answer = (value: string) =>
      inspector.call(answerFacts, {
        params: { id: incidentId },
        body: { answers: [{ name: 'harm', value, basedOn: 0 }] },
      })
    await answer('pain')

    const second = await answer('light')

    expect(second.body.saved).toEqual([])
    expect(second.body.conflicts[0]).toMatchObject({ yours: 'light', theirs: 'pain' })
  })
})

test('a stranger learns from the code on a paper that it is real, and no name', async () => {
  const nobody = app.browser()
  const answer = await nobody.call(checkDocument, { body: { code: 'ABCDEFGHJKMNPQRS' } })

  expect(answer.body).toEqual({
    authentic: false,
    number: null,
    issuedOn: null,
    unit: null,
    state: null,
  })
})
