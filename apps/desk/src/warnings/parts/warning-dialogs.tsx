import { Checkbox, Textarea, TextInput } from '@mantine/core'
import {
  announceWarning,
  copyWarning,
  enterRegister,
  type listWarnings,
  type Reply,
  serveWarning,
  type Warning,
  type WarningWay,
  warningWays,
} from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { MomentFields, useMoment } from '../../ui/moment-fields/moment-fields.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { warningWords } from '../words.ts'

type Close = { readonly onClose: () => void }

export const AnnounceDialog = ({
  caseId,
  known,
  narrative,
  onClose,
}: Close & {
  readonly caseId: string
  readonly known: Reply<typeof listWarnings>
  /** What the incident says, so that nothing is typed twice. */
  readonly narrative: string
}) => {
  const words = useWords(warningWords)
  const [whom, setWhom] = useState<string | null>(known.addressees[0]?.personId ?? null)
  const [circumstances, setCircumstances] = useState(narrative)
  const announce = useCommand(announceWarning, () => {
    toast(words.done)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.announce}
      submit={words.announce}
      cancel={words.cancel}
      isSending={announce.isPending}
      missing={whom === null || circumstances.trim() === '' ? words.missing : undefined}
      onSubmit={() => {
        if (whom === null) return
        announce.mutate({
          params: { id: caseId },
          body: { addresseeId: whom, circumstances: circumstances.trim() },
        })
      }}
    >
      {known.lawToday !== null && (
        <p className="small quiet">
          {words.about({ days: known.lawToday.termDays, hours: known.lawToday.copyHours })}
        </p>
      )}
      {known.addressees.length === 0 ? (
        <Note tone="doubt">{words.nobody}</Note>
      ) : (
        <Choice
          label={words.whom}
          value={whom}
          onChange={setWhom}
          options={known.addressees.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
      )}
      <Textarea
        label={words.circumstances}
        description={words.circumstancesHint}
        value={circumstances}
        maxLength={4000}
        autosize
        minRows={3}
        onChange={(event) => setCircumstances(event.currentTarget.value)}
      />
      <CallFault error={announce.error} />
    </Dialog>
  )
}

export const ServeWarningDialog = ({ of, onClose }: Close & { readonly of: Warning }) => {
  const words = useWords(warningWords)
  const moment = useMoment(useNow())
  const [way, setWay] = useState<WarningWay | null>(null)
  const serve = useCommand(serveWarning, () => {
    toast(words.saved)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.serve}
      submit={words.save}
      cancel={words.cancel}
      isSending={serve.isPending}
      missing={way === null || !moment.isSaid ? words.say : undefined}
      onSubmit={() => {
        const at = moment.instant()
        if (way !== null && at !== null) serve.mutate({ params: { id: of.id }, body: { way, at } })
      }}
    >
      <Choice
        label={words.way}
        value={way}
        onChange={setWay}
        options={warningWays.map((one) => ({ value: one, label: words[one] }))}
      />
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <CallFault error={serve.error} />
    </Dialog>
  )
}

export const CopyWarningDialog = ({ of, onClose }: Close & { readonly of: Warning }) => {
  const words = useWords(warningWords)
  const moment = useMoment(useNow())
  const copy = useCommand(copyWarning, () => {
    toast(words.saved)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.copy}
      submit={words.save}
      cancel={words.cancel}
      isSending={copy.isPending}
      missing={moment.isSaid ? undefined : words.say}
      onSubmit={() => {
        const at = moment.instant()
        if (at !== null) copy.mutate({ params: { id: of.id }, body: { at } })
      }}
    >
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <CallFault error={copy.error} />
    </Dialog>
  )
}

export type Ground = { readonly ground: 'order' | 'warning'; readonly aboutId: string }

export const EnterDialog = ({
  caseId,
  ground,
  aboutId,
  onClose,
}: Close & Ground & { readonly caseId: string }) => {
  const words = useWords(warningWords)
  const moment = useMoment(useNow())
  const [number, setNumber] = useState('')
  const [isExplained, setExplained] = useState(false)
  const enter = useCommand(enterRegister, () => {
    toast(words.saved)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.enter}
      submit={words.save}
      cancel={words.cancel}
      isSending={enter.isPending}
      missing={number.trim() === '' || !moment.isSaid ? words.say : undefined}
      onSubmit={() => {
        const at = moment.instant()
        if (at === null) return
        enter.mutate({
          params: { id: caseId },
          body: { ground, aboutId, number: number.trim(), at, isExplained },
        })
      }}
    >
      <p className="small quiet">{words.enterAbout}</p>
      <TextInput
        label={words.number}
        value={number}
        maxLength={60}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <Checkbox
        label={words.explained}
        checked={isExplained}
        onChange={(event) => setExplained(event.currentTarget.checked)}
      />
      <CallFault error={enter.error} />
    </Dialog>
  )
}
