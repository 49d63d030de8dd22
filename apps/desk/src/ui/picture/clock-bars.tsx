import './picture.css'
import { useNow } from '../clock/now.tsx'
import { useWords } from '../language/language.tsx'
import { rootScale } from './layout.ts'
import { pictureWords } from './words.ts'

export type ClockBar = {
  readonly id: string
  readonly title: string
  readonly startMs: number
  readonly dueMs: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ROW = 38
const WIDTH = 640
const TOP = 22
const SOON_MS = DAY
const ticks = [-30 * DAY, -7 * DAY, -DAY, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY]

const cut = (text: string): string => (text.length > 84 ? `${text.slice(0, 83)}…` : text)

/** Every clock of a case on one scale: an hour and a month can both be read, now stands where it stands. */
export const ClockBars = ({
  label,
  clocks,
}: {
  readonly label: string
  readonly clocks: readonly ClockBar[]
}) => {
  const words = useWords(pictureWords)
  const nowMs = useNow()
  const scale = rootScale(
    nowMs,
    clocks.flatMap(({ startMs, dueMs }) => [startMs, dueMs]),
  )
  const at = (ms: number): number => 8 + scale(ms) * (WIDTH - 16)
  const first = Math.min(nowMs, ...clocks.map(({ startMs }) => startMs))
  const last = Math.max(nowMs, ...clocks.map(({ dueMs }) => dueMs))
  const height = TOP + clocks.length * ROW + 4
  return (
    <svg
      role="img"
      aria-label={label}
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
    >
      {ticks
        .filter((tick) => nowMs + tick > first && nowMs + tick < last)
        .map((tick) => {
          const size = Math.abs(tick)
          const n = `${tick < 0 ? '−' : '+'}${size < DAY ? size / HOUR : size / DAY}`
          return (
            <g key={tick}>
              <line
                className="picture-tick"
                x1={at(nowMs + tick)}
                x2={at(nowMs + tick)}
                y1={TOP - 4}
                y2={height}
              />
              <text
                className="picture-faint"
                x={at(nowMs + tick)}
                y={12}
                textAnchor="middle"
                fontSize={10}
              >
                {size < DAY ? words.hour({ n }) : words.day({ n })}
              </text>
            </g>
          )
        })}
      {clocks.map(({ id, title, startMs, dueMs }, row) => {
        const tone = dueMs <= nowMs ? '-late' : dueMs - nowMs < SOON_MS ? '-soon' : ''
        const end = Math.max(dueMs, tone === '-late' ? nowMs : dueMs)
        return (
          <g key={id}>
            <text className="picture-text" x={8} y={TOP + row * ROW + 13}>
              {cut(title)}
            </text>
            <rect
              className={`picture-bar${tone}`}
              x={at(startMs)}
              y={TOP + row * ROW + 19}
              width={Math.max(3, at(end) - at(startMs))}
              height={8}
              rx={4}
            />
          </g>
        )
      })}
      <line className="picture-now" x1={at(nowMs)} x2={at(nowMs)} y1={TOP - 6} y2={height} />
      <text className="picture-strong" x={at(nowMs)} y={12} textAnchor="middle" fontSize={11}>
        {words.now}
      </text>
    </svg>
  )
}
