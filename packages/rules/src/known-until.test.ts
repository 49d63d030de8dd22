import { expect, test } from 'vitest'
import { decide } from './decide.ts'
import { explain } from './explain.ts'
import { knownUntil } from './known-until.ts'
import { loadPack } from './load.ts'
import { renderExplanation } from './render.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'

const readOn = (day: string) =>
  loadPack(
    readDocuments({
      ...garden,
      'pack.yaml': (garden['pack.yaml'] ?? '').replace(
        'BOOK: { title: { en: The minute book } }',
        `BOOK: { title: { en: The minute book }, read: ${day} }`,
      ),
    }),
  )
const blame = (pack: ReturnType<typeof readOn>, days: { act: string; decided?: string }) =>
  decide(pack, 'blame', { facts: { harm: 'tree', age: 30 }, ...days })

test('a text is known to the day it was last read, and nothing is said where no day of reading is given', () => {
  expect(knownUntil(readOn('2024-09-01'))).toBe('2024-09-01')
  expect(knownUntil(loadPack(readDocuments(garden)))).toBeUndefined()
})

test.each([
  ['the day it was read', { act: '2024-09-01' }, undefined],
  ['the day after', { act: '2024-09-02' }, '2024-09-01'],
  [
    'an act before and a decision after',
    { act: '2024-08-01', decided: '2024-09-02' },
    '2024-09-01',
  ],
])(
  '%s: the answer says how far the law is known only where a day lies after it',
  (_, days, until) => {
    const pack = readOn('2024-09-01')
    const decision = blame(pack, days)

    expect(decision.law.knownUntil).toBe(until)
    expect(renderExplanation(pack, explain(pack, decision), 'en').includes('not known')).toBe(
      until !== undefined,
    )
  },
)
