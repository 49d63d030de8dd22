import './verdict.css'
import { useWords } from '../language/language.tsx'
import { verdictWords } from './words.ts'

export type VerdictValue = 'yes' | 'no' | 'unknown' | 'barred'

/** Full, crossed, dashed or barred: four shapes, so that unknown is never drawn as no. */
export const Verdict = ({ value }: { readonly value: VerdictValue }) => {
  const words = useWords(verdictWords)
  return (
    <svg
      className={`verdict verdict-${value}`}
      viewBox="0 0 18 18"
      role="img"
      aria-label={words[value]}
    >
      <circle cx="9" cy="9" r="7.5" />
      {value === 'yes' && <path d="M5.7 9.3l2.3 2.3 4.4-4.8" />}
      {value === 'no' && <path d="M6.5 6.5l5 5M11.5 6.5l-5 5" />}
      {value === 'unknown' && (
        <path d="M7.2 7.4a1.9 1.9 0 1 1 2.6 1.7c-.5.3-.8.6-.8 1.2M9 12.6v.1" />
      )}
      {value === 'barred' && <path d="M5.5 9h7" />}
    </svg>
  )
}
