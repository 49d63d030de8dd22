import '../parts/registers.css'
import { Button, Progress } from '@mantine/core'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  forgetRegisterFile,
  type RegisterFile,
  readRegisterFile,
  releaseRegisterFile,
} from '@umai/contract'
import { formatDay, formatInstant, formatNumber } from '@umai/words'
import { useState } from 'react'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useSession } from '../../offline/session.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { megabytesOf } from '../../ui/file-choice/megabytes.ts'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { ColumnsCard } from '../parts/columns-card.tsx'
import { FaultsCard } from '../parts/faults-card.tsx'
import { MatchesCard } from '../parts/matches-card.tsx'
import { registerProblemNames, registerStateNames, registerWords } from '../words.ts'

type Props = { readonly of: RegisterFile }

const Running = ({ of }: Props) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  const title = of.state === 'checking' ? words.checking : words.comparing
  const percent = Math.floor(of.share * 100)
  const left =
    of.secondsLeft === null
      ? words.leftUnknown
      : of.secondsLeft < 60
        ? words.leftLittle
        : words.left({ minutes: formatNumber(Math.ceil(of.secondsLeft / 60), lang) })
  return (
    <Card title={title} aside={`${formatNumber(percent, lang)} %`}>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={title} />
      </Progress.Root>
      <p role="status">{left}</p>
    </Card>
  )
}

const Numbers = ({ of }: Props) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  return (
    <Card title={words.resultTitle}>
      <dl className="register-numbers">
        <dt>{words.allRows}</dt>
        <dd>{formatNumber(of.rows, lang)}</dd>
        <dt>{words.goodRows}</dt>
        <dd>{formatNumber(of.good, lang)}</dd>
        <dt>{words.faultCount}</dt>
        <dd>{formatNumber(of.faultCount, lang)}</dd>
      </dl>
    </Card>
  )
}

/** Whoever brought the register is told whom to ask; everybody else may let it be compared. */
const Release = ({ of }: Props) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  const { user } = useSession()
  const [isAsking, setAsking] = useState(false)
  const release = useCommand(releaseRegisterFile, () => {
    toast(words.released)
    setAsking(false)
  })
  return (
    <Card title={words.releaseTitle}>
      <div className="stack">
        <p>{words.releaseAbout}</p>
        {user.id === of.uploadedBy.id ? (
          <Note tone="soon" icon={IconLock}>
            {words.releaseOther}
          </Note>
        ) : (
          <div>
            <Button variant="filled" disabled={of.good === 0} onClick={() => setAsking(true)}>
              {words.release}
            </Button>
          </div>
        )}
      </div>
      {isAsking && (
        <Dialog
          isOpen
          onClose={() => setAsking(false)}
          title={words.release}
          submit={words.release}
          cancel={words.cancel}
          isSending={release.isPending}
          onSubmit={() => release.mutate({ params: { id: of.id } })}
        >
          <p>{words.releaseAsk({ rows: formatNumber(of.good, lang) })}</p>
          <CallFault error={release.error} />
        </Dialog>
      )}
    </Card>
  )
}

const Keeping = ({ of }: Props) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  const day = formatDay(of.forgetOn as Parameters<typeof formatDay>[0], lang)
  const forgottenAt = of.forgottenAt === null ? null : formatInstant(of.forgottenAt, lang)
  return (
    <Card title={words.keepTitle}>
      <div className="stack small">
        <p>
          {forgottenAt === null
            ? words.keptUntil({ day })
            : of.forgottenBy === null
              ? words.forgottenByDay({ at: forgottenAt })
              : words.forgottenBy({ name: of.forgottenBy.name, at: forgottenAt })}
        </p>
        <p className="quiet">
          {words.broughtBy({
            name: of.uploadedBy.name,
            at: formatInstant(of.uploadedAt, lang),
          })}
          {' · '}
          {words.megabytes({ size: megabytesOf(of.bytes, lang) })}
        </p>
        {of.releasedBy !== null && of.releasedAt !== null && (
          <p className="quiet">
            {words.releasedBy({
              name: of.releasedBy.name,
              at: formatInstant(of.releasedAt, lang),
            })}
          </p>
        )}
      </div>
    </Card>
  )
}

const Forget = ({ of, onClose }: Props & { readonly onClose: () => void }) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  const forget = useCommand(forgetRegisterFile, () => {
    toast(words.forgetDone)
    onClose()
  })
  return (
    <Dialog
      isOpen
      isDangerous
      onClose={onClose}
      title={words.forget}
      submit={words.forget}
      cancel={words.cancel}
      isSending={forget.isPending}
      onSubmit={() => forget.mutate({ params: { id: of.id } })}
    >
      <p>
        {words.forgetAsk({
          faults: formatNumber(of.faultCount, lang),
          found: formatNumber(of.found, lang),
        })}
      </p>
      <CallFault error={forget.error} />
    </Dialog>
  )
}

export const RegisterPage = () => {
  const words = useWords(registerWords)
  const states = useWords(registerStateNames)
  const problems = useWords(registerProblemNames)
  const { lang } = useLanguage()
  const { id } = useParams({ strict: false }) as { id: string }
  const file = useQuery(queryOf(readRegisterFile, { params: { id } }))
  const [isForgetting, setForgetting] = useState(false)
  return (
    <QueryState query={file} rows={6}>
      {(shown) => {
        const { state } = shown
        const isRunning = state === 'checking' || state === 'comparing'
        const isChecked = state === 'checked' || state === 'comparing' || state === 'compared'
        return (
          <>
            <PageHead
              tab={words.tab}
              title={shown.name ?? words.forgottenName}
              trail={[
                <Link key="pairs" to="/duplicates">
                  {words.back}
                </Link>,
                <Link key="all" to="/duplicates/registers">
                  {words.title}
                </Link>,
              ]}
              sub={
                <>
                  <Chip tone={state === 'broken' ? 'late' : 'accent'}>{states[state]}</Chip>
                  <span>{[shown.sender, shown.unit.name[lang]].filter(Boolean).join(' · ')}</span>
                </>
              }
              actions={
                state !== 'forgotten' && (
                  <Button onClick={() => setForgetting(true)}>{words.forget}</Button>
                )
              }
            />
            <div className="page-body register-page">
              <div className="stack">
                {state === 'arriving' && (
                  <Note tone="soon" icon={IconAlertTriangle}>
                    {words.unfinished}
                  </Note>
                )}
                {shown.problem !== null && (
                  <Note tone="late" icon={IconAlertTriangle}>
                    {problems[shown.problem]}
                  </Note>
                )}
                {isRunning && <Running of={shown} />}
                {state === 'checked' && <Release of={shown} />}
                {state === 'compared' && <MatchesCard of={shown} />}
                {isChecked && <FaultsCard id={id} />}
                {(state === 'arrived' || state === 'checked') && <ColumnsCard of={shown} />}
              </div>
              <div className="stack">
                {(isChecked || state === 'forgotten') && <Numbers of={shown} />}
                <Keeping of={shown} />
              </div>
            </div>
            {isForgetting && <Forget of={shown} onClose={() => setForgetting(false)} />}
          </>
        )
      }}
    </QueryState>
  )
}
