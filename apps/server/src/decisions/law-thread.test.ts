import { startLawThreads } from '@umai/law/threads'
import type { Facts } from '@umai/rules'
import type { Instant, PlainDate } from '@umai/words'
import { afterAll, expect, test } from 'vitest'
import { askLawAside, askReconciliationAside } from './law-thread.ts'
import { askLaw, askReconciliation } from './model.ts'

const law = startLawThreads()
afterAll(() => law.close())

const now = '2026-11-01T00:00:00.000Z' as Instant
const days = ['2024-06-15', '2024-06-16', '2026-10-01'] as const satisfies string[]
const inquiries = days.map((on) => ({ facts: {}, on: on as PlainDate, now }))

test('the other thread gives the answers this one would give', async () => {
  const answers = await Promise.all(inquiries.map((one) => askLawAside(law, one)))
  const reconciliations = await Promise.all(
    inquiries.map((one) => askReconciliationAside(law, one)),
  )

  expect(answers).toEqual(inquiries.map(({ facts, on }) => askLaw(facts, on, now)))
  expect(reconciliations).toEqual(
    inquiries.map(({ facts, on }) => askReconciliation(facts, on, now)),
  )
})

test('timers run on while the law is asked', async () => {
  await law.warm()
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)

  await askLawAside(law, { facts: {}, on: '2026-10-01' as PlainDate, now })
  clearInterval(timer)

  expect(ticks).toBeGreaterThan(0)
})

test('what the pack does not know fails here as it does there', async () => {
  const facts = { 'no-such-fact': true } as unknown as Facts

  await expect(askLawAside(law, { facts, on: '2024-06-15' as PlainDate, now })).rejects.toThrow(
    'no fact is called no-such-fact',
  )
})
