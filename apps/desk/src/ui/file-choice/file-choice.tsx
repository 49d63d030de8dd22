import './file-choice.css'
import { IconPaperclip } from '@tabler/icons-react'
import { useId } from 'react'
import { Icon } from '../icon/icon.tsx'

/** One file of this device, chosen by its button; the name stays on the screen and is part of no address. */
export const FileChoice = ({
  file,
  label,
  hint,
  accept,
  isDisabled = false,
  onChoose,
}: {
  readonly file: Pick<File, 'name'> | null
  /** What the button says while nothing is chosen. */
  readonly label: string
  /** What is taken, or how large the chosen file is. */
  readonly hint: string
  readonly accept: string
  readonly isDisabled?: boolean
  readonly onChoose: (file: File | null) => void
}) => {
  const inputId = useId()
  const hintId = useId()
  return (
    <div className="file-choice">
      <input
        id={inputId}
        type="file"
        className="file-choice-input"
        disabled={isDisabled}
        accept={accept}
        aria-describedby={hintId}
        onChange={(event) => onChoose(event.currentTarget.files?.[0] ?? null)}
      />
      <label htmlFor={inputId}>
        <Icon of={IconPaperclip} />
        <span className="grow">
          <b className="strong">{file?.name ?? label}</b>
          <span id={hintId} className="under">
            {hint}
          </span>
        </span>
      </label>
    </div>
  )
}
