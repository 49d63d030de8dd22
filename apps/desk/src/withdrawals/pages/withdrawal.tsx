import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import {
  type ConversationWay,
  decideWithdrawal,
  type Finding as LawFinding,
  listWithdrawals,
  prepareWithdrawal,
  type Reply,
  readCase,
  recordWithdrawal,
  recordWithdrawalCall,
  type Withdrawal,
  type WithdrawalWant,
} from '@umai/contract'
import { formatInstant } from '@umai/words'
import { type FormEvent, useState } from 'react'
import { inOrderOfWeight, safeContactInWords, standingOf } from '../../cases/model.ts'
import { citationOf, verdictOf } from '../../decisions/model.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { parsePhone } from '../../reports/model.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { Clock } from '../../ui/clock/clock.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Finding } from '../../ui/finding/finding.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { MomentFields, useMoment } from '../../ui/moment-fields/moment-fields.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { SafeContactBanner } from '../../ui/safe-contact/safe-contact.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { withdrawalWords } from '../words.ts'

type YesNo = 'yes' | 'no' | 'unknown'

/** What the law says of reconciliation stands above everything else that is asked here. */
const Reconciliation = ({
  caseId,
  law,
  isBarred,
}: {
  readonly caseId: string
  readonly law: readonly LawFinding[]
  readonly isBarred: boolean
}) => {
  const words = useWords(withdrawalWords)
  const { lang } = useLanguage()
  const may = useMay()
  const isOpen = law.some(({ state }) => state === 'open')
  return (
    <Card
      title={words.lawTitle}
      aside={words.lawAside}
      flush
      actions={
        isOpen &&
        may('decide-by-law') && (
          <LinkButton to="/cases/$id/law" params={{ id: caseId }} size="xs">
            {words.fillFacts}
          </LinkButton>
        )
      }
    >
      {isBarred && (
        <div className="card-body">
          <Note tone="late" icon={IconBan}>
            {words.barred}
          </Note>
        </div>
      )}
      {law.length === 0 ? (
        <p className="card-body small quiet">{words.noLaw}</p>
      ) : (
        inOrderOfWeight(law).map((finding) => (
          <Finding
            key={`${finding.id}-${finding.state}`}
            value={verdictOf(finding)}
            title={finding.title[lang]}
            standing={standingOf(finding, lang)}
            articles={<Article citation={citationOf(finding.citation, lang)} />}
            consequence={finding.state === 'open' ? words.unknownLaw : finding.summary?.[lang]}
          />
        ))
      )}
    </Card>
  )
}

const RecordForm = ({
  caseId,
  ready,
}: {
  readonly caseId: string
  readonly ready: Reply<typeof prepareWithdrawal>
}) => {
  const words = useWords(withdrawalWords)
  const { lang } = useLanguage()
  const [personId, setPersonId] = useState(ready.people[0]?.personId ?? null)
  const [wants, setWants] = useState<WithdrawalWant | null>(null)
  const [said, setSaid] = useState('')
  const [phone, setPhone] = useState('')
  const [present, setPresent] = useState<YesNo | null>(null)
  const [changed, setChanged] = useState<YesNo | null>(null)
  const [unitId, setUnitId] = useState<string | null>(null)
  const moment = useMoment(useNow())
  const record = useCommand(recordWithdrawal, () => toast(words.saved))
  const person = ready.people.find((one) => one.personId === personId)
  const isMissing =
    personId === null ||
    wants === null ||
    said.trim() === '' ||
    present === null ||
    changed === null ||
    unitId === null ||
    !moment.isSaid
  const send = (event: FormEvent) => {
    event.preventDefault()
    const at = moment.instant()
    if (personId === null || wants === null || present === null || changed === null) return
    if (unitId === null || at === null || isMissing) return
    record.mutate({
      params: { id: caseId },
      body: {
        personId,
        wants,
        at,
        words: said,
        fromPhone: parsePhone(phone),
        someoneWasPresent: present,
        contactsChanged: changed,
        reviewUnitId: unitId,
      },
    })
  }
  const answers = [
    { value: 'yes' as const, label: words.yes },
    { value: 'no' as const, label: words.no },
    { value: 'unknown' as const, label: words.unknown },
  ]
  return (
    <form className="no-print" onSubmit={send} noValidate>
      <Card title={words.record}>
        <div className="stack">
          <Choice
            label={words.whom}
            value={personId}
            onChange={setPersonId}
            options={ready.people.map((one) => ({ value: one.personId, label: one.name }))}
          />
          {person?.rightsExplained === false && (
            <Note tone="soon" icon={IconInfoCircle}>
              <p>{words.rightsMissing}</p>
              <LinkButton to="/cases/$id/rights" params={{ id: caseId }} size="xs">
                {words.explain}
              </LinkButton>
            </Note>
          )}
          <Choice
            label={words.wants}
            value={wants}
            onChange={setWants}
            options={[
              { value: 'withdraw', label: words.withdraw },
              { value: 'reconcile', label: words.reconcile },
            ]}
            error={wants === 'reconcile' && ready.isBarred ? words.barred : undefined}
          />
          <Textarea
            label={words.words}
            description={words.wordsHint}
            value={said}
            maxLength={4000}
            minRows={3}
            autosize
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
          <TextInput
            label={words.fromPhone}
            description={words.fromPhoneHint}
            value={phone}
            inputMode="tel"
            maxLength={30}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <Choice label={words.present} value={present} onChange={setPresent} options={answers} />
          <Choice label={words.changed} value={changed} onChange={setChanged} options={answers} />
          <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
          {ready.reviewUnits.length === 0 ? (
            <Note tone="soon">{words.noReviewUnit}</Note>
          ) : (
            <Select
              label={words.reviewUnit}
              description={words.reviewUnitHint}
              value={unitId}
              onChange={setUnitId}
              searchable
              data={ready.reviewUnits.map(({ unit, agency }) => ({
                value: unit.id,
                label: `${unit.name[lang]} · ${agency[lang]}`,
              }))}
            />
          )}
          <CallFault error={record.error} />
          <div className="form-foot">
            <Button
              type="submit"
              variant="filled"
              disabled={isMissing || person?.rightsExplained === false}
              loading={record.isPending}
            >
              {words.save}
            </Button>
            <LinkButton to="/cases/$id" params={{ id: caseId }} variant="subtle">
              {words.cancel}
            </LinkButton>
            {isMissing && <span className="missing">{words.missing}</span>}
          </div>
        </div>
      </Card>
    </form>
  )
}

