import '../parts/law.css'
import { Button, Select } from '@mantine/core'
import { IconArrowBackUp, IconRefresh } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import {
  askWhatApplies,
  explainWhyNot,
  type Input,
  listLawTopics,
  type Reply,
  searchArticles,
} from '@umai/contract'
import { formatDay, formatTenge, type PlainDate } from '@umai/words'
import { useState } from 'react'
import { queryOf } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { inquiryWords } from '../inquiry-words.ts'
import { dayOfSearch } from '../model.ts'
import { ArticleLink } from '../parts/article-link.tsx'
import { KnownUntil } from '../parts/known-until.tsx'
import { LawDayField, useToday } from '../parts/law-day.tsx'
import { FactQuestion, type Given, NextQuestion } from '../parts/question.tsx'
import { Section } from '../parts/section.tsx'
import { lawWords } from '../words.ts'

type View = Reply<typeof askWhatApplies>
type Facts = Readonly<Record<string, Given>>
type Asked = Input<typeof askWhatApplies>['body']

const Topics = ({ onChoose }: { readonly onChoose: (topic: string) => void }) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const topics = useQuery({ ...queryOf(listLawTopics, {}), staleTime: 600_000 })
  return (
    <QueryState query={topics} rows={6}>
      {({ topics: list, decisions }) => (
        <div className="page-body">
          <h2>{words.chooseTopic}</h2>
          <div className="topic-list">
            {list.map((topic) => (
              <button
                key={topic.id}
                type="button"
                className="topic"
                onClick={() => onChoose(topic.id)}
              >
                <b>{topic.title[lang]}</b>
                <span>{topic.hint[lang]}</span>
              </button>
            ))}
          </div>
          <details>
            <summary>{words.otherTopics}</summary>
            <ul className="stack">
              {decisions.map((decision) => (
                <li key={decision.id}>
                  <Button variant="subtle" onClick={() => onChoose(decision.id)}>
                    {decision.question[lang]}
                  </Button>
                </li>
              ))}
            </ul>
          </details>
        </div>
      )}
    </QueryState>
  )
}

const Periods = ({
  view,
  onDay,
}: {
  readonly view: View
  readonly onDay: (day: PlainDate) => void
}) => {
  const words = useWords(lawWords)
  const inquiry = useWords(inquiryWords)
  const { lang } = useLanguage()
  const start = Math.max(0, view.periods.findIndex((one) => one.isCurrent) - 3)
  const shown = view.periods.slice(start, start + 6)
  return (
    <nav className="periods no-print" aria-label={inquiry.lawOfDay}>
      {shown.map((period) => (
        <button
          key={period.from ?? 'first'}
          type="button"
          className="period"
          aria-current={period.isCurrent ? 'true' : undefined}
          onClick={() => {
            if (period.from !== null && !period.isCurrent) onDay(period.from)
          }}
        >
          <span>
            {period.from === null
              ? words.always
              : words.from({ day: formatDay(period.from, lang) })}
          </span>
          <span className="tiny">{period.acts.map((act) => act[lang]).join('; ')}</span>
        </button>
      ))}
    </nav>
  )
}

const KnownFacts = ({
  view,
  onChange,
}: {
  readonly view: View
  readonly onChange: (name: string) => void
}) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const known = view.known.filter(({ isDeclined }) => !isDeclined)
  return (
    <Card title={words.facts} aside={words.known({ count: known.length })} flush>
      {view.known.map((fact) => (
        <div key={fact.name} className="known-line">
          <span>
            {fact.title[lang]}
            {fact.isDerived && <span className="under">{words.derived}</span>}
          </span>
          <b className={fact.isDeclined ? 'faint' : 'strong'}>{fact.valueText[lang]}</b>
          {!fact.isDerived && (
            <Button
              className="no-print"
              size="compact-sm"
              variant="subtle"
              aria-label={`${words.change}: ${fact.title[lang]}`}
              onClick={() => onChange(fact.name)}
            >
              {words.change}
            </Button>
          )}
        </div>
      ))}
    </Card>
  )
}

