import { Textarea } from '@mantine/core'
import { decideLicence, type Licence, type LicensedContent, revokeLicence } from '@umai/contract'
import { useState } from 'react'
import { useCommand } from '../../offline/query.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { instrumentWords } from '../words.ts'

export type LicenceAct = 'activate' | 'refuse' | 'takeBack' | 'revoke'

/** Puts in force, refuses or revokes, each with its reason. */
export const LicenceDialog = ({
  of,
  act,
  onClose,
}: {
  readonly of: Licence
  readonly act: LicenceAct
  readonly onClose: () => void
}) => {
  const words = useWords(instrumentWords)
  const [reason, setReason] = useState('')
  const done = () => {
    toast(act === 'activate' ? words.activated : act === 'revoke' ? words.revoked : words.refused)
    onClose()
  }
  const decide = useCommand(decideLicence, done)
  const revoke = useCommand(revokeLicence, done)
  const about = {
    activate: words.activateAbout,
    refuse: words.refuseAbout,
    takeBack: words.refuseAbout,
    revoke: words.revokeAbout,
  }[act]
  const params = { id: of.id }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words[act]}
      submit={words[act]}
      cancel={words.cancel}
      isSending={decide.isPending || revoke.isPending}
      isDangerous={act === 'revoke'}
      missing={reason.trim().length < 5 ? words.reasonMissing : undefined}
      onSubmit={() =>
        act === 'revoke'
          ? revoke.mutate({ params, body: { reason: reason.trim() } })
          : decide.mutate({
              params,
              body: {
                verdict: act === 'activate' ? 'active' : 'refused',
                reason: reason.trim(),
              },
            })
      }
    >
      <p className="small quiet">{about}</p>
      <Textarea
        label={words.reason}
        description={words.reasonHint}
        value={reason}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={decide.error ?? revoke.error} />
    </Dialog>
  )
}

const tones = { routine: 'plain', raised: 'soon', high: 'late' } as const

/** What people would be asked, and what follows from the answers. */
export const Content = ({ of }: { readonly of: LicensedContent }) => {
  const words = useWords(instrumentWords)
  const { lang } = useLanguage()
  return (
    <div className="instrument-body">
      <ol className="instrument-rules">
        {of.items.map(({ id, text, hint }) => (
          <li key={id}>
            {text[lang]} <code className="faint">{id}</code>
            {hint !== null && <span className="under">{hint[lang]}</span>}
          </li>
        ))}
      </ol>
      <h3>{words.rules}</h3>
      <ul className="instrument-rules">
        {of.rules.map(({ id, level, text, when }) => (
          <li key={id}>
            <Chip tone={tones[level]}>{words[`level_${level}`]}</Chip> {text[lang]}
            <span className="under">
              <code>{when}</code>
            </span>
          </li>
        ))}
      </ul>
      <p className="small quiet">
        {words.lowering}: {words[`lowering_${of.lowering}`]} ·{' '}
        {words.unanswered({ count: of.maxUnanswered })} · {words.examples({ count: of.examples })}
        {of.assessors.length > 0 && ` · ${words.forRoles({ roles: of.assessors.join(', ') })}`}
      </p>
    </div>
  )
}
