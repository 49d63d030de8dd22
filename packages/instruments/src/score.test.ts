import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findInstrument, instruments, slots } from './catalogue.ts'
import {
  type Answer,
  answers,
  type Condition,
  definitionFaults,
  type Instrument,
  type Level,
  levels,
} from './definition.ts'
import { type Answers, score, UnknownItemError } from './score.ts'

const text = { kk: 'мәтін', ru: 'текст', en: 'text' }

/** A made-up instrument over items a, b, c, d. */
function anInstrument(change: Partial<Instrument> = {}): Instrument {
  return {
    id: 'sample',
    version: '1',
    title: text,
    status: 'pilot',
    rights: { holder: 'tests', basis: 'own work' },
    evidence: [],
    validatedFor: [],
    translation: { kk: 'draft', ru: 'draft', en: 'draft' },
    assessors: [],
    askAlone: true,
    items: ['a', 'b', 'c', 'd'].map((id) => ({ id, text })),
    rules: [
      {
        id: 'grave',
        level: 'high',
        when: { all: [{ any: [{ anyYes: ['a'] }, { anyYes: ['b'] }] }, { anyYes: ['c'] }] },
        text,
      },
      { id: 'some', level: 'raised', when: { weighted: { b: 2, d: 1 }, atLeast: 2 }, text },
    ],
    missing: { maxUnanswered: 1, mustKnow: [] },
    lowering: 'second person',
    ...change,
  }
}

const anAnswer = fc.constantFrom<Answer>(...answers)
const answersTo = (instrument: Instrument): fc.Arbitrary<Answers> =>
  fc.record(Object.fromEntries(instrument.items.map(({ id }) => [id, anAnswer])))

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }).map((anyYes) => ({ anyYes })),
  fc
    .subarray(['a', 'b', 'c', 'd'], { minLength: 1 })
    .chain((countYes) =>
      fc.integer({ min: 1, max: countYes.length }).map((atLeast) => ({ countYes, atLeast })),
    ),
)
const aCondition: fc.Arbitrary<Condition> = fc.oneof(
  leaf,
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
)
const anyInstrument: fc.Arbitrary<Instrument> = fc
  .array(fc.tuple(fc.constantFrom(...levels), aCondition), { minLength: 1, maxLength: 4 })
  .map((rules) =>
    anInstrument({
      rules: rules.map(([level, when], index) => ({ id: `r${index}`, level, when, text })),
    }),
  )

/** All ways of answering the open items with yes or no. */
function completions(instrument: Instrument, given: Answers): Answers[] {
  return instrument.items.reduce<Answers[]>(
    (partial, { id }) => {
      const answer = given[id] ?? 'unknown'
      const values: Answer[] = answer === 'yes' || answer === 'no' ? [answer] : ['yes', 'no']
      return partial.flatMap((soFar) => values.map((value) => ({ ...soFar, [id]: value })))
    },
    [{}],
  )
}

const rank = (level: Level | 'undetermined'): number =>
  level === 'undetermined' ? -1 : levels.indexOf(level)

describe('the shipped instruments', () => {
  test.each(instruments.map((instrument) => [instrument.id, instrument] as const))(
    '%s has no fault',
    (_, instrument) => {
      expect(definitionFaults(instrument)).toEqual([])
    },
  )

  test('a slot carries no items, and no slot can be found for use', () => {
    expect(slots.flatMap(definitionFaults)).toEqual([])
    expect(slots.filter(({ id }) => findInstrument(id) !== undefined)).toEqual([])
  })

  test('one sign of direct danger is enough for the highest level', () => {
    const core = findInstrument('core-redflags')
    if (core === undefined) throw new Error('core-redflags is not shipped')
    const noToAll = Object.fromEntries(core.items.map(({ id }) => [id, 'no' as const]))

    expect(score(core, { ...noToAll, strangulation: 'yes' }).level).toBe('high')
    expect(score(core, { ...noToAll, separation: 'yes' }).level).toBe('raised')
    expect(score(core, { ...noToAll, separation: 'yes', stalking: 'yes' }).level).toBe('high')
    expect(score(core, noToAll).level).toBe('routine')
    expect(score(core, { ...noToAll, strangulation: 'declined' }).level).toBe('undetermined')
    expect(score(core, {}).level).toBe('undetermined')
  })

  test('every combination of answers to hark is as its rule says', () => {
    const hark = findInstrument('hark')
    if (hark === undefined) throw new Error('hark is not shipped')
    const all = hark.items.reduce<Answers[]>(
      (partial, { id }) =>
        partial.flatMap((soFar) => answers.map((answer) => ({ ...soFar, [id]: answer }))),
      [{}],
    )

    expect(all).toHaveLength(4 ** 4)
    for (const given of all) {
      const values = Object.values(given)
      const expected = values.includes('yes')
        ? 'raised'
        : values.every((value) => value === 'no')
          ? 'routine'
          : 'undetermined'
      expect(score(hark, given).level, JSON.stringify(given)).toBe(expected)
    }
  })
})

