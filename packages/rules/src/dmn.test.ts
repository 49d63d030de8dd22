import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import { DmnError, exportDmn, readDmn } from './dmn.ts'
import { loadPack } from './load.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'

const table = (policy: string, rules: readonly (readonly string[])[]) => `<?xml version="1.0"?>
<!-- who may pick apples -->
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d" name="Apples"><decisionTable hitPolicy="${policy}">
<input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
<input><inputExpression typeRef="string"><text>tree</text></inputExpression></input>
<input><inputExpression typeRef="boolean"><text>ripe</text></inputExpression></input>
<output name="may"/>
${rules
  .map(
    (cells) =>
      `<rule>${cells
        .slice(0, 3)
        .map((cell) => `<inputEntry><text>${cell}</text></inputEntry>`)
        .join('')}<outputEntry><text>"${cells[3]}"</text></outputEntry></rule>`,
  )
  .join('\n')}
</decisionTable></decision></definitions>`

const APPLES = table('FIRST', [
  ['&lt; 6', '-', '-', 'no'],
  ['[6..12]', '&quot;low&quot;, &quot;old tree&quot;', 'true', 'yes'],
  ['-', 'not(&quot;low&quot;)', 'false', 'later'],
  ['-', '-', '-', 'ask'],
])
const act = '2024-01-01'

describe('a DMN decision table', () => {
  const pack = loadPack(readDmn(APPLES))
  const answer = (facts: Readonly<Record<string, string | number | boolean>>) => {
    const { kind, answer: rules, deciding } = decide(pack, 'Apples', { facts, act })
    return kind === 'undecided' ? deciding : rules[0]?.split('#')[1]
  }

  test('gives the first rule that fits when everything is known', () => {
    expect(answer({ age: 5, tree: 'low', ripe: true })).toBe('r1')
    expect(answer({ age: 6, tree: 'old-tree', ripe: true })).toBe('r2')
    expect(answer({ age: 12, tree: 'low', ripe: true })).toBe('r2')
    expect(answer({ age: 13, tree: 'any-other', ripe: false })).toBe('r3')
    expect(answer({ age: 13, tree: 'low', ripe: false })).toBe('r4')
  })

  test('does not take a missing input for a test that fails', () => {
    expect(answer({ tree: 'low', ripe: true })).toEqual(['age'])
    expect(answer({ age: 5 })).toBe('r1')
    expect(answer({ age: 30, ripe: true })).toBe('r4')
  })

  test('is written out again as a table that answers the same', () => {
    const again = loadPack(readDmn(exportDmn(pack, 'dmn/code/1', act)))

    for (const age of [5, 6, 12, 13])
      for (const tree of ['low', 'old-tree', 'any-other'])
        for (const ripe of [true, false]) {
          const facts = { age, tree, ripe }
          expect(decide(again, 'dmn-code-1', { facts, act }).answer[0]?.split('#')[1]).toBe(
            answer(facts),
          )
        }
  })
})

test('two rules of a UNIQUE table that fit at once are a conflict, not a choice', () => {
  const pack = loadPack(
    readDmn(
      table('UNIQUE', [
        ['&lt; 10', '-', '-', 'a'],
        ['&gt; 5', '-', '-', 'b'],
      ]),
    ),
  )

  expect(decide(pack, 'Apples', { facts: { age: 7 }, act }).kind).toBe('conflict')
  expect(decide(pack, 'Apples', { facts: { age: 3 }, act }).kind).toBe('decided')
})

test('what a level 2 table cannot say is refused by name', () => {
  const pack = loadPack(readDocuments(garden))

  expect(() => exportDmn(pack, 'garden/code/8', '2021-05-01')).toThrow(
    /garden\/code\/8#p3: any does not fit a decision table/,
  )
  expect(exportDmn(pack, 'garden/code/10', '2023-06-01')).toContain('&quot;tree&quot;')
  expect(() => readDmn(table('BEST', []))).toThrow(DmnError)
  expect(() => readDmn(table('FIRST', [['date("2024-01-01")', '-', '-', 'x']]))).toThrow(
    /age cannot be tested by/,
  )
  expect(() => readDmn('<!DOCTYPE a [<!ENTITY b "c">]><definitions/>')).toThrow(/no document type/)
})

const expression = (text: string, inputs: Readonly<Record<string, string>> = {}) => `<definitions>
${Object.entries(inputs)
  .map(
    ([name, type]) =>
      `<inputData name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`,
  )
  .join('')}
<decision name="D"><variable name="D" typeRef="boolean"/><literalExpression><text>${text}</text></literalExpression></decision></definitions>`

/** The answer of an expression as DMN gives it: true, false or null. */
function logic(
  text: string,
  facts: Readonly<Record<string, boolean | number | string>> = {},
  inputs: Readonly<Record<string, string>> = {},
): boolean | null {
  const { kind, answer } = decide(loadPack(readDmn(expression(text, inputs))), 'D', { facts, act })
  return kind === 'undecided' ? null : answer[0]?.split('#')[1] === 'true'
}

