import './risk.css'
import { useWords } from '../language/language.tsx'
import { riskWords } from './words.ts'

export type RiskLevel = 'not-assessed' | 'routine' | 'raised' | 'high'

const barsOf: Readonly<Record<RiskLevel, number>> = {
  'not-assessed': 0,
  routine: 1,
  raised: 2,
  high: 3,
}
const bars = [
  { x: 1, y: 9, height: 4 },
  { x: 6, y: 5, height: 8 },
  { x: 11, y: 1, height: 12 },
] as const

/** Three bars and a word, never a number: a number would be read as a measure, which it is not. */
export const Risk = ({
  level,
  pill = false,
  risenByPerson = false,
}: {
  readonly level: RiskLevel
  /** Only in the head of a case. */
  readonly pill?: boolean
  readonly risenByPerson?: boolean
}) => {
  const words = useWords(riskWords)
  return (
    <span className={`risk risk-${level}${pill ? ' risk-pill' : ''}`}>
      <svg viewBox="0 0 16 14" aria-hidden="true">
        {bars.map((bar, at) => (
          <rect
            key={bar.x}
            x={bar.x}
            y={bar.y}
            width="3.6"
            height={bar.height}
            rx=".8"
            className={at < barsOf[level] ? 'risk-on' : undefined}
          />
        ))}
      </svg>
      <span>
        {pill ? `${words.risk} ` : <span className="unseen">{words.risk}: </span>}
        {words[level]}
      </span>
      {risenByPerson && (
        <span className="risk-risen" title={words.risen}>
          <svg viewBox="0 0 10 12" aria-hidden="true">
            <path d="M5 11V2M1.5 5 5 1.5 8.5 5" />
          </svg>
          <span className="unseen">{words.risen}</span>
        </span>
      )}
    </span>
  )
}