describe('scoring', () => {
  test('one more yes never lowers the level', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...instruments)
          .chain((instrument) =>
            fc.tuple(
              fc.constant(instrument),
              answersTo(instrument),
              fc.constantFrom(...instrument.items),
            ),
          ),
        ([instrument, given, { id }]) => {
          const before = score(instrument, given).level
          const after = score(instrument, { ...given, [id]: 'yes' }).level

          if (before !== 'undetermined') expect(rank(after)).toBeGreaterThanOrEqual(rank(before))
          else expect(after).not.toBe('routine')
        },
      ),
    )
  })

  test('no completion of the open answers lies outside the level given and the level possible', () => {
    fc.assert(
      fc.property(
        anyInstrument.chain((instrument) =>
          fc.tuple(fc.constant(instrument), answersTo(instrument)),
        ),
        ([instrument, given]) => {
          const { level, possible } = score(instrument, given)
          const reached = completions(instrument, given).map((complete) =>
            rank(score(instrument, complete).level),
          )

          expect(Math.max(...reached)).toBe(rank(possible))
          if (level !== 'undetermined') expect(Math.min(...reached)).toBe(rank(level))
        },
      ),
    )
  })

  test('no open item that could raise the level is left out of those still to be asked', () => {
    fc.assert(
      fc.property(
        anyInstrument.chain((instrument) =>
          fc.tuple(fc.constant(instrument), answersTo(instrument)),
        ),
        ([instrument, given]) => {
          const { deciding, fired, possible } = score(instrument, given)
          const floor = Math.max(0, ...fired.map(({ level }) => rank(level)))
          const raises = instrument.items
            .map(({ id }) => id)
            .filter((id) => given[id] !== 'yes' && given[id] !== 'no')
            .filter((id) =>
              completions(instrument, { ...given, [id]: 'no' }).some((complete) => {
                const without = new Set(score(instrument, complete).fired.map((rule) => rule.id))
                return score(instrument, { ...complete, [id]: 'yes' }).fired.some(
                  (rule) => rank(rule.level) > floor && !without.has(rule.id),
                )
              }),
            )

          expect(deciding).toEqual(expect.arrayContaining(raises))
          expect(deciding.length > 0).toBe(rank(possible) > floor)
        },
      ),
    )
  })

  test('an answer to an item that does not exist is refused by name', () => {
    expect(() => score(anInstrument(), { elsewhere: 'yes' })).toThrow(UnknownItemError)
  })
})

describe('a faulty definition', () => {
  test.each<[string, Partial<Instrument>, string]>([
    [
      'a negative weight',
      {
        rules: [
          {
            id: 'r',
            level: 'high',
            when: { weighted: { a: -1, b: 1, c: 1, d: 1 }, atLeast: 1 },
            text,
          },
        ],
      },
      'rules[0].when.weighted.a',
    ],
    [
      'an unknown item',
      { rules: [{ id: 'r', level: 'high', when: { anyYes: ['a', 'b', 'c', 'd', 'x'] }, text }] },
      'rules[0].when',
    ],
    [
      'an item that no rule uses',
      { rules: [{ id: 'r', level: 'high', when: { anyYes: ['a', 'b', 'c'] }, text }] },
      'items',
    ],
    [
      'a count that cannot be reached',
      {
        rules: [
          { id: 'r', level: 'high', when: { countYes: ['a', 'b', 'c', 'd'], atLeast: 5 }, text },
        ],
      },
      'rules[0].when.atLeast',
    ],
    [
      'an empty "all", which would hold for everybody',
      { rules: [...anInstrument().rules, { id: 'r', level: 'high', when: { all: [] }, text }] },
      'rules[2].when.all',
    ],
    ['a missing translation', { title: { ...text, kk: ' ' } }, 'title.kk'],
    ['no right to use it', { rights: { holder: 'somebody', basis: 'none' } }, 'rights.basis'],
    [
      'a permission without its document',
      { rights: { holder: 'somebody', basis: 'permission' } },
      'rights.documentSha256',
    ],
    ['a slot that carries items', { status: 'slot' }, 'items'],
  ])('names %s', (_, change, path) => {
    expect(definitionFaults(anInstrument(change)).map((fault) => fault.path)).toContain(path)
  })

  test('is not found in a sound one', () => {
    expect(definitionFaults(anInstrument())).toEqual([])
  })
})
