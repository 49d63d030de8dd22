import { NumberInput, Textarea, TextInput } from '@mantine/core'
import {
  askEscrow,
  type EscrowRequest,
  giveEscrowShare,
  makeEscrowKey,
  refuseEscrow,
  type SilentThread,
} from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PasswordField } from '../../ui/password-field/password-field.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { escrowWords } from '../escrow-words.ts'

type Close = { readonly onClose: () => void }

/** Typed on paper-kept words: never offered by a browser, never kept by one. */
const Passphrase = ({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onChange: (value: string) => void
}) => (
  <PasswordField
    label={label}
    description={hint}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    autoComplete="off"
    maxLength={256}
  />
)

export const MakeKeyDialog = ({ onClose }: Close) => {
  const words = useWords(escrowWords)
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const make = useCommand(makeEscrowKey, () => {
    toast(words.keyMade)
    onClose()
  })
  const short = passphrase.length < 16 ? words.tooShort : undefined
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.makeKey}
      submit={words.makeKey}
      cancel={words.keep}
      isSending={make.isPending}
      missing={short ?? (passphrase === again ? undefined : words.notSame)}
      onSubmit={() => make.mutate({ body: { passphrase } })}
    >
      <p className="small quiet">{words.makeKeyAbout}</p>
      <Passphrase
        label={words.passphrase}
        hint={words.passphraseNew}
        value={passphrase}
        onChange={setPassphrase}
      />
      <Passphrase label={words.again} value={again} onChange={setAgain} />
      <CallFault error={make.error} />
    </Dialog>
  )
}

export const AskEscrowDialog = ({ of, onClose }: Close & { readonly of: SilentThread }) => {
  const words = useWords(escrowWords)
  const [reason, setReason] = useState('')
  const [legalBasis, setBasis] = useState('')
  const [days, setDays] = useState(10)
  const [passphrase, setPassphrase] = useState('')
  const ask = useCommand(askEscrow, () => {
    toast(words.asked)
    onClose()
  })
  const isWhole =
    reason.trim().length >= 10 &&
    legalBasis.trim().length >= 5 &&
    days >= 1 &&
    days <= 30 &&
    passphrase !== ''
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.ask}
      submit={words.ask}
      cancel={words.keep}
      isSending={ask.isPending}
      missing={isWhole ? undefined : words.fill}
      onSubmit={() =>
        ask.mutate({ params: { id: of.id }, body: { reason, legalBasis, days, passphrase } })
      }
    >
      <p className="small quiet">{words.askAbout}</p>
      <Textarea
        label={words.reason}
        description={words.reasonHint}
        value={reason}
        maxLength={2000}
        minRows={3}
        autosize
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={words.basis}
        description={words.basisHint}
        value={legalBasis}
        maxLength={400}
        onChange={(event) => setBasis(event.currentTarget.value)}
      />
      <NumberInput
        label={words.days}
        description={words.daysHint}
        value={days}
        min={1}
        max={30}
        allowDecimal={false}
        onChange={(value) => setDays(Number(value))}
      />
      <Passphrase label={words.passphrase} value={passphrase} onChange={setPassphrase} />
      <CallFault error={ask.error} />
    </Dialog>
  )
}

export const GiveShareDialog = ({ of, onClose }: Close & { readonly of: EscrowRequest }) => {
  const words = useWords(escrowWords)
  const { lang } = useLanguage()
  const [passphrase, setPassphrase] = useState('')
  const give = useCommand(giveEscrowShare, () => {
    toast(words.gave)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.give}
      submit={words.give}
      cancel={words.keep}
      isSending={give.isPending}
      missing={passphrase === '' ? words.fill : undefined}
      onSubmit={() => give.mutate({ params: { id: of.id }, body: { passphrase } })}
    >
      <p>{words.giveAbout({ agency: of.keeper.name[lang], days: of.days })}</p>
      <Passphrase label={words.passphrase} value={passphrase} onChange={setPassphrase} />
      <CallFault error={give.error} />
    </Dialog>
  )
}

export const RefuseEscrowDialog = ({ of, onClose }: Close & { readonly of: EscrowRequest }) => {
  const words = useWords(escrowWords)
  const [reason, setReason] = useState('')
  const refuse = useCommand(refuseEscrow, () => {
    toast(words.didRefuse)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.refuse}
      submit={words.refuse}
      cancel={words.keep}
      isSending={refuse.isPending}
      missing={reason.trim() === '' ? words.fill : undefined}
      onSubmit={() => refuse.mutate({ params: { id: of.id }, body: { reason } })}
    >
      <p className="small quiet">{words.refuseAbout}</p>
      <Textarea
        label={words.reason}
        value={reason}
        maxLength={2000}
        minRows={3}
        autosize
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={refuse.error} />
    </Dialog>
  )
}
