import { expect, test } from 'vitest'
import { clockText, ladderText, runCase } from './cases.ts'
import { loadPack } from './load.ts'
import { deadlineMutations, ladderMutations, mutantsOf, sharedMutants } from './mutate.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'

function casesOfFile(text: string) {
  const pack = loadPack(readDocuments({ ...garden, 'more.yaml': `cases: more\ntests:\n${text}` }))
  return { pack, cases: pack.cases.filter(({ where }) => where.file === 'more.yaml') }
}

test('a ladder in a case notices a bound moved, a sanction dropped and a sanction that changed its place', () => {
  const { pack, cases } = casesOfFile(
    '  - { name: leaf, decision: blame, on: 2021-05-01, facts: { harm: leaf, night: true, lamp: false, priors: [] }, expect: { rule: "garden/code/8#p2", ladder: "fine 20..20 or absence ..10" } }',
  )
  const [one] = cases
  if (!one) throw new Error('the case is not there')

  expect(runCase(pack, one).failures).toEqual([])
  const first = pack.articles['garden/code/8']?.versions[0]?.id
  const faults = [...mutantsOf(pack, ['garden/code/8'])].filter(
    ({ seenBy, description }) => seenBy === 'penalty' && description.includes(`@${first}#p2`),
  )
  expect(faults.length).toBeGreaterThan(6)
  expect(faults.filter((fault) => runCase(fault.pack, one).passed)).toEqual([])
})

test('a duty written out in a case notices another bearer, clock, end and condition', () => {
  const { pack, cases } = casesOfFile(
    `  - { name: owed, events: [{ event: plant.broken, at: 2024-05-03T22:00 }], now: 2024-05-03T23:00, facts: { harm: leaf }, expect: { duties: [{ duty: "garden/code/20#note", bearer: warden, clock: 24 hours, satisfiedBy: [note.written], ends: [note.withdrawn], onMiss: [] }] } }
  - { name: not owed, events: [{ event: plant.broken, at: 2024-05-03T22:00 }], now: 2024-05-03T23:00, facts: { harm: none }, expect: { noDuties: "garden/code/20#note" } }`,
  )

  const faults = [...mutantsOf(pack, ['garden/code/20'])].filter(({ description }) =>
    description.includes('#note'),
  )

  expect(cases.flatMap((one) => runCase(pack, one).failures)).toEqual([])
  expect(faults.length).toBeGreaterThan(7)
  expect(
    faults
      .filter((fault) => cases.every((one) => runCase(fault.pack, one).passed))
      .map(({ description }) => description),
  ).toEqual([])
})

test('a term or an index that is not in the pack fails the case that names it', () => {
  const { pack, cases } = casesOfFile(
    '  - { name: none, on: 2021-05-01, expect: { terms: { noSuchTerm: true }, indices: { noSuchIndex: 5 } } }',
  )

  expect(cases.flatMap((one) => runCase(pack, one).failures)).toEqual([
    'the pack has no term noSuchTerm',
    'expected noSuchIndex 5 on 2021-05-01, found no value',
  ])
})

test('terms and indices are mutated too', () => {
  const pack = loadPack(readDocuments(garden))
  const named = [...sharedMutants(pack)].map(({ description }) => description.split(/[: ]/)[0])

  expect([...new Set(named)].sort()).toEqual(
    [...Object.keys(pack.terms), ...Object.keys(pack.indices)].sort(),
  )
})

test.each([
  [{ kind: 'none' as const }, 'none'],
  [
    { kind: 'within' as const, length: { n: 24, unit: 'hours' as const }, from: 'a' },
    '24 hours after a',
  ],
  [
    { kind: 'times' as const, times: 2, per: 'month' as const, until: ['b'] },
    '2 per month until b',
  ],
  [{ kind: 'before' as const, event: 'c' }, 'before c'],
])('every fault of the clock %j reads otherwise than it', (deadline, text) => {
  expect(clockText(deadline)).toBe(text)
  for (const { value } of deadlineMutations(deadline)) expect(clockText(value)).not.toBe(text)
})

test('every fault of a ladder reads otherwise than it', () => {
  const ladder = {
    oneOf: [{ kind: 'fine', range: { min: 20, max: 200 } }, { kind: 'warning' }],
    plus: [{ kind: 'ban', range: { max: 24 } }],
    may: [{ kind: 'cure' }],
  }

  expect(ladderText(ladder)).toBe('fine 20..200 or warning, with ban ..24, and may cure')
  for (const { value } of ladderMutations(ladder))
    expect(ladderText(value)).not.toBe(ladderText(ladder))
})
