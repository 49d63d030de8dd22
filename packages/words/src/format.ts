// Numbers, money, days and durations as people write them. Month names and separators are our own, so
// that a page looks the same on an old phone whose browser knows no Kazakh.
import type { Lang } from './lang.ts'
import {
  addDays,
  type Instant,
  type PlainDate,
  parsePlainDate,
  wallTimeOf,
  type Zone,
} from './time.ts'

const months: Readonly<Record<Lang, readonly string[]>> = {
  kk: [
    'қаңтар',
    'ақпан',
    'наурыз',
    'сәуір',
    'мамыр',
    'маусым',
    'шілде',
    'тамыз',
    'қыркүйек',
    'қазан',
    'қараша',
    'желтоқсан',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}

const shortMonths: Readonly<Record<Lang, readonly string[]>> = {
  kk: ['қаң', 'ақп', 'нау', 'сәу', 'мам', 'мау', 'шіл', 'там', 'қыр', 'қаз', 'қар', 'жел'],
  ru: ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
}

/** A narrow no-break space: groups digits without letting a line break between them. */
const thinSpace = '\u202f'

function partsOf(day: PlainDate) {
  const [year = 0, month = 1, date = 1] = parsePlainDate(day).split('-').map(Number)
  return { year, month: month - 1, date }
}

/** '2024 жылғы 16 маусым', '16 июня 2024 г.', '16 June 2024'. */
export function formatDay(day: PlainDate, lang: Lang): string {
  const { year, month, date } = partsOf(day)
  const name = months[lang][month]
  if (lang === 'kk') return `${year} жылғы ${date} ${name}`
  if (lang === 'ru') return `${date} ${name} ${year} г.`
  return `${date} ${name} ${year}`
}

/** '23 қар', '23 ноя', '23 Nov'; with the year when one is asked for. */
export function formatShortDay(day: PlainDate, lang: Lang, options: { year?: boolean } = {}) {
  const { year, month, date } = partsOf(day)
  const short = `${date} ${shortMonths[lang][month]}`
  return options.year === true ? `${short} ${year}` : short
}

/** '23 қараша, 14:05', '23 ноя, 14:05', '23 Nov, 14:05' in local time. */
export function formatInstant(
  instant: Instant,
  lang: Lang,
  options: { zone?: Zone; year?: boolean } = {},
): string {
  const { day, hour, minute } = wallTimeOf(instant, options.zone)
  return `${dayBeforeTime(day, lang, options.year)}, ${twoDigits(hour)}:${twoDigits(minute)}`
}

/** Like formatInstant, but midnight is written as the end of the day before: '23 ноя, 24:00'. */
export function formatDeadline(
  instant: Instant,
  lang: Lang,
  options: { zone?: Zone; year?: boolean } = {},
): string {
  const { day, hour, minute } = wallTimeOf(instant, options.zone)
  if (hour !== 0 || minute !== 0) return formatInstant(instant, lang, options)
  return `${dayBeforeTime(addDays(day, -1), lang, options.year)}, 24:00`
}

function dayBeforeTime(day: PlainDate, lang: Lang, year: boolean | undefined): string {
  const { year: yearNumber, month, date } = partsOf(day)
  const name = (lang === 'kk' ? months : shortMonths)[lang][month]
  return year === true ? `${date} ${name} ${yearNumber}` : `${date} ${name}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** '12 345,6' in Kazakh and Russian, '12,345.6' in English. */
export function formatNumber(value: number, lang: Lang): string {
  if (!Number.isFinite(value)) return String(value)
  const [whole = '0', fraction] = String(Math.abs(value)).split('.')
  const sign = value < 0 ? '−' : ''
  const group = lang === 'en' ? ',' : thinSpace
  const point = lang === 'en' ? '.' : ','
  const grouped = whole.length > 4 || lang === 'en' ? groupDigits(whole, group) : whole
  return `${sign}${grouped}${fraction === undefined ? '' : `${point}${fraction}`}`
}

function groupDigits(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, separator)
}

/** Whole tenge: '1 234 567 ₸' with spaces that do not break a line. */
export function formatTenge(tenge: number): string {
  if (!Number.isSafeInteger(tenge))
    throw new RangeError(`${tenge} is not a whole number of tenge; round it first`)
  const sign = tenge < 0 ? '−' : ''
  return `${sign}${groupDigits(String(Math.abs(tenge)), thinSpace)}${thinSpace}₸`
}

export type DurationUnit = 'minutes' | 'hours' | 'days' | 'working-days' | 'months' | 'years'

type Forms = readonly [one: string, few: string, many: string]

const units: Readonly<
  Record<DurationUnit, { kk: string; ru: Forms; en: readonly [string, string] }>
> = {
  minutes: { kk: 'минут', ru: ['минута', 'минуты', 'минут'], en: ['minute', 'minutes'] },
  hours: { kk: 'сағат', ru: ['час', 'часа', 'часов'], en: ['hour', 'hours'] },
  days: { kk: 'күн', ru: ['день', 'дня', 'дней'], en: ['day', 'days'] },
  'working-days': {
    kk: 'жұмыс күні',
    ru: ['рабочий день', 'рабочих дня', 'рабочих дней'],
    en: ['working day', 'working days'],
  },
  months: { kk: 'ай', ru: ['месяц', 'месяца', 'месяцев'], en: ['month', 'months'] },
  years: { kk: 'жыл', ru: ['год', 'года', 'лет'], en: ['year', 'years'] },
}

/** A term in the unit the law uses: 24 hours stay '24 часа' and never become a day. */
export function formatDuration(amount: number, unit: DurationUnit, lang: Lang): string {
  const number = formatNumber(amount, lang)
  const forms = units[unit]
  if (lang === 'kk') return `${number} ${forms.kk}`
  if (lang === 'en') return `${number} ${amount === 1 ? forms.en[0] : forms.en[1]}`
  const category = russianPlural(amount)
  return `${number} ${forms.ru[category]}`
}

function russianPlural(amount: number): 0 | 1 | 2 {
  if (!Number.isInteger(amount)) return 1
  const tens = Math.abs(amount) % 100
  const ones = tens % 10
  if (ones === 1 && tens !== 11) return 0
  if (ones >= 2 && ones <= 4 && (tens < 12 || tens > 14)) return 1
  return 2
}
