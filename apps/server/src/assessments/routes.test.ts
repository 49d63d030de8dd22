// The clock of the next look at the risk, by level and by event, and a level lowered by two.
import {
  assessRisk,
  attachReport,
  confirmLowering,
  listAssessments,
  listCaseDuties,
  listInstruments,
  readCase,
  recordBreach,
  submitReport,
} from '@umai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../test-app.ts'
import { type Line, layOrder, serveNow, signAll } from '../test-line.ts'
import { reportOfBattery } from '../test-report.ts'

const hour = 3_600_000

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const assess = async (
  { pages, caseId }: Line,
  answer: string,
  override: { level: 'routine' | 'raised' | 'high'; reason: string } | null = null,
) => {
  const { items } = (await pages.inspector.call(listInstruments, {})).body
  const signs = items.find(({ id }) => id === 'core-redflags')
  return pages.inspector.call(assessRisk, {
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
}

const openClocks = async ({ pages, caseId }: Line) =>
  (await pages.inspector.call(listCaseDuties, { params: { id: caseId } })).body.items.filter(
    ({ rule, state }) => rule === 'method/reassess' && state === 'open',
  )

const hoursLeft = async (line: Line) => {
  const [clock, ...more] = await openClocks(line)
  expect(more).toEqual([])
  return (Date.parse(clock?.dueAt ?? '') - Date.parse(app.database.clock.now())) / hour
}

test.each([
  ['yes', 72],
  ['no', 60 * 24],
])('answers that are all "%s" are asked again within %i hours', async (answer, hours) => {
  const line = await layOrder(app)

  await assess(line, answer)

  expect(await hoursLeft(line)).toBe(hours)
})

test.each([
  ['an order that is served', async (line: Line) => serveNow(line)],
  [
    'an order that is broken',
    async (line: Line) => {
      await serveNow(line)
      await assess(line, 'no')
      const broken = await line.pages.inspector.call(recordBreach, {
        params: { id: line.orderId },
        body: {
          at: app.database.clock.now(),
          what: ['visit'],
          narrative: 'Есік қақты.',
          evidence: [],
        },
      })
      expect(broken.status).toBe(200)
    },
  ],
  [
    'a new report',
    async (line: Line) => {
      const report = await line.pages.inspector.call(submitReport, {
        body: { draftId: null, content: reportOfBattery },
      })
      const attached = await line.pages.inspector.call(attachReport, {
        params: { id: report.body.id },
        body: { caseId: line.caseId },
      })
      expect(attached.status).toBe(200)
    },
  ],
])('after %s the risk is looked at again within a day', async (_, happens) => {
  const line = await layOrder(app)
  await assess(line, 'no')

  await happens(line)

  expect(await hoursLeft(line)).toBe(24)
})

test('a clock that runs out sooner is not put off by an event', async () => {
  const line = await layOrder(app)
  await assess(line, 'yes')
  app.database.clock.advance(60 * hour)
  const later = { ...line, pages: await signAll(app, line.people) }

  await serveNow(later)

  expect(await hoursLeft(later)).toBeLessThan(12)
})

test('the head agrees, and only then the lower level counts, with a clock of its own', async () => {
  const line = await layOrder(app)
  const waiting = await assess(line, 'yes', { level: 'routine', reason: 'Басқа қалаға көшті' })
  const risk = async () =>
    (await line.pages.inspector.call(readCase, { params: { id: line.caseId } })).body.risk
  expect(await risk()).toBe('high')
  const agreed = await line.pages.head.call(confirmLowering, {
    params: { id: waiting.body.id },
    body: { reason: 'Мекенжайы тексерілді' },
  })

  expect(agreed.status).toBe(200)
  expect(await risk()).toBe('routine')
  expect(await hoursLeft(line)).toBeGreaterThan(59 * 24)
  const { items } = (
    await line.pages.inspector.call(listAssessments, { params: { id: line.caseId } })
  ).body
  expect(items[0]).toMatchObject({ computed: 'high', level: 'routine' })
  expect(items[0]?.override).toMatchObject({ isWaiting: false })
  const twice = await line.pages.head.call(confirmLowering, {
    params: { id: waiting.body.id },
    body: { reason: 'Тағы да' },
  })
  expect(twice.code).toBe('nothing-to-confirm')
})