const WhyNot = ({ asked }: { readonly asked: Asked }) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const [target, setTarget] = useState<string | null>(null)
  const articles = useQuery({
    ...queryOf(searchArticles, { body: { on: asked.on, status: 'in-force' } }),
    staleTime: 600_000,
  })
  const main = useQuery({ ...queryOf(askWhatApplies, { body: asked }), staleTime: 600_000 })
  const decision = main.data?.sections[0]?.decision ?? ''
  const contrast = useQuery({
    ...queryOf(explainWhyNot, { body: { ...asked, decision, target: target ?? '' } }),
    enabled: target !== null && decision !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return (
    // On paper only what was asked: a card without an answer says nothing.
    <div className={target === null ? 'no-print' : undefined}>
      <Card title={words.whyNot}>
        <div className="stack">
          <Select
            className="no-print"
            label={words.whyNotPick}
            searchable
            value={target}
            onChange={setTarget}
            data={(articles.data?.items ?? []).map(({ id, label, title }) => ({
              value: id,
              label: `${label[lang]} · ${title[lang]}`,
            }))}
          />
          <CallFault error={contrast.error} />
          {target !== null &&
            contrast.data?.items.map((one) => (
              <div key={one.rule} className="rule-box">
                <div className="rule-head">
                  <b className="law-link">{one.label[lang]}</b>
                  <Chip
                    tone={one.truth === 'yes' ? 'done' : one.truth === 'no' ? 'plain' : 'doubt'}
                  >
                    {one.truth === 'yes'
                      ? words.applies
                      : one.truth === 'no'
                        ? words.none
                        : words.mayApply}
                  </Chip>
                </div>
                <span className="quiet">{one.title[lang]}</span>
                {one.because.length > 0 && (
                  <div>
                    {words.whyNotBecause}
                    <ul>
                      {one.because.map((line) => (
                        <li key={line.text.en + line.depth}>— {line.text[lang]}</li>
                      ))}
                    </ul>
                  </div>
                )}
                {one.defeatedBy.length > 0 && (
                  <p>
                    {words.whyNotBy({
                      rules: one.defeatedBy.map(({ label }) => label[lang]).join(', '),
                    })}
                  </p>
                )}
                {one.nearest !== null && one.truth !== 'yes' && one.nearest.length > 0 && (
                  <div>
                    {words.whyNotNearest}
                    <ul>
                      {one.nearest.map((change) => (
                        <li key={change.title.en}>
                          — {change.title[lang]}: <b>{change.value[lang]}</b>
                        </li>
                      ))}
                    </ul>
                  </div>
                )}
              </div>
            ))}
          {target !== null && contrast.data?.items.length === 0 && (
            <p className="small quiet">{words.none}</p>
          )}
        </div>
      </Card>
    </div>
  )
}

const Duties = ({ view }: { readonly view: View }) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  if (view.duties.length === 0) return null
  return (
    <Card title={words.duties} aside={view.duties.length} flush>
      <p className="card-body small quiet">{words.dutiesAbout}</p>
      {view.duties.map((duty) => (
        <div key={duty.id} className="history-item">
          <div className="rule-head">
            <b>{duty.deadline[lang]}</b>
            {duty.applies === 'unknown' && <Chip tone="doubt">{words.dutyMay}</Chip>}
          </div>
          <p>
            {duty.bearer[lang]}: {duty.what[lang]}
          </p>
          <p className="small quiet">
            <ArticleLink article={duty.article} on={view.on}>
              {duty.label[lang]}
            </ArticleLink>{' '}
            · {duty.trigger[lang]}
          </p>
        </div>
      ))}
    </Card>
  )
}

const groups = (view: View) => {
  const of = (...states: readonly string[]) =>
    view.sections.filter(({ state }) => states.includes(state))
  return { decided: of('decided', 'conflict', 'refer'), open: of('undecided'), none: of('none') }
}

