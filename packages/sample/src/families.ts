// People in families and households, one family after another. A family depends on the seed and its
// own number only, so a shorter run is the beginning of a longer one, and nothing is kept but the
// counters of the numbers given out.

import { fromDayNumber, type PlainDate, toDayNumber } from './days.ts'
import { createIinIssuer } from './iin.ts'
import {
  type Culture,
  chooseGivenName,
  choosePatronymicForm,
  chooseSurname,
} from './names/choose.ts'
import {
  type FullName,
  type NameParts,
  type PatronymicForm,
  type Sex,
  type SurnameParts,
  spellFullName,
} from './names/full-name.ts'
import { listNicknames } from './names/nicknames.ts'
import type { SpelledName } from './names/spelling.ts'
import { samplePhone } from './phone.ts'
import { HOME_PLACES, isInSampleCity, STREETS, type Street } from './places.ts'
import { createRandom, pickRanked, pickWeighted, type Random, rankedList } from './random.ts'
import { sampleId } from './sample-id.ts'

export type Seed = string | number

export type Address = {
  readonly kato: string
  readonly street: Street
  readonly house: number
  readonly flat: number | null
}

export type Household = { readonly id: string; readonly address: Address }

export type Position = 'grandparent' | 'parent' | 'child' | 'adult'
export type Partnership = 'married' | 'living-together' | 'separated'

/** Everything is made up; `motherId`, `fatherId` and `partnerId` name people made before this one. */
export type Person = {
  readonly index: number
  readonly id: string
  readonly familyIndex: number
  readonly familyId: string
  readonly householdId: string
  readonly position: Position
  readonly sex: Sex
  readonly bornOn: PlainDate
  readonly iin: string
  readonly culture: Culture
  readonly language: 'kk' | 'ru'
  /** The script of the identity document, in which `name` is written. */
  readonly documentSpelling: 'kk' | 'ru'
  readonly name: FullName
  /** What the name is made of, to spell it otherwise with `spellFullName`. */
  readonly nameParts: NameParts
  /** The surname before marriage, as parts. */
  readonly previousSurname: SurnameParts | null
  readonly nickname: string | null
  readonly motherId: string | null
  readonly fatherId: string | null
  readonly partnerId: string | null
  readonly partnership: Partnership | null
  readonly phone: string | null
}

export type Family = {
  readonly index: number
  readonly id: string
  readonly households: readonly Household[]
  readonly people: readonly Person[]
}

export type PeopleOptions = {
  readonly seed: Seed
  readonly people: number
  /** The day the region is imagined at; nobody is born after it. */
  readonly on?: PlainDate
  readonly onProgress?: (made: number, total: number) => void
}

export const DEFAULT_DAY: PlainDate = '2026-11-01'
const PROGRESS_STEP = 5_000

export function* generatePeople(options: PeopleOptions): Generator<Person, void, undefined> {
  for (const family of generateFamilies(options)) yield* family.people
}

/** Families with exactly `people` people in all; the last family may be cut short. */
export function* generateFamilies({
  seed,
  people: total,
  on = DEFAULT_DAY,
  onProgress,
}: PeopleOptions): Generator<Family, void, undefined> {
  if (!Number.isSafeInteger(total) || total < 0) {
    throw new RangeError(`The number of people must be a whole number from 0 on, not ${total}.`)
  }
  const today = toDayNumber(on)
  const issueIin = createIinIssuer(seed)
  let made = 0
  let reported = 0

  for (let index = 0; made < total; index += 1) {
    const draft = draftFamily({ random: createRandom(seed, 'family', index), today })
    const familyId = sampleId(seed, 'family', index)
    const kept = draft.people.slice(0, total - made)
    const inUse = new Set(kept.map((person) => person.household))
    const firstIndex = made
    const households = draft.addresses.map((address, number) => ({
      id: sampleId(seed, `household-${number}`, index),
      address,
    }))
    const ids = kept.map((_, local) => sampleId(seed, 'person', firstIndex + local))
    const idAt = (local: number | null): string | null =>
      local === null ? null : (ids[local] as string)

    const people = kept.map((person, local): Person => {
      const bornOn = fromDayNumber(person.bornDay)
      return {
        index: firstIndex + local,
        id: ids[local] as string,
        familyIndex: index,
        familyId,
        householdId: (households[person.household] as Household).id,
        position: person.position,
        sex: person.sex,
        bornOn,
        iin: issueIin({ bornOn, sex: person.sex }),
        culture: person.culture,
        language: person.language,
        documentSpelling: person.documentSpelling,
        name: spellFullName({ parts: person.parts, sex: person.sex }, person.documentSpelling),
        nameParts: person.parts,
        previousSurname: person.previousSurname,
        nickname: person.nickname,
        motherId: idAt(person.mother),
        fatherId: idAt(person.father),
        partnerId: idAt(person.partner),
        partnership: person.partnership,
        phone: person.phone,
      }
    })
    made += people.length
    yield { index, id: familyId, households: households.filter((_, n) => inUse.has(n)), people }
    if (onProgress !== undefined && (made - reported >= PROGRESS_STEP || made === total)) {
      reported = made
      onProgress(made, total)
    }
  }
}

