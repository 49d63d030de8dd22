import './finding.css'
import { IconChevronRight, IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { Chip, type Tone } from '../chip/chip.tsx'
import { Icon } from '../icon/icon.tsx'
import { Note } from '../note/note.tsx'
import { Verdict, type VerdictValue } from '../verdict/verdict.tsx'

const toneOf: Readonly<Record<VerdictValue, Tone>> = {
  yes: 'done',
  barred: 'late',
  unknown: 'doubt',
  no: 'plain',
}

/** What the law says about one question; opens to the wording and the reasons where it stands. */
export const Finding = ({
  value,
  title,
  standing,
  articles,
  consequence,
  now,
  whateverElse,
  opensAtOnce = false,
  children,
}: {
  readonly value: VerdictValue
  readonly title: string
  /** The state in a word: "негіз бар", "запрет". */
  readonly standing: string
  readonly articles?: ReactNode
  readonly consequence?: ReactNode
  /** What the law in use says otherwise than what was told. */
  readonly now?: ReactNode
  /** Decided whatever the facts still unknown are. */
  readonly whateverElse?: ReactNode
  readonly opensAtOnce?: boolean
  readonly children?: ReactNode
}) => {
  const [isOpen, setOpen] = useState(opensAtOnce)
  const insideId = useId()
  const hasInside = children !== undefined && children !== null
  return (
    <div className="finding">
      <Verdict value={value} />
      <div className="finding-text">
        <div className="finding-title">
          {hasInside ? (
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={insideId}
              onClick={() => setOpen(!isOpen)}
            >
              {title}
            </button>
          ) : (
            title
          )}
        </div>
        {(articles || consequence) && (
          <div className="finding-under">
            {articles}
            {consequence && <span>{consequence}</span>}
          </div>
        )}
        {now}
      </div>
      <Chip tone={toneOf[value]}>{standing}</Chip>
      {hasInside && (
        <span className="finding-open" data-open={isOpen || undefined}>
          <Icon of={IconChevronRight} />
        </span>
      )}
      {hasInside && (
        <div className="finding-inside" id={insideId} hidden={!isOpen}>
          {whateverElse && (
            <Note tone="done" icon={IconCircleCheck}>
              {whateverElse}
            </Note>
          )}
          {children}
        </div>
      )}
    </div>
  )
}