const Interview = ({
  topic,
  on,
  onDay,
  onRestart,
}: {
  readonly topic: string
  readonly on: PlainDate
  readonly onDay: (day: PlainDate) => void
  readonly onRestart: () => void
}) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  // Each step is kept, so that Back is exact; nothing leaves this page but to be answered.
  const [steps, setSteps] = useState<readonly Facts[]>([{}])
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const facts = steps.at(-1) ?? {}
  const asked: Asked = { topic, on, facts: { ...facts }, skipped: [...skipped] }
  const query = useQuery({
    ...queryOf(askWhatApplies, { body: asked }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: 600_000,
  })
  const go = (next: Facts) => setSteps([...steps, next])
  const give = (name: string, value: Given) => go({ ...facts, [name]: value })
  const forget = (name: string) =>
    go(Object.fromEntries(Object.entries(facts).filter(([other]) => other !== name)))
  const skip = (decision: string) =>
    setSkipped(
      skipped.includes(decision)
        ? skipped.filter((one) => one !== decision)
        : [...skipped, decision],
    )
  return (
    <>
      <div className="filter-bar no-print">
        <Button
          leftSection={<Icon of={IconArrowBackUp} />}
          disabled={steps.length < 2}
          onClick={() => setSteps(steps.slice(0, -1))}
        >
          {words.back}
        </Button>
        <Button leftSection={<Icon of={IconRefresh} />} onClick={onRestart}>
          {words.restart}
        </Button>
        <PrintButton />
        <span className="faint small">{words.notSaved}</span>
      </div>
      <div className="page-body">
        {query.data !== undefined && <CallFault error={query.error} />}
        <QueryState query={query} rows={8}>
          {(view) => {
            const { decided, open, none } = groups(view)
            // Only what decides the question in hand: of the later ones nobody has thought yet.
            const isNow = (fact: View['deciding'][number]) =>
              fact.decides.some(({ decision }) => decision === view.question?.decision)
            const now = view.deciding.filter(isNow)
            const later = view.deciding.filter((fact) => !isNow(fact))
            const rest = now.filter(({ kind }) => kind === 'yesno')
            const restNo = [
              ...rest.map(({ name }) => name),
              ...(view.question?.kind === 'yesno' ? [view.question.name] : []),
            ]
            return (
              <>
                <Periods view={view} onDay={onDay} />
                <KnownUntil until={view.knownUntil} />
                <div className="law-columns" aria-busy={query.isPlaceholderData}>
                  <div className="stack">
                    <KnownFacts view={view} onChange={forget} />
                    {now.length > 0 && (
                      <div className="no-print">
                        <Card title={words.stillDeciding} aside={now.length} flush>
                          {rest.length > 1 && (
                            <div className="card-body">
                              <Button
                                disabled={query.isPlaceholderData}
                                onClick={() =>
                                  // What was answered meanwhile stays as it was answered.
                                  go({
                                    ...Object.fromEntries(restNo.map((name) => [name, false])),
                                    ...facts,
                                  })
                                }
                              >
                                {words.restNo}
                              </Button>
                              <span className="under">{words.restNoHint}</span>
                            </div>
                          )}
                          {now.map((fact) => (
                            <FactQuestion
                              key={fact.name}
                              fact={fact}
                              value={facts[fact.name]}
                              onAnswer={(value) => give(fact.name, value)}
                            />
                          ))}
                        </Card>
                      </div>
                    )}
                    {later.length > 0 && (
                      <details className="no-print">
                        <summary className="small quiet">
                          {words.laterDeciding({ count: later.length })}
                        </summary>
                        <Card flush>
                          {later.map((fact) => (
                            <FactQuestion
                              key={fact.name}
                              fact={fact}
                              value={facts[fact.name]}
                              onAnswer={(value) => give(fact.name, value)}
                            />
                          ))}
                        </Card>
                      </details>
                    )}
                    {view.irrelevant.length > 0 && (
                      <details className="small quiet">
                        <summary>{words.irrelevant({ count: view.irrelevant.length })}</summary>
                        {view.irrelevant.map(({ title }) => title[lang]).join(', ')}
                      </details>
                    )}
                  </div>
                  <div className="stack">
                    {view.question === null ? (
                      <Note tone="done">
                        <b>{words.nothingToAsk}</b> {words.nothingToAskHint}
                      </Note>
                    ) : (
                      <div className="no-print">
                        <NextQuestion
                          key={view.question.name}
                          isBusy={query.isPlaceholderData}
                          question={view.question}
                          on={on}
                          left={now.length}
                          onAnswer={(value) => give(view.question?.name ?? '', value)}
                        />
                      </div>
                    )}
                    {decided.length > 0 && (
                      <h2 className="section-head">
                        {words.decided}
                        <span className="faint small">
                          {words.answers({ count: decided.length })}
                        </span>
                      </h2>
                    )}
                    {decided.map((section) => (
                      <Section key={section.decision} section={section} on={on} />
                    ))}
                    {open.length > 0 && <h2 className="section-head">{words.undecided}</h2>}
                    {open.map((section) => (
                      <Section
                        key={section.decision}
                        section={section}
                        on={on}
                        onSkip={() => skip(section.decision)}
                      />
                    ))}
                    {none.length > 0 && <h2 className="section-head">{words.notApplied}</h2>}
                    {none.map((section) => (
                      <Section key={section.decision} section={section} on={on} />
                    ))}
                    <Duties view={view} />
                    <WhyNot asked={asked} />
                    <p className="small faint">{words.officialNote}</p>
                  </div>
                </div>
              </>
            )
          }}
        </QueryState>
      </div>
    </>
  )
}

