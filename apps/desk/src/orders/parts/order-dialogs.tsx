import { Checkbox, Textarea, TextInput } from '@mantine/core'
import {
  type CheckOutcome,
  type CopyReceiver,
  checkOrder,
  checkOutcomes,
  giveOrderCopy,
  type Lang,
  type Order,
  recordBreach,
  revokeOrder,
  type ServiceWay,
  serveOrder,
  serviceWays,
} from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { Choice } from '../../ui/choice/choice.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { MomentFields, useMoment } from '../../ui/moment-fields/moment-fields.tsx'
import { Note } from '../../ui/note/note.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { orderWords } from '../words.ts'

type Props = { readonly order: Order; readonly onClose: () => void }

export const ServeDialog = ({ order, onClose }: Props) => {
  const words = useWords(orderWords)
  const { lang } = useLanguage()
  const moment = useMoment(useNow())
  const [way, setWay] = useState<ServiceWay | null>(null)
  const [language, setLanguage] = useState<Lang>(lang)
  const [witness, setWitness] = useState('')
  const serve = useCommand(serveOrder, () => {
    toast(words.served)
    onClose()
  })
  const needsWitness = way !== null && way !== 'signed'
  const missing =
    way === null || !moment.isSaid
      ? words.missing
      : needsWitness && witness.trim() === ''
        ? words.missingWitness
        : undefined
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.serveTitle}
      submit={words.save}
      cancel={words.cancel}
      isSending={serve.isPending}
      missing={missing}
      onSubmit={() => {
        const at = moment.instant()
        if (way === null || at === null) return
        serve.mutate({
          params: { id: order.id },
          body: {
            way,
            at,
            language,
            witness: witness.trim() === '' ? null : witness.trim(),
          },
        })
      }}
    >
      <Note tone="accent">{words.serveAbout}</Note>
      <Choice
        label={words.way}
        value={way}
        onChange={setWay}
        options={serviceWays.map((one) => ({ value: one, label: words[one] }))}
      />
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <Choice
        label={words.language}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
      />
      {needsWitness && (
        <TextInput
          label={words.witness}
          value={witness}
          maxLength={120}
          onChange={(event) => setWitness(event.currentTarget.value)}
        />
      )}
      <CallFault error={serve.error} />
    </Dialog>
  )
}

export const CheckDialog = ({ order, onClose }: Props) => {
  const words = useWords(orderWords)
  const moment = useMoment(useNow())
  const [outcome, setOutcome] = useState<CheckOutcome | null>(null)
  const [note, setNote] = useState('')
  const check = useCommand(checkOrder, () => {
    toast(words.checked)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.checkTitle}
      submit={words.save}
      cancel={words.cancel}
      isSending={check.isPending}
      missing={outcome === null || !moment.isSaid ? words.missingOutcome : undefined}
      onSubmit={() => {
        const at = moment.instant()
        if (outcome === null || at === null) return
        check.mutate({
          params: { id: order.id },
          body: { at, outcome, ...(note.trim() === '' ? {} : { note }) },
        })
      }}
    >
      <Choice
        label={words.outcome}
        value={outcome}
        onChange={setOutcome}
        options={checkOutcomes.map((one) => ({ value: one, label: words[one] }))}
      />
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <Textarea
        label={words.note}
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <CallFault error={check.error} />
    </Dialog>
  )
}

const broken = ['violence', 'search', 'visit', 'contact', 'family'] as const

export const BreachDialog = ({ order, onClose }: Props) => {
  const words = useWords(orderWords)
  const moment = useMoment(useNow())
  const [what, setWhat] = useState<readonly (typeof broken)[number][]>([])
  const [narrative, setNarrative] = useState('')
  const [evidence, setEvidence] = useState('')
  const record = useCommand(recordBreach, () => {
    toast(words.breached)
    onClose()
  })
  const nameOf = (one: (typeof broken)[number]): string =>
    one === 'search' ? words.searchFor : words[one]
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.breachTitle}
      submit={words.save}
      cancel={words.cancel}
      isSending={record.isPending}
      missing={
        what.length === 0 || narrative.trim() === '' || !moment.isSaid
          ? words.missingBreach
          : undefined
      }
      onSubmit={() => {
        const at = moment.instant()
        if (at === null) return
        record.mutate({
          params: { id: order.id },
          body: {
            at,
            what: [...what],
            narrative,
            evidence: evidence
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== ''),
          },
        })
      }}
    >
      <Note tone="late">{words.breachAbout}</Note>
      <Checkbox.Group
        label={words.what}
        value={[...what]}
        onChange={(chosen) => setWhat(broken.filter((one) => chosen.includes(one)))}
      >
        <div className="stack">
          {broken.map((one) => (
            <Checkbox key={one} value={one} label={nameOf(one)} />
          ))}
        </div>
      </Checkbox.Group>
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <Textarea
        label={words.narrative}
        value={narrative}
        maxLength={4000}
        onChange={(event) => setNarrative(event.currentTarget.value)}
      />
      <Textarea
        label={words.evidence}
        description={words.evidenceHint}
        value={evidence}
        minRows={2}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      <CallFault error={record.error} />
    </Dialog>
  )
}

export const CopyDialog = ({ order, onClose }: Props) => {
  const words = useWords(orderWords)
  const moment = useMoment(useNow())
  const [to, setTo] = useState<CopyReceiver>('protected')
  const give = useCommand(giveOrderCopy, () => {
    toast(words.copied)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.copyTitle}
      submit={words.save}
      cancel={words.cancel}
      isSending={give.isPending}
      missing={!moment.isSaid ? words.missing : undefined}
      onSubmit={() => {
        const at = moment.instant()
        if (at !== null) give.mutate({ params: { id: order.id }, body: { to, at } })
      }}
    >
      {to === 'protected' && !order.rightsExplained && <Note tone="soon">{words.rightsFirst}</Note>}
      <Choice
        label={words.copyTo}
        value={to}
        onChange={setTo}
        options={[
          { value: 'protected', label: words.toProtected },
          { value: 'prosecutor', label: words.toProsecutor },
        ]}
      />
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <CallFault error={give.error} />
    </Dialog>
  )
}

export const RevokeDialog = ({ order, onClose }: Props) => {
  const words = useWords(orderWords)
  const [reason, setReason] = useState('')
  const revoke = useCommand(revokeOrder, () => {
    toast(words.wasRevoked)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.revokeTitle}
      submit={words.revoke}
      cancel={words.cancel}
      isDangerous
      isSending={revoke.isPending}
      missing={reason.trim() === '' ? words.reasonMissing : undefined}
      onSubmit={() => revoke.mutate({ params: { id: order.id }, body: { reason } })}
    >
      <TextInput
        label={words.reason}
        value={reason}
        maxLength={600}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={revoke.error} />
    </Dialog>
  )
}
