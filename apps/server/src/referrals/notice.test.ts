import {
  listCaseDuties,
  listCaseEvents,
  listCaseReferrals,
  listNotices,
  readOrder,
  referCase,
  searchReferrals,
  takeNoteOfNotice,
} from '@umai/contract'
import { law } from '@umai/law'
import { allDuties } from '@umai/rules'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearers } from '../duties/model.ts'
import { agencyNoticeOf, noticeRules } from '../notices/model.ts'
import { openTestApp, type TestApp } from '../test-app.ts'
import { type Line, layOrder, serveNow } from '../test-line.ts'

const copyRule = 'kz/dvl/20#dvl-po-prosecutor-copy'

const dutyOf = async (line: Line, rule: string) =>
  (
    await line.pages.inspector.call(listCaseDuties, { params: { id: line.caseId } })
  ).body.items.find((duty) => duty.rule === rule)

describe('the copy of an order of 2025 for the prosecutor', () => {
  let app: TestApp
  let line: Line
  let noticeId: string

  beforeAll(async () => {
    app = await openTestApp()
    app.database.clock.set('2025-11-20T05:00:00.000Z')
    line = await layOrder(app)
    await serveNow(line)
  })
  afterAll(() => app.close())

  test('goes into the inbox of the office that oversees the moment the order is served', async () => {
    const inbox = await line.pages.prosecutor.call(searchReferrals, { body: { direction: 'in' } })
    expect(inbox.body.items).toHaveLength(1)
    const notice = inbox.body.items[0]
    noticeId = notice?.id ?? ''
    expect(notice).toMatchObject({ kind: 'notice', state: 'sent', basis: 'law' })
    expect(notice?.citation?.ref).toContain('kz/dvl/20')
    expect([...(notice?.fieldClasses ?? [])].sort()).toEqual(['accused', 'identity', 'orders'])
    expect(notice?.to.id).toBe(line.units.prosecutor)
    const duty = await dutyOf(line, copyRule)
    expect(duty?.state).toBe('open')
    expect(notice?.answerBy).toBe(duty?.dueAt)
  })

  test('stands on the page of notices as sent and not yet read', async () => {
    const { items } = (await line.pages.inspector.call(listNotices, {})).body
    const notice = items.find(({ duty }) => duty.rule === copyRule)
    expect(notice?.sent?.to.id).toBe(line.units.prosecutor)
    expect(notice?.offices).toEqual([])
  })

  test('fulfils only a duty to tell: no other duty of the case can be ended with it', async () => {
    const check = await dutyOf(line, 'kz/dvl/20#dvl-po-check')
    const other = (
      await line.pages.inspector.call(listCaseDuties, { params: { id: line.caseId } })
    ).body.items.find(({ state, rule }) => state === 'open' && rule !== copyRule)
    const centre = await app.anOffice('family-support-centre')
    const sent = await line.pages.inspector.call(referCase, {
      params: { id: line.caseId },
      body: {
        kind: 'notice',
        toUnitId: centre.unitId,
        fieldClasses: ['identity'],
        basis: 'law',
        article: 'kz/dvl/20#p1',
        note: null,
        dutyId: check?.id ?? other?.id ?? null,
      },
    })
    expect(sent.code).toBe('not-found')
  })

  test('is sent once, whatever happens in the case after it', async () => {
    await line.pages.inspector.call(readOrder, { params: { id: line.orderId } })
    const sent = await line.pages.inspector.call(listCaseReferrals, { params: { id: line.caseId } })
    expect(sent.body.items.filter(({ kind }) => kind === 'notice')).toHaveLength(1)
  })

  test('is nothing that a stranger or the sender could take note of', async () => {
    const params = { id: noticeId }
    expect((await line.pages.operator.call(takeNoteOfNotice, { params })).code).toBe('not-found')
    expect((await line.pages.inspector.call(takeNoteOfNotice, { params })).code).toBe('not-found')
  })

  test('ends the duty when the office took note, and the timeline says who did', async () => {
    const params = { id: noticeId }
    const noted = await line.pages.prosecutor.call(takeNoteOfNotice, { params })
    expect(noted.status, noted.text).toBe(200)
    expect((await dutyOf(line, copyRule))?.state).toBe('done')
    const again = await line.pages.prosecutor.call(takeNoteOfNotice, { params })
    expect(again.code).toBe('referral-answered')
    const events = await line.pages.inspector.call(listCaseEvents, {
      params: { id: line.caseId },
      query: { limit: 50 },
    })
    const event = events.body.items.find(({ kind }) => kind === 'referral-accepted')
    expect(event?.by?.id).toBe(line.people.prosecutor.id)
  })
})

test('an order of 2026 sends the prosecutor nothing, since its law knows no such copy', async () => {
  const app = await openTestApp()
  try {
    app.database.clock.set('2026-11-23T05:00:00.000Z')
    const line = await layOrder(app)
    await serveNow(line)
    const inbox = await line.pages.prosecutor.call(searchReferrals, { body: { direction: 'in' } })
    expect(inbox.body.items).toEqual([])
    expect(await dutyOf(line, copyRule)).toBeUndefined()
    // Whom the law does not name is chosen by a person: the duty to tell them waits.
    expect((await dutyOf(line, 'kz/lop/72#lop-police-notify-subjects'))?.state).toBe('open')
  } finally {
    await app.close()
  }
}, 90_000)

test('every notice of the pack to an agency of ours knows the fewest fields that it takes', () => {
  const unknown = [...allDuties(law)]
    .filter(({ rule }) => rule.kind === 'duty' && noticeRules.has(rule.ref))
    .filter(({ rule }) => {
      const bearer = bearers[noticeRules.get(rule.ref) ?? '']
      return bearer !== null && bearer !== undefined && bearer.agency !== 'any'
    })
    .filter(
      ({ rule }) =>
        rule.kind === 'duty' && agencyNoticeOf(rule.ref, rule.satisfiedBy) === undefined,
    )
  expect(unknown.map(({ rule }) => rule.ref)).toEqual([])
})