const CallForm = ({ of }: { readonly of: Withdrawal }) => {
  const words = useWords(withdrawalWords)
  const [way, setWay] = useState<ConversationWay | null>(null)
  const [alone, setAlone] = useState<'yes' | 'no' | null>(null)
  const [result, setResult] = useState('')
  const moment = useMoment(useNow())
  const save = useCommand(recordWithdrawalCall, () => toast(words.callSaved))
  const isMissing = way === null || alone === null || result.trim() === '' || !moment.isSaid
  const send = (event: FormEvent) => {
    event.preventDefault()
    const at = moment.instant()
    if (way === null || alone === null || at === null || isMissing) return
    save.mutate({ params: { id: of.id }, body: { at, way, spokeAlone: alone === 'yes', result } })
  }
  return (
    <form className="stack no-print" onSubmit={send} noValidate>
      <p className="small quiet">{words.checklist}</p>
      <Choice
        label={words.way}
        value={way}
        onChange={setWay}
        options={[
          { value: 'phone', label: words.phone },
          { value: 'in-person', label: words['in-person'] },
        ]}
        error={way === 'phone' && of.safeContact?.isSafeNow !== true ? words.notSafe : undefined}
      />
      <Choice
        label={words.alone}
        value={alone}
        onChange={setAlone}
        options={[
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ]}
      />
      <Textarea
        label={words.result}
        value={result}
        maxLength={2000}
        minRows={3}
        autosize
        onChange={(event) => setResult(event.currentTarget.value)}
      />
      <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
      <CallFault error={save.error} />
      <div className="row">
        <Button type="submit" variant="filled" disabled={isMissing} loading={save.isPending}>
          {words.saveCall}
        </Button>
        {isMissing && <span className="small faint grow">{words.callMissing}</span>}
      </div>
    </form>
  )
}

const DecideForm = ({ of }: { readonly of: Withdrawal }) => {
  const words = useWords(withdrawalWords)
  const [outcome, setOutcome] = useState<'set-aside' | 'taken-into-account' | null>(null)
  const [reason, setReason] = useState('')
  const router = useRouter()
  const decide = useCommand(decideWithdrawal, () => {
    toast(words.decided)
    // With the review ends what opened the case to this unit: the page would be gone under the reader's eyes.
    void router.navigate({ to: '/' })
  })
  const isMissing = outcome === null || reason.trim() === ''
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (outcome !== null && !isMissing)
      decide.mutate({ params: { id: of.id }, body: { outcome, reason } })
  }
  return (
    <form className="stack no-print" onSubmit={send} noValidate>
      <Choice
        label={words.outcome}
        hint={words.noClose}
        value={outcome}
        onChange={setOutcome}
        options={[
          { value: 'set-aside', label: words.setAside },
          { value: 'taken-into-account', label: words.takeIn },
        ]}
        error={outcome === 'taken-into-account' && of.isBarred ? words.barred : undefined}
      />
      <Textarea
        label={words.reason}
        value={reason}
        maxLength={2000}
        minRows={3}
        autosize
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <CallFault error={decide.error} />
      <div className="row">
        <Button type="submit" variant="filled" disabled={isMissing} loading={decide.isPending}>
          {words.decideButton}
        </Button>
        {isMissing && <span className="small faint grow">{words.decideMissing}</span>}
      </div>
    </form>
  )
}

