import './notices.css'
import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  type ContactOutcome,
  contactOutcomes,
  listNotices,
  type Notice,
  recordContact,
  referCase,
} from '@umai/contract'
import { dayOf, formatInstant } from '@umai/words'
import { useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { clockOf, placeOfAct } from '../../duties/model.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Article } from '../../ui/article/article.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { DutyRow } from '../../ui/duty-row/duty-row.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { noticeWords } from '../words.ts'

/** Whom the law wants told, by when, and whether a person may be contacted at this moment. Default: no. */
export const NoticesPage = () => {
  const words = useWords(noticeWords)
  const notices = useQuery({ ...queryOf(listNotices, {}), refetchInterval: 60_000 })
  const [calling, setCalling] = useState<Notice | null>(null)
  return (
    <>
      <PageHead
        tab={words.tab}
        title={words.title}
        sub={words.sub}
        actions={<PrintButton isSign />}
      />
      <QueryState query={notices} rows={6}>
        {({ items }) => (
          <div className="page-body">
            {items.length === 0 && <EmptyState title={words.nothing} />}
            {items.map((notice) => (
              <NoticeLine key={notice.duty.id} notice={notice} onCall={() => setCalling(notice)} />
            ))}
          </div>
        )}
      </QueryState>
      {calling && <CallDialog notice={calling} onClose={() => setCalling(null)} />}
    </>
  )
}

const NoticeLine = ({
  notice,
  onCall,
}: {
  readonly notice: Notice
  readonly onCall: () => void
}) => {
  const words = useWords(noticeWords)
  const { lang } = useLanguage()
  const { duty, person, contact } = notice
  return (
    <article className="notice">
      <DutyRow
        clock={clockOf(duty)}
        title={
          <Link to="/duties/$id" params={{ id: duty.id }}>
            {duty.title[lang]}
          </Link>
        }
        under={
          <>
            {duty.citation && (
              <Article citation={citationOf(duty.citation, lang, dayOf(duty.startedAt))} />
            )}
            <span>{words.to({ name: person?.name ?? notice.to[lang] })}</span>
          </>
        }
        subject={duty.caseTitle}
        subjectUnder={duty.caseNumber}
      />
      {contact !== null && (
        <div className="small">
          <Chip tone={contact.isSafeNow ? 'done' : 'late'}>
            {contact.isSafeNow ? words.safe : words.unsafe}
          </Chip>{' '}
          {contact.whyNot !== null && words[contact.whyNot]}{' '}
          {contact.nextWindowAt !== null &&
            words.nextWindow({ at: formatInstant(contact.nextWindowAt, lang) })}
          {contact.phone !== null && <b className="num">{contact.phone}</b>}{' '}
          {notice.tries > 0 && (
            <span className="faint">{words.tries({ count: notice.tries })}</span>
          )}
        </div>
      )}
      {contact === null && <Offices notice={notice} />}
      <div className="notice-acts">
        {contact?.isSafeNow && (
          <Button size="xs" variant="filled" onClick={onCall}>
            {words.call}
          </Button>
        )}
        <LinkButton size="xs" to={placeOfAct(duty)}>
          {words.perform}
        </LinkButton>
        <LinkButton size="xs" to="/cases/$id" params={{ id: duty.caseId }}>
          {words.openCase}
        </LinkButton>
      </div>
    </article>
  )
}

/** An office that the law wants told: it was told by itself, is told by one press, or is not found at this place. */
const Offices = ({ notice }: { readonly notice: Notice }) => {
  const words = useWords(noticeWords)
  const { lang } = useLanguage()
  const { duty, sent, offices, fieldClasses } = notice
  const tell = useCommand(referCase, () => toast(words.told))
  if (sent !== null)
    return (
      <p className="small quiet">
        {words.sentTo({ unit: sent.to.name[lang], at: formatInstant(sent.at, lang) })}
      </p>
    )
  if (fieldClasses.length === 0) return <p className="small quiet">{words.agency}</p>
  if (offices.length === 0) return <Note tone="doubt">{words.noOffice}</Note>
  return (
    <div className="stack">
      <p className="small quiet">{words.whichOffice}</p>
      <div className="notice-acts">
        {offices.map((office) => (
          <Button
            key={office.id}
            size="xs"
            loading={tell.isPending && tell.variables.body.toUnitId === office.id}
            onClick={() =>
              tell.mutate({
                params: { id: duty.caseId },
                body: {
                  kind: 'notice',
                  toUnitId: office.id,
                  fieldClasses: [...fieldClasses],
                  basis: 'law',
                  article: duty.citation?.ref ?? null,
                  note: null,
                  dutyId: duty.id,
                },
              })
            }
          >
            {words.tell({ unit: office.name[lang] })}
          </Button>
        ))}
      </div>
      <CallFault error={tell.error} />
    </div>
  )
}

/** The words that give nothing away, and how the call ended. The server asks once more whether it is safe. */
const CallDialog = ({
  notice,
  onClose,
}: {
  readonly notice: Notice
  readonly onClose: () => void
}) => {
  const words = useWords(noticeWords)
  const [outcome, setOutcome] = useState<ContactOutcome | null>(null)
  const record = useCommand(recordContact, () => {
    toast(words.recorded)
    onClose()
  })
  const { contact, person } = notice
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.callTitle}
      submit={words.record}
      cancel={words.cancel}
      isSending={record.isPending}
      missing={outcome === null ? words.missing : undefined}
      onSubmit={() => {
        if (outcome !== null) record.mutate({ params: { id: notice.duty.id }, body: { outcome } })
      }}
    >
      <p className="strong num">{contact?.phone}</p>
      <p className="small strong">{words.script}</p>
      <ol className="notice-script small">
        <li>{words.step1({ name: person?.name.split(' ')[0] ?? '' })}</li>
        {contact?.hasCodeWord && <li>{words.step1word}</li>}
        <li>{words.step2}</li>
        <li>{words.step3}</li>
        <li>{words.step4}</li>
        <li>{contact?.mayLeaveMessage ? words.voicemail : words.noVoicemail}</li>
        {contact?.ifDropped && <li>{words.ifDropped({ what: contact.ifDropped })}</li>}
      </ol>
      <Select
        label={words.outcome}
        value={outcome}
        onChange={(one) => setOutcome(one as ContactOutcome | null)}
        data={contactOutcomes.map((one) => ({ value: one, label: words[one] }))}
      />
      <CallFault error={record.error} />
    </Dialog>
  )
}
