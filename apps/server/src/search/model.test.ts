import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAsked, reasonOfName, shareOut } from './model.ts'

describe('what was typed', () => {
  test.each([
    ['+7 701 000-00-01', { phone: '77010000001', iin: null, words: 0 }],
    ['8 (701) 000 00 01', { phone: '77010000001', iin: null, words: 0 }],
    ['7010000001', { phone: '77010000001', iin: null, words: 0 }],
    ['Әсел', { phone: null, iin: null, words: 1 }],
    ['Әсел 14.05.1992', { phone: null, iin: null, words: 1 }],
    ['№ 12/2026', { phone: null, iin: null, words: 0 }],
  ])('%s is read as what it can be', (typed, { phone, iin, words }) => {
    const asked = readAsked(typed)

    expect(asked.phone).toBe(phone)
    expect(asked.iin).toBe(iin)
    expect(asked.words).toHaveLength(words)
  })

  test.each([
    ['14.05.1992', '1992-05-14'],
    ['4/5/1992', '1992-05-04'],
    ['1992-05-14', '1992-05-14'],
    ['31.02.1992', null],
  ])('%s is the day %s', (typed, day) => {
    expect(readAsked(typed).born).toBe(day)
  })

  test('twelve digits whose control digit is wrong are no IIN', () => {
    expect(readAsked('123456789012').iin).toBeNull()
  })

  test('nothing that can be typed breaks it', () => {
    fc.assert(fc.property(fc.string({ maxLength: 120 }), (typed) => void readAsked(typed)))
  })
})

test.each([
  ['Әсел', 'name'],
  ['Асел', 'other-spelling'],
  ['Assel', 'other-spelling'],
  ['Әсе', 'name-begins'],
])('%s finds Әсел Ахметова: %s', (typed, reason) => {
  expect(reasonOfName(readAsked(typed), ['Әсел Ахметова'])).toBe(reason)
})

test('no kind of answer pushes another out, and none is given twice', () => {
  const answers = fc.array(
    fc.array(fc.record({ likeness: fc.integer({ min: 1, max: 5 }) }), { maxLength: 40 }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(answers, fc.integer({ min: 1, max: 50 }), (groups, limit) => {
      const shared = shareOut(groups, limit)
      const all = groups.flat()

      expect(new Set(shared).size).toBe(shared.length)
      expect(shared).toHaveLength(Math.min(limit, all.length))
      if (limit >= groups.length)
        for (const group of groups)
          if (group.length > 0) expect(group.some((one) => shared.includes(one))).toBe(true)
    }),
  )
})
