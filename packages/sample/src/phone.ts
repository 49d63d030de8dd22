// Telephone numbers that look like Kazakhstan's and reach nobody.
//
// Of the shared code +7 the ranges 6xx and 7xx are Kazakhstan's; all numbers in use begin with 7, and
// no operator has been given a 6xx code (public numbering data such as libphonenumber's hold +7 6xx
// invalid). Sample numbers are +7 600–609, so that a call placed by mistake ends at the exchange.

import type { Random } from './random.ts'

export function samplePhone(random: Random): string {
  return `+760${random.between(0, 9)}${String(random.between(0, 9_999_999)).padStart(7, '0')}`
}

export function isSamplePhone(phone: string): boolean {
  return /^\+760\d{8}$/.test(phone)
}
