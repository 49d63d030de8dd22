import type { Examples } from '../examples.ts'
import { Clock, Fuse } from './clock.tsx'
import { FixedTime } from './now.tsx'
import type { LegalClock } from './reading.ts'

const NOW = '2026-11-24T09:20:00Z'

const open = (
  startedAt: string,
  dueAt: string,
  unit: 'hours' | 'periods' | 'calendar-days' = 'hours',
) => ({ state: 'open', startedAt, dueAt, unit }) satisfies LegalClock

const running = open('2026-11-24T08:30:00Z', '2026-11-24T14:30:00Z')
const soon = open('2026-11-23T09:58:00Z', '2026-11-24T09:58:00Z', 'periods')
const late = open('2026-11-22T19:00:00Z', '2026-11-23T19:00:00Z', 'calendar-days')
const order = open('2026-11-23T17:05:00Z', '2026-12-23T17:05:00Z', 'periods')

export const clockExamples: Examples = {
  name: 'Clock',
  states: {
    'in a row, every state': () => (
      <FixedTime at={NOW}>
        <div className="example-grid">
          <Clock clock={running} />
          <Clock clock={soon} />
          <Clock clock={order} />
          <Clock clock={late} />
          <Clock
            clock={{ state: 'met', metAt: '2026-11-23T17:30:00Z', dueAt: '2026-11-23T19:00:00Z' }}
          />
          <Clock
            clock={{ state: 'met', metAt: '2026-11-24T07:00:00Z', dueAt: '2026-11-24T04:00:00Z' }}
          />
          <Clock clock={{ state: 'unknown' }} note="тапсыру күні жоқ" />
          <Clock clock={{ state: 'no-term' }} />
          <Clock clock={{ state: 'suspended' }} note="қалғаны 2 жұмыс күні" />
          <Clock clock={{ state: 'waived' }} note="Н. Ахметова, себебі жазылған" />
        </div>
      </FixedTime>
    ),
    headline: () => (
      <FixedTime at={NOW}>
        <div className="example-grid">
          <Clock clock={soon} size="headline" />
          <Clock clock={late} size="headline" />
          <Clock clock={order} size="headline" />
        </div>
      </FixedTime>
    ),
    fuse: () => (
      <FixedTime at={NOW}>
        <div className="stack">
          <Fuse clock={order} />
          <Fuse clock={running} />
          <Fuse clock={soon} />
          <Fuse clock={late} />
        </div>
      </FixedTime>
    ),
  },
}
