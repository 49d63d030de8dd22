import './picture.css'

export type LoadRow = {
  readonly id: string
  readonly name: string
  readonly cases: number
  readonly duties: number
  readonly late: number
}

const WIDTH = 480
const NAME = 190
const ROW = 40

/** How much each already carries: duties as a bar, those that are late in its dark part, cases as a figure. */
export const LoadBars = ({
  label,
  rows,
  cases,
}: {
  readonly label: string
  readonly rows: readonly LoadRow[]
  /** "3 дела" for a count. */
  readonly cases: (count: number) => string
}) => {
  const most = Math.max(1, ...rows.map(({ duties }) => duties))
  const length = (count: number): number => (count / most) * (WIDTH - NAME - 40)
  const height = rows.length * ROW
  return (
    <svg
      role="img"
      aria-label={label}
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
    >
      {rows.map(({ id, name, cases: count, duties, late }, row) => (
        <g key={id}>
          <text className="picture-text" x={0} y={row * ROW + 16}>
            {name.length > 22 ? `${name.slice(0, 21)}…` : name}
          </text>
          <text className="picture-faint" x={0} y={row * ROW + 31} fontSize={11}>
            {cases(count)}
          </text>
          <rect
            className="picture-bar"
            x={NAME}
            y={row * ROW + 8}
            width={Math.max(2, length(duties))}
            height={16}
            rx={3}
          />
          {late > 0 && (
            <rect
              className="picture-bar-late"
              x={NAME}
              y={row * ROW + 8}
              width={Math.max(3, length(late))}
              height={16}
              rx={3}
            />
          )}
          <text
            className="picture-text"
            x={NAME + Math.max(2, length(duties)) + 6}
            y={row * ROW + 21}
          >
            {duties}
            {late > 0 ? ` (${late})` : ''}
          </text>
        </g>
      ))}
    </svg>
  )
}
