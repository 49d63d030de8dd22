import '../parts/reports.css'
import { Button, Select, Textarea } from '@mantine/core'
import { IconCircleCheck, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import {
  endReport,
  handOverReport,
  openCaseFromReport,
  type PersonAsTold,
  pickUpReport,
  type Report,
  type ReportContent,
  type ReportEndReason,
  readReport,
} from '@umai/contract'
import { formatDay, formatInstant } from '@umai/words'
import { useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { useMay } from '../../offline/session.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Clock } from '../../ui/clock/clock.tsx'
import { Dialog } from '../../ui/dialog/dialog.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import {
  type Answered,
  answersOf,
  isUnanswered,
  LikelyPeople,
  recognised,
} from '../../ui/likely-people/likely-people.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { LoadingRows } from '../../ui/loading-rows/loading-rows.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { SafeContactBanner } from '../../ui/safe-contact/safe-contact.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { Verdict } from '../../ui/verdict/verdict.tsx'
import { relationName } from '../model.ts'
import { Urgency } from '../parts/urgency.tsx'
import { Versions } from '../parts/versions.tsx'
import { useLikelyPeople } from '../queries.ts'
import {
  channelNames,
  endReasonNames,
  reportStateNames,
  reportWords,
  speakerNames,
  urgencyNames,
} from '../words.ts'

const Told = ({ person, extra }: { readonly person: PersonAsTold; readonly extra?: string }) => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  const lines = [
    person.name ?? words.noName,
    extra,
    person.sex === 'unknown' ? undefined : words[person.sex],
    person.birthDate === null ? undefined : formatDay(person.birthDate, lang),
    person.age === null ? undefined : words.ageYears({ age: person.age }),
    person.phone ?? undefined,
    person.iin === null ? undefined : `${words.iin} ••••••••${person.iin.slice(-4)}`,
  ].filter((line) => line !== undefined)
  return <dd>{lines.join(' · ')}</dd>
}

const Said = ({ content }: { readonly content: ReportContent }) => {
  const words = useWords(reportWords)
  const channels = useWords(channelNames)
  const speakers = useWords(speakerNames)
  const { lang } = useLanguage()
  const { danger } = content
  return (
    <div className="stack">
      <p className="report-said" lang={content.language}>
        {content.narrative}
      </p>
      <dl className="told">
        <dt>{words.speaker}</dt>
        <dd>
          {speakers[content.speaker.kind]}, {channels[content.channel]}
          {content.speaker.name !== null && ` · ${content.speaker.name}`}
          {content.speaker.phone !== null && ` · ${content.speaker.phone}`}
        </dd>
        <dt>{words.when}</dt>
        <dd>
          {content.occurred.on === null ? words.unknown : formatDay(content.occurred.on, lang)}
          {content.occurred.time !== null && `, ${content.occurred.time}`}
        </dd>
        {content.place.address !== null && (
          <>
            <dt>{words.address}</dt>
            <dd>{content.place.address}</dd>
          </>
        )}
        <dt>{words.affected}</dt>
        <Told person={content.affected} />
        <dt>{words.alleged}</dt>
        <Told person={content.alleged} extra={relationName(content.alleged.relation, lang)} />
        {content.children.map((child, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said of a child never moves.
          <div key={at} className="told-child">
            <dt>{at === 0 ? words.children : ''}</dt>
            <Told person={child} />
          </div>
        ))}
        <dt>{words.danger}</dt>
        <dd className="row">
          {(['now', 'weapon', 'injury', 'allegedPresent'] as const).map((name) => (
            <span key={name} className="row">
              <Verdict value={danger[name]} /> {words[`danger-${name}`].replace('?', '')}
            </span>
          ))}
        </dd>
      </dl>
    </div>
  )
}

