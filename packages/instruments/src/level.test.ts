import { expect, test } from 'vitest'
import { findInstrument } from './catalogue.ts'
import type { Instrument } from './definition.ts'
import { decideLevel, type LevelProposal, reassessmentHours } from './level.ts'

const core = findInstrument('core-redflags') as Instrument
const proposal = (change: Partial<LevelProposal>): LevelProposal => ({
  computed: 'raised',
  proposed: 'raised',
  assessor: 'first',
  reason: 'known from the visit',
  ...change,
})

test.each<[string, Partial<LevelProposal>, object]>([
  ['leaving it as it is needs nothing', {}, { kind: 'accepted', level: 'raised', change: 'none' }],
  [
    'raising needs one person and a reason',
    { proposed: 'high' },
    { kind: 'accepted', level: 'high', change: 'raised' },
  ],
  [
    'a change without a reason is refused',
    { proposed: 'high', reason: ' ' },
    { kind: 'refused', why: 'reason-missing' },
  ],
  [
    'lowering alone is refused',
    { proposed: 'routine' },
    { kind: 'refused', why: 'second-person-missing' },
  ],
  [
    'one cannot be one’s own second person',
    { proposed: 'routine', secondPerson: 'first' },
    { kind: 'refused', why: 'second-person-is-assessor' },
  ],
  [
    'lowering with a second person is accepted',
    { proposed: 'routine', secondPerson: 'second' },
    { kind: 'accepted', level: 'routine', change: 'lowered' },
  ],
  [
    'an undetermined level is called high freely',
    { computed: 'undetermined', proposed: 'high' },
    { kind: 'accepted', level: 'high', change: 'named' },
  ],
  [
    'an undetermined level is not called routine alone',
    { computed: 'undetermined', proposed: 'routine' },
    { kind: 'refused', why: 'second-person-missing' },
  ],
])('%s', (_, change, expected) => {
  expect(decideLevel(core, proposal(change))).toEqual(expected)
})

test('an instrument that forbids lowering cannot be lowered by two people either', () => {
  const strict: Instrument = { ...core, lowering: 'never' }

  expect(decideLevel(strict, proposal({ proposed: 'routine', secondPerson: 'second' }))).toEqual({
    kind: 'refused',
    why: 'lowering-forbidden',
  })
})

test('what is not determined is looked at again as soon as the gravest', () => {
  expect(reassessmentHours.undetermined).toBe(reassessmentHours.high)
})
