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
  expect(() => readDmn(table('COLLECT', []))).toThrow(DmnError)
  expect(() => readDmn(table('FIRST', [['date("2024-01-01")', '-', '-', 'x']]))).toThrow(
    /age cannot be tested by/,
  )
  expect(() => readDmn('<!DOCTYPE a [<!ENTITY b "c">]><definitions/>')).toThrow(/no document type/)
})
