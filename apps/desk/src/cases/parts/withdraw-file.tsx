import { Textarea } from '@mantine/core'
import {
  type Attachment,
  type FileWithdrawalReason,
  fileWithdrawalReasons,
  withdrawAttachment,
} from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { attachmentWords } from '../attachment-words.ts'

/** Closes a file that should never have been in the case; it is kept, and so is who closed it and why. */
export const WithdrawFile = ({
  file,
  onClose,
}: {
  readonly file: Attachment
  readonly onClose: () => void
}) => {
  const words = useWords(attachmentWords)
  const [reason, setReason] = useState<FileWithdrawalReason | null>(null)
  const [note, setNote] = useState('')
  const withdraw = useCommand(withdrawAttachment, () => {
    toast(words.withdrawDone)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.withdraw}
      submit={words.withdrawSend}
      cancel={words.cancel}
      isSending={withdraw.isPending}
      missing={reason === null || note.trim() === '' ? words.withdrawMissing : undefined}
      onSubmit={() => {
        if (reason !== null)
          withdraw.mutate({ params: { id: file.id }, body: { reason, note: note.trim() } })
      }}
    >
      <p>
        <b className="strong">{file.name ?? words[file.kind]}</b>
      </p>
      <p className="small quiet">{words.withdrawAbout}</p>
      <Choice
        label={words.withdrawReason}
        value={reason}
        onChange={setReason}
        options={fileWithdrawalReasons.map((one) => ({ value: one, label: words[one] }))}
      />
      <Textarea
        label={words.withdrawNote}
        description={words.withdrawNoteHint}
        value={note}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <CallFault error={withdraw.error} />
    </Dialog>
  )
}
