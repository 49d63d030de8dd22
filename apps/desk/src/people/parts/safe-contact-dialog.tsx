import { Checkbox, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  type Answer,
  type Lang,
  type Person,
  type SafeContact,
  setSafeContact,
} from '@umai/contract'
import { useState } from 'react'
import { CallFailed } from '../../offline/problem.ts'
import { useCommand } from '../../offline/query.ts'
import { parsePhone } from '../../reports/model.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Conflict, type Disputed, type Side } from '../../ui/conflict/conflict.tsx'
import { conflictWords } from '../../ui/conflict/words.ts'
import { TimeField } from '../../ui/day-field/day-field.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FactToggle } from '../../ui/fact-toggle/fact-toggle.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { peopleWords } from '../words.ts'

const channels = ['phone', 'message', 'through-someone', 'in-person', 'none'] as const
const starters = ['we', 'person', 'nobody'] as const
const workDays = [1, 2, 3, 4, 5]
const allDays = [1, 2, 3, 4, 5, 6, 7]

const labelOf = {
  mayContact: 'mayContact',
  whoStarts: 'whoStarts',
  channel: 'channel',
  phone: 'safePhone',
  windows: 'when',
  mayLeaveMessage: 'mayLeaveMessage',
  hasCodeWord: 'hasCodeWord',
  ifDropped: 'ifDropped',
  language: 'language',
} as const satisfies Record<keyof SafeContact, string>
const profileFields = Object.keys(labelOf) as (keyof SafeContact)[]
const languageNames: Readonly<Record<Lang, string>> = {
  kk: 'Қазақша',
  ru: 'Русский',
  en: 'English',
}

/** One field of the answer, as it is read out beside another's. */
const valueInWords = (
  profile: SafeContact,
  field: keyof SafeContact,
  words: ReturnType<typeof useWords<typeof peopleWords>>,
): string => {
  switch (field) {
    case 'mayContact':
      return words[`answer-${profile.mayContact}`]
    case 'whoStarts':
      return words[`starts-${profile.whoStarts}`]
    case 'channel':
      return words[`by-${profile.channel}`]
    case 'windows':
      return (
        profile.windows
          .map(
            ({ days, from, to }) =>
              `${days.length > 5 ? words.allDays : words.workDays}, ${from}–${to}`,
          )
          .join('; ') || words.nothingSaid
      )
    case 'mayLeaveMessage':
    case 'hasCodeWord':
      return words[profile[field] ? 'answer-yes' : 'answer-no']
    case 'language':
      return languageNames[profile.language]
    case 'phone':
    case 'ifDropped':
      return profile[field] ?? words.nothingSaid
  }
}

