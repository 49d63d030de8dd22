import { Progress, Textarea } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type AttachmentKind, attachmentKinds } from '@umai/contract'
import { useState } from 'react'
import { sendAttachment } from '../../offline/attachments.ts'
import { isLost } from '../../offline/problem.ts'
import { useSending } from '../../offline/sending.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FileChoice } from '../../ui/file-choice/file-choice.tsx'
import { megabytesOf } from '../../ui/file-choice/megabytes.ts'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { faultOfFile } from '../attachment-model.ts'
import { attachmentWords } from '../attachment-words.ts'

/** Chooses a file and sends it. A lost connection keeps the choice and goes on where it broke. */
export const AddFile = ({
  caseId,
  onClose,
}: {
  readonly caseId: string
  readonly onClose: () => void
}) => {
  const words = useWords(attachmentWords)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [kind, setKind] = useState<AttachmentKind | null>(null)
  const [note, setNote] = useState('')
  const { share, error, isSending, anew, run } = useSending()
  const fault = file === null ? null : faultOfFile(file)

  const send = async () => {
    if (file === null || kind === null) return
    const said = note.trim() === '' ? null : note.trim()
    await run(async (sending, onProgress) => {
      await sendAttachment(sending, { caseId, file, kind, note: said }, onProgress)
      toast(words.added)
      onClose()
      await client.invalidateQueries()
    })
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.addTitle}
      submit={isLost(error) ? words.again : words.send}
      cancel={words.cancel}
      isSending={isSending}
      missing={file === null || kind === null ? words.missing : fault === null ? undefined : ' '}
      onSubmit={() => void send()}
    >
      <FileChoice
        file={file}
        label={words.choose}
        hint={
          file === null ? words.chooseHint : words.megabytes({ size: megabytesOf(file.size, lang) })
        }
        accept="image/*,application/pdf,audio/*,video/mp4,video/quicktime"
        isDisabled={isSending}
        onChoose={(chosen) => {
          setFile(chosen)
          anew()
        }}
      />
      {file !== null && fault !== null && (
        <div role="alert">
          <Note tone="late">
            {fault === 'empty'
              ? words.empty({ name: file.name })
              : words.tooLarge({ name: file.name, size: megabytesOf(file.size, lang) })}
          </Note>
        </div>
      )}
      <Choice
        label={words.kind}
        value={kind}
        onChange={(value) => {
          setKind(value)
          anew()
        }}
        options={attachmentKinds.map((value) => ({ value, label: words[value] }))}
      />
      <Textarea
        label={words.note}
        value={note}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(event) => {
          setNote(event.currentTarget.value)
          anew()
        }}
      />
      <Note tone="accent" icon={IconLock}>
        {words.sealed}
        {kind === 'medical' && ` ${words.medicalOnly}`}
      </Note>
      {share !== null && (
        <Progress.Root size="lg">
          <Progress.Section
            value={Math.round(share * 100)}
            aria-label={`${words.sending}: ${file?.name ?? ''}`}
          />
        </Progress.Root>
      )}
      <CallFault error={error} />
    </Dialog>
  )
}
