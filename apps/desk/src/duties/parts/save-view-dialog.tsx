import { TextInput } from '@mantine/core'
import { type SavedViewFilter, saveView } from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { dutyWords } from '../words.ts'

/** Keeps a filter of the queue under a name; it waits there on every machine one signs in on. */
export const SaveViewDialog = ({
  filter,
  onClose,
}: {
  readonly filter: SavedViewFilter
  readonly onClose: () => void
}) => {
  const words = useWords(dutyWords)
  const [name, setName] = useState('')
  const save = useCommand(saveView, () => {
    toast(words.viewSaved)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.saveView}
      submit={words.saveView}
      cancel={words.cancel}
      isSending={save.isPending}
      missing={name.trim() === '' ? words.noViewName : undefined}
      onSubmit={() => save.mutate({ body: { name: name.trim(), filter } })}
    >
      <TextInput
        label={words.viewName}
        description={words.viewHint}
        value={name}
        maxLength={60}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <CallFault error={save.error} />
    </Dialog>
  )
}
