import { PersonInput, ReportContent } from '@umai/contract'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { aFamily, aPerson, aPersonInput, aReportContent } from './people.ts'

test('the same number gives the same person, another number another', () => {
  expect(aPerson(5)).toEqual(aPerson(5))
  expect(aPerson(5)).not.toEqual(aPerson(6))
  expect(aPerson(0, ({ sex }) => sex === 'female').sex).toBe('female')
  expect(aFamily(0, ({ people }) => people.length > 4).people.length).toBeGreaterThan(4)
})

test('people and reports of the sample travel as the contract says', () => {
  for (let number = 0; number < 200; number += 1) {
    expect([...Value.Errors(PersonInput, aPersonInput(number))]).toEqual([])
  }
  for (let number = 0; number < 50; number += 1) {
    expect([...Value.Errors(ReportContent, aReportContent(number))]).toEqual([])
  }
})

test('a number that is none of them is named', () => {
  expect(() => aPerson(1_000_000)).toThrow('number 1000000 is none of them')
})
