// A register as several agencies together hold it: the same people, written down differently, with the
// truth beside every record. Records of one person depend on the seed and that person only.

import { ageOn, fromDayNumber, type PlainDate, toDayNumber } from '../days.ts'
import {
  type Address,
  DEFAULT_DAY,
  type Family,
  generateFamilies,
  type PeopleOptions,
  type Person,
} from '../families.ts'
import { type FullName, type NameParts, spellFullName } from '../names/full-name.ts'
import { type Spelling, spellName } from '../names/spelling.ts'
import { samplePhone } from '../phone.ts'
import { HOME_PLACES, STREETS } from '../places.ts'
import { createRandom, hashOf, pickWeighted, type Random } from '../random.ts'
import { REGISTER_AGENCIES, type RegisterAgency } from './agencies.ts'
import {
  slipInDigits,
  slipOfTheEar,
  slipOfTheHand,
  slipOfTheScanner,
  withoutKazakhKeyboard,
} from './mistakes.ts'

export type RegisterRecord = {
  /** Sorting by it mixes the records: it tells nothing about the person. */
  readonly recordId: string
  readonly agency: string
  readonly recordedOn: PlainDate
  readonly surname: string
  readonly given: string
  readonly patronymic: string
  readonly sex: string
  /** As written: 1988-04-17, 17.04.1988, 1988 or nothing. */
  readonly bornOn: string
  readonly iin: string
  readonly phone: string
  readonly kato: string
  readonly address: string
  /** The truth, which no agency knows. */
  readonly personId: string
  readonly familyId: string
  readonly householdId: string
  readonly spelling: Spelling
}

export type RegisterOptions = PeopleOptions & {
  readonly agencies?: readonly RegisterAgency[]
  /** 1 is the usual share of slips, gaps in names and swapped fields; 0 is a register without any. */
  readonly slips?: number
  /** Multiplies the share of records with an IIN; at 1 about half have one. */
  readonly iins?: number
}

export function* simulateRegister({
  agencies = REGISTER_AGENCIES,
  slips = 1,
  iins = 1,
  ...options
}: RegisterOptions): Generator<RegisterRecord, void, undefined> {
  const on = options.on ?? DEFAULT_DAY
  for (const family of generateFamilies(options)) {
    for (const person of family.people) {
      const random = createRandom(options.seed, 'register', person.index)
      const life = imagineLife({ family, person, on, random })
      let number = 0
      for (const agency of agencies) {
        if (!random.chance(agency.covers)) continue
        do {
          const recordedOn = chooseRecordDay({ agency, person, on, random })
          if (recordedOn === null) break
          const [a, b] = hashOf([options.seed, 'record', person.index, number])
          number += 1
          yield {
            recordId: `${agency.key}-${a.toString(16).padStart(8, '0')}${b.toString(16).padStart(8, '0')}`,
            ...writeDown({ agency, person, life, recordedOn, slips, iins, random }),
            personId: person.id,
            familyId: person.familyId,
          }
        } while (random.chance(agency.repeats))
      }
    }
  }
}

/** What changes about a person in the years the registers cover. */
type Life = {
  readonly marriedOn: PlainDate | null
  readonly movedOn: PlainDate | null
  readonly address: Address
  readonly addressBefore: Address
  readonly phoneSince: PlainDate | null
  readonly phone: string | null
  readonly phoneBefore: string
  /** Telephones of others in the household, given for one's own. */
  readonly phonesAround: readonly string[]
  /** Numbers of others in the household, written down for one's own. */
  readonly iinsAround: readonly string[]
}

const EARLIEST: PlainDate = '2012-01-01'

