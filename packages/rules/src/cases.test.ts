import { expect, test } from 'vitest'
import { casesOf, runCases } from './cases.ts'
import { loadPack } from './load.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'

test('every case written in the data of the garden club passes', () => {
  const pack = loadPack(readDocuments(garden))

  const results = runCases(pack)

  expect(
    results.filter(({ passed }) => !passed).map((result) => [result.case.name, result.failures]),
  ).toEqual([])
  expect(results).toHaveLength(casesOf(pack).length)
  expect(results.length).toBeGreaterThan(10)
})

test('a case that expects something else fails and says what came out', () => {
  const pack = loadPack(
    readDocuments({
      ...garden,
      'wrong.yaml': `
cases: wrong
tests:
  - { name: wrong, decision: blame, on: 2021-05-01, facts: { harm: leaf, night: false, priors: [] }, expect: { rule: "garden/code/8#p2" } }
`,
    }),
  )

  const failures = runCases(pack).flatMap((result) => (result.passed ? [] : result.failures))

  expect(failures).toEqual(['expected garden/code/8#p2, came out decided (garden/code/8#p1)'])
})
