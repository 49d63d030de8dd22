import {
  checkOrder,
  downloadDocument,
  gatherEvidence,
  giveOrderCopy,
  listCaseDuties,
  readOrder,
  recordBreach,
} from '@umai/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { explainNow, type Line, layOrder, serveNow, signAll } from '../test-line.ts'
import { type EvidenceRecords, evidencePaper } from './evidence.ts'

let app: TestApp
let line: Line
let params: { id: string }

beforeAll(async () => {
  app = await openTestApp()
  line = await layOrder(app)
  params = { id: line.orderId }
  await serveNow(line)
  await explainNow(line)
  await line.pages.inspector.call(giveOrderCopy, {
    params,
    body: { to: 'protected', at: app.database.clock.now() },
  })
})
afterAll(() => app.close())

const orderNow = async () => (await line.pages.inspector.call(readOrder, { params })).body

describe('from a breach to the package of evidence', () => {
  test('nothing is gathered while no breach is recorded', async () => {
    const early = await line.pages.inspector.call(gatherEvidence, { params })

    expect(early.code).toBe('order-not-breached')
    expect((await orderNow()).may.gatherEvidence).toBe(false)
  })

  test('a breach makes the package by itself, in Kazakh and Russian, and opens its own duty', async () => {
    await line.pages.inspector.call(checkOrder, {
      params,
      body: { at: app.database.clock.now(), outcome: 'breach-found', note: 'Көрші айтты' },
    })
    const breach = await line.pages.inspector.call(recordBreach, {
      params,
      body: {
        at: app.database.clock.now(),
        what: ['visit', 'contact'],
        narrative: 'Есікті қағып тұрды.',
        evidence: ['Бейнежазба, 2 минут'],
      },
    })
    expect(breach.status).toBe(200)

    const papers = (await orderNow()).documents.filter(({ kind }) => kind === 'evidence')
    expect(papers.map(({ lang }) => lang).sort()).toEqual(['kk', 'ru'])
    const file = await line.pages.prosecutor.call(downloadDocument, {
      params: { id: papers[0]?.id ?? '' },
    })
    expect(Buffer.from(file.body.base64, 'base64').toString('latin1').slice(0, 5)).toBe('%PDF-')
    expect(file.body.fileName).not.toMatch(/evidence|dalel|narush/i)
    const duties = (
      await line.pages.inspector.call(listCaseDuties, { params: { id: line.caseId } })
    ).body.items
    expect(duties.find(({ rule }) => rule === 'kz/lop/60#lop-po-breach')?.state).toBe('open')
  })

  test('gathered anew it stands beside the earlier one', async () => {
    app.database.clock.advance(3_600_000)
    const pages = await signAll(app, { inspector: line.people.inspector })
    const again = await pages.inspector.call(gatherEvidence, { params })

    expect(again.body.documentIds).toHaveLength(2)
    const { documents } = (await pages.inspector.call(readOrder, { params })).body
    const papers = documents.filter(({ kind }) => kind === 'evidence')
    expect(new Set(papers.map(({ fileName }) => fileName)).size).toBe(4)
  })
})

describe('the package', () => {
  const at = '2026-11-23T16:40:00.000Z'
  const records: EvidenceRecords = {
    content: {
      number: '7/2026',
      regime: '2026',
      issuedAt: at,
      masthead: { kk: 'а', ru: 'а', en: 'a' },
      place: { kk: 'а', ru: 'а', en: 'a' },
      issuer: { name: 'Ж. Сәрсенбай', position: 'инспектор' },
      addressee: { name: { kk: 'Дәурен', ru: 'Даурен' }, birthDate: null },
      protectedPerson: { name: { kk: 'Айгерім', ru: 'Айгерим' } },
      alsoProtected: [],
      event: { on: '2026-11-22', at: null, place: { kk: 'а', ru: 'а', en: 'a' } },
      circumstances: 'x',
      termDays: 30,
      checkEveryDays: 7,
      opinionHeeded: false,
    },
    citation: 'ЗПП 60',
    service: {
      way: 'absent',
      at,
      by: { id: 'u', name: 'Серік' },
      language: 'kk',
      witness: 'Көрші Марат',
    },
    endsAt: at,
    copies: [{ to: 'protected', at, by: { id: 'u', name: 'Серік' } }],
    checks: [{ id: 'c', at, outcome: 'kept', note: 'тыныш', by: { id: 'u', name: 'Серік' } }],
    breaches: [
      {
        id: 'b',
        at,
        what: ['visit'],
        narrative: 'Келді.',
        evidence: ['сурет 1'],
        by: { id: 'u', name: 'Серік' },
        isRepeat: true,
      },
    ],
    reports: [{ number: 'X-1', channel: 'phone-111', receivedAt: at }],
    events: [{ kind: 'order-served', at }],
    attachments: [
      {
        kind: 'photo',
        mediaType: 'image/jpeg',
        bytes: 12,
        sha256: 'ab'.repeat(32),
        addedAt: at,
        addedBy: 'А',
        withdrawn: null,
      },
    ],
    documents: [
      {
        id: 'd',
        kind: 'order',
        lang: 'kk',
        fileName: 'document-7-2026-1-kk.pdf',
        sha256: 'ab'.repeat(32),
        madeAt: at,
      },
    ],
    gatheredAt: at,
    gatheredBy: 'Серік',
  }

  test.each(['kk', 'ru'] as const)(
    'in %s holds everything it was given, and every hash',
    (lang) => {
      const paper = evidencePaper(records, {
        lang,
        check: { url: 'http://x/check/A', code: 'A' },
        isSample: false,
      })
      const text = JSON.stringify(paper)

      for (const part of [
        '7/2026',
        'ЗПП 60',
        'Көрші Марат',
        'тыныш',
        'Келді.',
        'сурет 1',
        'X-1',
        'document-7-2026-1-kk.pdf',
        'ab'.repeat(32),
      ])
        expect(text).toContain(part)
      expect(paper.blocks.map(({ label }) => label)).toHaveLength(9)
      expect(text).not.toContain('undefined')
    },
  )
})
