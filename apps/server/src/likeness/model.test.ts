import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorthShowing, type Known, weigh } from './model.ts'

const unknown = { iin: 'unknown', phone: 'unknown' } as const
const named = (family: string, given: string | null, patronymic: string | null = null) => ({
  family,
  given,
  patronymic,
})
const woman = (names: Known['names'], birthDate: string | null = null): Known => ({
  names,
  birthDate: birthDate as Known['birthDate'],
  sex: 'female',
})
const asel = woman([named('Ахметова', 'Әсел', 'Серікқызы')], '1992-05-14')
const kindsOf = (one: Known, other: Known) =>
  weigh(one, other, unknown).evidence.map(({ kind }) => kind)

describe('one woman in three spellings', () => {
  test.each([
    ['Russian', named('Ахметова', 'Асель', 'Сериковна')],
    ['Latin', named('Akhmetova', 'Assel', null)],
  ])(
    'is very alike in %s with her birth date, and the reasons name surname, given name and birth',
    (_, name) => {
      const found = weigh(woman([name], '1992-05-14'), asel, unknown)
      expect(found.likeness).toBe(5)
      const kinds = found.evidence.map(({ kind }) => kind)
      expect(kinds.some((kind) => kind === 'surname-same' || kind === 'surname-ending')).toBe(true)
      expect(kinds).toContain('born-same')
      expect(kinds.some((kind) => kind === 'given-same' || kind === 'given-sound')).toBe(true)
    },
  )

  test('is worth showing by given name and surname alone, but is not very alike', () => {
    const found = weigh(woman([named('Akhmetova', 'Assel')]), asel, unknown)
    expect(isWorthShowing(found)).toBe(true)
    expect(found.likeness).toBeLessThan(5)
  })
})

test('a sister of the same father is less alike than the woman herself, and the reason says why', () => {
  const sister = woman([named('Ахметова', 'Айгүл', 'Серікқызы')], '1994-02-01')
  expect(weigh(sister, asel, unknown).weight).toBeLessThan(0)
  expect(kindsOf(sister, asel)).toEqual(expect.arrayContaining(['given-other', 'born-other']))
})

test('swapped day and month are told apart from another birth date', () => {
  const told = woman([named('Ахметова', 'Әсел')], '1992-05-04')
  const known = woman([named('Ахметова', 'Әсел')], '1992-04-05')
  expect(kindsOf(told, known)).toContain('born-swapped')
})

const aPerson: fc.Arbitrary<Known> = fc.record({
  names: fc.array(
    fc.record({
      family: fc.constantFrom('Ахметова', 'Akhmetov', 'Сейтқали', 'Ким', 'Петрова'),
      given: fc.option(fc.constantFrom('Әсел', 'Асель', 'Assel', 'Анна', 'Нұрлан')),
      patronymic: fc.option(fc.constantFrom('Серікқызы', 'Сериковна', 'Иванович')),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  birthDate: fc.option(fc.constantFrom('1992-05-14', '1992-05-15', '2001-01-01')) as fc.Arbitrary<
    Known['birthDate']
  >,
  sex: fc.constantFrom('female', 'male', 'unknown'),
})
const anAgreement = fc.constantFrom('same' as const, 'other' as const, 'unknown' as const)

describe('whoever two people are', () => {
  test('the order in which they are compared does not matter', () => {
    fc.assert(
      fc.property(aPerson, aPerson, anAgreement, anAgreement, (one, other, iin, phone) => {
        const numbers = { iin, phone }
        expect(weigh(one, other, numbers).weight).toBeCloseTo(weigh(other, one, numbers).weight, 5)
      }),
    )
  })

  test('the same IIN never makes them less alike, another one never more', () => {
    fc.assert(
      fc.property(aPerson, aPerson, (one, other) => {
        const at = (iin: 'same' | 'other' | 'unknown') =>
          weigh(one, other, { iin, phone: 'unknown' }).weight
        expect(at('same')).toBeGreaterThanOrEqual(at('unknown'))
        expect(at('unknown')).toBeGreaterThanOrEqual(at('other'))
      }),
    )
  })
})
