import { dayOf, wallTimeOf } from '@umai/words'
import { useState } from 'react'
import { serverNowMs } from '../clock/now.tsx'
import { instantOf } from '../day-field/day.ts'
import { DayField, TimeField } from '../day-field/day-field.tsx'

const MINUTE_MS = 60_000

const timeOf = (ms: number): string => {
  const { hour, minute } = wallTimeOf(new Date(ms).toISOString())
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/**
 * When something happened: the present until somebody says otherwise. A minute that is still running means this
 * very moment; its beginning could lie before what has just been done.
 */
export const useMoment = (nowMs: number) => {
  const [day, setDay] = useState<string | null>(dayOf(new Date(nowMs).toISOString()))
  const [time, setTime] = useState<string | null>(timeOf(nowMs))
  const isSaid = day !== null && time !== null
  const instant = (): string | null => {
    if (day === null || time === null) return null
    const said = instantOf(day, time)
    const sinceMs = serverNowMs() - Date.parse(said)
    return sinceMs >= 0 && sinceMs < MINUTE_MS ? new Date(serverNowMs()).toISOString() : said
  }
  return { day, setDay, time, setTime, isSaid, instant }
}

export const MomentFields = ({
  label,
  timeLabel,
  moment,
}: {
  readonly label: string
  readonly timeLabel: string
  readonly moment: ReturnType<typeof useMoment>
}) => (
  <>
    <DayField label={label} value={moment.day} onChange={moment.setDay} withShortcuts noFuture />
    <TimeField label={timeLabel} value={moment.time} onChange={moment.setTime} />
  </>
)
