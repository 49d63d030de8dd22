import { Select } from '@mantine/core'
import {
  addThreadReader,
  endThread,
  linkThread,
  removeThreadReader,
  type Thread,
  type ThreadReader,
} from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { threadWords } from '../words.ts'

type Props = { readonly of: Thread; readonly onClose: () => void }
const reasons = ['answered', 'became-report', 'joined-case', 'empty'] as const

export const AddReaderDialog = ({ of, onClose }: Props) => {
  const words = useWords(threadWords)
  const { lang } = useLanguage()
  const [agencyId, setAgency] = useState<string | null>(null)
  const add = useCommand(addThreadReader, () => {
    toast(words.added)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addReader}
      submit={words.add}
      cancel={words.keep}
      isSending={add.isPending}
      missing={agencyId === null ? words.pickAgency : undefined}
      onSubmit={() => {
        if (agencyId !== null) add.mutate({ params: { id: of.id }, body: { agencyId } })
      }}
    >
      <p className="small quiet">{words.addAbout}</p>
      <Select
        label={words.whichAgency}
        searchable
        value={agencyId}
        onChange={setAgency}
        data={of.offered.map(({ id, name }) => ({ value: id, label: name[lang] }))}
      />
      <CallFault error={add.error} />
    </Dialog>
  )
}

export const RemoveReaderDialog = ({
  of,
  reader,
  onClose,
  onGone,
}: Props & {
  readonly reader: ThreadReader
  /** One's own agency was taken out: the conversation is no longer seen. */
  readonly onGone: () => void
}) => {
  const words = useWords(threadWords)
  const { lang } = useLanguage()
  const remove = useCommand(removeThreadReader, () => {
    toast(words.removedDone)
    onClose()
    if (reader.isOwn) onGone()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.removeTitle({ agency: reader.name[lang] })}
      submit={words.remove}
      cancel={words.keep}
      isDangerous
      isSending={remove.isPending}
      onSubmit={() => remove.mutate({ params: { id: of.id }, body: { agencyId: reader.id } })}
    >
      <p>{words.removeAbout}</p>
      <CallFault error={remove.error} />
    </Dialog>
  )
}

export const JoinCaseDialog = ({ of, onClose }: Props) => {
  const words = useWords(threadWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Found | null>(null)
  const found = useSearch(typed, ['case']).map((hit) => ({
    value: hit.id,
    label: hit.subtitle ? `${hit.title[lang]}, ${hit.subtitle[lang]}` : hit.title[lang],
  }))
  const link = useCommand(linkThread, () => {
    toast(words.linked)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.toCase}
      submit={words.toCase}
      cancel={words.keep}
      isSending={link.isPending}
      missing={chosen === null ? words.pickCase : undefined}
      onSubmit={() => {
        if (chosen !== null)
          link.mutate({ params: { id: of.id }, body: { to: { kind: 'case', id: chosen.value } } })
      }}
    >
      <FindField
        label={words.whichCase}
        placeholder={words.findCase}
        typed={typed}
        onType={setTyped}
        found={found}
        chosen={chosen}
        onChoose={(value) => setChosen(found.find((one) => one.value === value) ?? null)}
      />
      <CallFault error={link.error} />
    </Dialog>
  )
}

export const EndThreadDialog = ({ of, onClose }: Props) => {
  const words = useWords(threadWords)
  const [reason, setReason] = useState<(typeof reasons)[number] | null>(null)
  const end = useCommand(endThread, () => {
    toast(words.endedDone)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.endTitle}
      submit={words.end}
      cancel={words.keep}
      isSending={end.isPending}
      missing={reason === null ? words.pickReason : undefined}
      onSubmit={() => {
        if (reason !== null) end.mutate({ params: { id: of.id }, body: { reason } })
      }}
    >
      <p className="small quiet">{words.endAbout}</p>
      <Choice
        label={words.endReason}
        value={reason}
        onChange={setReason}
        options={reasons.map((one) => ({ value: one, label: words[one] }))}
      />
      <CallFault error={end.error} />
    </Dialog>
  )
}
