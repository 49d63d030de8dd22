import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ageOn } from './days.ts'
import { DEFAULT_DAY, generateFamilies, generatePeople, type Person } from './families.ts'
import { isSampleIin } from './iin.ts'
import { bendSurname, spellFullName } from './names/full-name.ts'
import { isSamplePhone } from './phone.ts'
import { samplePlaces } from './places.ts'

const region = [...generatePeople({ seed: 'tests', people: 5_000 })]
const byId = new Map(region.map((person) => [person.id, person]))
const get = (id: string): Person => byId.get(id) as Person
const years = (older: Person, younger: Person): number => ageOn(older.bornOn, younger.bornOn)

describe('generatePeople', () => {
  test('gives exactly the number asked for, and the same bytes for the same seed', () => {
    const hash = (seed: string): string =>
      createHash('sha256')
        .update(JSON.stringify([...generatePeople({ seed, people: 2_000 })]))
        .digest('hex')

    expect(region).toHaveLength(5_000)
    expect(hash('a')).toBe(hash('a'))
    expect(hash('a')).not.toBe(hash('b'))
  })

  test('a shorter run is the beginning of a longer one', () => {
    for (const people of [0, 1, 7, 777]) {
      expect([...generatePeople({ seed: 'tests', people })]).toEqual(region.slice(0, people))
    }
  })

  test('refuses a number of people that is not one', () => {
    expect(() => [...generatePeople({ seed: 1, people: 1.5 })]).toThrow('not 1.5')
    expect(() => [...generatePeople({ seed: 1, people: -1 })]).toThrow('not -1')
  })

  test('reports progress up to the last person', () => {
    const seen: number[] = []
    for (const _ of generatePeople({
      seed: 1,
      people: 12_345,
      onProgress: (made) => seen.push(made),
    }));

    expect(seen.length).toBeGreaterThan(1)
    expect(seen.at(-1)).toBe(12_345)
  })

  test('every person has a number and a telephone that can be nobody’s', () => {
    for (const { iin, phone } of region) {
      expect(isSampleIin(iin)).toBe(true)
      if (phone !== null) expect(isSamplePhone(phone)).toBe(true)
    }
  })

  test('a million people have a million numbers and ids', { timeout: 120_000 }, () => {
    const numbers = new Set<string>()
    const ids = new Set<string>()
    for (const { iin, id } of generatePeople({ seed: 'million', people: 1_000_000 })) {
      numbers.add(iin)
      ids.add(id)
    }

    expect(numbers.size).toBe(1_000_000)
    expect(ids.size).toBe(1_000_000)
  })
})

