import { expect, test } from 'vitest'
import { slots } from './catalogue.ts'
import type { Instrument } from './definition.ts'
import { draftFor, readDefinition, readSigned } from './shape.ts'

const slot = slots.find(({ id }) => id === 'odara') as Instrument
const good = draftFor(slot, 'a'.repeat(64))
const file = (definition: unknown) => JSON.stringify({ definition, signature: 'A'.repeat(86) })
const problems = (text: string) => {
  const read = readSigned(text)
  return read.kind === 'faulty' ? read.faults.map(({ path, problem }) => `${path} ${problem}`) : []
}

test.each(slots.map((one) => [one.id, one] as const))(
  'the draft of the slot %s can be read as it stands',
  (_, one) => {
    expect(readDefinition(JSON.stringify(draftFor(one, 'b'.repeat(64))))).toMatchObject({
      kind: 'read',
    })
  },
)

test.each([
  ['no JSON', '{"definition":', /is no JSON/],
  ['no signature', JSON.stringify({ definition: good }), /signature/],
  ['an unknown key', file({ ...good, colour: 'red' }), /definition.*colour/],
  ['a slot without items', file(slot), /definition/],
  ['a weight below zero', file(withRule({ weighted: { first: -1 }, atLeast: 1 })), /never lower/],
  ['a rule over nothing', file(withRule({ anyYes: ['second'] })), /"second".*does not exist/],
  ['a code in a rule', file(withRule({ script: 'steal()' })), /rules\.0\.when/],
  ['no paper', file({ ...good, rights: { holder: 'X', basis: 'permission' } }), /documentSha256/],
  [
    'an example that comes out otherwise',
    file({ ...good, examples: [{ answers: { first: 'yes' }, level: 'routine' }] }),
    /says "routine", the rules give "high"/,
  ],
  [
    'a level that no example shows',
    file({ ...good, examples: [{ answers: { first: 'no' }, level: 'routine' }] }),
    /none comes out as "high"/,
  ],
])('a file with %s is refused and says where', (_, text, says) => {
  expect(problems(text).join('\n')).toMatch(says)
})

function withRule(when: unknown): unknown {
  return { ...good, rules: [{ ...good.rules[0], when }] }
}
