import { Button } from '@mantine/core'
import { dayOf, type PlainDate } from '@umai/words'
import { useNow } from '../../ui/clock/now.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { lawWords } from '../words.ts'

/** The day of the desk, where the law is that of today unless the address says otherwise. */
export const useToday = (): PlainDate => dayOf(new Date(useNow()).toISOString())

/** The day whose law is shown; a day that is not whole yet changes nothing. */
export const LawDayField = ({
  label,
  value,
  onChange,
}: {
  readonly label?: string
  readonly value: PlainDate
  readonly onChange: (day: PlainDate) => void
}) => {
  const words = useWords(lawWords)
  const today = useToday()
  return (
    <div className="law-day no-print">
      <DayField
        key={value}
        label={label ?? words.on}
        value={value}
        onChange={(day) => {
          if (day !== null && day !== value) onChange(day)
        }}
      />
      {value !== today && <Button onClick={() => onChange(today)}>{words.today}</Button>}
    </div>
  )
}
