import './fact-question.css'
import { Button, Select, TextInput } from '@mantine/core'
import { isPlainDate, type Text } from '@umai/words'
import { useState } from 'react'
import { Choice } from '../choice/choice.tsx'
import { DayField } from '../day-field/day-field.tsx'
import { Entries, type Entry, entriesOf } from '../entries/entries.tsx'
import { entriesWords } from '../entries/words.ts'
import { FactToggle } from '../fact-toggle/fact-toggle.tsx'
import { useLanguage, useWords } from '../language/language.tsx'
import { factQuestionWords } from './words.ts'

/** More than so many answers are chosen from a list and not all in sight. */
const FEW = 8

/** An answer; null is "not known", an empty list "there were none". */
export type FactAnswer = boolean | string | number | null | Entry[]

type Labelled = Readonly<{ value: string; label: Text }>

export type AskedFact = Readonly<{
  label: Text
  help: Text | null
  kind: 'yes-no' | 'choice' | 'day' | 'number' | 'list'
  choices: readonly Labelled[]
  /** Of a list: the fields of one entry. */
  fields: readonly Readonly<{
    name: string
    label: Text
    kind: string
    choices: readonly Labelled[]
  }>[]
}>

/** A question of the law with the control that answers it; "not known" is an answer like another. */
export const FactQuestion = ({
  question,
  value,
  isUnknown,
  onAnswer,
}: {
  readonly question: AskedFact
  /** What was answered; undefined where nobody was asked. */
  readonly value: unknown
  /** Somebody answered that he does not know. */
  readonly isUnknown: boolean
  readonly onAnswer: (value: FactAnswer) => void
}) => {
  const words = useWords(factQuestionWords)
  const entries = useWords(entriesWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useState('')
  const hint = question.help?.[lang]
  switch (question.kind) {
    case 'yes-no':
      return (
        <FactToggle
          question={question.label[lang]}
          hint={hint}
          value={value === true ? 'yes' : value === false ? 'no' : isUnknown ? 'unknown' : null}
          onChange={(answer) => onAnswer(answer === 'unknown' ? null : answer === 'yes')}
        />
      )
    case 'choice':
      if (question.choices.length > FEW)
        return (
          <div className="question">
            <Select
              label={question.label[lang]}
              description={hint}
              searchable
              value={typeof value === 'string' ? value : null}
              onChange={(answer) => onAnswer(answer === '' ? null : answer)}
              data={[
                ...question.choices.map((choice) => ({
                  value: choice.value,
                  label: choice.label[lang],
                })),
                { value: '', label: words.unknown },
              ]}
            />
          </div>
        )
      return (
        <div className="question">
          <Choice
            label={question.label[lang]}
            {...(hint === undefined ? {} : { hint })}
            value={typeof value === 'string' ? value : null}
            onChange={(answer) => onAnswer(answer === '' ? null : answer)}
            options={[
              ...question.choices.map((choice) => ({
                value: choice.value,
                label: choice.label[lang],
              })),
              { value: '', label: words.unknown },
            ]}
          />
        </div>
      )
    case 'day':
      return (
        <div className="question">
          <DayField
            label={question.label[lang]}
            {...(hint === undefined ? {} : { description: hint })}
            value={typeof value === 'string' && isPlainDate(value) ? value : null}
            onChange={(day) => {
              if (day !== null) onAnswer(day)
            }}
          />
        </div>
      )
    case 'list':
      return (
        <div className="question">
          <Choice
            label={question.label[lang]}
            {...(hint === undefined ? {} : { hint })}
            value={Array.isArray(value) && value.length === 0 ? 'none' : null}
            onChange={() => onAnswer([])}
            options={[{ value: 'none', label: words.noneOfThem }]}
          />
          <details>
            <summary>{entries.write}</summary>
            <Entries
              label={question.label[lang]}
              fields={question.fields.map(({ name, label, kind, choices }) => ({
                name,
                label: label[lang],
                isDay: kind === 'day',
                choices: choices.map((choice) => ({
                  value: choice.value,
                  label: choice.label[lang],
                })),
              }))}
              value={entriesOf(value)}
              onAnswer={onAnswer}
            />
          </details>
        </div>
      )
    case 'number':
      return (
        <form
          className="question row"
          onSubmit={(event) => {
            event.preventDefault()
            if (typed.trim() !== '') onAnswer(Number(typed))
          }}
        >
          <TextInput
            className="grow"
            label={question.label[lang]}
            description={hint}
            inputMode="decimal"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value.replace(/[^\d.]/g, ''))}
          />
          <Button type="submit" disabled={typed.trim() === ''}>
            {words.save}
          </Button>
        </form>
      )
  }
}
