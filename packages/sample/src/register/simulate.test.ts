import { describe, expect, test } from 'vitest'
import { generatePeople } from '../families.ts'
import { isSampleIin } from '../iin.ts'
import { createRandom } from '../random.ts'
import { REGISTER_AGENCIES } from './agencies.ts'
import { registerToCsv } from './csv.ts'
import { slipInDigits, slipOfTheEar, slipOfTheHand, slipOfTheScanner } from './mistakes.ts'
import { type RegisterRecord, simulateRegister } from './simulate.ts'

const PEOPLE = 4_000
const people = new Map(
  [...generatePeople({ seed: 'register', people: PEOPLE })].map((person) => [person.id, person]),
)
const records = [...simulateRegister({ seed: 'register', people: PEOPLE })]
const share = (is: (record: RegisterRecord) => boolean): number =>
  records.filter(is).length / records.length

describe('simulateRegister', () => {
  test('the same seed gives the same records, a shorter run their beginning', () => {
    const shorter = [...simulateRegister({ seed: 'register', people: 500 })]

    expect([...simulateRegister({ seed: 'register', people: 500 })]).toEqual(shorter)
    expect([...simulateRegister({ seed: 'other', people: 500 })]).not.toEqual(shorter)
    // The last family of the shorter run may be cut short, which changes what is said of its members.
    const whole = shorter.filter(({ familyId }) => familyId !== shorter.at(-1)?.familyId)
    expect(records.slice(0, whole.length)).toEqual(whole)
  })

  test('every record tells its true person and family, and has a number of its own', () => {
    expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(records.length)
    for (const { personId, familyId, householdId } of records) {
      expect(people.get(personId)?.familyId).toBe(familyId)
      expect(people.get(personId)?.householdId).toBe(householdId)
    }
  })

  test('most people have several records from several agencies', () => {
    expect(new Set(records.map(({ agency }) => agency)).size).toBe(REGISTER_AGENCIES.length)
    expect(records.length / PEOPLE).toBeGreaterThan(2.5)
    expect(records.length / PEOPLE).toBeLessThan(5)
  })

  test('about half have no IIN, and three scripts are mixed', () => {
    expect(share(({ iin }) => iin === '')).toBeGreaterThan(0.4)
    expect(share(({ iin }) => iin === '')).toBeLessThan(0.55)
    expect(share(({ surname }) => /[a-z]{2}/i.test(surname))).toBeGreaterThan(0.06)
    expect(share(({ surname, given }) => /[әғқңөұүһі]/i.test(surname + given))).toBeGreaterThan(
      0.15,
    )
    expect(share(({ spelling }) => spelling === 'ru')).toBeGreaterThan(0.3)
  })

  test('names before marriage, moves and shared telephones occur', () => {
    const surnameStems = new Map<string, Set<string>>()
    const addresses = new Map<string, Set<string>>()
    const peopleByPhone = new Map<string, Set<string>>()
    for (const { personId, surname, kato, phone } of records) {
      add(surnameStems, personId, surname.slice(0, 3).toLowerCase())
      if (kato !== '') add(addresses, personId, kato)
      if (phone !== '') add(peopleByPhone, phone.replace(/\D/g, '').slice(-10), personId)
    }
    const many = (map: Map<string, Set<string>>): number =>
      [...map.values()].filter(({ size }) => size > 1).length

    expect(many(surnameStems) / people.size).toBeGreaterThan(0.1)
    expect(many(addresses) / people.size).toBeGreaterThan(0.05)
    expect(many(peopleByPhone)).toBeGreaterThan(100)
  })

  test('nothing is recorded before birth or after the day', () => {
    for (const { personId, recordedOn } of records) {
      expect(recordedOn >= (people.get(personId)?.bornOn ?? '')).toBe(true)
      expect(recordedOn <= '2026-11-01').toBe(true)
    }
  })

  test('without slips every number and date is right', () => {
    for (const record of simulateRegister({ seed: 'clean', people: 500, slips: 0, iins: 20 })) {
      expect(isSampleIin(record.iin)).toBe(true)
      expect(record.bornOn).toMatch(/^(\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})$/)
      expect(record.surname).not.toBe('')
      expect(record.sex).not.toBe('')
    }
  })

  test('slips change numbers: some IINs are not the person’s own', () => {
    const wrong = records.filter(
      ({ iin, personId }) => iin !== '' && iin !== people.get(personId)?.iin,
    )

    expect(wrong.length / records.length).toBeGreaterThan(0.003)
    expect(wrong.length / records.length).toBeLessThan(0.05)
  })

  test('no record holds a telephone that can be dialled', () => {
    const dialable = records.filter(
      ({ phone }) => phone !== '' && !/^[78]60/.test(phone.replace(/\D/g, '')),
    )

    expect(dialable).toEqual([])
  })
})

describe('registerToCsv', () => {
  test('writes one line a record and quotes what needs it', () => {
    const [record] = records as [RegisterRecord]
    const lines = [...registerToCsv([{ ...record, address: 'ул. "Мира", 5' }])]

    expect(lines[0]).toMatch(/^record_id,agency,.*,person_id,family_id,household_id,spelling\n$/)
    expect(lines[1]).toContain('"ул. ""Мира"", 5"')
    expect(lines).toHaveLength(2)
  })

  test('leaves the truth out when asked to', () => {
    const lines = [...registerToCsv(records.slice(0, 3), { withTruth: false })]

    expect(lines[0]).not.toContain('person_id')
    for (const { personId } of records.slice(0, 3)) expect(lines.join('')).not.toContain(personId)
  })
})

describe('slips', () => {
  test.each([slipOfTheHand, slipOfTheScanner, slipOfTheEar])(
    '%o changes little and keeps the first letter of long words',
    (slip) => {
      const random = createRandom('slips')
      for (let i = 0; i < 200; i += 1) {
        const slipped = slip('Сериккызы', random)
        expect(Math.abs(slipped.length - 'Сериккызы'.length)).toBeLessThanOrEqual(1)
      }
    },
  )

  test('a slip in digits keeps their number', () => {
    const random = createRandom('digits')
    for (let i = 0; i < 200; i += 1)
      expect(slipInDigits('880417719907', random)).toMatch(/^\d{12}$/)
  })
})

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value))
}
