import { Textarea } from '@mantine/core'
import { IconFileCode, IconFileText } from '@tabler/icons-react'
import {
  definitionCharactersAtMost,
  type InstrumentEntry,
  paperBytesAtMost,
  proposeLicence,
} from '@umai/contract'
import { type ReactNode, useState } from 'react'
import { base64Of } from '../../offline/attachments.ts'
import { faultsByField } from '../../offline/problem.ts'
import { useCommand } from '../../offline/query.ts'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { instrumentWords } from '../words.ts'
import { FileChoice } from './file-choice.tsx'

const Wrong = ({ children }: { readonly children: ReactNode }) => (
  <div role="alert">
    <Note tone="late">{children}</Note>
  </div>
)

/** The paper of the owner and the signed definition over it. What was chosen stays when something is refused. */
export const ProposeLicence = ({
  of,
  onClose,
}: {
  readonly of: InstrumentEntry
  readonly onClose: () => void
}) => {
  const words = useWords(instrumentWords)
  const { lang } = useLanguage()
  const [paper, setPaper] = useState<File | null>(null)
  const [definition, setDefinition] = useState<File | null>(null)
  const [permits, setPermits] = useState('')
  const [unread, setUnread] = useState<unknown>(null)
  const propose = useCommand(proposeLicence, () => {
    toast(words.proposed)
    onClose()
  })
  const isPaperTooLarge = paper !== null && paper.size > paperBytesAtMost
  const isDefinitionTooLarge = definition !== null && definition.size > definitionCharactersAtMost
  const isWhole =
    paper !== null &&
    definition !== null &&
    !isPaperTooLarge &&
    !isDefinitionTooLarge &&
    permits.trim().length >= 10
  const send = async () => {
    if (paper === null || definition === null) return
    setUnread(null)
    try {
      const body = {
        paperBase64: await base64Of(paper),
        signedDefinition: await definition.text(),
        permits: permits.trim(),
      }
      propose.mutate({ params: { instrument: of.id }, body })
    } catch (error) {
      // The file was moved or its medium taken out between choosing and sending.
      setUnread(error)
    }
  }
  // The reply names places in the file; what is wrong with the paper is said whole above.
  const faults = Object.entries(faultsByField(propose.error, lang)).filter(([path]) =>
    path.startsWith('/signedDefinition/'),
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${words.propose}: ${of.name[lang]}`}
      submit={words.propose}
      cancel={words.cancel}
      isSending={propose.isPending}
      missing={isWhole ? undefined : words.missing}
      onSubmit={() => void send()}
    >
      <p className="small quiet">{words.proposeAbout}</p>
      <FileChoice
        label={words.paperFile}
        hint={words.paperHint}
        choose={words.choose}
        accept="application/pdf,image/jpeg,image/png"
        icon={IconFileText}
        file={paper}
        onChange={setPaper}
      />
      {isPaperTooLarge && (
        <Wrong>
          {words.paperTooLarge({
            name: paper.name,
            size: (paper.size / 1_048_576).toFixed(1),
          })}
        </Wrong>
      )}
      <FileChoice
        label={words.definitionFile}
        hint={words.definitionHint}
        choose={words.choose}
        accept="application/json,.json"
        icon={IconFileCode}
        file={definition}
        onChange={setDefinition}
      />
      {isDefinitionTooLarge && <Wrong>{words.definitionTooLarge({ name: definition.name })}</Wrong>}
      <Textarea
        label={words.permits}
        description={words.permitsHint}
        value={permits}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setPermits(event.currentTarget.value)}
      />
      <CallFault error={propose.error ?? unread} />
      {faults.length > 0 && (
        <ul className="small">
          {faults.map(([path, message]) => (
            <li key={path}>
              <code>{path.replace('/signedDefinition/', '').replaceAll('/', '.')}</code>: {message}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
