import type { EvidenceKind, PairSide } from '@umai/contract'
import { describe, expect, test } from 'vitest'
import { differenceOf, differenceOfNames } from './model.ts'

const side = (
  family: string,
  given: string | null,
  more: Partial<Pick<PairSide, 'birthDate' | 'sex'>> = {},
): PairSide => ({
  personId: 'a',
  names: [{ script: 'kazakh', family, given, patronymic: null }],
  sex: 'female',
  birthDate: '1992-05-14',
  language: null,
  recordedAt: '2026-11-01T00:00:00Z',
  isFromRegister: false,
  hasProtectedAddress: false,
  cases: [],
  ...more,
})
const pair = (left: PairSide, right: PairSide, kinds: readonly EvidenceKind[]) => ({
  left,
  right,
  evidence: kinds.map((kind) => ({ kind, weight: 1 })),
})

describe('the names of a pair', () => {
  test.each([
    ['Ахметова', 'Асель', ['surname-same', 'given-same'], 'otherSpelling'],
    ['Akhmetov', 'Әсел', ['surname-ending', 'given-same'], 'otherSpelling'],
    ['Ахметова', 'Айгүл', ['surname-same', 'given-other'], 'differs'],
    ['Ахметова', 'Асем', ['surname-same', 'given-alike'], 'differs'],
    ['Иванова', 'Асель', ['surname-other', 'given-same'], 'differs'],
    ['Иванова', 'Асель', ['surname-same', 'given-same', 'patronymic-other'], 'differs'],
    ['Әсел', 'Ахметова', ['names-exchanged'], 'differs'],
    ['Ахметова', 'Әсел', ['surname-same', 'given-same'], 'none'],
    ['Ахметова', null, ['surname-same'], 'differs'],
  ] as const)('%s %s by %j: %s', (family, given, kinds, difference) => {
    const of = pair(side('Ахметова', 'Әсел'), side(family, given), kinds)

    expect(differenceOfNames(of)).toBe(difference)
  })
})

describe('a thing that two records say', () => {
  test.each([
    ['1992-05-14', 'none'],
    ['1992-05-15', 'differs'],
    [null, 'none'],
  ] as const)('a birth date of %s beside 1992-05-14 is: %s', (birthDate, difference) => {
    const of = pair(side('А', null), side('А', null, { birthDate }), [])

    expect(differenceOf(of, (one) => one.birthDate)).toBe(difference)
  })
})
