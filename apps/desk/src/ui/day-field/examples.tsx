import { useState } from 'react'
import { FixedTime } from '../clock/now.tsx'
import type { Examples } from '../examples.ts'
import { DayField, TimeField } from './day-field.tsx'

const Live = () => {
  const [day, setDay] = useState<string | null>('2026-11-23')
  const [time, setTime] = useState<string | null>('14:05')
  return (
    <FixedTime at="2026-11-24T09:20:00Z">
      <div className="example-grid">
        <DayField label="Оқиға күні" value={day} onChange={setDay} withShortcuts noFuture />
        <TimeField label="Уақыты" value={time} onChange={setTime} />
      </div>
    </FixedTime>
  )
}

export const dayFieldExamples: Examples = {
  name: 'Day and time',
  states: { 'with shortcuts': () => <Live /> },
}
