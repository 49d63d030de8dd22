import { FixedTime } from '../clock/now.tsx'
import type { Examples } from '../examples.ts'
import { OrderStrip } from './order-strip.tsx'

export const orderStripExamples: Examples = {
  name: 'Order strip',
  states: {
    'third week: done, missed, next and to come': () => (
      <FixedTime at="2026-12-09T09:20:00Z">
        <OrderStrip
          servedAt="2026-11-23T17:05:00Z"
          endsAt="2026-12-23T17:05:00Z"
          checks={[
            { id: '1', dueAt: '2026-11-30T18:59:59Z', state: 'done' },
            { id: '2', dueAt: '2026-12-07T18:59:59Z', state: 'missed' },
            { id: '3', dueAt: '2026-12-14T18:59:59Z', state: 'next' },
            { id: '4', dueAt: '2026-12-21T18:59:59Z', state: 'due' },
          ]}
        />
      </FixedTime>
    ),
    'just served': () => (
      <FixedTime at="2026-11-23T17:06:00Z">
        <OrderStrip
          servedAt="2026-11-23T17:05:00Z"
          endsAt="2026-12-23T17:05:00Z"
          checks={[{ id: '1', dueAt: '2026-11-30T18:59:59Z', state: 'next' }]}
        />
      </FixedTime>
    ),
  },
}
