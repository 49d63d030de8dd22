// Opening hours and the times of recurring work, read from their short forms and said in words.
import { type Said, say } from './define-words.ts'
import { hoursWords } from './hours-words.ts'
import type { Lang } from './lang.ts'
import { type Instant, wallTimeOf, type Zone } from './time.ts'

export type Opening = {
  readonly days: readonly string[]
  readonly opens: string
  readonly closes: string
}

const dayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** Reads `MO,TU 09:00-18:00; SA 10:00-14:00`; the database refuses any other form. */
export function openingsOf(hours: string): readonly Opening[] {
  return hours.split('; ').map((part) => {
    const [days = '', times = ''] = part.split(' ')
    const [opens = '', closes = ''] = times.split('-')
    return { days: days.split(','), opens, closes }
  })
}

export function isRoundTheClock(hours: string): boolean {
  return openingsOf(hours).some(
    ({ days, opens, closes }) => days.length === 7 && opens === '00:00' && closes >= '23:59',
  )
}

/** Whether somebody is there at a local weekday (1 is Monday) and time; an opening may go over midnight. */
export function isOpenAt(hours: string, weekday: number, time: string): boolean {
  const today = dayNames[weekday - 1] ?? 'MO'
  const yesterday = dayNames[(weekday + 5) % 7] ?? 'SU'
  return openingsOf(hours).some(({ days, opens, closes }) =>
    opens < closes
      ? days.includes(today) && opens <= time && time < closes
      : (days.includes(today) && opens <= time) || (days.includes(yesterday) && time < closes),
  )
}

/** 'дс–жм 09:00–18:00, сн 10:00–14:00', 'круглосуточно'. */
export function formatHours(hours: string, lang: Lang): string {
  const words = say(hoursWords, lang)
  if (isRoundTheClock(hours)) return words.always
  return openingsOf(hours)
    .map(({ days, opens, closes }) => `${spanOf(days, words)} ${opens}–${closes}`)
    .join(', ')
}

function spanOf(days: readonly string[], words: Said<(typeof hoursWords)['model'] & object>) {
  const names = days.map((name) => words[name as 'MO'])
  const places = days.map((name) => (dayNames as readonly string[]).indexOf(name))
  const isRun =
    places.length > 2 && places.every((at, k) => k === 0 || at === (places[k - 1] ?? 0) + 1)
  return isRun ? `${names[0]}–${names.at(-1)}` : names.join(', ')
}

/**
 * A cron line in UTC (minute, hour, day, month, weekday) as people say it: 'every 5 minutes', 'daily at 02:25'. The hour is
 * that of the zone at the given moment. A line that says more than that comes back undefined, for the caller to show as it is.
 */
export function formatSchedule(
  cron: string,
  lang: Lang,
  at: Instant,
  zone: Zone = 'east',
): string | undefined {
  const words = say(hoursWords, lang)
  const [minute = '', hour = '', date = '', month = '', weekday = '', ...rest] = cron.split(' ')
  if (rest.length > 0 || date !== '*' || month !== '*') return undefined
  if (hour === '*' && weekday === '*') {
    if (minute === '*') return words.everyMinute
    const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1]
    // A step that does not divide the hour begins anew with it, so that "every" would not be true.
    if (step !== undefined)
      return Number(step) > 1 && 60 % Number(step) === 0
        ? words.everyMinutes({ count: Number(step) })
        : undefined
    return isPart(minute, 59) ? words.hourly({ minute: minute.padStart(2, '0') }) : undefined
  }
  if (!isPart(minute, 59) || !isPart(hour, 23)) return undefined
  const inUtc = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  const local = wallTimeOf(`${at.slice(0, 10)}T${inUtc}:00.000Z`, zone)
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`
  if (weekday === '*') return words.daily({ time })
  if (!isPart(weekday, 7)) return undefined
  // Cron counts from Sunday; in the evening of UTC it is already the next day here.
  const later = local.day === at.slice(0, 10) ? 0 : 1
  const name = dayNames[(Number(weekday) + 6 + later) % 7] ?? 'MO'
  return words.weekly({ day: words[name], time })
}

function isPart(part: string, highest: number): boolean {
  return /^\d{1,2}$/.test(part) && Number(part) <= highest
}
