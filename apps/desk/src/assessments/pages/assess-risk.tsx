import { Button, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import {
  type Assessment,
  assessRisk,
  confirmLowering,
  type Instrument,
  type Lang,
  listAssessments,
  listInstruments,
  type RiskLevel,
  readCase,
  riskLevels,
} from '@umai/contract'
import { formatInstant } from '@umai/words'
import { type FormEvent, useState } from 'react'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useMay, useSession } from '../../offline/session.ts'
import { Card } from '../../ui/card/card.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { CoverButton } from '../../ui/cover/cover.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Risk } from '../../ui/risk/risk.tsx'
import { riskWords } from '../../ui/risk/words.ts'
import { toast } from '../../ui/toast/toast.tsx'
import { assessmentWords } from '../words.ts'

type Alone = 'yes' | 'no' | 'unknown'

const levels = ['routine', 'raised', 'high'] as const

const AssessForm = ({
  caseId,
  personId,
  instruments,
}: {
  readonly caseId: string
  readonly personId: string | null
  readonly instruments: readonly Instrument[]
}) => {
  const words = useWords(assessmentWords)
  const risks = useWords(riskWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const active = instruments.filter(({ status }) => status === 'active')
  const [chosenId, setChosenId] = useState(active[0]?.id ?? null)
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  const [alone, setAlone] = useState<Alone | null>(null)
  const [language, setLanguage] = useState<Lang>(lang)
  const [level, setLevel] = useState<RiskLevel | 'computed'>('computed')
  const [reason, setReason] = useState('')
  const instrument = active.find(({ id }) => id === chosenId)
  const assess = useCommand(assessRisk, () => {
    toast(words.saved)
    void router.navigate({ to: '/cases/$id', params: { id: caseId } })
  })
  if (!instrument) return <EmptyState title={words.none} />
  const isUnanswered =
    alone === null || instrument.items.some((item) => answers[item.id] === undefined)
  const isUnexplained = level !== 'computed' && reason.trim() === ''
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (isUnanswered || isUnexplained || alone === null) return
    assess.mutate({
      params: { id: caseId },
      body: {
        instrumentId: instrument.id,
        instrumentHash: instrument.hash,
        personId,
        answers: instrument.items.map((item) => ({
          item: item.id,
          answer: answers[item.id] ?? '',
        })),
        alone,
        lang: language,
        override: level === 'computed' ? null : { level, reason },
      },
    })
  }
  return (
    <form className="stack" onSubmit={send} noValidate>
      <Card title={instrument.name[lang]} aside={instrument.version}>
        <div className="stack">
          {active.length > 1 && (
            <Select
              label={words.instrument}
              value={chosenId}
              onChange={(id) => {
                setChosenId(id)
                setAnswers({})
              }}
              data={active.map((one) => ({ value: one.id, label: one.name[lang] }))}
            />
          )}
          {instrument.purpose[lang] !== instrument.name[lang] && (
            <p className="small quiet">{instrument.purpose[lang]}</p>
          )}
          <Choice
            label={words.alone}
            value={alone}
            onChange={setAlone}
            options={[
              { value: 'yes', label: words.yes },
              { value: 'no', label: words.no },
              { value: 'unknown', label: words.unknown },
            ]}
          />
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
        </div>
      </Card>
      <Card>
        <div className="stack">
          {instrument.items.map((item) => (
            <Choice
              key={item.id}
              label={item.text[lang]}
              {...(item.help === null ? {} : { hint: item.help[lang] })}
              value={answers[item.id] ?? null}
              onChange={(answer) => setAnswers({ ...answers, [item.id]: answer })}
              options={item.answers.map((answer) => ({
                value: answer.value,
                label: answer.label[lang],
              }))}
            />
          ))}
        </div>
      </Card>
      <Card title={words.raise}>
        <div className="stack">
          <Choice
            label={words.raise}
            value={level}
            onChange={setLevel}
            options={[
              { value: 'computed', label: words.asComputed },
              ...levels.map((one) => ({ value: one, label: risks[one] })),
            ]}
          />
          {level !== 'computed' && (
            <Textarea
              label={words.reason}
              value={reason}
              maxLength={2000}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </div>
      </Card>
      <CallFault error={assess.error} />
      <div className="row">
        <Button
          type="submit"
          variant="filled"
          disabled={isUnanswered || isUnexplained}
          loading={assess.isPending}
        >
          {words.save}
        </Button>
        <LinkButton to="/cases/$id" params={{ id: caseId }} variant="subtle">
          {words.cancel}
        </LinkButton>
        <span className="small faint">
          {isUnanswered ? words.missing : isUnexplained ? words.missingReason : ''}
        </span>
      </div>
    </form>
  )
}

/** Above what the rules say. A level that was lowered, or waits to be, is not; nor is one where the rules had no answer. */
const isRisen = ({ level, computed, override }: Assessment): boolean =>
  override !== null &&
  computed !== 'indeterminate' &&
  riskLevels.indexOf(level) > riskLevels.indexOf(computed as RiskLevel)

/** A level below the rules counts once a second person has read the answers and agrees. */
const ConfirmDialog = ({
  of,
  onClose,
}: {
  readonly of: Assessment
  readonly onClose: () => void
}) => {
  const words = useWords(assessmentWords)
  const risks = useWords(riskWords)
  const { lang } = useLanguage()
  const [reason, setReason] = useState('')
  const confirm = useCommand(confirmLowering, () => {
    toast(words.confirmed)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.confirmTitle({ level: risks[of.override?.level ?? 'routine'] })}
      submit={words.confirm}
      cancel={words.cancel}
      isDangerous
      isSending={confirm.isPending}
      missing={reason.trim() === '' ? words.confirmMissing : undefined}
      onSubmit={() => confirm.mutate({ params: { id: of.id }, body: { reason } })}
    >
      <p className="small quiet">
        {words.by({ name: of.by.name, at: formatInstant(of.at, lang) })}: {of.override?.reason}
      </p>
      <ul className="small">
        {of.rules.map((rule) => (
          <li key={rule.en}>{rule[lang]}</li>
        ))}
      </ul>
      <Textarea
        label={words.confirmReason}
        value={reason}
        maxLength={2000}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={confirm.error} />
    </Dialog>
  )
}

export const AssessRiskPage = () => {
  const words = useWords(assessmentWords)
  const { lang } = useLanguage()
  const { id } = useParams({ strict: false }) as { id: string }
  const may = useMay()
  const mayAssess = may('assess-risk')
  const query = useQuery(queryOf(readCase, { params: { id } }))
  const instruments = useQuery({
    ...queryOf(listInstruments, {}),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: mayAssess,
  })
  const risks = useWords(riskWords)
  const { user } = useSession()
  const [confirming, setConfirming] = useState<Assessment | null>(null)
  const earlier = useQuery(queryOf(listAssessments, { params: { id } }))
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        trail={[
          <Link key="case" to="/cases/$id" params={{ id }}>
            {query.data?.number ?? words.case}
          </Link>,
        ]}
        actions={<CoverButton />}
      />
      <div className="page-body">
        <div className="form-width stack">
          {mayAssess && (
            <QueryState query={query} rows={2}>
              {(shown) => (
                <QueryState query={instruments} rows={6}>
                  {({ items }) => (
                    <AssessForm
                      caseId={id}
                      personId={
                        shown.people.find(({ role }) => role === 'affected')?.personId ?? null
                      }
                      instruments={items}
                    />
                  )}
                </QueryState>
              )}
            </QueryState>
          )}
          {earlier.data && earlier.data.items.length > 0 && (
            <Card title={words.earlier} aside={earlier.data.items.length}>
              <div className="stack">
                {earlier.data.items.map((one) => (
                  <div key={one.id}>
                    <Risk level={one.level} risenByPerson={isRisen(one)} />
                    <span className="under">
                      {words.by({ name: one.by.name, at: formatInstant(one.at, lang) })}
                      {one.reassessBy !== null &&
                        ` · ${words.again({ at: formatInstant(one.reassessBy, lang) })}`}
                    </span>
                    {one.rules.map((rule) => (
                      <div key={rule.en} className="small">
                        {rule[lang]}
                      </div>
                    ))}
                    {one.override && (
                      <p className="small">
                        {words.wanted({
                          level: risks[one.override.level],
                          reason: one.override.reason,
                        })}
                        {one.override.secondPerson &&
                          ` ${words.confirmedBy({ name: one.override.secondPerson.name })}`}
                      </p>
                    )}
                    {one.override?.isWaiting && (
                      <Note tone="soon">
                        {words.waiting}
                        {one.by.id === user.id ? (
                          <span className="under">{words.waitingForOther}</span>
                        ) : (
                          may('confirm-lowering') && (
                            <div className="row">
                              <Button size="xs" onClick={() => setConfirming(one)}>
                                {words.confirm}
                              </Button>
                            </div>
                          )
                        )}
                      </Note>
                    )}
                  </div>
                ))}
              </div>
            </Card>
          )}
        </div>
      </div>
      {confirming && (
        <ConfirmDialog key={confirming.id} of={confirming} onClose={() => setConfirming(null)} />
      )}
    </>
  )
}
