import { describe, expect, test } from 'vitest'
import { faultOfRegister, valuesOf, withColumn } from './model.ts'

test.each([
  ['a.csv', 10, null],
  ['a.PARQUET', 10, null],
  ['a.xlsx', 10, 'wrongKind'],
  ['a.csv', 0, 'empty'],
  ['a.csv', 10 * 2 ** 30, 'tooLarge'],
])('%s of %d bytes is told %s before it is sent', (name, size, fault) => {
  expect(faultOfRegister({ name, size })).toBe(fault)
})

describe('a column', () => {
  test('that is given to another field leaves the one it was of', () => {
    expect(withColumn({ family: 1, given: 2 }, 'whole', 1)).toEqual({ whole: 1, given: 2 })
    expect(withColumn({ family: 1, given: 2 }, 'given', null)).toEqual({ family: 1 })
  })
  test('is known by a few different values, empty ones left out', () => {
    expect(valuesOf([['А'], ['А'], [' '], ['Б'], []], 0)).toBe('А · Б')
  })
})