const Signals = ({ of }: { readonly of: Withdrawal }) => {
  const words = useWords(withdrawalWords)
  const { lang } = useLanguage()
  if (of.signals.length === 0) return <p className="small quiet">{words.noSignals}</p>
  return (
    <div className="stack">
      {of.signals.map((signal) => (
        <Note key={signal.id} tone={signal.isGrave ? 'late' : 'soon'} icon={IconAlertTriangle}>
          {signal.text[lang]}
          {signal.isGrave && <span className="under">{words.grave}</span>}
        </Note>
      ))}
    </div>
  )
}

const Review = ({ of }: { readonly of: Withdrawal }) => {
  const words = useWords(withdrawalWords)
  const { lang } = useLanguage()
  const isOpen = of.state === 'in-review'
  return (
    <>
      <Card
        title={of.personName}
        aside={words[of.wants]}
        actions={<Chip tone={isOpen ? 'soon' : 'line'}>{words[of.state]}</Chip>}
      >
        <div className="stack">
          {isOpen && (
            <Clock
              clock={{
                state: 'open',
                startedAt: of.receivedAt,
                dueAt: of.reviewBy,
                unit: 'periods',
              }}
              size="row"
            />
          )}
          <blockquote className="case-narrative">{of.words}</blockquote>
          <p className="small quiet">
            {words.recordedBy({
              name: of.recordedBy.name,
              unit: of.recordedUnit.name[lang],
              at: formatInstant(of.receivedAt, lang),
            })}
            <br />
            {words.reviewedBy({ unit: of.reviewUnit.name[lang] })}
          </p>
          <h3 className="small strong">{words.signals({ count: of.signals.length })}</h3>
          <Signals of={of} />
        </div>
      </Card>
      <Reconciliation caseId={of.caseId} law={of.law} isBarred={of.isBarred} />
      <Card title={words.call}>
        <div className="stack">
          {of.call === null ? (
            <p className="small quiet">{words.noCall}</p>
          ) : (
            <div>
              <p className="case-narrative">{of.call.result}</p>
              <p className="small quiet">
                {words[of.call.way]}, {of.call.spokeAlone ? words.aloneYes : words.aloneNo} ·{' '}
                {words.decidedBy({ name: of.call.by.name, at: formatInstant(of.call.at, lang) })}
              </p>
            </div>
          )}
          {isOpen && of.may.recordCall && (
            <>
              <SafeContactBanner
                how={safeContactInWords(of.safeContact, lang)}
                isSafeNow={of.safeContact?.isSafeNow}
                noMessages={of.safeContact?.profile.mayLeaveMessage === false}
                hasCodeWord={of.safeContact?.profile.hasCodeWord ?? false}
              />
              <CallForm of={of} />
            </>
          )}
        </div>
      </Card>
      <Card title={words.decide}>
        {of.decidedAt !== null && of.decidedBy !== null ? (
          <div>
            <p className="case-narrative">{of.decisionNote}</p>
            <p className="small quiet">
              {words[of.state]} ·{' '}
              {words.decidedBy({ name: of.decidedBy.name, at: formatInstant(of.decidedAt, lang) })}
            </p>
          </div>
        ) : of.may.decide ? (
          <DecideForm of={of} />
        ) : (
          <p className="small quiet">{words.onlyOther({ unit: of.reviewUnit.name[lang] })}</p>
        )}
      </Card>
    </>
  )
}

const Record = ({ caseId }: { readonly caseId: string }) => {
  const ready = useQuery(queryOf(prepareWithdrawal, { params: { id: caseId } }))
  return (
    <QueryState query={ready} rows={6}>
      {(shown) => (
        <>
          <Reconciliation caseId={caseId} law={shown.law} isBarred={shown.isBarred} />
          <RecordForm caseId={caseId} ready={shown} />
        </>
      )}
    </QueryState>
  )
}

export const WithdrawalPage = () => {
  const words = useWords(withdrawalWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useQuery(queryOf(readCase, { params: { id } }))
  const withdrawals = useQuery(queryOf(listWithdrawals, { params: { id } }))
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={<PrintButton isSign />}
        trail={[
          <Link key="case" to="/cases/$id" params={{ id }}>
            {query.data?.number ?? words.case}
          </Link>,
        ]}
      />
      <div className="page-body">
        <div className="form-width stack">
          <QueryState query={query} rows={3}>
            {(shown) => (
              <QueryState query={withdrawals} rows={6}>
                {({ items }) => {
                  const isRunning = items.some(({ state }) => state === 'in-review')
                  return (
                    <>
                      {items.map((item) => (
                        <Review key={item.id} of={item} />
                      ))}
                      {!isRunning && shown.may.work && <Record caseId={id} />}
                      {items.length === 0 && !shown.may.work && (
                        <EmptyState title={words.none}>{words.noneHint}</EmptyState>
                      )}
                    </>
                  )
                }}
              </QueryState>
            )}
          </QueryState>
        </div>
      </div>
    </>
  )
}
