import { Button, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import {
  correctPerson,
  type Input,
  type Lang,
  type Person,
  type PersonNameForm,
  type Script,
  scripts,
} from '@umai/contract'
import { formatDay, type PlainDate } from '@umai/words'
import { useState } from 'react'
import { CallFailed } from '../../offline/problem.ts'
import { useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Conflict, type Disputed, type Side } from '../../ui/conflict/conflict.tsx'
import { conflictWords } from '../../ui/conflict/words.ts'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { writtenName } from '../model.ts'
import { peopleWords } from '../words.ts'

type Typed = {
  readonly script: Script
  readonly family: string
  readonly given: string
  readonly patronymic: string
}
type Known = Pick<Person, 'names' | 'sex' | 'birthDate' | 'language'>
type Field = keyof Known

const labelOf = {
  names: 'names',
  sex: 'sex',
  birthDate: 'birthDate',
  language: 'language',
} as const satisfies Record<Field, string>
const fields = Object.keys(labelOf) as Field[]
const languageNames: Readonly<Record<Lang, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}

const toTyped = (form: PersonNameForm): Typed => ({
  script: form.script,
  family: form.family,
  given: form.given ?? '',
  patronymic: form.patronymic ?? '',
})
const orNothing = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const toForm = ({ script, family, given, patronymic }: Typed): PersonNameForm => ({
  script,
  family: family.trim(),
  given: orNothing(given),
  patronymic: orNothing(patronymic),
})
const isEmpty = ({ family, given, patronymic }: Typed): boolean =>
  [family, given, patronymic].every((part) => part.trim() === '')
const isSame = (one: Known, other: Known, field: Field): boolean =>
  JSON.stringify(one[field]) === JSON.stringify(other[field])

/** What is known of a person, made right; only what was changed here is sent, and nothing of others is overwritten. */
export const CorrectDialog = ({
  person,
  onClose,
}: {
  readonly person: Person
  readonly onClose: () => void
}) => {
  const words = useWords(peopleWords)
  const conflicts = useWords(conflictWords)
  const { lang } = useLanguage()
  // What was there when the dialog opened: a field counts as changed here against it, whatever others do.
  const [before] = useState(person)
  const [names, setNames] = useState<readonly Typed[]>(person.names.map(toTyped))
  const [sex, setSex] = useState(person.sex)
  const [birthDate, setBirthDate] = useState<PlainDate | null>(person.birthDate)
  const [language, setLanguage] = useState<Lang | null>(person.language)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map())
  const client = useQueryClient()
  const save = useCommand(correctPerson, () => {
    toast(words.corrected)
    onClose()
  })
  const yours: Known = {
    names: names.filter((one) => !isEmpty(one)).map(toForm),
    sex,
    birthDate,
    language,
  }
  const changed = fields.filter((field) => !isSame(yours, before, field))
  const isDispute = save.error instanceof CallFailed && save.error.code === 'record-changed'
  // The page reads what the other wrote; until it is there nothing can be chosen.
  const isTheirsHere = person.version !== before.version
  const inWords = (known: Known, field: Field): string => {
    switch (field) {
      case 'names':
        return known.names.map(writtenName).join('; ')
      case 'sex':
        return words[known.sex]
      case 'birthDate':
        return known.birthDate === null ? words.unknown : formatDay(known.birthDate, lang)
      case 'language':
        return known.language === null ? words.unknown : languageNames[known.language]
    }
  }
  const disputed: readonly Disputed[] =
    isDispute && isTheirsHere
      ? changed
          .filter((field) => !isSame(person, before, field) && !isSame(yours, person, field))
          .map((field) => ({
            field,
            label: words[labelOf[field]],
            yours: inWords(yours, field),
            theirs: inWords(person, field),
          }))
      : []
  const left = disputed.filter(({ field }) => !chosen.has(field)).length
  const isNameMissing = yours.names.length === 0 || yours.names.some(({ family }) => family === '')
  const missingScript = scripts.find((script) => !names.some((one) => one.script === script))
  const change = (at: number, part: keyof Omit<Typed, 'script'>, text: string) =>
    setNames(names.map((one, index) => (index === at ? { ...one, [part]: text } : one)))
  const field = (at: number, part: keyof Omit<Typed, 'script'>) => (
    <TextInput
      key={part}
      label={words[part]}
      value={names[at]?.[part] ?? ''}
      maxLength={80}
      autoComplete="off"
      onChange={(event) => change(at, part, event.currentTarget.value)}
    />
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.correctTitle}
      submit={words.save}
      cancel={words.cancel}
      isSending={save.isPending}
      missing={
        isNameMissing
          ? words.nameMissing
          : changed.length === 0
            ? words.nothingChanged
            : left > 0
              ? conflicts.left({ left })
              : undefined
      }
      onSubmit={() => {
        const keepsMine = changed.filter((one) => chosen.get(one) !== 'theirs')
        if (keepsMine.length === 0) return onClose()
        const base = isDispute && isTheirsHere ? person : before
        const body: Input<typeof correctPerson>['body'] = {
          basedOn: base.version,
          ...Object.fromEntries(keepsMine.map((one) => [one, yours[one]])),
        }
        save.mutate(
          { params: { id: person.id }, body },
          {
            onError: () => {
              setChosen(new Map())
              void client.invalidateQueries()
            },
          },
        )
      }}
    >
      {isDispute && (
        <Conflict
          fields={disputed}
          chosen={chosen}
          onChoose={(one, side) => setChosen(new Map([...chosen, [one, side]]))}
        />
      )}
      {names.map((one, at) => (
        <fieldset key={one.script} className="name-form">
          <legend>{words[one.script]}</legend>
          {field(at, 'family')}
          {field(at, 'given')}
          {field(at, 'patronymic')}
        </fieldset>
      ))}
      {missingScript !== undefined && (
        <div>
          <Button
            size="xs"
            leftSection={<Icon of={IconPlus} size="small" />}
            onClick={() =>
              setNames([...names, { script: missingScript, family: '', given: '', patronymic: '' }])
            }
          >
            {words.addSpelling({ script: words[missingScript] })}
          </Button>
        </div>
      )}
      <DayField label={words.birthDate} value={birthDate} onChange={setBirthDate} noFuture />
      <Choice
        label={words.sex}
        value={sex}
        onChange={setSex}
        options={(['female', 'male', 'unknown'] as const).map((one) => ({
          value: one,
          label: words[one],
        }))}
      />
      <Choice<Lang>
        label={words.language}
        value={language}
        onChange={setLanguage}
        options={(['kk', 'ru', 'en'] as const).map((one) => ({
          value: one,
          label: languageNames[one],
        }))}
      />
      {!isDispute && <CallFault error={save.error} />}
    </Dialog>
  )
}
