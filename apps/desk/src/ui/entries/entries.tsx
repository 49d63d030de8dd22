import './entries.css'
import { Button, Select } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { isPlainDate } from '@umai/words'
import { useState } from 'react'
import { DayField } from '../day-field/day-field.tsx'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { goToWrongField } from '../wrong-field/wrong-field.ts'
import { entriesWords } from './words.ts'

export type Entry = Readonly<Record<string, string>>
export type EntryField = {
  readonly name: string
  readonly label: string
  /** A day to type, or one of the choices. */
  readonly isDay: boolean
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

let made = 0
const fresh = (entry: Entry = {}) => {
  made += 1
  return { id: made, entry }
}

/** What an answer holds as entries: lists of the pack have fields of text alone. */
export const entriesOf = (value: unknown): readonly Entry[] =>
  Array.isArray(value) ? (value as readonly Entry[]) : []

/** Earlier penalties, earlier releases: each on a line of its own, or that there were none. What is left empty counts as unknown. */
export const Entries = ({
  label,
  fields,
  value,
  onAnswer,
}: {
  readonly label: string
  readonly fields: readonly EntryField[]
  readonly value: readonly Entry[]
  readonly onAnswer: (entries: Entry[]) => void
}) => {
  const words = useWords(entriesWords)
  const [rows, setRows] = useState(() =>
    value.length > 0 ? value.map((entry) => fresh(entry)) : [fresh()],
  )
  const filled = rows.map(({ entry }) => entry).filter((entry) => Object.keys(entry).length > 0)
  const put = (id: number, name: string, given: string | null) =>
    setRows(
      rows.map((row) => {
        if (row.id !== id) return row
        const { [name]: _, ...others } = row.entry
        return { ...row, entry: given === null ? others : { ...others, [name]: given } }
      }),
    )
  return (
    <fieldset className="entries">
      <legend className="unseen">{label}</legend>
      {rows.map(({ id, entry }, at) => (
        <div key={id} className="entry-row">
          {fields.map((field) =>
            field.isDay ? (
              <DayField
                key={field.name}
                label={field.label}
                value={isPlainDate(entry[field.name] ?? '') ? (entry[field.name] as never) : null}
                onChange={(day) => put(id, field.name, day)}
              />
            ) : (
              <Select
                key={field.name}
                label={field.label}
                searchable
                clearable
                value={entry[field.name] ?? null}
                onChange={(chosen) => put(id, field.name, chosen)}
                data={[...field.choices]}
              />
            ),
          )}
          {rows.length > 1 && (
            <Button
              variant="subtle"
              leftSection={<Icon of={IconTrash} />}
              onClick={() => setRows(rows.filter((row) => row.id !== id))}
            >
              {words.remove({ n: at + 1 })}
            </Button>
          )}
        </div>
      ))}
      <p className="small quiet">{words.hint}</p>
      <div className="row">
        {rows.length < 20 && (
          <Button leftSection={<Icon of={IconPlus} />} onClick={() => setRows([...rows, fresh()])}>
            {words.add}
          </Button>
        )}
        <Button
          variant="filled"
          disabled={filled.length === 0}
          onClick={({ currentTarget }) => {
            const form = currentTarget.closest('fieldset')
            if (form === null || !goToWrongField(form)) onAnswer(filled)
          }}
        >
          {words.answer}
        </Button>
      </div>
    </fieldset>
  )
}
