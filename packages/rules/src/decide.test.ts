import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'
import type { Entry, Facts } from './ast.ts'
import { type Decision, decide, InquiryError } from './decide.ts'
import { explain, nearestFlips, whyNot } from './explain.ts'
import { loadPack } from './load.ts'
import { addDays } from './plain-date.ts'
import { renderExplanation } from './render.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'

const pack = loadPack(readDocuments(garden))

const prior = (imposed: string, served: string): Entry => ({
  article: 'garden/code/8#p1',
  imposed,
  served,
})
type Values = Readonly<Record<string, readonly (string | number | boolean | readonly Entry[])[]>>

/** Every value of every fact that any rule of the garden can tell apart when the act was on a day. */
function valuesOn(act: string): Values {
  const before = (days: number) => addDays(act, -days)
  return {
    harm: ['none', 'leaf', 'branch', 'tree'],
    night: [true, false],
    lamp: [true, false],
    age: [10, 17, 18],
    priors: [
      [],
      [prior(before(400), before(300))],
      [prior(before(300), before(250))],
      [prior(before(300), before(420))],
    ],
  }
}
const VALUES = valuesOn('2022-05-01')
const READINGS = ['imposed', 'served']

function* completions(facts: Facts, values: Values = VALUES): Generator<Facts> {
  const missing = Object.keys(values).find((name) => facts[name] === undefined)
  if (missing === undefined) yield facts
  else
    for (const value of values[missing] ?? [])
      yield* completions({ ...facts, [missing]: value }, values)
}

const outcome = ({ kind, answer }: Decision) => `${kind} ${[...answer].sort().join()}`
const partialOf = (all: Values) =>
  fc.record(
    Object.fromEntries(
      Object.entries(all).map(([name, values]) => [
        name,
        fc.option(fc.constantFrom(...values), { nil: undefined }),
      ]),
    ),
  )

const partialFacts = partialOf(VALUES)

describe('what is not known', () => {
  for (const decision of ['blame', 'branch'])
    for (const act of ['2022-05-01', '2023-06-01', '2024-02-07', '2025-01-01'])
      test(`on ${act}, ${decision} is decided exactly when every completion agrees, and the deciding facts are those that matter`, () => {
        fc.assert(
          fc.property(partialOf(valuesOn(act)), (facts) => {
            const partial = decide(pack, decision, { facts, act })
            const doubts = [
              { 'in-force:garden/act/frost': 'yes' },
              { 'in-force:garden/act/frost': 'no' },
            ]
            const all = new Set(
              [...completions(facts, valuesOn(act))].flatMap((complete) =>
                READINGS.flatMap((yearRuns) =>
                  doubts.map((doubt) =>
                    outcome(
                      decide(pack, decision, {
                        facts: complete,
                        act,
                        readings: { yearRuns, ...doubt },
                      }),
                    ),
                  ),
                ),
              ),
            )

            expect(partial.kind === 'undecided').toBe(all.size > 1)
            if (all.size === 1) expect(all).toContain(outcome(partial))
          }),
          { numRuns: 40 },
        )
      })

  test('a fact said to be irrelevant never changes the answer, and a deciding one can', () => {
    fc.assert(
      fc.property(partialFacts, (facts) => {
        const act = '2022-05-01'
        const partial = decide(pack, 'blame', { facts, act, readings: { yearRuns: 'imposed' } })
        if (partial.kind !== 'undecided') return
        const answerOf = (complete: Facts) =>
          outcome(
            decide(pack, 'blame', { facts: complete, act, readings: { yearRuns: 'imposed' } }),
          )
        for (const name of [...partial.deciding, ...partial.irrelevant]) {
          const { [name]: _, ...others } = VALUES
          const changes = [...completions(facts, others)].some(
            (rest) =>
              new Set((VALUES[name] ?? []).map((value) => answerOf({ ...rest, [name]: value })))
                .size > 1,
          )
          expect([name, changes]).toEqual([name, partial.deciding.includes(name)])
        }
      }),
      { numRuns: 40 },
    )
  })

  test('the order in which facts are given does not matter', () => {
    fc.assert(
      fc.property(partialFacts, (facts) => {
        const turned = Object.fromEntries(Object.entries(facts).reverse())

        expect(decide(pack, 'blame', { facts: turned, act: '2022-05-01' }).answer).toEqual(
          decide(pack, 'blame', { facts, act: '2022-05-01' }).answer,
        )
      }),
    )
  })

  test('a declined fact decides but is not asked', () => {
    const facts: Facts = { harm: 'leaf', priors: [], night: { state: 'declined' } }

    const interview = ask(pack, 'blame', { facts, act: '2022-05-01' })

    expect(interview.kind).toBe('ask')
    expect(interview.decision.deciding).toEqual(['night', 'lamp'])
    expect(interview.kind === 'ask' && interview.question.fact.name).toBe('lamp')
  })
})

