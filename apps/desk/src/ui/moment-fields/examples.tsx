import type { Examples } from '../examples.ts'
import { MomentFields, useMoment } from './moment-fields.tsx'

const Live = () => {
  const moment = useMoment(Date.parse('2026-11-24T09:20:00Z'))
  return (
    <div className="example-grid">
      <MomentFields label="Қашан тапсырылды" timeLabel="Тапсыру уақыты" moment={moment} />
    </div>
  )
}

export const momentFieldsExamples: Examples = {
  name: 'Moment',
  states: { 'now, until said otherwise': () => <Live /> },
}
