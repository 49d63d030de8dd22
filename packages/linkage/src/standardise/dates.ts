// Dates of birth and of events, from the forms met in registers, as eight digits YYYYMMDD.

const MONTH_NAMES: ReadonlyArray<readonly [number, RegExp]> = [
  [1, /^(қаң|янв|jan)/u],
  [2, /^(ақп|фев|feb)/u],
  [3, /^(нау|мар|mar)/u],
  [4, /^(сәу|апр|apr)/u],
  [5, /^(мам|ма[йя]|may)/u],
  [6, /^(мау|июн|jun)/u],
  [7, /^(шіл|июл|jul)/u],
  [8, /^(там|авг|aug)/u],
  [9, /^(қыр|сен|sep)/u],
  [10, /^(қаз|окт|oct)/u],
  [11, /^(қар|ноя|nov)/u],
  [12, /^(жел|дек|dec)/u],
]

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function compactDate(year: number, month: number, day: number): string | undefined {
  if (year < 1850 || year > 2100 || month < 1 || month > 12 || day < 1) return undefined
  const longest = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  if (day > longest) return undefined
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
}

/** Eight digits, or undefined for what is no day of the calendar (30 February, NaN, 00.00.1990). */
export function parseDate(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase()
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ].*)?$/.exec(trimmed)
  if (iso) return compactDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed)
  if (compact) return compactDate(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const european = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:\s.*)?$/.exec(trimmed)
  if (european) return compactDate(Number(european[3]), Number(european[2]), Number(european[1]))
  const worded = /^(\d{1,2})\s+(\p{L}+)\.?,?\s+(\d{4})/u.exec(trimmed)
  if (worded) {
    const month = MONTH_NAMES.find(([, name]) => name.test(worded[2] ?? ''))?.[0]
    return month === undefined
      ? undefined
      : compactDate(Number(worded[3]), month, Number(worded[1]))
  }
  return undefined
}

/** Days since 1970-01-01 of a date in eight digits. */
export function dayNumber(compact: string): number {
  return (
    Date.UTC(
      Number(compact.slice(0, 4)),
      Number(compact.slice(4, 6)) - 1,
      Number(compact.slice(6, 8)),
    ) / 86_400_000
  )
}

/** The same digits with day and month exchanged, whether or not that is a day of the calendar. */
export function withDayAndMonthSwapped(compact: string): string {
  return compact.slice(0, 4) + compact.slice(6, 8) + compact.slice(4, 6)
}

/** The year, where a form has only that. */
export function parseYear(text: string): string | undefined {
  const year = /^\s*((?:18[5-9]|19\d|20\d)\d)\s*(?:ж\.?|г\.?|жыл|год)?\s*$/u.exec(text)?.[1]
  return year
}