function imagineLife({
  family,
  person,
  on,
  random,
}: {
  readonly family: Family
  readonly person: Person
  readonly on: PlainDate
  readonly random: Random
}): Life {
  const household = family.households.find(({ id }) => id === person.householdId)
  if (household === undefined) {
    throw new Error(`The household of person ${person.index} is not among those of the family.`)
  }
  const around = family.people.filter(
    (other) => other.householdId === person.householdId && other.id !== person.id,
  )
  const born = toDayNumber(person.bornOn)
  const today = toDayNumber(on)
  const [first, last] = [Math.max(born, toDayNumber(EARLIEST)), today]
  const someDay = (): PlainDate => fromDayNumber(random.between(first, Math.max(first, last)))
  return {
    // Nobody marries after the first child of the family is born.
    marriedOn:
      person.previousSurname === null
        ? null
        : fromDayNumber(
            Math.min(
              born + random.between(19, 29) * 365,
              today,
              ...family.people
                .filter(({ motherId }) => motherId === person.id)
                .map((child) => toDayNumber(child.bornOn)),
            ),
          ),
    movedOn: random.chance(0.25) ? someDay() : null,
    address: household.address,
    addressBefore: {
      kato: pickWeighted(HOME_PLACES, random),
      street: random.pick(STREETS),
      house: random.between(1, 99),
      flat: random.chance(0.5) ? random.between(1, 90) : null,
    },
    phoneSince: random.chance(0.35) ? someDay() : null,
    phone: person.phone,
    phoneBefore: samplePhone(random),
    phonesAround: around.flatMap(({ phone }) => (phone === null ? [] : [phone])),
    iinsAround: around.map(({ iin }) => iin),
  }
}

function chooseRecordDay({
  agency,
  person,
  on,
  random,
}: {
  readonly agency: RegisterAgency
  readonly person: Person
  readonly on: PlainDate
  readonly random: Random
}): PlainDate | null {
  const born = toDayNumber(person.bornOn)
  const [fromAge, toAge] = agency.ages
  const from = Math.max(toDayNumber(EARLIEST), Math.ceil(born + fromAge * 365.25))
  const to = Math.min(toDayNumber(on), Math.floor(born + toAge * 365.25))
  return from > to ? null : fromDayNumber(random.between(from, to))
}

function writeDown({
  agency,
  person,
  life,
  recordedOn,
  slips,
  iins,
  random,
}: {
  readonly agency: RegisterAgency
  readonly person: Person
  readonly life: Life
  readonly recordedOn: PlainDate
  readonly slips: number
  readonly iins: number
  readonly random: Random
}): Omit<RegisterRecord, 'recordId' | 'personId' | 'familyId'> {
  const slip = (): boolean => random.chance(agency.slips * slips)
  const spelling = pickWeighted(agency.spellings, random)
  const name = writeName({ agency, person, life, recordedOn, spelling, slips, slip, random })
  const movedLater = life.movedOn !== null && recordedOn < life.movedOn
  const address = movedLater ? life.addressBefore : life.address
  const hasAddress = random.chance(agency.hasAddress)
  return {
    agency: agency.key,
    recordedOn,
    ...name,
    sex: writeSex({ person, spelling, slips, random }),
    bornOn: writeBornOn({ agency, person, slips, slip, random }),
    iin: writeIin({ agency, person, life, iins, slip, random }),
    phone: random.chance(agency.hasPhone)
      ? writePhone({ life, recordedOn, age: ageOn(person.bornOn, recordedOn), slip, random })
      : '',
    kato: hasAddress || random.chance(0.5) ? address.kato : '',
    address: hasAddress ? writeAddress({ address, spelling, slip, random }) : '',
    householdId: person.householdId,
    spelling,
  }
}

