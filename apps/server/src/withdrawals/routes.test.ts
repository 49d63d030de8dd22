// A wish to withdraw through the real server: it opens a review by a second unit and never closes the case.
import {
  answerFacts,
  closeCase,
  decideWithdrawal,
  explainRights,
  listCaseEvents,
  listMyDuties,
  listWithdrawals,
  openCaseFromReport,
  prepareWithdrawal,
  readCase,
  readPerson,
  recordWithdrawal,
  recordWithdrawalCall,
  setSafeContact,
  submitReport,
} from '@umai/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { barringAnswers, reportOfBattery } from '../test-report.ts'

let app: TestApp
let inspector: Browser
let ownHead: Browser
let reviewer: Browser
let reviewHead: Browser
let reviewHeadPerson: Person
let police: { agencyId: string; unitId: string }
let centre: { agencyId: string; unitId: string }

beforeAll(async () => {
  app = await openTestApp()
  police = await app.anOffice('police')
  centre = await app.anOffice('family-support-centre')
  inspector = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
  ownHead = await app.signedIn(await app.aPerson({ role: 'unit-head', ...police }))
  reviewer = await app.signedIn(await app.aPerson({ role: 'centre-worker', ...centre }))
  reviewHeadPerson = await app.aPerson({ role: 'unit-head', ...centre })
  reviewHead = await app.signedIn(reviewHeadPerson)
})
afterAll(() => app.close())

