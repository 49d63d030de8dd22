import { expect, test } from 'vitest'
import { districtOf, HOME_PLACES, samplePlaces } from './places.ts'

test('no sample place has the code of a real region', () => {
  for (const { kato } of samplePlaces) expect(kato).toMatch(/^99\d{7}$/)
})

test('every sample place but the region lies in another one, and codes are unique', () => {
  const codes = new Set(samplePlaces.map(({ kato }) => kato))
  expect(codes.size).toBe(samplePlaces.length)
  for (const { kind, parentKato } of samplePlaces) {
    if (kind === 'region') expect(parentKato).toBeNull()
    else expect(codes).toContain(parentKato)
  }
})

test('every home place belongs to a district', () => {
  for (const [, kato] of HOME_PLACES) {
    const district = samplePlaces.find((place) => place.kato === districtOf(kato))
    expect(district?.kind).toBe('district')
  }
})
