import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts } from './ast.ts'
import { closuresOf } from './closures.ts'
import {
  type Columns,
  countWords,
  decideColumns,
  IncompleteColumns,
  impactOfCounts,
  impactOfWords,
  OPEN,
  packColumns,
  tableOf,
} from './columns.ts'
import { compile, possibleAnswers, walk } from './compile.ts'
import { emitTypeScript, expandTrace, instantiate } from './emit.ts'
import { evaluate, type Situation } from './evaluate.ts'
import { loadPack } from './load.ts'
import { scopeOf } from './scope.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'

const pack = loadPack(readDocuments(garden))
const dates = ['2021-05-01', '2023-06-01', '2025-01-01']

const entry = (imposed: string, served: string) => [{ article: 'garden/code/8', imposed, served }]
const VALUES: Readonly<Record<string, readonly (Facts[string] | undefined)[]>> = {
  harm: ['none', 'leaf', 'branch', 'tree', undefined],
  night: [true, false, undefined],
  lamp: [true, false, undefined, { state: 'notApplicable' }, { state: 'declined' }],
  priors: [[], entry('2020-11-01', '2020-03-01'), entry('2020-03-01', '2020-11-01'), undefined],
}
function* situations(): Generator<Situation> {
  for (const harm of VALUES.harm ?? [])
    for (const night of VALUES.night ?? [])
      for (const lamp of VALUES.lamp ?? [])
        for (const priors of VALUES.priors ?? [])
          for (const yearRuns of ['imposed', 'served', undefined])
            yield {
              facts: { harm, night, lamp, priors },
              clocks: { act: '2021-05-01' },
              readings: yearRuns === undefined ? {} : { yearRuns },
            }
}

describe('every way of evaluating gives the same answer on every cell', () => {
  for (const decision of ['blame', 'branch'])
    for (const date of dates)
      test(`${decision} under the text of ${date}`, () => {
        const scope = scopeOf(pack, decision, date)
        const program = compile(pack, decision, [date])
        const [law] = program.laws
        if (!law) throw new Error('one law was compiled')
        const closures = closuresOf(scope)
        const emitted = instantiate(program, law)
        const shared = instantiate(program, law, { writtenOut: 0 })
        const traced = instantiate(program, law, { trace: true })
        const table = tableOf(program, law)
        const codeOf = (situation: Situation) => (feature: number) =>
          program.features[feature]?.codeOf(situation) ?? -1
        let settled = 0
        for (const situation of situations()) {
          const reference = scope.rules.map(({ applies }) => evaluate(applies, situation))
          const facts: Facts = {
            ...situation.facts,
            ...Object.fromEntries(
              Object.entries(situation.readings).map(([name, member]) => [
                `reading:${name}`,
                member,
              ]),
            ),
          }

          expect(closures.map((closure) => closure(situation))).toEqual(reference)
          const walked = walk(program, law, situation)
          expect(emitted(facts, codeOf(situation))).toBe(walked)
          expect(shared(facts, codeOf(situation))).toBe(walked)
          const trace = traced(facts, codeOf(situation))
          if (walked >= 0) expect(trace & 255).toBe(walked)
          const possible = possibleAnswers(program, law, situation)
          const word = program.features.reduce((sum, feature, index) => {
            const code = feature.codeOf(situation)
            const stride = program.features
              .slice(0, index)
              .reduce((size, { cells }) => size * (cells.length + 1), 1)
            return sum + (code < 0 ? feature.cells.length : code) * stride
          }, 0)
          expect(table[word] === OPEN).toBe(possible.size > 1)
          if (!reference.includes(undefined)) {
            settled += 1
            const applying = reference.flatMap((truth, rule) => (truth ? [rule] : []))
            expect([...possible].map((answer) => law.answers[answer])).toEqual([applying])
            expect(law.answers[table[word] ?? OPEN]).toEqual(applying)
          }
          if (walked >= 0) expect([...possible]).toEqual([walked])
        }
        expect(settled).toBeGreaterThan(50)
      })
})

test('a compact trace expands to the rule, its reasons and the facts read', () => {
  const program = compile(pack, 'blame', ['2021-05-01'])
  const [law] = program.laws
  if (!law) throw new Error('one law was compiled')
  const situation: Situation = {
    facts: { harm: 'leaf', night: true, lamp: false, priors: [] },
    clocks: { act: '2021-05-01' },
    readings: { yearRuns: 'imposed' },
  }
  const facts = { ...situation.facts, 'reading:yearRuns': 'imposed' }

  const trace = instantiate(program, law, { trace: true })(
    facts,
    (feature) => program.features[feature]?.codeOf(situation) ?? -1,
  )
  const expanded = expandTrace(program, law, trace, situation)

  expect(expanded.answer).toEqual(['garden/code/8#p2'])
  expect(expanded.rules[0]?.reason.kids.map(({ truth }) => truth)).toEqual([true, true, true])
  expect(expanded.read).toEqual(expect.arrayContaining(['harm', 'night', 'lamp']))
})

