import type { Facts } from '@umai/rules'
import type { Instant, PlainDate } from '@umai/words'
import { describe, expect, it, test } from 'vitest'
import { changesBetween } from './changes.ts'
import { type Answer, askLaw } from './model.ts'

const facts: Facts = { harm: 'pain', intentional: true, relation: 'spouse', violence: true }
const answer: Answer = askLaw(
  facts,
  '2026-11-01' as PlainDate,
  '2026-11-20T06:00:00.000Z' as Instant,
)
const [first, ...rest] = answer.findings
if (first === undefined) throw new Error('The law says nothing of a battery')

it('finds nothing where the same facts have the same answer', () => {
  expect(changesBetween(answer, structuredClone(answer))).toEqual({
    changes: [],
    missing: [],
    isTouched: false,
  })
})

describe('what one finding can do', () => {
  const penalty = { kk: 'айыппұл', ru: 'штраф', en: 'fine' }
  const changed = (change: Partial<typeof first>): Answer => ({
    ...answer,
    findings: [{ ...first, ...change }, ...rest],
  })
  test.each([
    ['its state turns', { state: 'refer' as const }, 'state'],
    ['a penalty moves', { penalties: [{ label: penalty, from: '1', to: '2' }] }, 'penalties'],
    ['it is worded anew', { title: penalty }, 'words'],
    [
      'another version is cited',
      { citation: { ...first.citation, from: '2027-01-01' } },
      'article',
    ],
    ['it becomes doubtful', { doubts: [penalty] }, 'certainty'],
  ])('%s', (_, change, how) => {
    const { changes, isTouched } = changesBetween(answer, changed(change))

    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject({ finding: first.id, how: [how] })
    expect(isTouched).toBe(true)
  })
})

it('names what came with no before and what went with no after', () => {
  const without: Answer = { ...answer, findings: rest }

  expect(changesBetween(without, answer).changes).toMatchObject([{ how: ['came'], before: null }])
  expect(changesBetween(answer, without).changes).toMatchObject([{ how: ['went'], after: null }])
})

it('is touched by a fact that decides now and did not before, not by one that no longer does', () => {
  const asking: Answer = { ...answer, missing: [...answer.missing, 'certainlyNew'] }

  expect(changesBetween(answer, asking)).toMatchObject({
    missing: ['certainlyNew'],
    isTouched: true,
  })
  expect(changesBetween(asking, answer)).toMatchObject({ missing: [], isTouched: false })
})
