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
 * When something happened: the present, which goes on with the clock until somebody says otherwise. A minute that is
 * still running means this very moment; its beginning could lie before what has just been done.
 */
export const useMoment = (nowMs: number) => {
  const [said, setSaid] = useState<{
    readonly day: string | null
    readonly time: string | null
  } | null>(null)
  const shown = said ?? { day: dayOf(new Date(nowMs).toISOString()), time: timeOf(nowMs) }
  const { day, time } = shown
  const instant = (): string | null => {
    const sentMs = serverNowMs()
    const now = new Date(sentMs).toISOString()
    if (said === null) return now
    if (day === null || time === null) return null
    const at = instantOf(day, time)
    const sinceMs = sentMs - Date.parse(at)
    return sinceMs >= 0 && sinceMs < MINUTE_MS ? now : at
  }
  return {
    ...shown,
    setDay: (next: string | null) => setSaid({ ...shown, day: next }),
    setTime: (next: string | null) => setSaid({ ...shown, time: next }),
    isSaid: day !== null && time !== null,
    instant,
  }
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
