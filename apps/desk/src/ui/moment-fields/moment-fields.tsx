import { dayOf, wallTimeOf } from '@umai/words'
import { useState } from 'react'
import { instantOf } from '../day-field/day.ts'
import { DayField, TimeField } from '../day-field/day-field.tsx'

const timeOf = (ms: number): string => {
  const { hour, minute } = wallTimeOf(new Date(ms).toISOString())
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** When something happened: the present until somebody says otherwise. Null while day or time is no such thing. */
export const useMoment = (nowMs: number) => {
  const [day, setDay] = useState<string | null>(dayOf(new Date(nowMs).toISOString()))
  const [time, setTime] = useState<string | null>(timeOf(nowMs))
  return {
    day,
    setDay,
    time,
    setTime,
    at: day === null || time === null ? null : instantOf(day, time),
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
