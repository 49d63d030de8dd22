import type { Examples } from '../examples.ts'
import { Verdict } from './verdict.tsx'

export const verdictExamples: Examples = {
  name: 'Verdict',
  states: {
    'four shapes': () => (
      <div className="row">
        <Verdict value="yes" /> установлено
        <Verdict value="no" /> не подходит
        <Verdict value="unknown" /> неизвестно
        <Verdict value="barred" /> запрет
      </div>
    ),
  },
}