function writeName({
  agency,
  person,
  life,
  recordedOn,
  spelling,
  slips,
  slip,
  random,
}: {
  readonly agency: RegisterAgency
  readonly person: Person
  readonly life: Life
  readonly recordedOn: PlainDate
  readonly spelling: Spelling
  readonly slips: number
  readonly slip: () => boolean
  readonly random: Random
}): FullName & { readonly patronymic: string } {
  const parts = nameOnDay({ agency, person, life, recordedOn, slips, random })
  const spelled = spellFullName(
    { parts, sex: person.sex },
    spelling,
    slips > 0 ? random : undefined,
  )
  const written = (word: string): string => {
    const typed =
      spelling === 'kk' && random.chance(0.08 * slips) ? withoutKazakhKeyboard(word) : word
    return slip() ? slipIn(typed, agency, random) : typed
  }
  let surname = written(spelled.surname)
  let given = written(spelled.given)
  let patronymic =
    spelled.patronymic !== null && random.chance(slips === 0 ? 1 : agency.hasPatronymic)
      ? written(spelled.patronymic)
      : ''

  if (person.nickname !== null && random.chance(agency.usesNicknames * slips * 3)) {
    const russian = { kk: person.nickname, ru: [person.nickname] }
    given = spellName(russian, spelling === 'informal' ? 'informal' : 'ru', { random })
  } else if (random.chance(0.004 * slips)) {
    given = `${given.slice(0, 1)}.`
    if (patronymic !== '') patronymic = `${patronymic.slice(0, 1)}.`
  }
  if (random.chance(0.008 * slips)) [surname, given] = [given, surname]
  if (patronymic !== '' && random.chance(0.012 * slips)) {
    given = `${given} ${patronymic}`
    patronymic = ''
  }
  const cased = caseOf(random, slips)
  return { surname: cased(surname), given: cased(given), patronymic: cased(patronymic) }
}

/** The name borne on that day, with the freedoms that clerks take. */
function nameOnDay({
  agency,
  person,
  life,
  recordedOn,
  slips,
  random,
}: {
  readonly agency: RegisterAgency
  readonly person: Person
  readonly life: Life
  readonly recordedOn: PlainDate
  readonly slips: number
  readonly random: Random
}): NameParts {
  let parts = person.nameParts
  // Some agencies go on with the old surname for years.
  const stillOld =
    life.marriedOn !== null && (recordedOn < life.marriedOn || random.chance(0.06 * slips))
  if (person.previousSurname !== null && stillOld) {
    parts = { ...parts, surname: person.previousSurname, secondSurname: null }
  }
  if (parts.patronymic !== null && agency.key !== 'civil-registry' && random.chance(0.05 * slips)) {
    const form = parts.patronymic.form === 'uly' ? 'ovich' : 'uly'
    if (person.culture === 'kazakh') parts = { ...parts, patronymic: { ...parts.patronymic, form } }
  }
  if (
    parts.surname.form === 'bending' &&
    person.culture === 'kazakh' &&
    random.chance(0.01 * slips)
  ) {
    parts = { ...parts, surname: { ...parts.surname, form: 'fixed' } }
  }
  return parts
}

function slipIn(
  word: string,
  { slipKinds: [hand, scanner, ear] }: RegisterAgency,
  random: Random,
): string {
  const kind = pickWeighted(
    [
      [hand, slipOfTheHand],
      [scanner, slipOfTheScanner],
      [ear, slipOfTheEar],
    ],
    random,
  )
  return kind(word, random)
}

function caseOf(random: Random, slips: number): (text: string) => string {
  const draw = random.next()
  if (draw < 0.06 * slips) return (text) => text.toUpperCase()
  if (draw < 0.08 * slips) return (text) => text.toLowerCase()
  if (draw < 0.09 * slips) return (text) => (text === '' ? '' : ` ${text} `)
  return (text) => text.replaceAll('ё', slips > 0 ? 'е' : 'ё')
}

const SEX_WORDS = {
  female: { kk: ['Ә', 'әйел'], ru: ['Ж', 'жен', 'женский'], latin: ['F'] },
  male: { kk: ['Е', 'ер'], ru: ['М', 'муж', 'мужской'], latin: ['M'] },
} as const

function writeSex({
  person,
  spelling,
  slips,
  random,
}: {
  readonly person: Person
  readonly spelling: Spelling
  readonly slips: number
  readonly random: Random
}): string {
  if (random.chance(0.03 * slips)) return ''
  const wrong = random.chance(0.003 * slips)
  const sex = (person.sex === 'female') === wrong ? 'male' : 'female'
  const script = spelling === 'kk' || spelling === 'ru' ? spelling : 'latin'
  return random.pick<string>(SEX_WORDS[sex][script])
}

