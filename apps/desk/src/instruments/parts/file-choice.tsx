import type { Icon as TablerIcon } from '@tabler/icons-react'
import { useId } from 'react'
import { Icon } from '../../ui/icon/icon.tsx'

/** One file from the device. The name of the field stands above it, what was chosen in it. */
export const FileChoice = ({
  label,
  hint,
  choose,
  accept,
  icon,
  file,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  /** What stands there while nothing is chosen. */
  readonly choose: string
  readonly accept: string
  readonly icon: TablerIcon
  readonly file: File | null
  readonly onChange: (file: File | null) => void
}) => {
  const inputId = useId()
  const hintId = useId()
  return (
    <div className="file-field">
      <input
        id={inputId}
        type="file"
        className="file-field-input"
        accept={accept}
        aria-label={label}
        aria-describedby={hintId}
        onChange={(event) => onChange(event.currentTarget.files?.[0] ?? null)}
      />
      <span className="file-field-label" aria-hidden="true">
        {label}
      </span>
      <label htmlFor={inputId}>
        <Icon of={icon} />
        <span className="grow">
          <b className="strong">{file?.name ?? choose}</b>
          <span id={hintId} className="under">
            {hint}
          </span>
        </span>
      </label>
    </div>
  )
}
