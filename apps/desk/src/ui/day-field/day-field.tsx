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

/**
 * What stands in a field, and what it is. A value that comes from outside, such as another window's, takes the place of
 * what stood there.
 */
const useTyped = (
  value: string | null,
  text: string | undefined,
  of: {
    readonly parse: (typed: string) => string | null
    readonly write: (value: string) => string
  },
) => {
  const [typed, setTyped] = useState(value === null ? (text ?? '') : of.write(value))
  const [seen, setSeen] = useState({ value, text })
  if (seen.value !== value || seen.text !== text) {
    setSeen({ value, text })
    if (value !== null && of.parse(typed) !== value) setTyped(of.write(value))
    else if (value === null && text !== undefined && text !== typed) setTyped(text)
  }
  return [typed, setTyped] as const
}

const day = { parse: parseDay, write: writeDay }
const time = { parse: parseTime, write: (value: string) => value }

/** A day to type; the calendar of a browser speaks its own language and not that of the page. */
export const DayField = ({
  label,
  description,
  value,
  text,
  onChange,
  error,
  withShortcuts = false,
  noFuture = false,
}: {
  readonly label: string
  readonly description?: string
  readonly value: PlainDate | null
  /** What stood there before it was a day. */
  readonly text?: string | undefined
  readonly onChange: (day: PlainDate | null, text: string) => void
  readonly error?: string | undefined
  readonly withShortcuts?: boolean
  readonly noFuture?: boolean
}) => {
  const words = useWords(dayFieldWords)
  const today = dayOf(new Date(useNow()).toISOString())
  const [typed, setTyped] = useTyped(value, text, day)
  const [hasLeft, setLeft] = useState(false)
  const parsed = parseDay(typed)
  const isFuture = noFuture && parsed !== null && parsed > today
  const own =
    typed.trim() !== '' && parsed === null && hasLeft
      ? words.wrong
      : isFuture
        ? words.future
        : undefined
  const set = (now: string) => {
    setTyped(now)
    const said = parseDay(now)
    onChange(said !== null && noFuture && said > today ? null : said, now)
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
  text,
  onChange,
  error,
}: {
  readonly label: string
  readonly value: string | null
  /** What stood there before it was a time. */
  readonly text?: string | undefined
  readonly onChange: (time: string | null, text: string) => void
  readonly error?: string | undefined
}) => {
  const words = useWords(dayFieldWords)
  const [typed, setTyped] = useTyped(value, text, time)
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
        onChange(parseTime(event.currentTarget.value), event.currentTarget.value)
      }}
      onBlur={() => {
        setLeft(true)
        if (parsed !== null) setTyped(parsed)
      }}
    />
  )
}