describe('the interview', () => {
  test('asks only what can still decide, and ends', () => {
    fc.assert(
      fc.property(
        fc.record(
          Object.fromEntries(
            Object.entries(VALUES).map(([name, values]) => [name, fc.constantFrom(...values)]),
          ),
        ),
        fc.constantFrom('text' as const, 'fewest' as const),
        (truth, order) => {
          let facts: Facts = {}
          for (let asked = 0; ; asked += 1) {
            const interview = ask(
              pack,
              'blame',
              { facts, act: '2022-05-01', readings: { yearRuns: 'imposed' } },
              { order },
            )
            if (interview.kind === 'done') {
              expect(outcome(interview.decision)).toBe(
                outcome(
                  decide(pack, 'blame', {
                    facts: truth,
                    act: '2022-05-01',
                    readings: { yearRuns: 'imposed' },
                  }),
                ),
              )
              return
            }
            expect(interview.kind).toBe('ask')
            expect(asked).toBeLessThan(Object.keys(VALUES).length)
            if (interview.kind !== 'ask') return
            const { name } = interview.question.fact
            expect(interview.question.because.length).toBeGreaterThan(0)
            facts = { ...facts, [name]: truth[name] }
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('the number of questions left', () => {
  const inquiry = { act: '2022-05-01', readings: { yearRuns: 'imposed' } }
  const question = (facts: Facts, first: readonly string[] = []) => {
    const interview = ask(pack, 'blame', { ...inquiry, facts }, { first })
    return interview.kind === 'ask' ? interview.question : undefined
  }

  test('is the least average that trying every order gives, whatever is known already', () => {
    const names = Object.keys(pack.facts).filter((name) => question({}, [name])?.fact.name === name)
    const leastFrom = (known: Facts) => {
      const cells = Object.fromEntries(
        names.map((name) => {
          const asked = known[name] === undefined ? question(known, [name]) : undefined
          return [name, asked?.answers.map(({ value }) => value) ?? []]
        }),
      )
      const tried = new Map<string, number>()
      const least = (facts: Facts): number => {
        const key = JSON.stringify(names.map((name) => facts[name] ?? null))
        const before = tried.get(key)
        if (before !== undefined) return before
        const { kind, deciding } = decide(pack, 'blame', { ...inquiry, facts })
        const orders = kind === 'undecided' ? deciding.filter((name) => name in pack.facts) : []
        const averages = orders.map((name) => {
          const values = cells[name] ?? []
          const rest = values.map((value) => least({ ...facts, [name]: value as never }))
          return (pack.facts[name]?.cost ?? 1) + rest.reduce((a, b) => a + b, 0) / values.length
        })
        const found = orders.length === 0 ? 0 : Math.min(...averages)
        tried.set(key, found)
        return found
      }
      return least(known)
    }

    for (const known of [{}, { night: true }, { harm: 'leaf' }, { lamp: false }])
      expect(question(known)?.expected).toBeCloseTo(leastFrom(known), 9)
  })

  test('is the sum of both parts where they share no question', () => {
    const apart = loadPack(
      readDocuments({
        ...garden,
        'articles/30.yaml': `
article: garden/code/30
code: garden/code
number: "30"
title: { en: Lamps }
versions:
  - id: v2020
    from: 2020-01-01
    confidence: verified
    text: { p1: { en: Old gardeners need a lamp at night. } }
    rules:
      - { id: p1, cites: p1, when: { all: [night, age >= 70, { not: lamp }] }, then: { liability: { penalty: { oneOf: [ { fine: 1 } ] } } } }
`,
        'decisions/parts.yaml': `
decision: parts
title: { en: Parts }
articles: ["garden/code/10", "garden/code/30"]
kinds: [liability]
outcome: rule
`,
      }),
    )
    const left = (facts: Facts) => {
      const interview = ask(apart, 'parts', { facts, act: '2023-06-01' })
      return interview.kind === 'ask' ? (interview.question.expected ?? 0) : 0
    }
    const [tree, lamp] = [left({ night: false }), left({ harm: 'leaf' })]

    expect([tree, lamp].every((questions) => questions > 0)).toBe(true)
    expect(left({})).toBeCloseTo(tree + lamp, 9)
  })
})

describe('an explanation', () => {
  const inquiry = {
    facts: { harm: 'leaf', night: true, lamp: false, priors: [], age: 17, delicate: false },
    act: '2022-05-01',
  }

  test('has a citation on every step', () => {
    const { steps } = explain(pack, decide(pack, 'blame', inquiry))

    expect(steps.map(({ kind }) => kind)).toEqual(['rule', 'rule', 'penalty'])
    for (const step of steps) expect(step.cites.length).toBeGreaterThan(0)
  })

  test('says which rule gave way to which exception', () => {
    const { steps } = explain(pack, decide(pack, 'blame', inquiry))

    const roles = steps.flatMap((step) =>
      step.kind === 'rule' ? [[step.rule, step.role, step.by]] : [],
    )
    expect(roles).toEqual([
      ['garden/code/8#p1', 'defeated', ['garden/code/8#p2']],
      ['garden/code/8#p2', 'applied', []],
    ])
  })

  test('reads in three languages and names the money', () => {
    const explanation = explain(pack, decide(pack, 'blame', inquiry))

    expect(renderExplanation(pack, explanation, 'en')).toContain('fine 10 units (1000 NUT)')
    expect(renderExplanation(pack, explanation, 'ru')).toContain('применяется')
    expect(renderExplanation(pack, explanation, 'kk')).toContain('қолданылады')
  })

  test('names a text without a number by its title, never by its id', () => {
    const unnumbered = loadPack(
      readDocuments({
        ...garden,
        'articles/8.yaml': String(garden['articles/8.yaml']).replace(
          'number: "8"',
          'number: leaves',
        ),
      }),
    )
    const text = renderExplanation(
      unnumbered,
      explain(unnumbered, decide(unnumbered, 'blame', inquiry)),
      'en',
    )

    expect(text).toContain(': Broken leaves p2')
    expect(text).not.toContain('Code leaves')
  })

  test('tells why another article does not apply and what would make it apply', () => {
    const decision = decide(pack, 'blame', { ...inquiry, act: '2023-06-01' })

    const [contrast] = whyNot(pack, decision, 'garden/code/10')

    expect(contrast?.truth).toBe(false)
    expect(contrast?.because.map(({ leaf }) => leaf?.text)).toEqual(['harm = tree'])
    expect(contrast?.nearest?.changes).toEqual({ harm: 'tree' })
  })

  test('lists the nearest cases with another answer, smallest change first', () => {
    const flips = nearestFlips(pack, decide(pack, 'blame', inquiry))

    expect(flips.map(({ changes }) => changes)).toContainEqual({ lamp: true })
    expect(flips.every(({ changes }) => Object.keys(changes).length === 1)).toBe(true)
  })
})

test('facts that cannot be are refused with value and expectation', () => {
  const bad = { harm: 'leef', age: 17.5, nigt: true, joined: '2024-02-30' }

  const attempt = () => decide(pack, 'blame', { facts: bad, act: '2022-13-01' })

  expect(attempt).toThrow(InquiryError)
  expect(attempt).toThrow(
    /harm cannot be this \(found "leef", expected one of none, leaf, branch, tree\)/,
  )
  expect(attempt).toThrow(/no fact is called nigt; did you mean night\?/)
  expect(attempt).toThrow(/joined cannot be this \(found "2024-02-30", expected a date/)
  expect(attempt).toThrow(/age cannot be this \(found 17.5, expected a whole number\)/)
  expect(attempt).toThrow(/act is no day \(found "2022-13-01"/)
})
