import '../parts/threads.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  type Escrow,
  type EscrowRequest,
  openByEscrow,
  readEscrow,
  type SilentThread,
} from '@umai/contract'
import { useState } from 'react'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { escrowWords } from '../escrow-words.ts'
import {
  AskEscrowDialog,
  GiveShareDialog,
  MakeKeyDialog,
  RefuseEscrowDialog,
} from '../parts/escrow-dialogs.tsx'
import { threadWords, topicNames } from '../words.ts'

const tones = { asked: 'soon', ready: 'info', opened: 'done', refused: 'plain' } as const

const Request = ({
  of,
  onGive,
  onRefuse,
}: {
  readonly of: EscrowRequest
  readonly onGive: () => void
  readonly onRefuse: () => void
}) => {
  const words = useWords(escrowWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const open = useCommand(openByEscrow, () => toast(words.opened))
  const isRead = of.until !== null && Date.parse(of.until) > nowMs
  return (
    <li className="escrow-request">
      <p>
        <strong>{of.keeper.name[lang]}</strong> · {of.by.name}{' '}
        <Chip tone={tones[of.state]}>{words[`state_${of.state}`]}</Chip>
      </p>
      <p className="thread-text">{of.reason}</p>
      <p className="small quiet">
        {of.legalBasis} · {words.forDays({ days: of.days })} · {momentInWords(of.at, lang, nowMs)}
        {of.until !== null && ` · ${words.until({ at: momentInWords(of.until, lang, nowMs) })}`}
      </p>
      <ul className="small">
        {of.answers.map((answer) => (
          <li key={answer.keeper.id}>
            {answer.keeper.name[lang]} · {answer.by.name} · {words[answer.answer]}
            {answer.reason !== null && ` · ${answer.reason}`}
          </li>
        ))}
      </ul>
      <div className="thread-acts">
        {of.mayAnswer && (
          <>
            <Button size="xs" onClick={onGive}>
              {words.give}
            </Button>
            <Button size="xs" variant="default" onClick={onRefuse}>
              {words.refuse}
            </Button>
          </>
        )}
        {of.isOwn && of.state === 'ready' && (
          <Button
            size="xs"
            loading={open.isPending}
            onClick={() => open.mutate({ params: { id: of.id } })}
          >
            {words.openNow}
          </Button>
        )}
        {of.isOwn && isRead && (
          <LinkButton to="/threads/$id" params={{ id: of.threadId }}>
            {words.openThread}
          </LinkButton>
        )}
      </div>
      <CallFault error={open.error} />
    </li>
  )
}

const Keepers = ({ of, onMake }: { readonly of: Escrow; readonly onMake: () => void }) => {
  const words = useWords(escrowWords)
  const { lang } = useLanguage()
  const isKept = of.keepers.some(({ kind }) => kind === of.own?.keeper.kind)
  return (
    <Card title={words.keepers}>
      {of.keepers.length === 0 ? (
        <p className="quiet">{words.noKeepers}</p>
      ) : (
        <ul>
          {of.keepers.map(({ id, name }) => (
            <li key={id}>{name[lang]}</li>
          ))}
        </ul>
      )}
      {of.keepers.length < 3 && <p className="small quiet">{words.someKeepers}</p>}
      {of.own !== null && !of.own.hasKey && !isKept && (
        <>
          <p>{words.noKey}</p>
          <Button onClick={onMake}>{words.makeKey}</Button>
        </>
      )}
    </Card>
  )
}

const Silent = ({
  of,
  onAsk,
}: {
  readonly of: Escrow
  readonly onAsk: (thread: SilentThread) => void
}) => {
  const words = useWords(escrowWords)
  const topics = useWords(topicNames)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const isAsked = (id: string) =>
    of.requests.some(
      ({ threadId, state, isOwn, until }) =>
        threadId === id &&
        (state === 'asked' ||
          state === 'ready' ||
          (isOwn && until !== null && Date.parse(until) > nowMs)),
    )
  return (
    <Card title={words.silent} flush>
      {of.silent.length === 0 && (
        <p className="card-body">
          {words.none} <span className="under">{words.noneHint}</span>
        </p>
      )}
      {of.silent.map((thread) => (
        <div key={thread.id} className="thread-reader">
          <span className="grow">
            {topics[thread.topic]}
            <span className="under">
              {[
                thread.place?.name[lang],
                words.since({ at: momentInWords(thread.movedAt, lang, nowMs) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          {of.own?.hasKey === true && of.own.mayRead && !isAsked(thread.id) && (
            <Button size="xs" variant="default" onClick={() => onAsk(thread)}>
              {words.ask}
            </Button>
          )}
        </div>
      ))}
      {of.own !== null && !of.own.mayRead && of.silent.length > 0 && (
        <p className="card-body small quiet">{words.noReader}</p>
      )}
    </Card>
  )
}

type Asking =
  | { readonly kind: 'key' }
  | { readonly kind: 'ask'; readonly thread: SilentThread }
  | { readonly kind: 'give' | 'refuse'; readonly request: EscrowRequest }

/** Letters nobody answers, and what the keepers of their keys ask of each other. */
export const EscrowPage = () => {
  const words = useWords(escrowWords)
  const letters = useWords(threadWords)
  const escrow = useQuery(queryOf(readEscrow, {}))
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        trail={[
          <Link key="all" to="/threads">
            {letters.title}
          </Link>,
        ]}
      />
      <QueryState query={escrow} rows={6}>
        {(found) => (
          <div className="page-body thread-columns">
            <section className="stack" aria-label={words.title}>
              {found.own === null && <Note tone="plain">{words.notKeeper}</Note>}
              <Silent of={found} onAsk={(thread) => setAsking({ kind: 'ask', thread })} />
              <Card title={words.requests}>
                {found.requests.length === 0 && <p className="quiet">{words.noRequests}</p>}
                <ul className="escrow-requests">
                  {found.requests.map((request) => (
                    <Request
                      key={request.id}
                      of={request}
                      onGive={() => setAsking({ kind: 'give', request })}
                      onRefuse={() => setAsking({ kind: 'refuse', request })}
                    />
                  ))}
                </ul>
              </Card>
            </section>
            <aside className="stack">
              <Keepers of={found} onMake={() => setAsking({ kind: 'key' })} />
            </aside>
          </div>
        )}
      </QueryState>
      {asking?.kind === 'key' && <MakeKeyDialog onClose={close} />}
      {asking?.kind === 'ask' && <AskEscrowDialog of={asking.thread} onClose={close} />}
      {asking?.kind === 'give' && <GiveShareDialog of={asking.request} onClose={close} />}
      {asking?.kind === 'refuse' && <RefuseEscrowDialog of={asking.request} onClose={close} />}
    </>
  )
}
