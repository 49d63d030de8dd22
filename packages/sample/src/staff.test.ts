import { describe, expect, test } from 'vitest'
import { sampleAgencies } from './agencies.ts'
import { samplePlaces } from './places.ts'
import { listSampleAccounts, listSampleUsers, sampleRoles } from './staff.ts'

const users = listSampleUsers({ seed: 1 })
const units = sampleAgencies.flatMap((agency) => agency.units)

describe('sample agencies', () => {
  test('there is one of every kind, in places of the sample region', () => {
    const places = new Set(samplePlaces.map(({ kato }) => kato))

    expect(new Set(sampleAgencies.map(({ kind }) => kind)).size).toBe(13)
    for (const { kato } of [...sampleAgencies, ...units]) expect(places).toContain(kato)
  })

  test('units have keys of their own and parents in their agency', () => {
    expect(new Set(units.map(({ key }) => key)).size).toBe(units.length)
    for (const agency of sampleAgencies) {
      for (const { parentKey } of agency.units) {
        if (parentKey !== null) expect(agency.units.map(({ key }) => key)).toContain(parentKey)
      }
    }
  })

  test('centres that hide people tell the city and nothing nearer', () => {
    for (const agency of sampleAgencies) {
      if (agency.kind !== 'family-support-centre' && agency.kind !== 'crisis-centre') continue
      for (const { kato, name } of [agency, ...agency.units]) {
        expect(kato).toBe('991000000')
        expect(Object.values(name).join(' ')).not.toMatch(/улиц|көше|street|дом |\d/i)
      }
    }
  })
})

describe('sample staff', () => {
  test('there are forty, with logins and secrets of their own', () => {
    expect(users).toHaveLength(40)
    for (const field of ['id', 'login', 'password', 'totpSecret'] as const) {
      expect(new Set(users.map((user) => user[field])).size).toBe(40)
    }
  })

  test('each role has an account named after it, held in a unit that exists', () => {
    expect(listSampleAccounts({ seed: 1 }).map(({ login }) => login)).toEqual([
      ...sampleRoles,
      'unit-head-2',
      'steward-2',
    ])
    for (const { grants } of users) {
      for (const { unitKey } of grants) expect(units.map(({ key }) => key)).toContain(unitKey)
    }
  })

  test('the same seed gives the same people and secrets, another seed others', () => {
    expect(listSampleUsers({ seed: 1 })).toEqual(users)
    expect(listSampleUsers({ seed: 2 }).map(({ password }) => password)).not.toEqual(
      users.map(({ password }) => password),
    )
  })

  test('passwords are long and the code secrets are 160 bits of Base32', () => {
    for (const { password, totpSecret } of users) {
      expect(password.length).toBeGreaterThanOrEqual(16)
      expect(totpSecret).toMatch(/^[A-Z2-7]{32}$/)
    }
  })
})
