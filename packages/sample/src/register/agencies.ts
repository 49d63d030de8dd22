// How well each keeper of a register knows people: whom, how often, in which spellings, with which gaps.

import type { Spelling } from '../names/spelling.ts'

export type RegisterAgency = {
  readonly key: string
  /** Share of the people of these ages it has a record of. */
  readonly covers: number
  readonly ages: readonly [from: number, to: number]
  /** Chance of one more record of the same person, again and again. */
  readonly repeats: number
  readonly spellings: ReadonlyArray<readonly [weight: number, spelling: Spelling]>
  readonly hasIin: number
  readonly hasBornOn: number
  readonly hasPatronymic: number
  readonly hasPhone: number
  readonly hasAddress: number
  /** How often a field holds a slip. */
  readonly slips: number
  /** Shares of the slips by hand, scanner and ear. */
  readonly slipKinds: readonly [hand: number, scanner: number, ear: number]
  readonly usesNicknames: number
  readonly dateForm: 'iso' | 'dotted' | 'mixed'
}

export const REGISTER_AGENCIES: readonly RegisterAgency[] = [
  {
    key: 'civil-registry',
    covers: 0.97,
    ages: [0, 120],
    repeats: 0,
    spellings: [
      [70, 'kk'],
      [30, 'ru'],
    ],
    hasIin: 0.9,
    hasBornOn: 1,
    hasPatronymic: 0.99,
    hasPhone: 0.1,
    hasAddress: 0.9,
    slips: 0.01,
    slipKinds: [80, 20, 0],
    usesNicknames: 0,
    dateForm: 'iso',
  },
  {
    key: 'health',
    covers: 0.85,
    ages: [0, 120],
    repeats: 0.25,
    spellings: [
      [60, 'ru'],
      [40, 'kk'],
    ],
    hasIin: 0.62,
    hasBornOn: 0.98,
    hasPatronymic: 0.85,
    hasPhone: 0.7,
    hasAddress: 0.7,
    slips: 0.04,
    slipKinds: [80, 10, 10],
    usesNicknames: 0,
    dateForm: 'dotted',
  },
  {
    key: 'school',
    covers: 0.93,
    ages: [6, 18],
    repeats: 0.15,
    spellings: [
      [55, 'kk'],
      [45, 'ru'],
    ],
    hasIin: 0.5,
    hasBornOn: 0.97,
    hasPatronymic: 0.7,
    hasPhone: 0.8,
    hasAddress: 0.75,
    slips: 0.04,
    slipKinds: [90, 5, 5],
    usesNicknames: 0.01,
    dateForm: 'dotted',
  },
  {
    key: 'social-protection',
    covers: 0.35,
    ages: [0, 120],
    repeats: 0.2,
    spellings: [
      [55, 'kk'],
      [40, 'ru'],
      [5, 'latin-2021'],
    ],
    hasIin: 0.55,
    hasBornOn: 0.95,
    hasPatronymic: 0.8,
    hasPhone: 0.7,
    hasAddress: 0.9,
    slips: 0.05,
    slipKinds: [60, 40, 0],
    usesNicknames: 0,
    dateForm: 'mixed',
  },
  {
    key: 'migration-service',
    covers: 0.22,
    ages: [0, 120],
    repeats: 0.1,
    spellings: [
      [85, 'passport'],
      [10, 'latin-2018'],
      [5, 'latin-2021'],
    ],
    hasIin: 0.45,
    hasBornOn: 1,
    hasPatronymic: 0.25,
    hasPhone: 0.3,
    hasAddress: 0.3,
    slips: 0.02,
    slipKinds: [40, 60, 0],
    usesNicknames: 0,
    dateForm: 'iso',
  },
  {
    key: 'police',
    covers: 0.22,
    ages: [5, 90],
    repeats: 0.4,
    spellings: [
      [75, 'ru'],
      [25, 'kk'],
    ],
    hasIin: 0.35,
    hasBornOn: 0.9,
    hasPatronymic: 0.75,
    hasPhone: 0.75,
    hasAddress: 0.8,
    slips: 0.07,
    slipKinds: [70, 10, 20],
    usesNicknames: 0.01,
    dateForm: 'dotted',
  },
  {
    key: 'contact-centre',
    covers: 0.12,
    ages: [8, 90],
    repeats: 0.35,
    spellings: [
      [45, 'ru'],
      [35, 'kk'],
      [20, 'informal'],
    ],
    hasIin: 0.06,
    hasBornOn: 0.72,
    hasPatronymic: 0.45,
    hasPhone: 0.9,
    hasAddress: 0.5,
    slips: 0.09,
    slipKinds: [40, 0, 60],
    usesNicknames: 0.06,
    dateForm: 'mixed',
  },
  {
    key: 'ngo',
    covers: 0.1,
    ages: [0, 80],
    repeats: 0.25,
    spellings: [
      [45, 'ru'],
      [20, 'kk'],
      [35, 'informal'],
    ],
    hasIin: 0.08,
    hasBornOn: 0.85,
    hasPatronymic: 0.35,
    hasPhone: 0.85,
    hasAddress: 0.4,
    slips: 0.07,
    slipKinds: [80, 0, 20],
    usesNicknames: 0.04,
    dateForm: 'mixed',
  },
]
