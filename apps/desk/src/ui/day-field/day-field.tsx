import './day-field.css'
import { TextInput } from '@mantine/core'
import { dayOf, type PlainDate } from '@umai/words'
import { useState } from 'react'
import { useNow } from '../clock/now.tsx'
import { FilterChip } from '../filter-chip/filter-chip.tsx'
import { useWords } from '../language/language.tsx'
import { markedWrong } from '../wrong-field/wrong-field.ts'
import { dayBefore, parseDay, parseTime, writeDay } from './day.ts'
import { dayFieldWords } from './words.ts'

/** A day to type; the calendar of a browser speaks its own language and not that of the page. */
export const DayField = ({
  label,
  description,
  value,
  onChange,
  error,
  withShortcuts = false,
  noFuture = false,
}: {
  readonly label: string
  readonly description?: string
  readonly value: PlainDate | null
  readonly onChange: (day: PlainDate | null) => void
  readonly error?: string | undefined
  readonly withShortcuts?: boolean
  readonly noFuture?: boolean
}) => {
  const words = useWords(dayFieldWords)
  const today = dayOf(new Date(useNow()).toISOString())
  const [typed, setTyped] = useState(value === null ? '' : writeDay(value))
  const [hasLeft, setLeft] = useState(false)
  const parsed = parseDay(typed)
  const isFuture = noFuture && parsed !== null && parsed > today
  const own =
    typed.trim() !== '' && parsed === null && hasLeft
      ? words.wrong
      : isFuture
        ? words.future
        : undefined
  const set = (text: string) => {
    setTyped(text)
    const day = parseDay(text)
    onChange(day !== null && noFuture && day > today ? null : day)
  }
  return (
    <div className="day-field">
      <TextInput
        label={label}
        description={description}
        placeholder={words.example}
        value={typed}
        maxLength={10}
        inputMode="numeric"
        autoComplete="off"
        error={own ?? error}
        {...markedWrong(isFuture || (typed.trim() !== '' && parsed === null))}
        onChange={(event) => set(event.currentTarget.value)}
        onBlur={() => {
          setLeft(true)
          if (parsed !== null) setTyped(writeDay(parsed))
        }}
      />
      {withShortcuts && (
        <div className="row">
          <FilterChip isOn={value === today} onClick={() => set(writeDay(today))}>
            {words.today}
          </FilterChip>
          <FilterChip
            isOn={value === dayBefore(today)}
            onClick={() => set(writeDay(dayBefore(today)))}
          >
            {words.yesterday}
          </FilterChip>
        </div>
      )}
    </div>
  )
}

export const TimeField = ({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string
  readonly value: string | null
  readonly onChange: (time: string | null) => void
  readonly error?: string | undefined
}) => {
  const words = useWords(dayFieldWords)
  const [typed, setTyped] = useState(value ?? '')
  const [hasLeft, setLeft] = useState(false)
  const parsed = parseTime(typed)
  const isWrong = typed.trim() !== '' && parsed === null
  return (
    <TextInput
      label={label}
      placeholder="00:00"
      value={typed}
      maxLength={5}
      inputMode="numeric"
      autoComplete="off"
      error={isWrong && hasLeft ? words.timeWrong : error}
      {...markedWrong(isWrong)}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(parseTime(event.currentTarget.value))
      }}
      onBlur={() => {
        setLeft(true)
        if (parsed !== null) setTyped(parsed)
      }}
    />
  )
}
