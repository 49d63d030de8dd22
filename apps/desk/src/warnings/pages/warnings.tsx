import '../parts/warnings.css'
import { Button } from '@mantine/core'
import { IconDownload, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { listWarnings, type RegisterEntry, type Warning } from '@umai/contract'
import { dayOf, formatInstant } from '@umai/words'
import { useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { saveDocument } from '../../offline/documents.ts'
import { queryOf } from '../../offline/query.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import {
  AnnounceDialog,
  CopyWarningDialog,
  EnterDialog,
  type Ground,
  ServeWarningDialog,
} from '../parts/warning-dialogs.tsx'
import { warningWords } from '../words.ts'

const tones = { announced: 'soon', 'in-force': 'info', ended: 'plain' } as const

const Entered = ({ entry }: { readonly entry: RegisterEntry | undefined }) => {
  const words = useWords(warningWords)
  const { lang } = useLanguage()
  if (entry === undefined) return <>{words.notEntered}</>
  return (
    <>
      {words.entered({ number: entry.number, at: formatInstant(entry.at, lang, { year: true }) })} ·{' '}
      {entry.isExplained ? words.isExplained : words.notExplained}
    </>
  )
}

type Asking =
  | { readonly kind: 'announce' }
  | { readonly kind: 'serve' | 'copy'; readonly of: Warning }
  | ({ readonly kind: 'enter' } & Ground)

/** Official warnings of a case and entries of the preventive register: announced, served, copied, entered. */
export const WarningsPage = () => {
  const words = useWords(warningWords)
  const { lang } = useLanguage()
  const { id } = useParams({ strict: false }) as { id: string }
  const known = useQuery(queryOf(listWarnings, { params: { id } }))
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  const moment = (at: string) => formatInstant(at, lang, { year: true })
  return (
    <QueryState query={known} rows={4}>
      {(found) => {
        const { items, entries, orders, lawToday, may, isClosed, caseNumber } = found
        const mayAnnounce = !isClosed && may.announce && lawToday !== null
        return (
          <>
            <PageHead
              tab={words.title}
              title={words.title}
              trail={[
                <Link key="case" to="/cases/$id" params={{ id }}>
                  {caseNumber}
                </Link>,
              ]}
              actions={
                mayAnnounce && (
                  <Button
                    variant="filled"
                    leftSection={<Icon of={IconPlus} />}
                    onClick={() => setAsking({ kind: 'announce' })}
                  >
                    {words.announce}
                  </Button>
                )
              }
            />
            <div className="page-body stack">
              <Card title={words.all} aside={items.length || undefined} flush>
                {items.length === 0 && (
                  <p className="card-body small quiet">
                    {lawToday === null ? words.notForeseen : words.none}
                  </p>
                )}
                {items.map((warning) => {
                  const entry = entries.find(({ aboutId }) => aboutId === warning.id)
                  const { served, copied, notice } = warning
                  return (
                    <div key={warning.id} className="warning">
                      <p>
                        <b className="strong">№&nbsp;{warning.number}</b> · {warning.addressee}{' '}
                        <Chip tone={tones[warning.state]}>
                          {warning.state === 'in-force'
                            ? words['in-force']({ until: moment(warning.endsAt ?? '') })
                            : words[warning.state]}
                        </Chip>
                      </p>
                      <p className="small">
                        <Article
                          citation={citationOf(warning.citation, lang, dayOf(warning.announced.at))}
                        />
                      </p>
                      <p className="small quiet">
                        {words.wasAnnounced}:{' '}
                        {words.by({
                          name: warning.announced.by.name,
                          at: moment(warning.announced.at),
                        })}
                      </p>
                      {served !== null && (
                        <p className="small quiet">
                          {words.wasServed}: {words[served.way]},{' '}
                          {words.by({ name: served.by.name, at: moment(served.at) })}
                        </p>
                      )}
                      <p className="small quiet">
                        {words.wasCopied}:{' '}
                        {copied !== null
                          ? words.by({ name: copied.by.name, at: moment(copied.at) })
                          : notice !== null
                            ? words.unread({ to: notice.to.name[lang], at: moment(notice.at) })
                            : words.notCopied}
                      </p>
                      {served !== null && (
                        <p className="small quiet">
                          {words.register}: <Entered entry={entry} />
                        </p>
                      )}
                      <div className="warning-acts no-print">
                        {!isClosed && may.serve && served === null && (
                          <Button
                            size="xs"
                            onClick={() => setAsking({ kind: 'serve', of: warning })}
                          >
                            {words.serve}
                          </Button>
                        )}
                        {!isClosed && may.serve && copied === null && (
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() => setAsking({ kind: 'copy', of: warning })}
                          >
                            {words.copy}
                          </Button>
                        )}
                        {!isClosed && may.serve && served !== null && entry === undefined && (
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() =>
                              setAsking({ kind: 'enter', ground: 'warning', aboutId: warning.id })
                            }
                          >
                            {words.enter}
                          </Button>
                        )}
                        {warning.documents.map((document) => (
                          <Button
                            key={document.id}
                            size="xs"
                            variant="subtle"
                            leftSection={<Icon of={IconDownload} size="small" />}
                            aria-label={`PDF ${words[document.lang]}: № ${warning.number}`}
                            onClick={() => void saveDocument(document.id)}
                          >
                            PDF {words[document.lang]}
                          </Button>
                        ))}
                      </div>
                    </div>
                  )
                })}
              </Card>
              {orders.length > 0 && (
                <Card title={words.register} flush>
                  {orders.map((order) => {
                    const entry = entries.find(({ aboutId }) => aboutId === order.id)
                    return (
                      <div key={order.id} className="warning">
                        <p>
                          <Link to="/orders/$id" params={{ id: order.id }}>
                            {words.order({ number: order.number })}
                          </Link>
                        </p>
                        <p className="small quiet">
                          <Entered entry={entry} />
                        </p>
                        {!isClosed && may.serve && entry === undefined && (
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() =>
                              setAsking({ kind: 'enter', ground: 'order', aboutId: order.id })
                            }
                          >
                            {words.enter}
                          </Button>
                        )}
                      </div>
                    )
                  })}
                </Card>
              )}
            </div>
            {asking?.kind === 'announce' && (
              <AnnounceDialog
                caseId={id}
                known={found}
                narrative={found.narrative}
                onClose={close}
              />
            )}
            {asking?.kind === 'serve' && <ServeWarningDialog of={asking.of} onClose={close} />}
            {asking?.kind === 'copy' && <CopyWarningDialog of={asking.of} onClose={close} />}
            {asking?.kind === 'enter' && (
              <EnterDialog
                caseId={id}
                ground={asking.ground}
                aboutId={asking.aboutId}
                onClose={close}
              />
            )}
          </>
        )
      }}
    </QueryState>
  )
}