describe('families', () => {
  test('relatives are people made before', () => {
    for (const person of region) {
      for (const id of [person.motherId, person.fatherId, person.partnerId]) {
        if (id !== null) expect(get(id).index).toBeLessThan(person.index)
      }
    }
  })

  test('mothers are 17 to 46 years older than their children, fathers 16 to 75', () => {
    const children = region.filter((person) => person.motherId !== null || person.fatherId !== null)
    expect(children.length).toBeGreaterThan(1_500)
    for (const child of children) {
      if (child.motherId !== null) {
        const mother = get(child.motherId)
        expect(mother.sex).toBe('female')
        expect(years(mother, child)).toBeGreaterThanOrEqual(17)
        expect(years(mother, child)).toBeLessThanOrEqual(46)
      }
      if (child.fatherId !== null) {
        const father = get(child.fatherId)
        expect(father.sex).toBe('male')
        expect(years(father, child)).toBeGreaterThanOrEqual(16)
        expect(years(father, child)).toBeLessThanOrEqual(75)
      }
    }
  })

  test('nobody is born after the day the region is imagined at, and nobody is older than 100', () => {
    for (const { bornOn } of region) {
      expect(bornOn <= DEFAULT_DAY).toBe(true)
      expect(ageOn(bornOn, DEFAULT_DAY)).toBeLessThanOrEqual(100)
    }
  })

  test('partners are adults of one family and other sex', () => {
    const withPartner = region.filter((person) => person.partnerId !== null)
    expect(withPartner.length).toBeGreaterThan(800)
    for (const person of withPartner) {
      const partner = get(person.partnerId as string)
      expect(partner.familyId).toBe(person.familyId)
      expect(partner.sex).not.toBe(person.sex)
      expect(ageOn(person.bornOn, DEFAULT_DAY)).toBeGreaterThanOrEqual(18)
      expect(ageOn(partner.bornOn, DEFAULT_DAY)).toBeGreaterThanOrEqual(18)
      expect(person.householdId === partner.householdId).toBe(person.partnership !== 'separated')
    }
  })

  test('the patronymic of a child is made of its father’s name', () => {
    let checked = 0
    for (const child of region) {
      if (child.position !== 'child' || child.fatherId === null) continue
      const { patronymic } = child.nameParts
      if (patronymic === null) continue
      expect(patronymic.father).toEqual(get(child.fatherId).nameParts.given)
      checked += 1
    }
    expect(checked).toBeGreaterThan(1_000)
  })

  test('the form of a surname agrees with the sex', () => {
    for (const { sex, nameParts, name, documentSpelling } of region) {
      if (nameParts.surname.form === 'fixed' || nameParts.secondSurname !== null) continue
      expect(name.surname).toMatch(
        sex === 'female'
          ? /(ова|ева|ёва|ина|ына|ая|қызы|кызы)$/
          : /(ов|ев|ёв|ин|ын|ий|ый|ой|ұлы|улы)$/,
      )
      expect(name.surname).toBe(bendSurname(nameParts.surname, sex)[documentSpelling])
    }
  })

  test('brothers and sisters have one surname and different names', () => {
    for (const family of generateFamilies({ seed: 'tests', people: 5_000 })) {
      const children = family.people.filter((person) => person.position === 'child')
      expect(new Set(children.map((child) => child.nameParts.given.kk)).size).toBe(children.length)
      expect(new Set(children.map((child) => child.nameParts.surname.stem.kk)).size).toBeLessThan(2)
    }
  })

  test('everybody lives in a household of the family, in a place of the sample region', () => {
    const places = new Set(samplePlaces.map(({ kato }) => kato))
    for (const { households, people } of generateFamilies({ seed: 'tests', people: 5_000 })) {
      expect(new Set(people.map((person) => person.householdId))).toEqual(
        new Set(households.map((household) => household.id)),
      )
      for (const { address } of households) expect(places).toContain(address.kato)
    }
  })

  test('documents are in both scripts and some people have twins, former surnames or no patronymic', () => {
    const share = (is: (person: Person) => boolean): number =>
      region.filter(is).length / region.length

    expect(
      share((person) => /[әғқңөұүһі]/i.test(Object.values(person.name).join(''))),
    ).toBeGreaterThan(0.3)
    expect(share((person) => person.documentSpelling === 'ru')).toBeGreaterThan(0.3)
    expect(share((person) => person.previousSurname !== null)).toBeGreaterThan(0.1)
    expect(share((person) => person.name.patronymic === null)).toBeGreaterThan(0.05)
    expect(share((person) => person.nameParts.patronymic?.form === 'uly')).toBeGreaterThan(0.1)
    expect(share((person) => person.nameParts.patronymic?.form === 'ovich')).toBeGreaterThan(0.4)
    expect(
      region.some(
        (person, i) =>
          i > 0 &&
          person.bornOn === region[i - 1]?.bornOn &&
          person.motherId !== null &&
          person.motherId === region[i - 1]?.motherId,
      ),
    ).toBe(true)
    expect(region.some((person) => person.nameParts.secondSurname !== null)).toBe(true)
  })

  test('every name can be spelled in Latin letters only', () => {
    for (const { nameParts: parts, sex } of region.slice(0, 1_000)) {
      for (const spelling of ['passport', 'latin-2018', 'latin-2021', 'informal'] as const) {
        expect(Object.values(spellFullName({ parts, sex }, spelling)).join('')).not.toMatch(
          /[а-яёәғқңөұүһі]/i,
        )
      }
    }
  })
})
