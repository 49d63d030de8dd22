import { Progress, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { isLost } from '../../offline/problem.ts'
import { sendRegister, startSendingRegister } from '../../offline/registers.ts'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FileChoice } from '../../ui/file-choice/file-choice.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { faultOfRegister, formatOf, keptDays, megabytesOf } from '../model.ts'
import { registerWords } from '../words.ts'

/** Chooses a register and sends it. A lost connection keeps the choice and goes on where it broke. */
export const BringDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  const [sender, setSender] = useState('')
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const sending = useRef(startSendingRegister())
  const isSending = share !== null && error === null
  const fault = file === null ? null : faultOfRegister(file)
  const format = file === null ? null : formatOf(file)

  /** Another file, or the same one told otherwise, is another sending. */
  const anew = () => {
    sending.current = startSendingRegister()
    setShare(null)
    setError(null)
  }
  const send = async () => {
    if (file === null || format === null) return
    if (error !== null && !isLost(error)) sending.current = startSendingRegister()
    setError(null)
    setShare(sending.current.sent / sending.current.parts)
    try {
      const told = { file, sender: sender.trim(), format }
      const id = await sendRegister(sending.current, told, setShare)
      toast(words.brought)
      await client.invalidateQueries()
      await navigate({ to: '/duplicates/registers/$id', params: { id } })
    } catch (caught) {
      setError(caught)
    }
  }
  const isMissing = file === null || sender.trim() === ''
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.bring}
      submit={isLost(error) ? words.again : words.send}
      cancel={words.cancel}
      isSending={isSending}
      missing={isMissing ? words.missing : fault === null ? undefined : ' '}
      onSubmit={() => void send()}
    >
      <FileChoice
        file={file}
        label={words.choose}
        hint={
          file === null ? words.chooseHint : words.megabytes({ size: megabytesOf(file.size, lang) })
        }
        accept=".csv,.tsv,.txt,.parquet,text/csv"
        isDisabled={isSending}
        onChoose={(chosen) => {
          setFile(chosen)
          anew()
        }}
      />
      {file !== null && fault !== null && (
        <div role="alert">
          <Note tone="late">
            {words[fault]({ name: file.name, size: megabytesOf(file.size, lang) })}
          </Note>
        </div>
      )}
      <TextInput
        label={words.sender}
        description={words.senderHint}
        value={sender}
        maxLength={200}
        disabled={isSending}
        onChange={(event) => {
          setSender(event.currentTarget.value)
          anew()
        }}
      />
      <Note tone="accent" icon={IconLock}>
        {words.sealedNote({ days: keptDays })}
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
