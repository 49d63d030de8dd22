import './horizon.css'
import type { ReactNode } from 'react'
import { useNow } from '../clock/now.tsx'
import { useWords } from '../language/language.tsx'
import { hourTicks, NOW_PERCENT, percentOf, placePoints } from './place.ts'
import { horizonWords } from './words.ts'

export type HorizonPoint = {
  readonly id: string
  readonly dueMs: number
  readonly isSoon: boolean
  readonly title: string
}

const timeOf = (ms: number): string => new Date(ms + 5 * 3_600_000).toISOString().slice(11, 16)

/**
 * The clocks of a queue on one line of 24 hours. A picture of the list below it: the words are the counts
 * beside it and the rows themselves, so a screen reader passes over the points.
 */
export const Horizon = ({
  points,
  counts,
  aside,
  selectedId,
  onSelect,
}: {
  readonly points: readonly HorizonPoint[]
  readonly counts: ReactNode
  readonly aside?: ReactNode
  readonly selectedId?: string | undefined
  readonly onSelect: (id: string) => void
}) => {
  const words = useWords(horizonWords)
  const nowMs = useNow()
  const placed = placePoints(points, nowMs)
  const hasLate = placed.some(({ point }) => point.dueMs <= nowMs)
  return (
    <figure className="horizon" aria-label={words.next}>
      <div className="horizon-counts">
        {counts}
        {aside && <span className="push">{aside}</span>}
      </div>
      <div className="horizon-line" aria-hidden="true">
        <span className="horizon-late" data-filled={hasLate || undefined}>
          {hasLate && <i>{words.late}</i>}
        </span>
        <span className="horizon-now" style={{ left: `${NOW_PERCENT}%` }}>
          {timeOf(nowMs)}
        </span>
        {hourTicks(nowMs, 4).map((ms) => (
          <span
            key={ms}
            className="horizon-tick"
            data-near={percentOf(ms, nowMs) < NOW_PERCENT + 11 || undefined}
            style={{ left: `${percentOf(ms, nowMs)}%` }}
          >
            {timeOf(ms) === '00:00' ? '24:00' : timeOf(ms)}
          </span>
        ))}
        {placed.map(({ point, percent }) => (
          <button
            key={point.id}
            type="button"
            tabIndex={-1}
            title={point.title}
            className={`horizon-point${point.dueMs <= nowMs ? ' horizon-point-late' : point.isSoon ? ' horizon-point-soon' : ''}`}
            data-selected={point.id === selectedId || undefined}
            style={{ left: `${percent}%` }}
            onClick={() => onSelect(point.id)}
          >
            {point.dueMs <= nowMs && (
              <svg viewBox="0 0 20 20" aria-hidden="true">
                <path className="clock-octagon" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3Z" />
                <path className="clock-mark" d="M10 5.4v5.4M10 14.2v.1" strokeWidth="2.3" />
              </svg>
            )}
          </button>
        ))}
      </div>
    </figure>
  )
}
