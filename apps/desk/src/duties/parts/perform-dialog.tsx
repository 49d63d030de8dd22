import { Select, Textarea } from '@mantine/core'
import { type Duty, performDuty, type WaiverReason, waiveDuty, waiverReasons } from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { MomentFields, useMoment } from '../../ui/moment-fields/moment-fields.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { dutyWords } from '../words.ts'

/** Records the event that fulfils a duty: when it happened, not when it was typed. */
export const PerformDialog = ({
  duty,
  onClose,
}: {
  readonly duty: Duty
  readonly onClose: () => void
}) => {
  const words = useWords(dutyWords)
  const { lang } = useLanguage()
  const moment = useMoment(useNow())
  const [note, setNote] = useState('')
  const perform = useCommand(performDuty, () => {
    toast(words.performed)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.performTitle}
      submit={words.act}
      cancel={words.cancel}
      isSending={perform.isPending}
      missing={!moment.isSaid ? words.missingWhen : undefined}
      onSubmit={() => {
        const at = moment.instant()
        if (at === null) return
        perform.mutate({
          params: { id: duty.id },
          body: { at, ...(note.trim() === '' ? {} : { note }) },
        })
      }}
    >
      <p className="strong">{duty.title[lang]}</p>
      <MomentFields label={words.performAt} timeLabel={words.time} moment={moment} />
      <Textarea
        label={words.note}
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <CallFault error={perform.error} />
    </Dialog>
  )
}

/** Lets a duty fall with a coded reason, by someone who does not bear it. */
export const WaiveDialog = ({
  duty,
  onClose,
}: {
  readonly duty: Duty
  readonly onClose: () => void
}) => {
  const words = useWords(dutyWords)
  const { lang } = useLanguage()
  const [reason, setReason] = useState<WaiverReason | null>(null)
  const [text, setText] = useState('')
  const waive = useCommand(waiveDuty, () => {
    toast(words.waived)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.waiveTitle}
      submit={words.waive}
      cancel={words.cancel}
      isDangerous
      isSending={waive.isPending}
      missing={reason === null || text.trim() === '' ? words.missingWaive : undefined}
      onSubmit={() => {
        if (reason !== null) waive.mutate({ params: { id: duty.id }, body: { reason, text } })
      }}
    >
      <p className="strong">{duty.title[lang]}</p>
      <Select
        label={words.waiveReason}
        value={reason}
        onChange={(one) => setReason(one as WaiverReason | null)}
        data={waiverReasons.map((one) => ({ value: one, label: words[one] }))}
      />
      <Textarea
        label={words.waiveText}
        value={text}
        maxLength={600}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <CallFault error={waive.error} />
    </Dialog>
  )
}
