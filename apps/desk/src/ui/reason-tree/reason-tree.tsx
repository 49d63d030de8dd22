import './reason-tree.css'
import type { ReactNode } from 'react'
import { useWords } from '../language/language.tsx'
import { Verdict, type VerdictValue } from '../verdict/verdict.tsx'
import { reasonTreeWords } from './words.ts'

export type Reason = {
  readonly id: string
  /** How the parts below are joined; a leaf has none. */
  readonly join?: 'all' | 'any' | 'not' | 'reading' | undefined
  readonly value?: VerdictValue | undefined
  readonly text: ReactNode
  /** Where the answer comes from: a value, a date, a document. */
  readonly why?: ReactNode
  readonly parts?: readonly Reason[] | undefined
}

const Node = ({ reason }: { readonly reason: Reason }) => {
  const words = useWords(reasonTreeWords)
  return (
    <li>
      <div className="reason">
        {reason.join ? (
          <span className="reason-join">{words[reason.join]}</span>
        ) : (
          reason.value && <Verdict value={reason.value} />
        )}
        <span>
          {reason.join && reason.value && (
            <span className="reason-joined">
              <Verdict value={reason.value} />
            </span>
          )}
          {reason.text}
          {reason.why && <span className="reason-why"> · {reason.why}</span>}
        </span>
      </div>
      {reason.parts && reason.parts.length > 0 && (
        <ul>
          {reason.parts.map((part) => (
            <Node key={part.id} reason={part} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** Why a conclusion holds, from the whole down to each fact. */
export const ReasonTree = ({ reasons }: { readonly reasons: readonly Reason[] }) => (
  <ul className="reason-tree">
    {reasons.map((reason) => (
      <Node key={reason.id} reason={reason} />
    ))}
  </ul>
)