/** Somebody in the report may already be known; the choice is made by a person, with the reasons in sight. */
const WhoIsIt = ({
  title,
  person,
  matches,
  answered,
  onAnswer,
}: {
  readonly title: string
  readonly person: PersonAsTold
  readonly matches: ReturnType<typeof useLikelyPeople>
  readonly answered: Answered
  readonly onAnswer: (answered: Answered) => void
}) => {
  const words = useWords(reportWords)
  if (matches.isLoading) return <LoadingRows rows={1} />
  const name = person.name ?? words.noName
  const items = matches.data?.items ?? []
  return (
    <section className="who-is-it">
      <h3>
        {title}: {name}
      </h3>
      {items.length === 0 ? (
        <p className="small quiet">{words.noMatches}</p>
      ) : (
        <>
          <p className="small quiet">{words.knownAbout}</p>
          <LikelyPeople people={items} answered={answered} onAnswer={onAnswer} />
          <p className="small" role="status">
            {recognised(answered) === null ? words.willBeNew : words.willBeKnown}
          </p>
        </>
      )}
    </section>
  )
}

/** What the law asks of us because we heard it: before there is a case no duty in the queue says so. */
const Owed = ({ owed }: { readonly owed: Report['owed'] }) => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  if (owed.length === 0) return null
  const isDone = owed.every(({ doneAt }) => doneAt !== null)
  return (
    <Note tone={isDone ? 'done' : 'late'} icon={isDone ? IconCircleCheck : IconScale}>
      <b>{words.owed}</b>
      <ul className="report-owed">
        {owed.map(({ what, citation, doneAt }) => (
          <li key={what.en}>
            {what[lang]} {citation !== null && <Article citation={citationOf(citation, lang)} />}
            {doneAt !== null && (
              <span className="under">{words.owedDone({ at: formatInstant(doneAt, lang) })}</span>
            )}
          </li>
        ))}
      </ul>
      {!isDone && words.owedHow}
    </Note>
  )
}

const OpenCase = ({
  report,
  onClose,
}: {
  readonly report: Report
  readonly onClose: () => void
}) => {
  const words = useWords(reportWords)
  const router = useRouter()
  const [affected, setAffected] = useState<Answered>({})
  const [alleged, setAlleged] = useState<Answered>({})
  const content = report.versions.at(-1)?.content
  const affectedMatches = useLikelyPeople(content?.affected)
  const allegedMatches = useLikelyPeople(content?.alleged)
  const open = useCommand(openCaseFromReport, (reply) => {
    toast(words.caseOpened({ number: reply.number }))
    void router.navigate({ to: '/cases/$id', params: { id: reply.id } })
  })
  const isOpenQuestion =
    isUnanswered(affectedMatches.data?.items ?? [], affected) ||
    isUnanswered(allegedMatches.data?.items ?? [], alleged)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.openCase}
      submit={words.openCase}
      cancel={words.cancel}
      isSending={open.isPending}
      missing={isOpenQuestion ? words.answerMatches : undefined}
      onSubmit={() =>
        open.mutate({
          params: { id: report.id },
          body: {
            affectedId: recognised(affected),
            allegedId: recognised(alleged),
            reporterId: null,
            answers: [
              ...answersOf(affected).map((one) => ({ ...one, about: 'affected' as const })),
              ...answersOf(alleged).map((one) => ({ ...one, about: 'alleged' as const })),
            ],
          },
        })
      }
    >
      {content && (
        <>
          <WhoIsIt
            title={words.affected}
            person={content.affected}
            matches={affectedMatches}
            answered={affected}
            onAnswer={setAffected}
          />
          <WhoIsIt
            title={words.alleged}
            person={content.alleged}
            matches={allegedMatches}
            answered={alleged}
            onAnswer={setAlleged}
          />
        </>
      )}
      <CallFault error={affectedMatches.error ?? allegedMatches.error ?? open.error} />
    </Dialog>
  )
}

