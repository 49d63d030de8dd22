import '../parts/order.css'
import { ActionIcon, Button } from '@mantine/core'
import { IconDownload, IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { gatherEvidence, readOrder } from '@umai/contract'
import { dayOf, formatInstant } from '@umai/words'
import { useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { saveDocument } from '../../offline/documents.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Clock } from '../../ui/clock/clock.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { OrderStrip } from '../../ui/order-strip/order-strip.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { stripOf, toneOfState } from '../model.ts'
import {
  BreachDialog,
  CheckDialog,
  CopyDialog,
  RevokeDialog,
  ServeDialog,
} from '../parts/order-dialogs.tsx'
import { orderWords } from '../words.ts'

type Open = 'serve' | 'check' | 'breach' | 'copy' | 'revoke'

const langNames = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const

export const OrderPage = () => {
  const words = useWords(orderWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const { id } = useParams({ strict: false }) as { id: string }
  const order = useQuery(queryOf(readOrder, { params: { id } }))
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const gather = useCommand(gatherEvidence, () => toast(words.evidenceGathered))
  return (
    <QueryState isPage query={order} rows={8}>
      {(shown) => {
        // One primary button: what the state of the order asks for first.
        const first: Open | null = shown.may.serve ? 'serve' : shown.may.check ? 'check' : null
        const acts = [
          shown.may.revoke && (['revoke', words.revoke] as const),
          shown.may.recordBreach && (['breach', words.breach] as const),
          shown.may.giveCopy && (['copy', words.copy] as const),
          shown.may.check && (['check', words.check] as const),
          shown.may.serve && (['serve', words.serve] as const),
        ].filter((act) => act !== false)
        return (
          <>
            <PageHead
              tab={words.tab}
              title={words.order({ number: shown.number })}
              trail={[
                <Link key="all" to="/orders">
                  {words.title}
                </Link>,
                <Link key="case" to="/cases/$id" params={{ id: shown.caseId }}>
                  {shown.caseNumber}
                </Link>,
              ]}
              sub={
                <>
                  <Chip tone={toneOfState(shown.state)}>{words[shown.state]}</Chip>
                  <span>
                    {words.issuedAt.toLowerCase()}: {formatInstant(shown.issuedAt, lang)} ·{' '}
                    {shown.issuedBy.name}
                  </span>
                  {shown.replaces && (
                    <Link to="/orders/$id" params={{ id: shown.replaces.id }}>
                      {words.replaces({ number: shown.replaces.number })}
                    </Link>
                  )}
                  {shown.replacedBy && (
                    <Link to="/orders/$id" params={{ id: shown.replacedBy.id }}>
                      {words.replacedBy({ number: shown.replacedBy.number })}
                    </Link>
                  )}
                </>
              }
              actions={
                <>
                  <PrintButton isSign />
                  {shown.may.replace && (
                    <LinkButton to="/cases/$id/order" params={{ id: shown.caseId }}>
                      {words.replace}
                    </LinkButton>
                  )}
                  {acts.map(([act, text]) => (
                    <Button
                      key={act}
                      variant={act === first ? 'filled' : act === 'revoke' ? 'subtle' : 'default'}
                      onClick={() => setOpen(act)}
                    >
                      {text}
                    </Button>
                  ))}
                </>
              }
            />
            <div className="page-body">
              <div className="order-columns">
                <div className="stack">
                  <Card title={words.term} aside={words.termDays({ count: shown.termDays })}>
                    {shown.servedAt === null || shown.endsAt === null ? (
                      <p className="quiet">{words.notServed}</p>
                    ) : (
                      <div className="stack">
                        {shown.state === 'in-force' ? (
                          <Clock
                            size="headline"
                            clock={{
                              state: 'open',
                              startedAt: shown.servedAt,
                              dueAt: shown.endsAt,
                              unit: 'periods',
                            }}
                          />
                        ) : (
                          <p className="strong">
                            {words[shown.state]}
                            <span className="under">
                              {formatInstant(shown.revokedAt ?? shown.endsAt, lang)}
                            </span>
                          </p>
                        )}
                        <OrderStrip
                          servedAt={shown.servedAt}
                          endsAt={shown.endsAt}
                          checks={stripOf(shown, nowMs)}
                        />
                      </div>
                    )}
                  </Card>
                  <Card title={words.circumstances}>
                    <p className="order-text">{shown.circumstances}</p>
                  </Card>
                  <Card title={words.checks} aside={shown.checks.length} flush>
                    {shown.checks.length === 0 ? (
                      <p className="card-body small quiet">{words.noChecks}</p>
                    ) : (
                      shown.checks.map((check) => (
                        <div key={check.id} className="order-line">
                          <Chip
                            tone={
                              check.outcome === 'kept'
                                ? 'done'
                                : check.outcome === 'breach-found'
                                  ? 'late'
                                  : 'doubt'
                            }
                          >
                            {words[check.outcome]}
                          </Chip>
                          <span className="grow">
                            {check.note}
                            <span className="under">
                              {words.by({ name: check.by.name, at: formatInstant(check.at, lang) })}
                            </span>
                          </span>
                        </div>
                      ))
                    )}
                  </Card>
                  {shown.breachList.length > 0 && (
                    <Card title={words.breaches} aside={shown.breachList.length} flush>
                      {shown.breachList.map((breach) => (
                        <div key={breach.id} className="order-line">
                          <span className="grow">
                            <span className="row">
                              {breach.what.map((one) => (
                                <Chip key={one} tone="late">
                                  {one === 'search' ? words.searchFor : words[one]}
                                </Chip>
                              ))}
                              {breach.isRepeat && <Chip tone="late">{words.repeat}</Chip>}
                            </span>
                            <span className="order-text">{breach.narrative}</span>
                            {breach.evidence.length > 0 && (
                              <span className="small quiet">
                                {words.evidence}: {breach.evidence.join('; ')}
                              </span>
                            )}
                            <span className="under">
                              {words.by({
                                name: breach.by.name,
                                at: formatInstant(breach.at, lang),
                              })}
                            </span>
                          </span>
                        </div>
                      ))}
                    </Card>
                  )}
                </div>
                <div className="stack">
                  <Card title={words.protected}>
                    <dl className="order-pairs">
                      <dt>{words.addressee}</dt>
                      <dd className="strong">{shown.addressee}</dd>
                      <dt>{words.protected}</dt>
                      <dd className="strong">{shown.protectedName}</dd>
                      {shown.alsoProtected.length > 0 && (
                        <>
                          <dt>{words.alsoProtected}</dt>
                          <dd>{shown.alsoProtected.join(', ')}</dd>
                        </>
                      )}
                      <dt>{words.basis}</dt>
                      <dd>
                        <Article
                          citation={citationOf(shown.citation, lang, dayOf(shown.issuedAt))}
                        />
                      </dd>
                    </dl>
                  </Card>
                  <Card title={words.service}>
                    {shown.service === null ? (
                      <p className="small quiet">{words.issued}</p>
                    ) : (
                      <p className="small">
                        {words[shown.service.way]}
                        {shown.service.witness !== null && ` (${shown.service.witness})`}
                        <span className="under">
                          {words.by({
                            name: shown.service.by.name,
                            at: formatInstant(shown.service.at, lang),
                          })}
                        </span>
                      </p>
                    )}
                    {shown.copies.map((copy) => (
                      <p key={`${copy.to}-${copy.at}`} className="small">
                        {words.copies}:{' '}
                        {copy.to === 'protected' ? words.toProtected : words.toProsecutor}
                        <span className="under">
                          {words.by({ name: copy.by.name, at: formatInstant(copy.at, lang) })}
                        </span>
                      </p>
                    ))}
                  </Card>
                  {shown.servedAt !== null && (
                    <LinkButton to="/cases/$id/warnings" params={{ id: shown.caseId }}>
                      {words.register}
                    </LinkButton>
                  )}
                  <Card title={words.documents} aside={shown.documents.length} flush>
                    {shown.documents.map((document) => (
                      <div key={document.id} className="order-line">
                        <Icon of={IconFileText} />
                        <span className="grow">
                          {words[`document-${document.kind}`]}
                          <span className="under">
                            {langNames[document.lang]} · PDF · {document.sha256.slice(0, 12)}
                          </span>
                        </span>
                        <ActionIcon
                          aria-label={`${words.download}: ${words[`document-${document.kind}`]}, ${langNames[document.lang]}`}
                          onClick={() => void saveDocument(document.id)}
                        >
                          <Icon of={IconDownload} />
                        </ActionIcon>
                      </div>
                    ))}
                    {shown.may.gatherEvidence && (
                      <div className="order-line">
                        <Button
                          size="xs"
                          loading={gather.isPending}
                          onClick={() => gather.mutate({ params: { id } })}
                        >
                          {words.gatherEvidence}
                        </Button>
                      </div>
                    )}
                    <CallFault error={gather.error} />
                  </Card>
                  {may('read-audit') && (
                    <LinkButton to="/audit/$kind/$id" params={{ kind: 'order', id }}>
                      {words.audit}
                    </LinkButton>
                  )}
                </div>
              </div>
            </div>
            {open === 'serve' && <ServeDialog order={shown} onClose={close} />}
            {open === 'check' && <CheckDialog order={shown} onClose={close} />}
            {open === 'breach' && <BreachDialog order={shown} onClose={close} />}
            {open === 'copy' && <CopyDialog order={shown} onClose={close} />}
            {open === 'revoke' && <RevokeDialog order={shown} onClose={close} />}
          </>
        )
      }}
    </QueryState>
  )
}