describe('ternary logic', () => {
  const VALUES = [true, false, null] as const
  const least = (a: boolean | null, b: boolean | null) =>
    a === false || b === false ? false : a === null || b === null ? null : true
  const most = (a: boolean | null, b: boolean | null) =>
    a === true || b === true ? true : a === null || b === null ? null : false
  const given = (entries: Readonly<Record<string, boolean | null>>) =>
    Object.fromEntries(
      Object.entries(entries).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ) as Readonly<Record<string, boolean>>

  for (const a of VALUES)
    for (const b of VALUES)
      test(`${a} and ${b}, ${a} or ${b}, as inputs and as literals`, () => {
        expect(logic('A and B', given({ A: a, B: b }))).toBe(least(a, b))
        expect(logic('A or B', given({ A: a, B: b }))).toBe(most(a, b))
        expect(logic(`${a} and ${b}`)).toBe(least(a, b))
        expect(logic(`${a} or ${b}`)).toBe(most(a, b))
        expect(logic('A and not(B) or B', given({ A: a, B: b }))).toBe(
          // Whatever B is, A decides where it is true: more than the tables of Kleene give.
          a === true ? true : most(least(a, b === null ? null : !b), b),
        )
      })

  test('not turns true and false and leaves null', () => {
    expect(VALUES.map((a) => logic('not(A)', given({ A: a })))).toEqual([false, true, null])
    expect(logic('not(null)')).toBe(null)
    expect(logic('null or not(null)')).toBe(null)
  })

  test('and binds closer than or, parentheses closer than both', () => {
    expect(logic('A or B and C', { A: true, B: false, C: false })).toBe(true)
    expect(logic('(A or B) and C', { A: true, B: false, C: false })).toBe(false)
  })

  test('comparisons with numbers, texts and names with spaces', () => {
    const inputs = { 'Applicant age': 'number', status: 'string', 'Is Member': 'boolean' }
    const text = 'Applicant age &gt;= 18 and status != &quot;closed&quot; and Is Member'
    const facts = { 'Applicant-age': 18, status: 'any-other', 'Is-Member': true }

    expect(logic(text, facts, inputs)).toBe(true)
    expect(logic(text, { ...facts, 'Applicant-age': 17 }, inputs)).toBe(false)
    expect(logic(text, { status: 'closed' }, inputs)).toBe(false)
    expect(logic(text, { 'Applicant-age': 18 }, inputs)).toBe(null)
  })

  test('what is no logic is refused with the place', () => {
    expect(() => readDmn(expression('A and'))).toThrow(/D: the end stands where an input/)
    expect(() => readDmn(expression('A + 1'))).toThrow(/D: \+ 1 is no logical expression/)
    expect(() => readDmn(expression('(A or B'))).toThrow(/D: \) is missing before the end/)
    expect(() => readDmn(expression('A = null'))).toThrow(/A can be compared with/)
  })
})

describe('hit policies', () => {
  const ages = (policy: string, outputs: readonly string[]) =>
    table(policy, [
      ['&lt; 10', '-', '-', outputs[0] ?? ''],
      ['&gt; 5', '-', '-', outputs[1] ?? ''],
    ])
  const at = (xml: string, age: number) =>
    decide(loadPack(readDmn(xml)), 'Apples', { facts: { age }, act })

  test('ANY takes rules that agree and makes a conflict of rules that do not', () => {
    expect(at(ages('ANY', ['yes', 'yes']), 7)).toMatchObject({ kind: 'decided', answer: ['o1'] })
    expect(at(ages('ANY', ['yes', 'no']), 7).kind).toBe('conflict')
    expect(at(ages('ANY', ['yes', 'no']), 3)).toMatchObject({ kind: 'decided', answer: ['o1'] })
  })

  test('COLLECT and RULE ORDER give every rule that holds', () => {
    for (const policy of ['COLLECT', 'RULE ORDER'])
      expect(at(ages(policy, ['a', 'b']), 7).answer).toEqual(['dmn/code/1#r1', 'dmn/code/1#r2'])
    expect(() =>
      readDmn(ages('COLLECT', ['a', 'b']).replace('hitPolicy', 'aggregation="SUM" hitPolicy')),
    ).toThrow(/adding up \(SUM\) is not read/)
  })

  test('PRIORITY follows the order of the output values, not of the rules', () => {
    const xml = ages('PRIORITY', ['low', 'high']).replace(
      '<output name="may"/>',
      '<output name="may"><outputValues><text>"high", "low"</text></outputValues></output>',
    )

    expect(at(xml, 7).answer).toEqual(['dmn/code/1#r2'])
    expect(at(xml, 3).answer).toEqual(['dmn/code/1#r1'])
    expect(() => readDmn(ages('PRIORITY', ['low', 'high']))).toThrow(/PRIORITY needs output values/)
  })
})

test('dates are compared as days', () => {
  const xml = table('FIRST', [
    ['[date("2024-06-16")..date("2025-09-15")]', '-', '-', 'middle'],
    ['&gt; date("2025-09-15")', '-', '-', 'late'],
    ['-', '-', '-', 'early'],
  ]).replace('typeRef="number"', 'typeRef="date"')
  const on = (age: string) =>
    decide(loadPack(readDmn(xml)), 'Apples', { facts: { age }, act }).answer[0]?.split('#')[1]

  expect(['2024-06-15', '2024-06-16', '2025-09-15', '2025-09-16'].map(on)).toEqual([
    'r3',
    'r1',
    'r1',
    'r2',
  ])
})

test('an input that is an expression or the result of another decision is refused, not guessed', () => {
  expect(() => readDmn(table('FIRST', []).replace('>age<', '>age * 2<'))).toThrow(
    /the input "age \* 2" is an expression/,
  )
  expect(() => readDmn(table('FIRST', []).replace('>age<', '>Apples<'))).toThrow(
    /Apples is the result of another decision/,
  )
})
