import { Select, Textarea } from '@mantine/core'
import {
  endReferral,
  type Referral,
  type ReferralOutcome,
  type ReferralRefusal,
  recallReferral,
  referralOutcomes,
  referralRefusals,
  refuseReferral,
} from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { outcomeNames, referralWords, refusalNames } from '../words.ts'

type Props = {
  readonly of: Referral
  readonly onClose: () => void
  /** The case may no longer be seen afterwards, so the page has to be left. */
  readonly onDone: () => void
}

export const RefuseDialog = ({ of, onClose, onDone }: Props) => {
  const words = useWords(referralWords)
  const names = useWords(refusalNames)
  const [reason, setReason] = useState<ReferralRefusal | null>(null)
  const [text, setText] = useState('')
  const refuse = useCommand(refuseReferral, () => {
    toast(words.refusedDone)
    onDone()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.refuseTitle}
      submit={words.refuse}
      cancel={words.keep}
      isSending={refuse.isPending}
      missing={reason === null || text.trim() === '' ? words.refuseMissing : undefined}
      onSubmit={() => {
        if (reason !== null) refuse.mutate({ params: { id: of.id }, body: { reason, text } })
      }}
    >
      <Select
        label={words.refuseReason}
        value={reason}
        onChange={setReason}
        data={referralRefusals.map((one) => ({ value: one, label: names[one] }))}
      />
      <Textarea
        label={words.refuseText}
        value={text}
        maxLength={600}
        minRows={2}
        onChange={(event) => setText(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
      />
      <CallFault error={refuse.error} />
    </Dialog>
  )
}

export const RecallDialog = ({ of, onClose, onDone }: Props) => {
  const words = useWords(referralWords)
  const [reason, setReason] = useState('')
  const recall = useCommand(recallReferral, () => {
    toast(words.recalledDone)
    onDone()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.recallTitle}
      submit={words.recall}
      cancel={words.keep}
      isSending={recall.isPending}
      missing={reason.trim() === '' ? words.recallMissing : undefined}
      onSubmit={() => recall.mutate({ params: { id: of.id }, body: { reason } })}
    >
      <Textarea
        label={words.recallText}
        value={reason}
        maxLength={400}
        onChange={(event) => setReason(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
      />
      <CallFault error={recall.error} />
    </Dialog>
  )
}

export const EndDialog = ({ of, onClose, onDone }: Props) => {
  const words = useWords(referralWords)
  const names = useWords(outcomeNames)
  const [outcome, setOutcome] = useState<ReferralOutcome | null>(null)
  const [text, setText] = useState('')
  const end = useCommand(endReferral, () => {
    toast(words.endedDone)
    onDone()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.endTitle}
      submit={words.end}
      cancel={words.keep}
      isSending={end.isPending}
      missing={outcome === null || text.trim() === '' ? words.endMissing : undefined}
      onSubmit={() => {
        if (outcome !== null) end.mutate({ params: { id: of.id }, body: { outcome, text } })
      }}
    >
      <Choice
        label={words.endTitle}
        value={outcome}
        onChange={setOutcome}
        options={referralOutcomes.map((one) => ({ value: one, label: names[one] }))}
      />
      <Textarea
        label={words.endText}
        value={text}
        maxLength={2000}
        minRows={3}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <CallFault error={end.error} />
    </Dialog>
  )
}