type PersonDraft = {
  readonly sex: Sex
  readonly bornDay: number
  readonly culture: Culture
  readonly language: 'kk' | 'ru'
  readonly documentSpelling: 'kk' | 'ru'
  readonly parts: NameParts
  readonly previousSurname: SurnameParts | null
  readonly nickname: string | null
  readonly household: number
  readonly position: Position
  readonly mother: number | null
  readonly father: number | null
  readonly partner: number | null
  readonly partnership: Partnership | null
  readonly phone: string | null
}

type FamilyDraft = {
  readonly addresses: readonly Address[]
  readonly people: readonly PersonDraft[]
}

type FamilyShape =
  | 'couple-with-children'
  | 'three-generations'
  | 'mother-alone'
  | 'mother-alone-father-unknown'
  | 'father-alone'
  | 'couple'
  | 'old-couple'
  | 'single'
  | 'grandmother-with-grandchildren'

const SHAPES: ReadonlyArray<readonly [number, FamilyShape]> = [
  [40, 'couple-with-children'],
  [15, 'three-generations'],
  [12, 'mother-alone'],
  [3, 'mother-alone-father-unknown'],
  [2, 'father-alone'],
  [9, 'couple'],
  [7, 'old-couple'],
  [10, 'single'],
  [2, 'grandmother-with-grandchildren'],
]

const CULTURES: ReadonlyArray<readonly [number, Culture]> = [
  [70, 'kazakh'],
  [20, 'slavic'],
  [10, 'turkic'],
]

const CHILDREN: Readonly<Record<Culture, ReadonlyArray<readonly [number, number]>>> = {
  kazakh: [
    [18, 1],
    [30, 2],
    [29, 3],
    [14, 4],
    [6, 5],
    [3, 6],
  ],
  turkic: [
    [18, 1],
    [30, 2],
    [30, 3],
    [15, 4],
    [7, 5],
  ],
  slavic: [
    [38, 1],
    [44, 2],
    [14, 3],
    [4, 4],
  ],
}

const YEAR = 365.2425
/** Children older than this have left home and are not part of the family made here. */
const LEAVING_AGE = 23

const RANKED_STREETS = rankedList(STREETS, { offset: 4, slope: 0.8 })

function draftFamily({
  random,
  today,
}: {
  readonly random: Random
  readonly today: number
}): FamilyDraft {
  const shape = pickWeighted(SHAPES, random)
  const culture = pickWeighted(CULTURES, random)
  const family = startFamily({ random, today, culture })
  switch (shape) {
    case 'single':
      family.addAdult({
        sex: random.chance(0.5) ? 'female' : 'male',
        bornDay: today - random.between(19, 70) * YEAR - random.between(0, 364),
        position: 'adult',
      })
      break
    case 'couple':
      family.addCouple({ womanAge: random.between(20, 45), position: 'adult' })
      break
    case 'old-couple':
      family.addCouple({ womanAge: random.between(60, 82), position: 'grandparent' })
      break
    case 'couple-with-children': {
      const couple = family.addCouple({ womanAge: family.motherAge(), position: 'parent' })
      family.addChildren(couple)
      break
    }
    case 'three-generations': {
      const couple = family.addCouple({
        womanAge: family.motherAge(),
        position: 'parent',
        withParents: true,
      })
      family.addChildren(couple)
      break
    }
    case 'mother-alone':
    case 'father-alone': {
      const couple = family.addCouple({
        womanAge: family.motherAge(),
        position: 'parent',
        separated: shape === 'mother-alone' ? 'man-moved-out' : 'woman-moved-out',
      })
      family.addChildren(couple)
      break
    }
    case 'mother-alone-father-unknown': {
      const mother = family.addAdult({
        sex: 'female',
        bornDay: today - family.motherAge() * YEAR - random.between(0, 364),
        position: 'parent',
      })
      family.addChildren({ mother, father: null })
      break
    }
    case 'grandmother-with-grandchildren':
      family.addGrandmotherWithGrandchildren()
      break
  }
  return family.finish()
}

