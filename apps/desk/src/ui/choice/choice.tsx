import './choice.css'
import { useId } from 'react'

/** One of a few, all in sight: quicker under pressure than a list that has to be opened. */
export const Choice = <Value extends string>({
  label,
  hint,
  value,
  options,
  onChange,
  error,
}: {
  readonly label: string
  readonly hint?: string
  readonly value: Value | null
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly error?: string | undefined
}) => {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend>
        {label}
        {hint && <span className="under">{hint}</span>}
      </legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              name={name}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {error && <div className="choice-error">{error}</div>}
    </fieldset>
  )
}
