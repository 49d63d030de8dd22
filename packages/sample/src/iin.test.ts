import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromDayNumber, toDayNumber } from './days.ts'
import { checkDigit, createIinIssuer, isSampleIin } from './iin.ts'

const bornDays = fc.integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('2026-12-31') })

describe('sample IINs', () => {
  test('every issued number is a sample number, tells day and sex, and is in no range that is issued', () => {
    const issue = createIinIssuer('property')
    fc.assert(
      fc.property(bornDays, fc.constantFrom('female', 'male'), (day, sex) => {
        const bornOn = fromDayNumber(day)

        const iin = issue({ bornOn, sex })

        expect(isSampleIin(iin)).toBe(true)
        expect(iin.slice(0, 6)).toBe(bornOn.replaceAll('-', '').slice(2))
        expect('123456').not.toContain(iin[6])
        expect(Number(iin[6]) % 2 === 1).toBe(sex === 'male')
      }),
    )
  })

  test('a number with the digit of an issued century is never a sample number', () => {
    fc.assert(
      fc.property(
        bornDays,
        fc.constantFrom(1, 2, 3, 4, 5, 6),
        fc.integer({ min: 0, max: 9999 }),
        (day, century, serial) => {
          const eleven = `${fromDayNumber(day).replaceAll('-', '').slice(2)}${century}${String(serial).padStart(4, '0')}`

          expect(isSampleIin(`${eleven}${checkDigit(eleven) ?? 0}`)).toBe(false)
        },
      ),
    )
  })

  // A man whose first sum leaves a check digit below 10, so that no second round is needed.
  const firstRound = '880417719907'

  test('a slip by one in any of the first ten digits changes the check digit', () => {
    expect(checkDigit(firstRound.slice(0, 11))).toBe(Number(firstRound[11]))

    for (let position = 0; position < 10; position += 1) {
      expect(checkDigit(slip(firstRound, position).slice(0, 11))).not.toBe(Number(firstRound[11]))
    }
  })

  test('a slip in the eleventh digit is not seen', () => {
    expect(slip(firstRound, 10)).not.toBe(firstRound)
    expect(isSampleIin(firstRound)).toBe(true)
    expect(isSampleIin(slip(firstRound, 10))).toBe(true)
  })

  test('a day gives out each number once and then says that none is left', () => {
    const issue = createIinIssuer(1)
    const given = new Set<string>()

    expect(() => {
      for (;;) given.add(issue({ bornOn: '2001-02-03', sex: 'male' }))
    }).toThrow('No sample IIN is left for male people born on 2001-02-03')
    expect(given.size).toBeGreaterThan(9_000)
  })
})

test('days turn into numbers and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 40_000 }), (day) => {
      expect(toDayNumber(fromDayNumber(day))).toBe(day)
      expect(fromDayNumber(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10))
    }),
  )
})

function slip(iin: string, position: number): string {
  return `${iin.slice(0, position)}${(Number(iin[position]) + 1) % 10}${iin.slice(position + 1)}`
}
