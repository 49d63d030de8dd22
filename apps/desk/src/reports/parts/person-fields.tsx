import { Select, TextInput } from '@mantine/core'
import { type Relation, relations } from '@umai/contract'
import { sayIinFault } from '@umai/words'
import { useState } from 'react'
import { Choice } from '../../ui/choice/choice.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { markedWrong } from '../../ui/wrong-field/wrong-field.ts'
import { ageOf, iinFaultWhile, type PersonTyped, parsePhone } from '../model.ts'
import { relationNames, reportWords } from '../words.ts'

export const PhoneField = ({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (typed: string) => void
  readonly error?: string | undefined
}) => {
  const words = useWords(reportWords)
  const [hasLeft, setLeft] = useState(false)
  const isWrong = value.trim() !== '' && parsePhone(value) === null
  return (
    <TextInput
      label={label}
      value={value}
      type="tel"
      maxLength={24}
      autoComplete="off"
      error={isWrong && hasLeft ? words.phoneWrong : error}
      {...markedWrong(isWrong)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
    />
  )
}

/** What the speaker says about somebody; anything may stay empty. */
export const PersonFields = <Typed extends PersonTyped>({
  value,
  onChange,
  faults = {},
  faultsAt,
  isChild = false,
}: {
  readonly value: Typed
  readonly onChange: (value: Typed) => void
  readonly faults?: Readonly<Record<string, string>>
  /** Where this person stands in the body: /affected. */
  readonly faultsAt: string
  readonly isChild?: boolean
}) => {
  const words = useWords(reportWords)
  const kinships = useWords(relationNames)
  const { lang } = useLanguage()
  const [hasLeftIin, setLeftIin] = useState(false)
  const iinFault = iinFaultWhile(value.iin, hasLeftIin)
  const isAgeWrong = value.age.trim() !== '' && ageOf(value.age) === null
  const relation = 'relation' in value ? (value.relation as Relation) : null
  return (
    <div className="take-fields">
      <TextInput
        className="whole"
        label={words.name}
        value={value.name}
        maxLength={120}
        autoComplete="off"
        error={faults[`${faultsAt}/name`]}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      {relation !== null && (
        <Select
          className="whole"
          label={words.relation}
          value={relation}
          onChange={(one) => onChange({ ...value, relation: one ?? 'unknown' })}
          data={relations.map((one) => ({ value: one, label: kinships[one] }))}
        />
      )}
      <div className="whole">
        <Choice
          label={words.sex}
          value={value.sex}
          onChange={(sex) => onChange({ ...value, sex })}
          options={[
            { value: 'female', label: words.female },
            { value: 'male', label: words.male },
            { value: 'unknown', label: words.unknown },
          ]}
        />
      </div>
      <DayField
        label={words.birthDate}
        value={value.birthDate}
        noFuture
        error={faults[`${faultsAt}/birthDate`]}
        text={value.birthText}
        onChange={(birthDate, birthText) => onChange({ ...value, birthDate, birthText })}
      />
      <TextInput
        label={words.age}
        value={value.age}
        inputMode="numeric"
        maxLength={3}
        autoComplete="off"
        error={isAgeWrong ? words.ageWrong : faults[`${faultsAt}/age`]}
        {...markedWrong(isAgeWrong)}
        onChange={(event) =>
          onChange({ ...value, age: event.currentTarget.value.replace(/\D/g, '') })
        }
      />
      {!isChild && (
        <>
          <PhoneField
            label={words.phone}
            value={value.phone}
            error={faults[`${faultsAt}/phone`]}
            onChange={(phone) => onChange({ ...value, phone })}
          />
          <TextInput
            label={words.iin}
            value={value.iin}
            inputMode="numeric"
            maxLength={14}
            autoComplete="off"
            error={iinFault === undefined ? faults[`${faultsAt}/iin`] : sayIinFault(iinFault, lang)}
            {...markedWrong(iinFaultWhile(value.iin, true) !== undefined)}
            onChange={(event) =>
              onChange({ ...value, iin: event.currentTarget.value.replace(/[^\d ]/g, '') })
            }
            onBlur={() => setLeftIin(true)}
          />
        </>
      )}
    </div>
  )
}
