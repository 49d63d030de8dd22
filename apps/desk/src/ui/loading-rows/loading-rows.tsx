import './loading-rows.css'
import { useEffect, useState } from 'react'
import { useWords } from '../language/language.tsx'
import { loadingWords } from './words.ts'

const widths = ['70%', '52%', '84%', '61%', '77%', '45%', '68%', '58%']

/** The skeleton of the rows that will come, at their height; a quick answer shows none of it. */
export const LoadingRows = ({
  rows = 4,
  afterMs = 200,
}: {
  readonly rows?: number
  readonly afterMs?: number
}) => {
  const words = useWords(loadingWords)
  const [isSlow, setSlow] = useState(afterMs === 0)
  useEffect(() => {
    if (afterMs === 0) return
    const timer = setTimeout(() => setSlow(true), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  return (
    <div className="loading-rows" data-slow={isSlow || undefined} aria-busy="true" role="status">
      <span className="unseen">{words.loading}</span>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton are alike and never move.
        <div key={at} className="loading-row" aria-hidden="true">
          <span className="bone bone-round" />
          <span className="bone" />
          <span className="bone" style={{ width: widths[at % widths.length] }} />
          <span className="bone" />
        </div>
      ))}
    </div>
  )
}
