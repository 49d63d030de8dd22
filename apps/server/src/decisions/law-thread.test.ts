import type { Facts } from '@umai/rules'
import type { Instant, PlainDate } from '@umai/words'
import { expect, test } from 'vitest'
import { askLawAside, askReconciliationAside } from './law-thread.ts'
import { askLaw, askReconciliation } from './model.ts'

const now = '2026-11-01T00:00:00.000Z' as Instant
const days = ['2024-06-15', '2024-06-16', '2026-10-01'] as PlainDate[]

test('the other thread gives the answers this one would give', async () => {
  const facts: Facts = {}

  const aside = await Promise.all(days.map((on) => askLawAside(facts, on, now)))

  expect(aside).toEqual(days.map((on) => askLaw(facts, on, now)))
  expect(await Promise.all(days.map((on) => askReconciliationAside(facts, on, now)))).toEqual(
    days.map((on) => askReconciliation(facts, on, now)),
  )
})

test('timers run on while the law is asked', async () => {
  await askLawAside({}, days[0] as PlainDate, now)
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  const answer = askLawAside({}, days[2] as PlainDate, now)

  await answer
  clearInterval(timer)

  expect(ticks).toBeGreaterThan(0)
})

test('what the pack does not know fails here as it does there', async () => {
  const facts = { 'no-such-fact': true } as unknown as Facts

  await expect(askLawAside(facts, days[0] as PlainDate, now)).rejects.toThrow(
    'no fact is called no-such-fact',
  )
})
