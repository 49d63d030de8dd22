import './search-hit.css'
import type { HitReason } from '@umai/contract'
import type { ReactNode } from 'react'
import { Chip } from '../chip/chip.tsx'
import { useWords } from '../language/language.tsx'
import { hitReasonWords, searchHitWords } from './words.ts'

export type Likeness = 1 | 2 | 3 | 4 | 5

/** How alike, as five pips and a word; the weights behind it belong to the preview. */
export const Pips = ({ likeness }: { readonly likeness: Likeness }) => {
  const words = useWords(searchHitWords)
  return (
    <span className="pips">
      <svg viewBox="0 0 38 12" aria-hidden="true">
        {[0, 1, 2, 3, 4].map((at) => (
          <rect
            key={at}
            x={at * 8}
            width="5"
            height="12"
            rx="1.5"
            className={at < likeness ? 'pip-on' : 'pip'}
          />
        ))}
      </svg>
      {words[likeness]}
    </span>
  )
}

const foldedLetters = (text: string): string => text.toLocaleLowerCase('kk')

/** The letters of the name that were asked for, marked. */
export const Marked = ({ text, query }: { readonly text: string; readonly query: string }) => {
  const parts = query.split(/\s+/).filter((part) => part.length > 1)
  const folded = foldedLetters(text)
  const hits = parts
    .map((part) => ({ from: folded.indexOf(foldedLetters(part)), length: part.length }))
    .filter(({ from }) => from >= 0)
    .sort((a, b) => a.from - b.from)
  const pieces: ReactNode[] = []
  let at = 0
  for (const { from, length } of hits) {
    if (from < at) continue
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, from + length)}</mark>)
    at = from + length
  }
  pieces.push(text.slice(at))
  return <>{pieces}</>
}

/** Why it was found; a name that stands there as it was typed is marked and needs no words. */
export const HitReasons = ({ reasons }: { readonly reasons: readonly HitReason[] }) => {
  const words = useWords(hitReasonWords)
  return reasons
    .filter((reason) => reason !== 'name' && reason !== 'name-begins')
    .map((reason) => (
      <Chip key={reason} tone="line">
        {words[reason]}
      </Chip>
    ))
}

/** One thing found: what it is, why it was found, how alike it is. */
export const SearchHit = ({
  lead,
  title,
  under,
  likeness,
  reasons,
}: {
  /** A face or an icon. */
  readonly lead: ReactNode
  readonly title: ReactNode
  readonly under?: ReactNode
  readonly likeness?: Likeness | undefined
  readonly reasons?: ReactNode
}) => (
  <span className="search-hit">
    {lead}
    <span className="search-hit-text">
      <span className="search-hit-title">{title}</span>
      {under && <span className="search-hit-under">{under}</span>}
    </span>
    {likeness && <Pips likeness={likeness} />}
    {reasons && <span className="search-hit-reasons">{reasons}</span>}
  </span>
)