test('emitted code is a file that says where it comes from', () => {
  const program = compile(pack, 'branch', ['2021-05-01'])
  const [law] = program.laws
  if (!law) throw new Error('one law was compiled')

  expect(emitTypeScript(program, law)).toMatch(
    /^\/\/ Generated by @umai\/rules from the decision branch as of 2021-05-01/,
  )
})

test('a small decision is written out whole, a large one shares what it asks twice', () => {
  const program = compile(pack, 'blame', ['2023-06-01'])
  const [law] = program.laws
  if (!law) throw new Error('one law was compiled')

  expect(emitTypeScript(program, law)).not.toContain('function n')
  expect(emitTypeScript(program, law, { writtenOut: 0 })).toContain('function n')
})

describe('the impact of a change of law', () => {
  const program = compile(pack, 'blame', ['2021-05-01', '2023-06-01'])
  const rows = 1_000
  const column = (values: number, seed: number) =>
    Uint8Array.from({ length: rows }, (_, row) => (((row + 1) * seed) >>> 2) % values)
  const columns: Columns = {
    rows,
    facts: {
      harm: column(4, 2_654_435),
      night: column(2, 40_503),
      lamp: column(2, 97),
      yearRuns: new Uint8Array(rows),
    },
    computed: Object.fromEntries(
      program.features
        .filter(({ kind }) => kind === 'computed')
        .map(({ key }) => [key, new Uint8Array(rows)]),
    ),
  }

  test('counts case by case and by cell alike, and agrees with deciding each case', () => {
    const words = packColumns(program, columns)
    const tables = program.laws.map((law) => tableOf(program, law))

    const byWord = impactOfWords(program, words, 0, 1, tables)
    const byCell = impactOfCounts(program, countWords(words), 0, 1, tables)

    expect(byCell.flows.map(({ before, after, cases }) => ({ before, after, cases }))).toEqual(
      byWord.flows.map(({ before, after, cases }) => ({ before, after, cases })),
    )
    expect(byWord.total).toBe(rows)
    const branches = columns.facts.harm?.filter((value) => value === 2).length
    const trees = columns.facts.harm?.filter((value) => value === 3).length
    expect(byWord.changed).toBe((branches ?? 0) + (trees ?? 0))
    const answers = decideColumns(tables[0] ?? new Uint16Array(), words)
    const harmless = byWord.flows
      .filter(({ before }) => before === 'none')
      .reduce((sum, { cases }) => sum + cases, 0)
    expect(answers.filter((answer) => answer === 0)).toHaveLength(harmless)
  })

  test('packs four rows at a time to the same words as row by row, unknown and impossible codes included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_000 }),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.constantFrom(0, 0.001, 0.3),
        (length, seed, missing) => {
          let state = seed
          const next = () => {
            state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
            return state / 2 ** 32
          }
          const codes = Object.fromEntries(
            Object.entries({ harm: 5, night: 2, lamp: 3, yearRuns: 2 }).map(([name, values]) => [
              name,
              Array.from({ length }, () => (next() < missing ? 255 : Math.floor(next() * values))),
            ]),
          )
          // An array that does not begin on a word cannot be read four rows at a time.
          const shifted = (values: readonly number[]) => {
            const array = new Uint8Array(new ArrayBuffer(length + 1), 1)
            array.set(values)
            return array
          }
          const packed = (make: (values: readonly number[]) => Uint8Array) =>
            packColumns(program, {
              rows: length,
              facts: Object.fromEntries(
                Object.entries(codes).map(([name, values]) => [name, make(values)]),
              ),
            }).words

          expect(packed((values) => Uint8Array.from(values))).toEqual(packed(shifted))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('columns said to be complete are refused when a value is missing, wherever it stands', () => {
    for (const row of [0, 3, 511, rows - 1])
      for (const code of [2, 255]) {
        const night = Uint8Array.from(columns.facts.night ?? [])
        night[row] = code
        const complete = { ...columns, complete: true }

        expect(() => packColumns(program, complete)).not.toThrow()
        expect(() =>
          packColumns(program, { ...complete, facts: { ...columns.facts, night } }),
        ).toThrow(IncompleteColumns)
      }
  })
})
