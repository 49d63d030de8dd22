import { Checkbox, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  addNote,
  assignCase,
  type Case,
  type CloseReason,
  closeCase,
  closeReasons,
  readWorkload,
} from '@umai/contract'
import { useState } from 'react'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { caseWords, closeReasonNames } from '../words.ts'

type Props = { readonly of: Case; readonly onClose: () => void }

export const NoteDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const [text, setText] = useState('')
  const [isStaffOnly, setStaffOnly] = useState(true)
  const add = useCommand(addNote, () => {
    toast(words.noteAdded)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addNote}
      submit={words.save}
      cancel={words.cancel}
      isSending={add.isPending}
      missing={text.trim() === '' ? words.noteMissing : undefined}
      onSubmit={() => add.mutate({ params: { id: of.id }, body: { text, isStaffOnly } })}
    >
      <Textarea
        label={words.note}
        value={text}
        maxLength={4000}
        minRows={4}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Checkbox
        label={words.staffOnly}
        checked={isStaffOnly}
        onChange={(event) => setStaffOnly(event.currentTarget.checked)}
      />
      <CallFault error={add.error} />
    </Dialog>
  )
}

export const CloseDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const reasons = useWords(closeReasonNames)
  const [reason, setReason] = useState<CloseReason | null>(null)
  const [text, setText] = useState('')
  const close = useCommand(closeCase, () => {
    toast(words.closedDone)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.close}
      submit={words.close}
      cancel={words.cancel}
      isDangerous
      isSending={close.isPending}
      missing={reason === null || text.trim() === '' ? words.closeMissing : undefined}
      onSubmit={() => {
        if (reason !== null) close.mutate({ params: { id: of.id }, body: { reason, text } })
      }}
    >
      <Select
        label={words.closeReason}
        value={reason}
        onChange={setReason}
        data={closeReasons.map((one) => ({ value: one, label: reasons[one] }))}
      />
      <Textarea
        label={words.closeText}
        value={text}
        maxLength={2000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <CallFault error={close.error} />
    </Dialog>
  )
}

export const AssignDialog = ({ of, onClose }: Props) => {
  const words = useWords(caseWords)
  const [userId, setUserId] = useState<string | null>(of.owner?.id ?? null)
  const workload = useQuery(queryOf(readWorkload, { params: { id: of.unit.id } }))
  const assign = useCommand(assignCase, () => {
    toast(words.assigned)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.assign}
      submit={words.assign}
      cancel={words.cancel}
      isSending={assign.isPending}
      missing={userId === null ? words.assignMissing : undefined}
      onSubmit={() => {
        if (userId !== null)
          assign.mutate({ params: { id: of.id }, body: { unitId: of.unit.id, userId } })
      }}
    >
      <QueryState query={workload} rows={3}>
        {({ items }) => (
          <Choice
            label={words.assignTo}
            value={userId}
            onChange={setUserId}
            options={items.map((one) => ({
              value: one.user.id,
              label: `${one.user.name} — ${words.load({
                cases: one.openCases,
                duties: one.openDuties,
                late: one.lateDuties,
              })}`,
            }))}
          />
        )}
      </QueryState>
      <CallFault error={assign.error} />
    </Dialog>
  )
}