const HandOver = ({
  report,
  onClose,
}: {
  readonly report: Report
  readonly onClose: () => void
}) => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useState('')
  const [unit, setUnit] = useState<Found | null>(null)
  // Whoever must tell the police need not know what its units are called.
  const mustTell = report.owed.some(({ doneAt }) => doneAt === null)
  const units = useSearch(typed === '' && mustTell ? words.police : typed, ['unit']).map((hit) => ({
    value: hit.id,
    label: hit.subtitle ? `${hit.title[lang]}, ${hit.subtitle[lang]}` : hit.title[lang],
  }))
  const handOver = useCommand(handOverReport, () => {
    toast(words.handedOver)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.handOver}
      submit={words.handOver}
      cancel={words.cancel}
      isSending={handOver.isPending}
      missing={unit === null ? words.missingUnit : undefined}
      onSubmit={() => {
        if (unit !== null)
          handOver.mutate({ params: { id: report.id }, body: { unitId: unit.value } })
      }}
    >
      <FindField
        label={words.toUnit}
        placeholder={words.unitPlaceholder}
        typed={typed}
        onType={setTyped}
        found={units}
        chosen={unit}
        onChoose={(value) => setUnit(units.find((one) => one.value === value) ?? unit)}
      />
      <CallFault error={handOver.error} />
    </Dialog>
  )
}

