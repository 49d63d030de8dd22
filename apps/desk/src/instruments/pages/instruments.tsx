import '../parts/instruments.css'
import { Button } from '@mantine/core'
import { IconDownload, IconLock, IconLockOpen } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  type InstrumentEntry,
  type Licence,
  listInstrumentEntries,
  readLicensedContent,
} from '@umai/contract'
import { formatInstant } from '@umai/words'
import { useState } from 'react'
import { savePaper } from '../../offline/attachments.ts'
import { queryOf } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip, type Tone } from '../../ui/chip/chip.tsx'
import { Sheet } from '../../ui/dialog/sheet.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Content, type LicenceAct, LicenceDialog } from '../parts/licence-dialogs.tsx'
import { ProposeLicence } from '../parts/propose-licence.tsx'
import { instrumentWords } from '../words.ts'

const toneOf: Readonly<Record<InstrumentEntry['state'], Tone>> = {
  shipped: 'done',
  open: 'done',
  empty: 'plain',
  proposed: 'soon',
  untrusted: 'late',
}

const licenceTones = {
  proposed: 'soon',
  active: 'done',
  refused: 'plain',
  revoked: 'late',
} as const

const OneLicence = ({
  of,
  onAct,
  onLook,
}: {
  readonly of: Licence
  readonly onAct: (act: LicenceAct) => void
  readonly onLook: () => void
}) => {
  const words = useWords(instrumentWords)
  const { lang } = useLanguage()
  const [error, setError] = useState<unknown>(null)
  const moment = (at: string) => formatInstant(at, lang, { year: true })
  const acts = [
    { says: words.decidedBy, act: of.decided },
    { says: words.revokedBy, act: of.revoked },
  ]
  return (
    <li>
      <p>
        <Chip tone={licenceTones[of.state]}>{words[`licence_${of.state}`]}</Chip> {words.version}{' '}
        {of.version}
      </p>
      <p>{of.permits}</p>
      <p className="small quiet">
        {words.proposedBy}: {of.proposed.by.name}, {moment(of.proposed.at)}
      </p>
      {acts.map(
        ({ says, act }) =>
          act !== null && (
            <p key={says} className="small quiet">
              {says}: {act.by.name}, {moment(act.at)} — {act.reason}
            </p>
          ),
      )}
      <p className="tiny faint">
        {words.digest}: <code>{of.digest}</code>
        <br />
        {words.paper} SHA-256: <code>{of.paper.sha256}</code>
        <br />
        {words.signer}: <code>{of.signer}</code>
      </p>
      {of.state === 'proposed' && of.isOwn && <p className="small">{words.own}</p>}
      <div className="instrument-acts">
        {of.state === 'proposed' && !of.isOwn && (
          <Button size="xs" variant="filled" onClick={() => onAct('activate')}>
            {words.activate}
          </Button>
        )}
        {of.state === 'proposed' && (
          <Button
            size="xs"
            variant="default"
            onClick={() => onAct(of.isOwn ? 'takeBack' : 'refuse')}
          >
            {of.isOwn ? words.takeBack : words.refuse}
          </Button>
        )}
        {of.state === 'active' && (
          <Button size="xs" variant="default" onClick={() => onAct('revoke')}>
            {words.revoke}
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={onLook}>
          {words.look}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Icon of={IconDownload} size="small" />}
          onClick={() => {
            setError(null)
            savePaper(of.id).catch(setError)
          }}
        >
          {words.savePaper}
        </Button>
      </div>
      <CallFault error={error} />
    </li>
  )
}

type Asking =
  | { readonly kind: 'propose'; readonly entry: InstrumentEntry }
  | { readonly kind: 'act'; readonly licence: Licence; readonly act: LicenceAct }
  | { readonly kind: 'look'; readonly licence: Licence; readonly entry: InstrumentEntry }

const Entry = ({
  of,
  maySign,
  onAsk,
}: {
  readonly of: InstrumentEntry
  /** Whether any key is trusted; without one a proposal would be refused anyway. */
  readonly maySign: boolean
  readonly onAsk: (asking: Asking) => void
}) => {
  const words = useWords(instrumentWords)
  const { lang } = useLanguage()
  const isSlot = of.state !== 'shipped'
  const isWaiting = of.licences.some(({ state }) => state === 'proposed')
  const isOpen = of.state === 'shipped' || of.state === 'open'
  return (
    <Card
      id={of.id}
      title={
        <>
          <Icon of={isOpen ? IconLockOpen : IconLock} /> {of.name[lang]}
        </>
      }
      aside={<Chip tone={toneOf[of.state]}>{words[`state_${of.state}`]}</Chip>}
      actions={
        isSlot &&
        !isWaiting &&
        maySign && (
          <Button
            size="xs"
            variant="default"
            aria-label={`${words.propose}: ${of.name[lang]}`}
            onClick={() => onAsk({ kind: 'propose', entry: of })}
          >
            {words.propose}
          </Button>
        )
      }
    >
      {of.isPilot && <Note tone="doubt">{words.pilot}</Note>}
      <dl className="instrument-facts">
        <dt>{words.holder}</dt>
        <dd>{of.attribution ?? of.holder}</dd>
        <dt>{words.basis}</dt>
        <dd>{words[`basis_${of.basis}`]}</dd>
        {of.version !== null && (
          <>
            <dt>{words.version}</dt>
            <dd>
              {of.version} · {words.items({ count: of.items })}
            </dd>
            <dt>{words.translation}</dt>
            <dd>
              {(['kk', 'ru', 'en'] as const)
                .map((one) => `${words[`lang_${one}`]}: ${words[of.translation[one]]}`)
                .join(' · ')}
            </dd>
            <dt>{words.validated}</dt>
            <dd>{of.validatedFor.join(', ') || words.notValidated}</dd>
          </>
        )}
        <dt>{words.evidence}</dt>
        <dd>
          {of.evidence.length === 0
            ? words.noEvidence
            : of.evidence.map(({ metric, value, population, source }) => (
                <div key={`${metric}${population}`}>
                  <span lang="en">
                    {metric} {value} ({population})
                  </span>{' '}
                  <span className="faint">{source}</span>
                </div>
              ))}
        </dd>
        {of.digest !== null && (
          <>
            <dt>{words.digest}</dt>
            <dd>
              <code>{of.digest}</code>
            </dd>
          </>
        )}
      </dl>
      {isSlot && of.licences.length === 0 && <p className="small quiet">{words.noHistory}</p>}
      {of.licences.length > 0 && (
        <ul className="instrument-licences" aria-label={words.history}>
          {of.licences.map((licence) => (
            <OneLicence
              key={licence.id}
              of={licence}
              onAct={(act) => onAsk({ kind: 'act', licence, act })}
              onLook={() => onAsk({ kind: 'look', licence, entry: of })}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

const Look = ({
  of,
  title,
  onClose,
}: {
  readonly of: Licence
  readonly title: string
  readonly onClose: () => void
}) => {
  const words = useWords(instrumentWords)
  const content = useQuery(queryOf(readLicensedContent, { params: { id: of.id } }))
  return (
    <Sheet isOpen onClose={onClose} title={title} size={720}>
      <QueryState query={content} rows={6}>
        {(found) => <Content of={found} />}
      </QueryState>
      <div className="dialog-foot">
        <Button variant="filled" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </Sheet>
  )
}

/** Which instruments may be used here, why, and how a closed one is opened. */
export const InstrumentsPage = () => {
  const words = useWords(instrumentWords)
  const { lang } = useLanguage()
  const entries = useQuery(queryOf(listInstrumentEntries, {}))
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  return (
    <>
      <PageHead tab={words.title} title={words.title} sub={words.about} />
      <QueryState query={entries} rows={10}>
        {({ items, signers }) => {
          const list = (isShipped: boolean) =>
            items
              .filter(({ state }) => (state === 'shipped') === isShipped)
              .map((entry) => (
                <Entry key={entry.id} of={entry} maySign={signers.length > 0} onAsk={setAsking} />
              ))
          return (
            <div className="page-body stack">
              {signers.length === 0 ? (
                <Note tone="soon" icon={IconLock}>
                  {words.noSigners}
                </Note>
              ) : (
                <p className="small quiet">
                  {words.signers}: <code>{signers.join(', ')}</code>
                </p>
              )}
              <h2>{words.slotsTitle}</h2>
              {list(false)}
              <h2>{words.shippedTitle}</h2>
              {list(true)}
            </div>
          )
        }}
      </QueryState>
      {asking?.kind === 'propose' && <ProposeLicence of={asking.entry} onClose={close} />}
      {asking?.kind === 'act' && (
        <LicenceDialog of={asking.licence} act={asking.act} onClose={close} />
      )}
      {asking?.kind === 'look' && (
        <Look of={asking.licence} title={asking.entry.name[lang]} onClose={close} />
      )}
    </>
  )
}
