import '../parts/threads.css'
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import {
  answerThread,
  createReportDraft,
  readThread,
  readThreadFile,
  type Thread,
  type ThreadMessage,
  type ThreadReader,
} from '@umai/contract'
import { useState } from 'react'
import { call } from '../../offline/call.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
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
import { StateChip } from '../parts/state-chip.tsx'
import {
  AddReaderDialog,
  EndThreadDialog,
  JoinCaseDialog,
  RemoveReaderDialog,
} from '../parts/thread-dialogs.tsx'
import { aboutNames, threadWords, topicNames } from '../words.ts'

/** What was typed and not sent, by conversation; in memory only, because the page is left all the time. */
const unsent = new Map<string, string>()

const saveFile = async (id: string, fileId: string, kind: string): Promise<void> => {
  const { base64 } = await call(readThreadFile, { params: { id, fileId } })
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  // Never shown inside the desk, and never under a type that a browser would run.
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `file-${fileId.slice(0, 4)}.${kind}`
  link.click()
  URL.revokeObjectURL(address)
}

const Message = ({
  thread,
  message,
}: {
  readonly thread: Thread
  readonly message: ThreadMessage
}) => {
  const words = useWords(threadWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const isOurs = message.author === 'staff'
  const who = isOurs
    ? [message.agency?.[lang], message.user?.name].filter(Boolean).join(' · ')
    : words.fromReporter
  return (
    <li className={isOurs ? 'thread-ours' : undefined}>
      <h2 className="small quiet">
        {who} · {momentInWords(message.sentAt, lang, nowMs)}
      </h2>
      <p className="thread-text" lang={isOurs ? undefined : thread.language}>
        {message.isUnreadable ? <span className="quiet">{words.unreadable}</span> : message.text}
      </p>
      {message.files.length > 0 && (
        <div className="thread-files">
          {message.files.map((file) => (
            <span key={file.id}>
              <Button
                size="xs"
                variant="default"
                onClick={() => void saveFile(thread.id, file.id, file.kind)}
              >
                {words.file({ kind: file.kind.toUpperCase() })}
              </Button>
              {file.isOriginal && <span className="under">{words.original}</span>}
            </span>
          ))}
        </div>
      )}
    </li>
  )
}

const Answer = ({ thread }: { readonly thread: Thread }) => {
  const words = useWords(threadWords)
  const [text, setText] = useState(() => unsent.get(thread.id) ?? '')
  const type = (typed: string) => {
    unsent.set(thread.id, typed)
    setText(typed)
  }
  const answer = useCommand(answerThread, () => {
    toast(words.sent)
    unsent.delete(thread.id)
    setText('')
  })
  return (
    <form
      className="thread-answer"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') answer.mutate({ params: { id: thread.id }, body: { text } })
      }}
    >
      <Textarea
        label={words.answer}
        description={words.answerHint}
        value={text}
        maxLength={6000}
        minRows={4}
        autosize
        onChange={(event) => type(event.currentTarget.value)}
      />
      <CallFault error={answer.error} />
      <div>
        <Button
          type="submit"
          variant="filled"
          disabled={text.trim() === ''}
          loading={answer.isPending}
        >
          {words.send}
        </Button>
      </div>
    </form>
  )
}

const factNames = ['who', 'when', 'reply', 'name', 'reach'] as const