async function aCase() {
  const report = await inspector.call(submitReport, {
    body: { draftId: null, content: reportOfBattery },
  })
  const opened = await inspector.call(openCaseFromReport, {
    params: { id: report.body.id },
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  const params = { id: opened.body.id }
  const { people, incidents } = (await inspector.call(readCase, { params })).body
  const personId = people.find(({ role }) => role === 'affected')?.personId ?? ''
  return { params, personId, incidentId: incidents[0]?.id ?? '' }
}

type Laid = Awaited<ReturnType<typeof aCase>>

const wish = (
  { params, personId }: Laid,
  changes: { reviewUnitId?: string; wants?: 'reconcile' } = {},
) =>
  inspector.call(recordWithdrawal, {
    params,
    body: {
      personId,
      wants: 'withdraw',
      at: app.database.clock.now(),
      words: 'Өтінішімді қайтарып алғым келеді, бәрі жақсы болды.',
      fromPhone: '+77019999999',
      someoneWasPresent: 'yes',
      contactsChanged: 'no',
      reviewUnitId: centre.unitId,
      ...changes,
    },
  })

const explain = ({ params, personId }: Laid) =>
  inspector.call(explainRights, {
    params,
    body: {
      personId,
      topics: ['no-pressure'],
      lang: 'kk',
      way: 'spoken',
      acknowledged: 'spoken',
      at: app.database.clock.now(),
    },
  })

const withdrawalOf = async (page: Browser, { params }: Laid) => {
  const { body } = await page.call(listWithdrawals, { params })
  return body.items[0]
}

describe('a wish to withdraw', () => {
  let laid: Laid
  let id: string
  beforeAll(async () => {
    laid = await aCase()
  })

  test('is not accepted for review before her rights were explained to her', async () => {
    const early = await wish(laid)
    expect(early.code).toBe('rights-not-explained')

    await explain(laid)
    const ready = await inspector.call(prepareWithdrawal, { params: laid.params })
    expect(
      ready.body.people.find(({ personId }) => personId === laid.personId)?.rightsExplained,
    ).toBe(true)
  })

  test('is not reviewed by the unit that works the case', async () => {
    const ready = await inspector.call(prepareWithdrawal, { params: laid.params })
    expect(ready.body.reviewUnits.map(({ unit }) => unit.id)).toEqual([centre.unitId])

    const same = await wish(laid, { reviewUnitId: police.unitId })
    expect(same.code).toBe('review-unit-same')
  })

  test('opens a review with the signs that were seen, and the case stays open', async () => {
    const recorded = await wish(laid)
    expect(recorded.text).toContain('"id"')
    id = recorded.body.id

    const shown = await withdrawalOf(inspector, laid)
    expect(shown?.state).toBe('in-review')
    expect(shown?.signals.map((signal) => signal.id)).toEqual(
      expect.arrayContaining(['someone-present', 'unknown-phone', 'has-children']),
    )
    expect(shown?.may).toEqual({ recordCall: false, decide: false })
    const closing = await inspector.call(closeCase, {
      params: laid.params,
      body: { reason: 'safe-and-supported', text: 'x' },
    })
    expect(closing.code).toBe('case-has-open-work')
    expect(closing.text).toContain('/reviews')
    const again = await wish(laid)
    expect(again.code).toBe('withdrawal-in-review')
  })

  test('and the database itself refuses to close the case meanwhile', async () => {
    const closing = app.db.transaction({ role: 'admin' }, (tx) =>
      tx
        .updateTable('cases')
        .set({ state: 'closed', closed_at: app.database.clock.now() })
        .where('id', '=', laid.params.id)
        .execute(),
    )

    await expect(closing).rejects.toThrow(/withdrawal is in review/)
  })

  test('stands in the queue of the second unit, which now sees the case', async () => {
    const queue = await reviewHead.call(listMyDuties, { query: {} })
    const duty = queue.body.items.find(({ act }) => act === 'review-withdrawal')
    expect([duty?.basis, duty?.caseId]).toEqual(['method', laid.params.id])
    const shown = await withdrawalOf(reviewHead, laid)
    expect(shown?.may).toEqual({ recordCall: true, decide: true })
  })

  test('is not decided by the unit that recorded it, nor before anybody spoke to her alone', async () => {
    const body = { outcome: 'taken-into-account' as const, reason: 'Еркін айтты' }
    const own = await ownHead.call(decideWithdrawal, { params: { id }, body })
    expect(own.code).toBe('withdrawal-own')

    const early = await reviewHead.call(decideWithdrawal, { params: { id }, body })
    expect(early.code).toBe('withdrawal-call-missing')
  })

  test('a call goes out only when she said it is safe', async () => {
    const call = (page: Browser, way: 'phone' | 'in-person' = 'phone') =>
      page.call(recordWithdrawalCall, {
        params: { id },
        body: { at: app.database.clock.now(), way, spokeAlone: true, result: 'Қорқады.' },
      })
    expect((await call(reviewer)).code).toBe('contact-not-safe')
    expect((await call(inspector)).code).toBe('withdrawal-own')

    await inspector.call(setSafeContact, {
      params: { id: laid.personId },
      body: {
        mayContact: 'yes',
        whoStarts: 'we',
        channel: 'phone',
        phone: '+77010000001',
        windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
        mayLeaveMessage: false,
        hasCodeWord: false,
        ifDropped: null,
        language: 'kk',
        basedOn:
          (await inspector.call(readPerson, { params: { id: laid.personId } })).body.safeContact
            ?.confirmedAt ?? null,
      },
    })
    expect((await call(reviewer)).status).toBe(200)
    expect((await withdrawalOf(reviewHead, laid))?.call?.result).toBe('Қорқады.')
  })

  test('is decided by the second unit; the case goes on and is gone from its sight', async () => {
    const decided = await reviewHead.call(decideWithdrawal, {
      params: { id },
      body: { outcome: 'set-aside', reason: 'Қысыммен айтылған.' },
    })
    expect(decided.status).toBe(200)

    const shown = await withdrawalOf(inspector, laid)
    expect([shown?.state, shown?.decidedBy?.id]).toEqual(['set-aside', reviewHeadPerson.id])
    expect((await inspector.call(readCase, { params: laid.params })).body.state).toBe('open')
    expect((await reviewHead.call(readCase, { params: laid.params })).code).toBe('not-found')
    const queue = await reviewHead.call(listMyDuties, { query: {} })
    expect(queue.body.items.filter(({ act }) => act === 'review-withdrawal')).toEqual([])
    const events = await inspector.call(listCaseEvents, {
      params: laid.params,
      query: { limit: 100 },
    })
    expect(events.body.items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['withdrawal-received', 'withdrawal-call', 'withdrawal-decided']),
    )
  })
})

describe('a reconciliation that the law bars', () => {
  test('is refused with its article; the wish itself may still be heard', async () => {
    const laid = await aCase()
    await explain(laid)
    const answered = await inspector.call(answerFacts, {
      params: { id: laid.incidentId },
      body: { answers: [...barringAnswers] },
    })
    expect(answered.text).toContain('"conflicts":[]')
    const ready = await inspector.call(prepareWithdrawal, { params: laid.params })
    expect(ready.body.isBarred).toBe(true)

    const refused = await wish(laid, { wants: 'reconcile' })
    expect(refused.code).toBe('reconciliation-barred')
    expect(refused.text).toContain('68')

    const heard = await wish(laid)
    expect(heard.status).toBe(200)
    const shown = await withdrawalOf(reviewHead, laid)
    expect(shown?.signals[0]?.id).toBe('barred')
    await reviewer.call(recordWithdrawalCall, {
      params: { id: heard.body.id },
      body: { at: app.database.clock.now(), way: 'in-person', spokeAlone: true, result: 'x' },
    })
    const decided = await reviewHead.call(decideWithdrawal, {
      params: { id: heard.body.id },
      body: { outcome: 'taken-into-account', reason: 'x' },
    })
    expect(decided.code).toBe('withdrawal-barred')
    expect(decided.text).toContain('68')
  })
})
