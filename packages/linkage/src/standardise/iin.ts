// The individual identification number: YYMMDD, a digit for century and sex, four serial digits, a check digit.
// Two limits to know. The eleventh digit has weight 11, which is 0 modulo 11, so an error there passes the first round of the
// check unseen. And since 2013 the digits are no longer tied by law to the person's data: another birth date is weak evidence, not an error.

export type Iin = {
  readonly digits: string
  /** The check digit agrees and the date and century digits are possible. */
  readonly valid: boolean
  readonly bornOn: string | undefined
  readonly sex: 'm' | 'f' | undefined
}

/** The twelfth digit that belongs to the first eleven; undefined for the rare numbers that are never issued. */
export function iinCheckDigit(firstEleven: string): number | undefined {
  let first = 0
  let second = 0
  for (let at = 0; at < 11; at += 1) {
    const digit = firstEleven.charCodeAt(at) - 48
    first += digit * (at + 1)
    second += digit * (((at + 2) % 11) + 1)
  }
  if (first % 11 < 10) return first % 11
  return second % 11 < 10 ? second % 11 : undefined
}

const CENTURY: Readonly<Record<string, number>> = {
  1: 1800,
  2: 1800,
  3: 1900,
  4: 1900,
  5: 2000,
  6: 2000,
  7: 2100,
  8: 2100,
}
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Reads twelve digits out of any writing; undefined when there are not exactly twelve or all are the same. */
export function parseIin(text: string): Iin | undefined {
  const digits = text.replace(/\D/g, '')
  if (digits.length !== 12 || /^(\d)\1+$/.test(digits)) return undefined
  const century = CENTURY[digits[6] ?? '']
  if (century === undefined || !isPossibleDate(digits))
    return { digits, valid: false, bornOn: undefined, sex: undefined }
  return {
    digits,
    valid: iinCheckDigit(digits.slice(0, 11)) === Number(digits[11]),
    bornOn: `${century + Number(digits.slice(0, 2))}${digits.slice(2, 6)}`,
    sex: Number(digits[6]) % 2 === 1 ? 'm' : 'f',
  }
}

/** What is wrong with an IIN, so that whoever typed it knows where to look; digit and length as they were typed. */
export type IinFault =
  | { readonly what: 'length'; readonly length: number }
  | { readonly what: 'same' }
  | { readonly what: 'date' }
  | { readonly what: 'century'; readonly digit: string }
  | { readonly what: 'check'; readonly digit: string }

export function iinFaultOf(text: string): IinFault | undefined {
  const digits = text.replace(/\D/g, '')
  if (digits.length !== 12) return { what: 'length', length: digits.length }
  if (/^(\d)\1+$/.test(digits)) return { what: 'same' }
  if (!isPossibleDate(digits)) return { what: 'date' }
  if (CENTURY[digits[6] ?? ''] === undefined) return { what: 'century', digit: digits.charAt(6) }
  return parseIin(digits)?.valid === true ? undefined : { what: 'check', digit: digits.charAt(11) }
}

// A company's number has 4, 5 or 6 as its fifth digit, where a day of the month cannot reach.
function isPossibleDate(digits: string): boolean {
  const month = Number(digits.slice(2, 4))
  const day = Number(digits.slice(4, 6))
  return month >= 1 && month <= 12 && day >= 1 && day <= (DAYS_IN_MONTH[month - 1] ?? 0)
}