export const WhatAppliesPage = () => {
  const words = useWords(inquiryWords)
  const law = useWords(lawWords)
  const { lang } = useLanguage()
  const today = useToday()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { topic?: unknown }
  const on = dayOfSearch(search as Record<string, unknown>, today)
  const topic = typeof search.topic === 'string' ? search.topic : null
  const [round, setRound] = useState(0)
  const topics = useQuery({ ...queryOf(listLawTopics, {}), staleTime: 600_000 })
  const shown =
    topics.data?.topics.find(({ id }) => id === topic)?.title ??
    topics.data?.decisions.find(({ id }) => id === topic)?.title
  const index = useQuery({
    ...queryOf(searchArticles, { body: { on, status: 'in-force' } }),
    staleTime: 600_000,
  }).data?.index
  const go = (next: { readonly on?: string; readonly topic?: string | undefined }) =>
    void navigate({
      to: '/law/what-applies',
      search: { on, ...(topic === null ? {} : { topic }), ...next },
    })
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={
          <>
            <span>{shown === undefined ? words.about : shown[lang]}</span>
            {topic !== null && (
              <span>
                {words.actDay}: {formatDay(on, lang)}
              </span>
            )}
            {index && (
              <span>
                {law.index({ value: formatTenge(index.value), from: formatDay(index.from, lang) })}
              </span>
            )}
          </>
        }
        trail={[
          <Link key="law" to="/law" search={{ on }}>
            {law.title}
          </Link>,
        ]}
        actions={
          <>
            <LawDayField label={words.actDay} value={on} onChange={(day) => go({ on: day })} />
            {topic !== null && (
              <Button onClick={() => go({ topic: undefined })}>{words.changeTopic}</Button>
            )}
          </>
        }
      />
      {topic === null ? (
        <Topics onChoose={(chosen) => go({ topic: chosen })} />
      ) : (
        <Interview
          key={`${topic} ${round}`}
          topic={topic}
          on={on}
          onDay={(day) => go({ on: day })}
          onRestart={() => setRound(round + 1)}
        />
      )}
    </>
  )
}