type Parents = { readonly mother: number; readonly father: number | null }

function startFamily({
  random,
  today,
  culture,
}: {
  readonly random: Random
  readonly today: number
  readonly culture: Culture
}) {
  const people: PersonDraft[] = []
  const addresses: Address[] = [chooseAddress(random)]
  const at = (local: number): PersonDraft => people[local] as PersonDraft

  const motherAge = (): number => Math.round(Math.min(52, Math.max(20, random.around(35, 9))))

  function add(person: {
    readonly sex: Sex
    readonly bornDay: number
    readonly culture: Culture
    readonly parts: NameParts
    readonly position: Position
    readonly household?: number
    readonly previousSurname?: SurnameParts | null
    readonly mother?: number | null
    readonly father?: number | null
    readonly partner?: number | null
    readonly partnership?: Partnership | null
  }): number {
    const age = (today - person.bornDay) / YEAR
    const language = chooseLanguage(person.culture, random)
    const nicknames = listNicknames(person.parts.given.kk)
    people.push({
      household: 0,
      previousSurname: null,
      mother: null,
      father: null,
      partner: null,
      partnership: null,
      ...person,
      bornDay: Math.floor(person.bornDay),
      language,
      documentSpelling: chooseDocumentSpelling(person.culture, language, random),
      nickname: nicknames.length > 0 && random.chance(0.3) ? random.pick(nicknames) : null,
      phone: random.chance(phoneShare(age)) ? samplePhone(random) : null,
    })
    return people.length - 1
  }

  /** The surname and father's name of somebody whose parents are not part of the family. */
  function ownName(
    { sex, bornDay, ofCulture }: { sex: Sex; bornDay: number; ofCulture: Culture },
    known: { readonly surname?: SurnameParts; readonly father?: SpelledName } = {},
  ): NameParts {
    const bornYear = yearOf(bornDay)
    const form = choosePatronymicForm(ofCulture, bornYear, random)
    const father =
      known.father ??
      chooseGivenName({ culture: ofCulture, sex: 'male', bornYear: bornYear - 28 }, random)
    return {
      surname: known.surname ?? chooseSurname(ofCulture, random),
      secondSurname: null,
      given: chooseGivenName({ culture: ofCulture, sex, bornYear }, random),
      patronymic: form === null ? null : { father, form },
    }
  }

  function addAdult(adult: {
    readonly sex: Sex
    readonly bornDay: number
    readonly position: Position
  }): number {
    const parts = ownName({ ...adult, ofCulture: culture })
    return add({ ...adult, culture, parts })
  }

  function addCouple({
    womanAge,
    position,
    withParents = false,
    separated,
  }: {
    readonly womanAge: number
    readonly position: Position
    readonly withParents?: boolean
    readonly separated?: 'man-moved-out' | 'woman-moved-out'
  }): { readonly mother: number; readonly father: number } {
    const womanBorn = today - womanAge * YEAR - random.between(0, 364)
    const ageGap = Math.min(15, Math.max(-5, random.around(2.5, 2.5)))
    // A man of the couple is 19 at least, however young the woman.
    const manBorn = Math.min(womanBorn - ageGap * YEAR, today - 19 * YEAR)
    const surname = chooseSurname(culture, random)
    const elders = withParents ? addEldersOf({ bornDay: manBorn, surname }) : null
    const eldersFather = elders?.father === null || elders === null ? null : at(elders.father)

    const father = add({
      sex: 'male',
      bornDay: manBorn,
      culture,
      position,
      parts: ownName(
        { sex: 'male', bornDay: manBorn, ofCulture: culture },
        {
          surname,
          ...(eldersFather === null ? {} : { father: eldersFather.parts.given }),
        },
      ),
      household: separated === 'man-moved-out' ? moveOut() : 0,
      mother: elders?.mother ?? null,
      father: elders?.father ?? null,
    })

    const womanCulture = random.chance(0.08) ? pickWeighted(CULTURES, random) : culture
    const maiden = ownName({ sex: 'female', bornDay: womanBorn, ofCulture: womanCulture })
    const married = separated === undefined ? random.chance(0.88) : random.chance(0.7)
    const names = married ? nameAfterMarriage({ maiden, surname, womanCulture }) : null
    const mother = add({
      sex: 'female',
      bornDay: womanBorn,
      culture: womanCulture,
      position,
      parts: names ?? maiden,
      previousSurname: names === null ? null : maiden.surname,
      household: separated === 'woman-moved-out' ? moveOut() : 0,
      partner: father,
      partnership: separated !== undefined ? 'separated' : married ? 'married' : 'living-together',
    })
    return { mother, father }
  }

  function nameAfterMarriage({
    maiden,
    surname,
    womanCulture,
  }: {
    readonly maiden: NameParts
    readonly surname: SurnameParts
    readonly womanCulture: Culture
  }): NameParts | null {
    const share = { kazakh: 0.58, slavic: 0.88, turkic: 0.7 }[womanCulture]
    if (surname.stem.kk === maiden.surname.stem.kk || !random.chance(share)) return null
    return random.chance(0.03)
      ? { ...maiden, surname: maiden.surname, secondSurname: surname }
      : { ...maiden, surname }
  }

  /** The parents of a man who lives with them: both, or one who is widowed. */
  function addEldersOf(son: { readonly bornDay: number; readonly surname: SurnameParts }): {
    readonly mother: number | null
    readonly father: number | null
  } {
    const motherBorn = son.bornDay - Math.min(38, Math.max(18, random.around(26, 4))) * YEAR
    const fatherBorn = Math.min(motherBorn - random.around(2, 2) * YEAR, son.bornDay - 19 * YEAR)
    const fatherLives = (today - fatherBorn) / YEAR < 88 && random.chance(0.6)
    const motherLives = (today - motherBorn) / YEAR < 92 && (!fatherLives || random.chance(0.85))
    const father = fatherLives
      ? add({
          sex: 'male',
          bornDay: fatherBorn,
          culture,
          position: 'grandparent',
          parts: ownName(
            { sex: 'male', bornDay: fatherBorn, ofCulture: culture },
            { surname: son.surname },
          ),
        })
      : null
    if (!motherLives) return { mother: null, father }
    const maiden = ownName({ sex: 'female', bornDay: motherBorn, ofCulture: culture })
    const renamed = random.chance(0.8)
    const mother = add({
      sex: 'female',
      bornDay: motherBorn,
      culture,
      position: 'grandparent',
      parts: renamed ? { ...maiden, surname: son.surname } : maiden,
      previousSurname: renamed ? maiden.surname : null,
      partner: father,
      partnership: father === null ? null : 'married',
    })
    return { mother, father }
  }

  function addChildren({ mother, father }: Parents): void {
    const { bornDay: motherBorn } = at(mother)
    const fatherBorn = father === null ? motherBorn : at(father).bornDay
    const wanted = pickWeighted(CHILDREN[culture], random)
    const style = chooseChildSurname({ mother, father })
    const usedNames = new Set<string>()
    // Most families form the patronymics of all their children in one way.
    const usualForm = choosePatronymicForm(culture, yearOf(motherBorn) + 25, random)
    const firstAge = Math.max(18, Math.min(38, random.around(25, 4)))
    // The first child is born before today and when the father is 17 at least.
    const earliest = Math.max(motherBorn + 17.5 * YEAR, fatherBorn + 17.5 * YEAR)
    let birth = Math.min(
      Math.max(motherBorn + firstAge * YEAR, earliest),
      today - random.between(10, 900),
    )
    birth = Math.max(birth, earliest)
    for (let number = 0; number < wanted; number += 1) {
      if (birth > today || birth > motherBorn + 45 * YEAR) break
      const twins = random.chance(0.012) ? 2 : 1
      for (let twin = 0; twin < twins; twin += 1) {
        if ((today - birth) / YEAR < LEAVING_AGE) {
          addChild({ mother, father, birth, style, usedNames, usualForm })
        }
      }
      birth += random.between(400, 1_700)
    }
  }

  function addChild({
    mother,
    father,
    birth,
    style,
    usedNames,
    usualForm,
  }: Parents & {
    readonly birth: number
    readonly style: SurnameParts
    readonly usedNames: Set<string>
    readonly usualForm: PatronymicForm | null
  }): void {
    const sex: Sex = random.chance(0.486) ? 'female' : 'male'
    const bornYear = yearOf(birth)
    const nameCulture = random.chance(0.5) ? culture : at(mother).culture
    const given = chooseUnused(usedNames, () =>
      chooseGivenName({ culture: nameCulture, sex, bornYear }, random),
    )
    const ownForm = random.chance(0.85)
      ? usualForm
      : choosePatronymicForm(culture, bornYear, random)
    const form = style.form === 'father' ? null : ownForm
    const fatherName =
      father === null
        ? chooseGivenName({ culture, sex: 'male', bornYear: bornYear - 28 }, random)
        : at(father).parts.given
    const household =
      father !== null && at(mother).household !== at(father).household
        ? Math.min(at(mother).household, at(father).household)
        : at(mother).household
    add({
      sex,
      bornDay: birth,
      culture,
      position: 'child',
      parts: {
        surname: style,
        secondSurname: null,
        given,
        patronymic: form === null ? null : { father: fatherName, form },
      },
      household,
      mother,
      father,
    })
  }

  /** Brothers and sisters bear one surname: the father's, or in the newer way a name of the line. */
  function chooseChildSurname({ mother, father }: Parents): SurnameParts {
    if (father === null) return at(mother).previousSurname ?? at(mother).parts.surname
    const { parts } = at(father)
    if (culture !== 'kazakh') return parts.surname
    if (random.chance(0.04)) return { stem: parts.given, form: 'father' }
    if (parts.patronymic !== null && random.chance(0.1)) {
      return { stem: parts.patronymic.father, form: 'fixed' }
    }
    return parts.surname
  }

  function addGrandmotherWithGrandchildren(): void {
    const grandmother = addAdult({
      sex: 'female',
      bornDay: today - random.between(48, 66) * YEAR - random.between(0, 364),
      position: 'grandparent',
    })
    const daughterBorn = at(grandmother).bornDay + random.between(19, 25) * YEAR
    // The mother works elsewhere and has left her children with her own mother.
    const parts = ownName(
      { sex: 'female', bornDay: daughterBorn, ofCulture: culture },
      { surname: chooseSurname(culture, random) },
    )
    const mother = add({
      sex: 'female',
      bornDay: daughterBorn,
      culture,
      position: 'parent',
      parts,
      household: moveOut(),
      mother: grandmother,
    })
    const before = people.length
    addChildren({ mother, father: null })
    for (let child = before; child < people.length; child += 1) {
      people[child] = { ...at(child), household: 0 }
    }
  }

  function moveOut(): number {
    addresses.push(chooseAddress(random))
    return addresses.length - 1
  }

  return {
    motherAge,
    addAdult,
    addCouple,
    addChildren,
    addGrandmotherWithGrandchildren,
    finish: (): FamilyDraft => ({ addresses, people }),
  }
}

