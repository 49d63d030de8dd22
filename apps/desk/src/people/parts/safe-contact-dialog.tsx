import { Checkbox, TextInput } from '@mantine/core'
import {
  type Answer,
  type Lang,
  type Person,
  type SafeContact,
  setSafeContact,
} from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { parsePhone } from '../../reports/model.ts'
import { Choice } from '../../ui/choice/choice.tsx'
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

/** When and how somebody may be reached without danger, in her own answer. */
export const SafeContactDialog = ({
  person,
  onClose,
}: {
  readonly person: Person
  readonly onClose: () => void
}) => {
  const words = useWords(peopleWords)
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
  const save = useCommand(setSafeContact, () => {
    toast(words.safeSaved)
    onClose()
  })
  const number = parsePhone(phone)
  const isMissing = from === null || to === null || (phone.trim() !== '' && number === null)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.safeTitle}
      submit={words.save}
      cancel={words.cancel}
      isSending={save.isPending}
      missing={isMissing ? words.safeMissing : undefined}
      onSubmit={() => {
        if (from === null || to === null) return
        save.mutate({
          params: { id: person.id },
          body: {
            mayContact,
            whoStarts,
            channel,
            phone: number,
            windows: [{ days: days === 'work' ? workDays : allDays, from, to }],
            mayLeaveMessage,
            hasCodeWord,
            ifDropped: ifDropped.trim() === '' ? null : ifDropped.trim(),
            language,
          },
        })
      }}
    >
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
      <CallFault error={save.error} />
    </Dialog>
  )
}
