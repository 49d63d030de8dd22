// Chooses names as people of one culture, sex and year of birth bear them.

import { pickRanked, pickWeighted, type Random, type RankedList, rankedList } from '../random.ts'
import type { PatronymicForm, Sex, SurnameParts } from './full-name.ts'
import { KAZAKH_MEN, KAZAKH_WOMEN } from './kazakh-given.ts'
import { SLAVIC_MEN, SLAVIC_WOMEN, TURKIC_MEN, TURKIC_WOMEN } from './other-given.ts'
import { parseNames, type SpelledName } from './spelling.ts'
import { FIXED_FORMS, KAZAKH_STEMS, SLAVIC_MALE_FORMS, TURKIC_STEMS } from './surname-stems.ts'

export type Culture = 'kazakh' | 'slavic' | 'turkic'
type Generation = 'elder' | 'middle' | 'young'

const GENERATIONS: readonly Generation[] = ['elder', 'middle', 'young']

type ByGeneration = Readonly<Record<Generation, RankedList<SpelledName>>>

const ranked = (lists: Readonly<Record<Generation, string>>): ByGeneration => ({
  elder: rankedList(parseNames(lists.elder)),
  middle: rankedList(parseNames(lists.middle)),
  young: rankedList(parseNames(lists.young)),
})

const GIVEN: Readonly<Record<Culture, Readonly<Record<Sex, ByGeneration>>>> = {
  kazakh: { male: ranked(KAZAKH_MEN), female: ranked(KAZAKH_WOMEN) },
  slavic: { male: ranked(SLAVIC_MEN), female: ranked(SLAVIC_WOMEN) },
  turkic: { male: ranked(TURKIC_MEN), female: ranked(TURKIC_WOMEN) },
}

// Surnames are spread flatter than given names.
const surnames = (text: string): RankedList<SpelledName> =>
  rankedList(parseNames(text), { offset: 12, slope: 0.8 })

const STEMS = {
  kazakh: surnames(KAZAKH_STEMS),
  turkic: surnames(TURKIC_STEMS),
  slavic: surnames(SLAVIC_MALE_FORMS),
  fixed: surnames(FIXED_FORMS),
} as const

export function chooseGivenName(
  {
    culture,
    sex,
    bornYear,
  }: { readonly culture: Culture; readonly sex: Sex; readonly bornYear: number },
  random: Random,
): SpelledName {
  const own = bornYear < 1970 ? 0 : bornYear < 2000 ? 1 : 2
  // One name in seven is that of a neighbouring generation: children are named after grandparents.
  const shifted = random.chance(0.15) ? own + (random.chance(0.5) ? 1 : -1) : own
  const generation = GENERATIONS[Math.min(2, Math.max(0, shifted))] as Generation
  return pickRanked(GIVEN[culture][sex][generation], random)
}

export function chooseSurname(culture: Culture, random: Random): SurnameParts {
  if (culture === 'kazakh') {
    return random.chance(0.93)
      ? { stem: pickRanked(STEMS.kazakh, random), form: 'bending' }
      : { stem: pickRanked(GIVEN.kazakh.male.elder, random), form: 'fixed' }
  }
  if (culture === 'turkic') return { stem: pickRanked(STEMS.turkic, random), form: 'bending' }
  return random.chance(0.68)
    ? { stem: pickRanked(STEMS.slavic, random), form: 'slavic' }
    : { stem: pickRanked(STEMS.fixed, random), form: 'fixed' }
}

/** How a patronymic is formed, or null for none. */
export function choosePatronymicForm(
  culture: Culture,
  bornYear: number,
  random: Random,
): PatronymicForm | null {
  if (culture === 'slavic') return random.chance(bornYear < 2000 ? 0.99 : 0.97) ? 'ovich' : null
  if (culture === 'turkic') return random.chance(0.85) ? 'ovich' : null
  if (bornYear < 1975)
    return pickWeighted(
      [
        [88, 'ovich'],
        [7, 'uly'],
        [5, null],
      ],
      random,
    )
  if (bornYear < 2000)
    return pickWeighted(
      [
        [62, 'ovich'],
        [23, 'uly'],
        [15, null],
      ],
      random,
    )
  return pickWeighted(
    [
      [30, 'ovich'],
      [50, 'uly'],
      [20, null],
    ],
    random,
  )
}

/** Every name in the lists, for tests of their size and letters. */
export function listNames(): {
  readonly given: Readonly<Record<Sex, readonly SpelledName[]>>
  readonly surnames: readonly SpelledName[]
} {
  const given = (sex: Sex): readonly SpelledName[] =>
    distinct(
      Object.values(GIVEN).flatMap((culture) =>
        GENERATIONS.flatMap((generation) => culture[sex][generation].items),
      ),
    )
  return {
    given: { female: given('female'), male: given('male') },
    surnames: distinct(Object.values(STEMS).flatMap(({ items }) => items)),
  }
}

function distinct(names: readonly SpelledName[]): readonly SpelledName[] {
  return [...new Map(names.map((name) => [name.kk, name])).values()]
}