const EndReport = ({
  report,
  onClose,
}: {
  readonly report: Report
  readonly onClose: () => void
}) => {
  const words = useWords(reportWords)
  const reasons = useWords(endReasonNames)
  const [reason, setReason] = useState<ReportEndReason | null>(
    report.may.endAs.length === 1 ? (report.may.endAs[0] ?? null) : null,
  )
  const [text, setText] = useState('')
  const end = useCommand(endReport, () => {
    toast(words.ended)
    onClose()
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.end}
      submit={words.end}
      cancel={words.cancel}
      isDangerous
      isSending={end.isPending}
      missing={reason === null || text.trim() === '' ? words.missingEnd : undefined}
      onSubmit={() => {
        if (reason !== null) end.mutate({ params: { id: report.id }, body: { reason, text } })
      }}
    >
      <Note tone="plain">
        {report.urgency === 'emergency' ? words.endEmergency : words.endAbout}
      </Note>
      <Select
        label={words.reason}
        value={reason}
        onChange={(one) => setReason(one)}
        data={report.may.endAs.map((one) => ({ value: one, label: reasons[one] }))}
      />
      <Textarea
        label={words.explain}
        value={text}
        maxLength={2000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <CallFault error={end.error} />
    </Dialog>
  )
}

export const ReportPage = () => {
  const words = useWords(reportWords)
  const states = useWords(reportStateNames)
  const urgencies = useWords(urgencyNames)
  const { lang } = useLanguage()
  const may = useMay()
  const { id } = useParams({ strict: false }) as { id: string }
  const report = useQuery(queryOf(readReport, { params: { id } }))
  const [open, setOpen] = useState<'case' | 'hand-over' | 'end' | null>(null)
  const pickUp = useCommand(pickUpReport, () => toast(words.pickedUp))
  const close = () => setOpen(null)
  return (
    <QueryState isPage query={report} rows={8}>
      {(shown) => {
        const latest = shown.versions.at(-1)
        const mustTell = shown.owed.some(({ doneAt }) => doneAt === null)
        const isWaiting = shown.state === 'recorded' || shown.state === 'handed-over'
        return (
          <>
            <PageHead
              tab={words.tab}
              title={shown.affectedName ?? words.noName}
              trail={[
                <Link key="all" to="/reports">
                  {words.title}
                </Link>,
                shown.number,
              ]}
              sub={
                <>
                  <Urgency urgency={shown.urgency} />
                  <Chip tone={shown.state === 'in-case' ? 'done' : 'line'}>
                    {states[shown.state]}
                  </Chip>
                  <span>
                    {shown.place.name[lang]} · {formatInstant(shown.receivedAt, lang)}
                  </span>
                </>
              }
              actions={
                <>
                  {shown.caseId !== null && (
                    <LinkButton to="/cases/$id" params={{ id: shown.caseId }} variant="filled">
                      {words.toCase}
                    </LinkButton>
                  )}
                  {shown.may.correct && (
                    <LinkButton to="/reports/$id/correct" params={{ id }}>
                      {words.correct}
                    </LinkButton>
                  )}
                  {shown.may.end && <Button onClick={() => setOpen('end')}>{words.end}</Button>}
                  {shown.may.handOver && (
                    <Button
                      variant={
                        !mustTell && (shown.may.openCase || shown.may.pickUp) ? 'default' : 'filled'
                      }
                      onClick={() => setOpen('hand-over')}
                    >
                      {words.handOver}
                    </Button>
                  )}
                  {shown.may.pickUp && (
                    <Button
                      variant={shown.may.openCase ? 'default' : 'filled'}
                      loading={pickUp.isPending}
                      onClick={() => pickUp.mutate({ params: { id } })}
                    >
                      {words.pickUp}
                    </Button>
                  )}
                  {shown.may.openCase && (
                    <Button
                      variant={mustTell ? 'default' : 'filled'}
                      onClick={() => setOpen('case')}
                    >
                      {words.openCase}
                    </Button>
                  )}
                </>
              }
            />
            <div className="page-body">
              <CallFault error={pickUp.error} />
              <Owed owed={shown.owed} />
              {latest && (
                <SafeContactBanner
                  how={
                    latest.content.safeContact.mayContact === 'unknown'
                      ? null
                      : [
                          latest.content.safeContact.mayContact === 'no' ? words.safe : undefined,
                          latest.content.safeContact.when ?? undefined,
                          latest.content.safeContact.phone ?? undefined,
                        ]
                          .filter((part) => part !== undefined)
                          .join(' · ')
                  }
                  isSafeNow={latest.content.safeContact.mayContact === 'no' ? false : undefined}
                />
              )}
              <div className="report-columns">
                <Card title={words.said}>{latest && <Said content={latest.content} />}</Card>
                <div className="stack">
                  <Card title={words.answerBy}>
                    <div className="stack">
                      <Clock
                        size={isWaiting ? 'headline' : 'row'}
                        clock={
                          isWaiting
                            ? {
                                state: 'open',
                                startedAt: shown.receivedAt,
                                dueAt: shown.answerBy,
                                unit: 'hours',
                              }
                            : {
                                state: 'met',
                                metAt: shown.pickedUpAt ?? shown.recordedAt,
                                dueAt: shown.answerBy,
                              }
                        }
                      />
                      {shown.urgencyReasons.length > 0 && (
                        <div>
                          <div className="small quiet">
                            {words.why({ urgency: urgencies[shown.urgency] })}
                          </div>
                          <ul className="small">
                            {shown.urgencyReasons.map((reason) => (
                              <li key={reason.en}>{reason[lang]}</li>
                            ))}
                          </ul>
                        </div>
                      )}
                    </div>
                  </Card>
                  <Card title={words.recordedBy}>
                    <p className="small">
                      {shown.recordedBy.name}, {shown.recordedIn.name[lang]}
                      <span className="under">{formatInstant(shown.recordedAt, lang)}</span>
                    </p>
                    {shown.unit && shown.handedOverAt !== null && (
                      <p className="small">
                        {shown.unit.name[lang]}
                        <span className="under">
                          {words.handedOverAt({ at: formatInstant(shown.handedOverAt, lang) })}
                        </span>
                      </p>
                    )}
                    {shown.pickedUpBy && shown.pickedUpAt !== null && (
                      <p className="small">
                        {shown.pickedUpBy.name}
                        <span className="under">
                          {words.pickedUpAt({ at: formatInstant(shown.pickedUpAt, lang) })}
                        </span>
                      </p>
                    )}
                    {may('read-audit') && (
                      <LinkButton to="/audit/$kind/$id" params={{ kind: 'report', id }} size="xs">
                        {words.audit}
                      </LinkButton>
                    )}
                  </Card>
                  {shown.versions.length > 1 && <Versions versions={shown.versions} />}
                </div>
              </div>
            </div>
            {open === 'case' && <OpenCase report={shown} onClose={close} />}
            {open === 'hand-over' && <HandOver report={shown} onClose={close} />}
            {open === 'end' && <EndReport report={shown} onClose={close} />}
          </>
        )
      }}
    </QueryState>
  )
}
