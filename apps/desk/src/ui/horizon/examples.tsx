import { FixedTime } from '../clock/now.tsx'
import type { Examples } from '../examples.ts'
import { Horizon } from './horizon.tsx'

const NOW = Date.parse('2026-11-24T09:20:00Z')
const at = (hours: number, id: string, isSoon = false) => ({
  id,
  dueMs: NOW + hours * 3_600_000,
  isSoon,
  title: id,
})

export const horizonExamples: Examples = {
  name: 'Horizon',
  states: {
    'a working day': () => (
      <FixedTime at={new Date(NOW).toISOString()}>
        <Horizon
          points={[
            at(-14.3, 'a'),
            at(-38, 'b'),
            at(0.63, 'c', true),
            at(0.87, 'd', true),
            at(7.1, 'e'),
            at(7.3, 'f'),
            at(9.6, 'g'),
            at(9.6, 'h'),
            at(20.8, 'i'),
          ]}
          selectedId="c"
          onSelect={() => undefined}
          counts={
            <>
              <span className="count">
                <b>2</b> просрочены
              </span>
              <span className="count">
                <b>2</b> до конца часа
              </span>
              <span className="count">
                <b>5</b> сегодня
              </span>
            </>
          }
          aside="обновлено"
        />
      </FixedTime>
    ),
    'nothing due': () => (
      <FixedTime at={new Date(NOW).toISOString()}>
        <Horizon points={[]} onSelect={() => undefined} counts="На сутки вперёд сроков нет" />
      </FixedTime>
    ),
  },
}
