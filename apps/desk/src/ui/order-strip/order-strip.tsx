import './order-strip.css'
import { dayOf, formatShortDay } from '@umai/words'
import { useNow } from '../clock/now.tsx'
import { useLanguage, useWords } from '../language/language.tsx'
import { orderStripWords } from './words.ts'

export type Check = {
  readonly id: string
  readonly dueAt: string
  readonly state: 'done' | 'missed' | 'next' | 'due'
}

const DAY_MS = 86_400_000
const WIDTH = 360
const EDGE = 12

/** The whole term of an order with its weekly checks: done, missed, next and to come. */
export const OrderStrip = ({
  servedAt,
  endsAt,
  checks,
}: {
  readonly servedAt: string
  readonly endsAt: string
  readonly checks: readonly Check[]
}) => {
  const words = useWords(orderStripWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const from = Date.parse(servedAt)
  const until = Date.parse(endsAt)
  const days = Math.round((until - from) / DAY_MS)
  const gone = Math.max(0, Math.min(days, Math.floor((nowMs - from) / DAY_MS)))
  const at = (ms: number) =>
    EDGE + Math.max(0, Math.min(1, (ms - from) / (until - from))) * (WIDTH - 2 * EDGE)
  const shortDay = (instant: string) => formatShortDay(dayOf(instant), lang)
  return (
    <figure className="order-strip">
      <svg viewBox={`0 0 ${WIDTH} 46`} role="img" aria-label={words.strip({ days, gone })}>
        <rect className="strip-back" x={EDGE} y="10" width={WIDTH - 2 * EDGE} height="8" rx="4" />
        <rect
          className="strip-gone"
          x={EDGE}
          y="10"
          width={Math.max(at(nowMs) - EDGE, 4)}
          height="8"
          rx="4"
        />
        {checks.map((check) => {
          const x = at(Date.parse(check.dueAt))
          return (
            <g
              key={check.id}
              className={`strip-check strip-${check.state}`}
              transform={`translate(${x} 14)`}
            >
              {check.state === 'missed' ? (
                <path className="strip-octagon" d="M-3.7-9h7.4L9-3.7v7.4L3.7 9h-7.4L-9 3.7v-7.4Z" />
              ) : (
                <circle r="8" />
              )}
              {check.state === 'done' && <path className="strip-tick" d="M-3.6.3-1 2.9 3.8-2.6" />}
              {check.state === 'missed' && <path className="strip-bang" d="M0-4.6v5M0 4v.1" />}
              <text y="29">{shortDay(check.dueAt)}</text>
            </g>
          )
        })}
      </svg>
      <ul className="unseen">
        {checks.map((check) => (
          <li key={check.id}>
            {shortDay(check.dueAt)}: {words[check.state]}
          </li>
        ))}
      </ul>
    </figure>
  )
}
