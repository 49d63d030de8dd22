import type { PlainDate } from '@umai/words'
import { afterAll, expect, test } from 'vitest'
import { LawBusy, LawRefusal, startLawThreads } from './threads.ts'

const on = '2024-06-16' as PlainDate
const ofViolence = { topic: 'violence', on, facts: {} }
const threads = startLawThreads({ mostThreads: 1 })
afterAll(() => threads.close())

test('what the pack refuses comes back with the fact, the value and what was expected', async () => {
  const refused = await threads
    .ask('decide', 'liability', { act: on, facts: { harm: 'paim' } })
    .catch((error: unknown) => error)

  expect(refused).toBeInstanceOf(LawRefusal)
  expect((refused as LawRefusal).problems).toEqual([
    expect.objectContaining({
      name: 'harm',
      value: '"paim"',
      expected: expect.stringMatching('pain'),
    }),
  ])
})

test('who comes when the line is full is sent away at once, the others are answered', async () => {
  const few = startLawThreads({ mostThreads: 1, mostWaiting: 1 })
  const asked = await Promise.allSettled(
    Array.from({ length: 3 }, () => few.ask('whatApplies', ofViolence)),
  )
  await few.close()

  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(asked[2]).toMatchObject({ reason: expect.any(LawBusy) })
})

test('a question that takes too long is given up, and the next is answered', async () => {
  const hurried = startLawThreads({ mostThreads: 1, waitMs: 1 })
  const late = await hurried.ask('changes', '2014-01-01' as PlainDate, on).catch((error) => error)
  await hurried.close()

  expect(late).toBeInstanceOf(LawBusy)
  expect(await threads.ask('article', 'kz/cc/109-1', on)).not.toBeNull()
})

test('threads that were closed start again with the next question', async () => {
  const again = startLawThreads({ mostThreads: 1 })
  await again.warm()
  await again.close()

  expect(await again.ask('article', 'kz/cc/109-1', on)).not.toBeNull()
  await again.close()
})
