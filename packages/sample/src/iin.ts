// Individual identification numbers that pass every check and that no person can hold.
//
// An IIN is YYMMDD, one digit for century and sex (1/2 nineteenth century, 3/4 twentieth, 5/6
// twenty-first; odd for men), four serial digits and a check digit. Sample people bear 7 (men) and 8
// (women), the digits of those born from 2101 on: no such number can have been issued, whoever reads
// it sees a well-formed one, and `isSampleIin` knows it by that digit alone. The two digits of the
// year do not tell the century then, so 7 and 8 must never be read as a year of birth.
//
// The check digit does not see everything: the eleventh digit has weight 11, which is 0 modulo 11, so
// a slip there passes unless the first sum is 10, and about every tenth random number passes too.

import { monthAndDay, type PlainDate } from './days.ts'
import type { Sex } from './names/full-name.ts'
import { hashOf } from './random.ts'

const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2] as const

/** The twelfth digit for the first eleven, or undefined for the few that no number may begin with. */
export function checkDigit(firstEleven: string): number | undefined {
  for (const weights of [FIRST_WEIGHTS, SECOND_WEIGHTS]) {
    let sum = 0
    for (let i = 0; i < 11; i += 1) {
      sum += (firstEleven.charCodeAt(i) - 48) * (weights[i] as number)
    }
    if (sum % 11 < 10) return sum % 11
  }
  return undefined
}

/** Whether this is an IIN of a sample person: valid in form, date and check digit, and never issued. */
export function isSampleIin(iin: string): boolean {
  if (!/^\d{6}[78]\d{5}$/.test(iin)) return false
  const month = Number(iin.slice(2, 4))
  const day = Number(iin.slice(4, 6))
  if (month < 1 || month > 12 || day < 1 || day > (DAYS_IN_MONTH[month - 1] as number)) return false
  return checkDigit(iin.slice(0, 11)) === Number(iin[11])
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const SERIALS = 10_000

/**
 * Gives each person another number. It remembers only how many numbers of each day and sex were
 * given (74,400 counters), so a million people cost no more memory than ten.
 */
export function createIinIssuer(
  seed: string | number,
): (person: { readonly bornOn: PlainDate; readonly sex: Sex }) => string {
  const tried = new Uint16Array(100 * 12 * 31 * 2)

  return ({ bornOn, sex }) => {
    const [month, day] = monthAndDay(bornOn)
    const year = Number(bornOn.slice(2, 4))
    const slot = (((year * 12 + month - 1) * 31 + day - 1) << 1) | (sex === 'male' ? 1 : 0)
    const [start] = hashOf([seed, 'iin', slot])
    const head = `${bornOn.slice(2, 4)}${bornOn.slice(5, 7)}${bornOn.slice(8, 10)}${sex === 'male' ? '7' : '8'}`
    while ((tried[slot] as number) < SERIALS) {
      // 7,919 is a prime that does not divide 10,000: every serial comes once, in no visible order.
      const serial = (start + (tried[slot] as number) * 7_919) % SERIALS
      tried[slot] = (tried[slot] as number) + 1
      const eleven = `${head}${String(serial).padStart(4, '0')}`
      const check = checkDigit(eleven)
      if (check !== undefined) return `${eleven}${check}`
    }
    throw new Error(
      `No sample IIN is left for ${sex} people born on ${bornOn} in any century: all ${SERIALS} serials are used. Generate fewer people with one seed.`,
    )
  }
}
