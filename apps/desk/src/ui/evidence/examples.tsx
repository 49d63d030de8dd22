import type { Examples } from '../examples.ts'
import { EvidenceBars } from './evidence.tsx'

export const evidenceExamples: Examples = {
  name: 'Evidence',
  states: {
    'for, against and together': () => (
      <EvidenceBars
        weight={7.4}
        evidence={[
          { kind: 'born-same', weight: 14.4 },
          { kind: 'surname-ending', weight: 3.5 },
          { kind: 'given-sound', weight: 6.1 },
          { kind: 'phone-other', weight: -1.1 },
          { kind: 'start', weight: -15.3 },
        ]}
      />
    ),
  },
}
