import type { Examples } from '../examples.ts'
import { Risk } from './risk.tsx'

export const riskExamples: Examples = {
  name: 'Risk',
  states: {
    'four levels': () => (
      <div className="row">
        <Risk level="routine" />
        <Risk level="raised" />
        <Risk level="high" />
        <Risk level="not-assessed" />
        <Risk level="high" risenByPerson />
      </div>
    ),
    'in the head of a case': () => (
      <div className="row">
        <Risk level="routine" pill />
        <Risk level="raised" pill />
        <Risk level="high" pill />
        <Risk level="not-assessed" pill />
      </div>
    ),
  },
}