const Facts = ({ thread }: { readonly thread: Thread }) => {
  const words = useWords(threadWords)
  const abouts = useWords(aboutNames)
  const { lang } = useLanguage()
  const details = thread.messages[0]?.details ?? {}
  const coded = words as unknown as Readonly<Record<string, string>>
  const lines = [
    thread.about === null ? undefined : { name: words.aboutWhom, says: abouts[thread.about] },
    thread.place === null ? undefined : { name: words.place, says: thread.place.name[lang] },
    ...factNames.map((name) => {
      const value = details[name]
      return value === undefined
        ? undefined
        : { name: words[name], says: coded[`${name}-${value}`] ?? value }
    }),
  ].filter((one) => one !== undefined)
  return (
    <Card title={words.facts}>
      <dl className="thread-facts">
        {lines.map(({ name, says }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      {details.reply !== 'call' && <p className="small quiet">{words.never}</p>}
    </Card>
  )
}

const Outcome = ({ thread, onJoin }: { readonly thread: Thread; readonly onJoin: () => void }) => {
  const words = useWords(threadWords)
  const router = useRouter()
  const may = useMay()
  const begin = useCommand(createReportDraft, ({ id }) => {
    void router.navigate({ to: '/reports/new', search: { draft: id, thread: thread.id } as never })
  })
  const isOpen = thread.state === 'open'
  const told = thread.messages
    .filter(({ author }) => author === 'reporter')
    .map(({ text }) => text)
    .join('\n\n')
  return (
    <Card title={words.came}>
      <div className="thread-acts">
        {thread.reportId !== null && (
          <LinkButton to="/reports/$id" params={{ id: thread.reportId }}>
            {words.openReport}
          </LinkButton>
        )}
        {thread.caseId !== null && (
          <LinkButton to="/cases/$id" params={{ id: thread.caseId }}>
            {words.openCase}
          </LinkButton>
        )}
        {isOpen && thread.reportId === null && may('record-reports') && (
          <Button
            loading={begin.isPending}
            onClick={() =>
              begin.mutate({
                body: {
                  content: {
                    channel: 'public-site',
                    language: thread.language,
                    speaker: {
                      kind: thread.writer === 'child' ? 'child' : 'anonymous',
                      name: null,
                      phone: null,
                    },
                    ...(told.trim() === '' ? {} : { narrative: told.slice(0, 8000) }),
                    ...(thread.place === null
                      ? {}
                      : { place: { kato: thread.place.kato, address: null } }),
                  },
                },
              })
            }
          >
            {words.toReport}
          </Button>
        )}
        {isOpen && thread.caseId === null && may('read-cases') && (
          <Button variant="default" onClick={onJoin}>
            {words.toCase}
          </Button>
        )}
      </div>
      {isOpen && thread.reportId === null && may('record-reports') && (
        <p className="small quiet">{words.toReportHint}</p>
      )}
      <CallFault error={begin.error} />
    </Card>
  )
}

const Readers = ({
  thread,
  onAdd,
  onRemove,
}: {
  readonly thread: Thread
  readonly onAdd: () => void
  readonly onRemove: (reader: ThreadReader) => void
}) => {
  const words = useWords(threadWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const isForATime = thread.readers
    .filter(({ isOwn, isRemoved }) => isOwn && !isRemoved)
    .every(({ until }) => until !== null)
  // Who was let in for a time changes nothing of who reads.
  const isOpen = thread.state === 'open' && !isForATime
  const reading = thread.readers.filter(({ isRemoved }) => !isRemoved).length
  return (
    <Card title={words.readers} flush>
      {thread.readers.map((reader) => (
        <div key={reader.id} className="thread-reader">
          <span className="grow">
            {reader.name[lang]}
            {reader.isOwn && <span className="under">{words.own}</span>}
            {reader.until !== null && (
              <span className="under">
                {words.readUntil({ at: momentInWords(reader.until, lang, nowMs) })}
              </span>
            )}
          </span>
          {reader.isRemoved ? (
            <Chip>{words.removed}</Chip>
          ) : (
            isOpen &&
            reading > 1 && (
              <Button size="xs" variant="subtle" onClick={() => onRemove(reader)}>
                {words.remove}
              </Button>
            )
          )}
        </div>
      ))}
      <div className="card-body">
        {isOpen && thread.offered.length > 0 && (
          <Button size="xs" variant="default" onClick={onAdd}>
            {words.addReader}
          </Button>
        )}
        {thread.hasEscrow && <p className="small quiet">{words.escrow}</p>}
      </div>
    </Card>
  )
}

/** A conversation with somebody without a name: what was said, the answer, who reads, what came of it. */
export const ThreadPage = () => {
  const words = useWords(threadWords)
  const topics = useWords(topicNames)
  const router = useRouter()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const thread = useQuery(queryOf(readThread, { params: { id } }))
  const [dialog, setDialog] = useState<'add' | 'case' | 'end' | ThreadReader | null>(null)
  const close = () => setDialog(null)
  return (
    <QueryState query={thread} rows={6}>
      {(found) => (
        <>
          <PageHead
            tab={words.one}
            title={topics[found.topic]}
            trail={[
              <Link key="all" to="/threads">
                {words.title}
              </Link>,
            ]}
            sub={
              <>
                <StateChip of={found} />{' '}
                {found.writer === 'child' && <Chip tone="info">{words.child}</Chip>}
              </>
            }
            actions={
              found.state === 'open' && (
                <Button variant="default" onClick={() => setDialog('end')}>
                  {words.end}
                </Button>
              )
            }
          />
          <div className="page-body thread-columns">
            <section aria-label={words.one}>
              <ol className="thread-talk">
                {found.messages.map((message) => (
                  <Message key={message.id} thread={found} message={message} />
                ))}
              </ol>
              {found.state === 'open' ? (
                <Answer key={found.id} thread={found} />
              ) : (
                <Note tone="plain">{words[found.endedReason ?? 'answered']}</Note>
              )}
            </section>
            <aside className="stack">
              <Facts thread={found} />
              <Outcome thread={found} onJoin={() => setDialog('case')} />
              <Readers thread={found} onAdd={() => setDialog('add')} onRemove={setDialog} />
            </aside>
          </div>
          {dialog === 'add' && <AddReaderDialog of={found} onClose={close} />}
          {dialog === 'case' && <JoinCaseDialog of={found} onClose={close} />}
          {dialog === 'end' && <EndThreadDialog of={found} onClose={close} />}
          {dialog !== null && typeof dialog === 'object' && (
            <RemoveReaderDialog
              of={found}
              reader={dialog}
              onClose={close}
              onGone={() => void router.navigate({ to: '/threads' })}
            />
          )}
        </>
      )}
    </QueryState>
  )
}
