import './cover.css'
import { Button } from '@mantine/core'
import { IconDoorEnter } from '@tabler/icons-react'
import { addDays, dayOf, type Instant, type Lang, type PlainDate } from '@umai/words'
import { useEffect } from 'react'
import { useNow } from '../clock/now.tsx'
import { Icon } from '../icon/icon.tsx'
import { useLanguage, useWords } from '../language/language.tsx'
import { coverPage, uncoverPage } from './covered.ts'
import { coverWords } from './words.ts'

/** For talks with somebody who may be overheard: one press, and a calendar is all there is to see. */
export const CoverButton = () => {
  const words = useWords(coverWords)
  return (
    <Button
      className="cover-button"
      leftSection={<Icon of={IconDoorEnter} />}
      onClick={coverPage}
      size="md"
    >
      {words.someoneCame}
    </Button>
  )
}

const locales: Readonly<Record<Lang, string>> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }
const WEEK = 7

/** The weeks of the month of a day, from Monday; days of other months are null. */
const weeksOf = (today: PlainDate): readonly (readonly (PlainDate | null)[])[] => {
  const month = today.slice(0, 7)
  const first = `${month}-01` as PlainDate
  const weekDay = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % WEEK
  const start = addDays(first, -weekDay)
  return [0, 1, 2, 3, 4, 5]
    .map((week) =>
      Array.from({ length: WEEK }, (_, at) => {
        const day = addDays(start, week * WEEK + at)
        return day.startsWith(month) ? day : null
      }),
    )
    .filter((week) => week.some((day) => day !== null))
}

/** A calendar and nothing else; the way back leads through the lock. */
export const CoverScreen = () => {
  const words = useWords(coverWords)
  const { lang } = useLanguage()
  const today = dayOf(new Date(useNow()).toISOString() as Instant)
  useEffect(() => {
    const before = document.title
    document.title = words.tab
    return () => {
      document.title = before
    }
  }, [words])
  const noon = new Date(`${today}T12:00:00Z`)
  const named = (options: Intl.DateTimeFormatOptions, day: Date) =>
    new Intl.DateTimeFormat(locales[lang], { timeZone: 'UTC', ...options }).format(day)
  // 5 January 2026 is a Monday.
  const weekDays = Array.from({ length: WEEK }, (_, at) =>
    named({ weekday: 'short' }, new Date(Date.UTC(2026, 0, 5 + at))),
  )
  return (
    <main className="cover-screen">
      <table className="cover-month">
        <caption>{named({ month: 'long', year: 'numeric' }, noon)}</caption>
        <thead>
          <tr>
            {weekDays.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(today).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, at) => (
                <td
                  key={day ?? weekDays[at]}
                  {...(day === today ? { 'aria-current': 'date' as const } : {})}
                >
                  {day === null ? '' : Number(day.slice(8))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Button variant="subtle" onClick={uncoverPage}>
        {words.back}
      </Button>
    </main>
  )
}
