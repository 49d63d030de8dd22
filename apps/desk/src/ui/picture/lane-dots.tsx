import './picture.css'
import { evenScale } from './layout.ts'

export type LaneDot = { readonly id: string; readonly ms: number; readonly title: string }
export type Lane = {
  readonly name: string
  readonly tone: 'info' | 'late' | 'accent' | 'quiet'
  readonly dots: readonly LaneDot[]
}

const WIDTH = 640
const NAME = 150
const ROW = 30
const toneClass = {
  info: 'picture-bar',
  late: 'picture-bar-late',
  accent: 'picture-accent',
  quiet: 'picture-bar-quiet',
} as const

/** What happened when, a line for each kind of thing; the titles are in the table and in the list. */
export const LaneDots = ({
  label,
  lanes,
  from,
  to,
}: {
  readonly label: string
  readonly lanes: readonly Lane[]
  /** The first and the last day, in words. */
  readonly from: string
  readonly to: string
}) => {
  const scale = evenScale(lanes.flatMap(({ dots }) => dots.map(({ ms }) => ms)))
  const at = (ms: number): number => NAME + 10 + scale(ms) * (WIDTH - NAME - 24)
  const height = lanes.length * ROW + 24
  return (
    <svg
      role="img"
      aria-label={label}
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
    >
      {lanes.map(({ name, tone, dots }, row) => (
        <g key={name}>
          <text className="picture-text" x={0} y={row * ROW + 19}>
            {name}
          </text>
          <line
            className="picture-tick"
            x1={NAME}
            x2={WIDTH - 4}
            y1={row * ROW + 15}
            y2={row * ROW + 15}
          />
          {dots.map(({ id, ms, title }) => (
            <circle key={id} className={toneClass[tone]} cx={at(ms)} cy={row * ROW + 15} r={6}>
              <title>{title}</title>
            </circle>
          ))}
        </g>
      ))}
      <text className="picture-faint" x={NAME} y={height - 6} fontSize={11}>
        {from}
      </text>
      <text className="picture-faint" x={WIDTH - 4} y={height - 6} fontSize={11} textAnchor="end">
        {to}
      </text>
    </svg>
  )
}