/** When and how somebody may be reached without danger, in her own answer. */
export const SafeContactDialog = ({
  person,
  onClose,
}: {
  readonly person: Person
  readonly onClose: () => void
}) => {
  const words = useWords(peopleWords)
  const conflicts = useWords(conflictWords)
  const { lang } = useLanguage()
  const before: SafeContact | undefined = person.safeContact?.profile
  const first = before?.windows[0]
  const [mayContact, setMayContact] = useState<Answer>(before?.mayContact ?? 'unknown')
  const [whoStarts, setWhoStarts] = useState<SafeContact['whoStarts']>(before?.whoStarts ?? 'we')
  const [channel, setChannel] = useState<SafeContact['channel']>(before?.channel ?? 'phone')
  const [phone, setPhone] = useState(before?.phone ?? '')
  const [days, setDays] = useState<'work' | 'all'>(first && first.days.length > 5 ? 'all' : 'work')
  const [from, setFrom] = useState<string | null>(first?.from ?? '10:00')
  const [to, setTo] = useState<string | null>(first?.to ?? '13:00')
  const [mayLeaveMessage, setMayLeaveMessage] = useState(before?.mayLeaveMessage ?? false)
  const [hasCodeWord, setHasCodeWord] = useState(before?.hasCodeWord ?? false)
  const [ifDropped, setIfDropped] = useState(before?.ifDropped ?? '')
  const [language, setLanguage] = useState<Lang>(before?.language ?? person.language ?? lang)
  // What was looked at when the dialog opened, or the last time a dispute was shown.
  const [basedOn, setBasedOn] = useState(person.safeContact?.confirmedAt ?? null)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map())
  const client = useQueryClient()
  const save = useCommand(setSafeContact, () => {
    toast(words.safeSaved)
    onClose()
  })
  const number = parsePhone(phone)
  const isMissing = from === null || to === null || (phone.trim() !== '' && number === null)
  const windows: SafeContact['windows'] =
    from === null || to === null ? [] : [{ days: days === 'work' ? workDays : allDays, from, to }]
  const yours: SafeContact = {
    mayContact,
    whoStarts,
    channel,
    phone: number,
    windows,
    mayLeaveMessage,
    hasCodeWord,
    ifDropped: ifDropped.trim() === '' ? null : ifDropped.trim(),
    language,
  }
  const isDispute = save.error instanceof CallFailed && save.error.code === 'record-changed'
  const theirs = person.safeContact
  // The page reads their answer again; until it is there nothing can be chosen.
  const isTheirsHere = theirs !== null && theirs.confirmedAt !== basedOn
  const disputed: readonly Disputed[] =
    isDispute && isTheirsHere
      ? profileFields
          .filter((field) => JSON.stringify(yours[field]) !== JSON.stringify(theirs.profile[field]))
          .map((field) => ({
            field,
            label: words[labelOf[field]],
            yours: valueInWords(yours, field, words),
            theirs: valueInWords(theirs.profile, field, words),
          }))
      : []
  const left = disputed.filter(({ field }) => !chosen.has(field)).length
  const settled: SafeContact = { ...yours }
  for (const { field } of disputed)
    if (chosen.get(field) === 'theirs' && theirs !== null)
      Object.assign(settled, { [field]: theirs.profile[field as keyof SafeContact] })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.safeTitle}
      submit={words.save}
      cancel={words.cancel}
      isSending={save.isPending}
      missing={isMissing ? words.safeMissing : left > 0 ? conflicts.left({ left }) : undefined}
      onSubmit={() => {
        const base = isDispute && isTheirsHere ? theirs.confirmedAt : basedOn
        save.mutate(
          { params: { id: person.id }, body: { ...settled, basedOn: base } },
          {
            onError: () => {
              setBasedOn(base)
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
          onChoose={(field, side) => setChosen(new Map([...chosen, [field, side]]))}
        />
      )}
      <FactToggle question={words.mayContact} value={mayContact} onChange={setMayContact} />
      <Choice
        label={words.whoStarts}
        value={whoStarts}
        onChange={setWhoStarts}
        options={starters.map((one) => ({ value: one, label: words[`starts-${one}`] }))}
      />
      <Choice
        label={words.channel}
        value={channel}
        onChange={setChannel}
        options={channels.map((one) => ({ value: one, label: words[`by-${one}`] }))}
      />
      <TextInput
        label={words.safePhone}
        type="tel"
        value={phone}
        maxLength={24}
        autoComplete="off"
        onChange={(event) => setPhone(event.currentTarget.value)}
      />
      <Choice
        label={words.days}
        value={days}
        onChange={setDays}
        options={[
          { value: 'work', label: words.workDays },
          { value: 'all', label: words.allDays },
        ]}
      />
      <TimeField label={words.from} value={from} onChange={setFrom} />
      <TimeField label={words.to} value={to} onChange={setTo} />
      <Checkbox
        label={words.mayLeaveMessage}
        checked={mayLeaveMessage}
        onChange={(event) => setMayLeaveMessage(event.currentTarget.checked)}
      />
      <Checkbox
        label={words.hasCodeWord}
        checked={hasCodeWord}
        onChange={(event) => setHasCodeWord(event.currentTarget.checked)}
      />
      <TextInput
        label={words.ifDropped}
        value={ifDropped}
        maxLength={300}
        onChange={(event) => setIfDropped(event.currentTarget.value)}
      />
      <Choice
        label={words.language}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
      />
      {!isDispute && <CallFault error={save.error} />}
    </Dialog>
  )
}
