import './fact-toggle.css'
import { IconLock } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { Chip } from '../chip/chip.tsx'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { factToggleWords } from './words.ts'

export type FactValue = 'yes' | 'no' | 'unknown'

const values: readonly FactValue[] = ['yes', 'no', 'unknown']

/** A question with three honest answers; "not known" is an answer and not an empty field. */
export const FactToggle = ({
  question,
  hint,
  value,
  onChange,
  isDeciding = false,
  isLocked = false,
}: {
  readonly question: string
  /** The source of the answer, or how to ask. */
  readonly hint?: ReactNode
  readonly value: FactValue | null
  readonly onChange?: (value: FactValue) => void
  readonly isDeciding?: boolean
  /** From a register: not for typing over. */
  readonly isLocked?: boolean
}) => {
  const words = useWords(factToggleWords)
  const name = useId()
  return (
    <fieldset className="fact-toggle" data-deciding={isDeciding || undefined}>
      <legend>
        {question}
        {isDeciding && (
          <>
            {' '}
            <Chip tone="doubt">{words.deciding}</Chip>
          </>
        )}
        {hint && <span className="fact-hint">{hint}</span>}
      </legend>
      <div className="fact-answers">
        {isLocked && (
          <span className="fact-lock">
            <Icon of={IconLock} size="small" />
          </span>
        )}
        {values.map((answer) => (
          <label key={answer} className={`fact-answer fact-${answer}`}>
            <input
              type="radio"
              name={name}
              checked={value === answer}
              disabled={isLocked}
              onChange={() => onChange?.(answer)}
            />
            {words[answer]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
