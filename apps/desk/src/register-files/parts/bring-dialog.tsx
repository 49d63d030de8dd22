import { Progress, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { isLost } from '../../offline/problem.ts'
import { sendRegister } from '../../offline/registers.ts'
import { useSending } from '../../offline/sending.ts'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { FileChoice } from '../../ui/file-choice/file-choice.tsx'
import { megabytesOf } from '../../ui/file-choice/megabytes.ts'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { faultOfRegister, formatOf, keptDays } from '../model.ts'
import { registerWords } from '../words.ts'

/** Chooses a register and sends it. A lost connection keeps the choice and goes on where it broke. */
export const BringDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  const [sender, setSender] = useState('')
  const { share, error, isSending, anew, run } = useSending()
  const fault = file === null ? null : faultOfRegister(file)
  const format = file === null ? null : formatOf(file)

  const send = async () => {
    if (file === null || format === null) return
    await run(async (sending, onProgress) => {
      const id = await sendRegister(sending, { file, sender: sender.trim(), format }, onProgress)
      toast(words.brought)
      await client.invalidateQueries()
      await navigate({ to: '/duplicates/registers/$id', params: { id } })
    })
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