function writeBornOn({
  agency,
  person,
  slips,
  slip,
  random,
}: {
  readonly agency: RegisterAgency
  readonly person: Person
  readonly slips: number
  readonly slip: () => boolean
  readonly random: Random
}): string {
  if (!random.chance(slips === 0 ? 1 : agency.hasBornOn)) {
    return random.chance(0.3) ? person.bornOn.slice(0, 4) : ''
  }
  let [year, month, day] = person.bornOn.split('-') as [string, string, string]
  if (slip()) {
    const kind = random.next()
    if (kind < 0.3 && Number(day) <= 12) [month, day] = [day, month]
    else if (kind < 0.4) [month, day] = ['01', '01']
    else if (kind < 0.6) year = String(Number(year) + random.pick([-10, -1, 1, 10]))
    else if (kind < 0.8) day = String(random.between(1, 28)).padStart(2, '0')
    else month = String(random.between(1, 12)).padStart(2, '0')
  }
  const dotted = agency.dateForm === 'dotted' || (agency.dateForm === 'mixed' && random.chance(0.6))
  return dotted ? `${day}.${month}.${year}` : `${year}-${month}-${day}`
}

function writeIin({
  agency,
  person,
  life,
  iins,
  slip,
  random,
}: {
  readonly agency: RegisterAgency
  readonly person: Person
  readonly life: Life
  readonly iins: number
  readonly slip: () => boolean
  readonly random: Random
}): string {
  if (!random.chance(agency.hasIin * iins)) return ''
  if (!slip()) return person.iin
  // The number of a parent or a child on the same form is a frequent slip.
  if (life.iinsAround.length > 0 && random.chance(0.25)) return random.pick(life.iinsAround)
  return slipInDigits(person.iin, random)
}

function writePhone({
  life,
  recordedOn,
  age,
  slip,
  random,
}: {
  readonly life: Life
  readonly recordedOn: PlainDate
  readonly age: number
  readonly slip: () => boolean
  readonly random: Random
}): string {
  const own =
    life.phoneSince !== null && recordedOn < life.phoneSince ? life.phoneBefore : life.phone
  const othersShare = age < 14 ? 0.9 : 0.08
  const useOthers = life.phonesAround.length > 0 && random.chance(own === null ? 0.8 : othersShare)
  const phone = useOthers ? random.pick(life.phonesAround) : age < 8 ? null : own
  if (phone === null) return ''
  // Slips spare the digits that keep the number from being anybody's.
  const digits = `${phone.slice(1, 5)}${slip() ? slipInDigits(phone.slice(5), random) : phone.slice(5)}`
  const [a, b, c, d] = [digits.slice(1, 4), digits.slice(4, 7), digits.slice(7, 9), digits.slice(9)]
  return random.pick([
    `+7${a}${b}${c}${d}`,
    `8${a}${b}${c}${d}`,
    `8 (${a}) ${b}-${c}-${d}`,
    `+7 ${a} ${b} ${c} ${d}`,
  ])
}

function writeAddress({
  address,
  spelling,
  slip,
  random,
}: {
  readonly address: Address
  readonly spelling: Spelling
  readonly slip: () => boolean
  readonly random: Random
}): string {
  const { street, house, flat } = address
  const inKazakh = spelling === 'kk'
  const streetName = inKazakh ? street.kk : street.ru
  const named = slip() ? slipOfTheHand(streetName, random) : streetName
  const flatWord = inKazakh ? 'пәтер' : 'кв.'
  const home = flat === null ? '' : random.chance(0.5) ? `, ${flatWord} ${flat}` : `-${flat}`
  const forms = inKazakh
    ? [`${named} көшесі, ${house}`, `${named} к-сі ${house}`]
    : [`ул. ${named}, д. ${house}`, `${named} ${house}`, `улица ${named}, ${house}`]
  return `${random.pick(forms)}${home}`
}