function chooseUnused(used: Set<string>, choose: () => SpelledName): SpelledName {
  let name = choose()
  while (used.has(name.kk)) name = choose()
  used.add(name.kk)
  return name
}

function chooseAddress(random: Random): Address {
  const kato = pickWeighted(HOME_PLACES, random)
  const street = pickRanked(RANKED_STREETS, random)
  const hasFlat = isInSampleCity(kato) && random.chance(0.75)
  return {
    kato,
    street,
    house: random.between(1, hasFlat ? 120 : 80),
    flat: hasFlat ? random.between(1, 90) : null,
  }
}

function chooseLanguage(culture: Culture, random: Random): 'kk' | 'ru' {
  const kazakhShare = { kazakh: 0.62, slavic: 0.02, turkic: 0.3 }[culture]
  return random.chance(kazakhShare) ? 'kk' : 'ru'
}

function chooseDocumentSpelling(
  culture: Culture,
  language: 'kk' | 'ru',
  random: Random,
): 'kk' | 'ru' {
  if (culture === 'slavic') return 'ru'
  return random.chance(language === 'kk' ? 0.85 : 0.45) ? 'kk' : 'ru'
}

function phoneShare(age: number): number {
  if (age < 8) return 0
  if (age < 18) return 0.6
  return age < 65 ? 0.94 : 0.75
}

function yearOf(day: number): number {
  return Number(fromDayNumber(day).slice(0, 4))
}
