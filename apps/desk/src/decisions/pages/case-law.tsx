import '../parts/decisions.css'
import { Button, Select, TextInput } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  answerFacts,
  type CaseFact,
  decideByLaw,
  type FactQuestion,
  listDecisions,
  type Reply,
  readCase,
  readFacts,
} from '@umai/contract'
import { formatDay, formatInstant, isPlainDate } from '@umai/words'
import { useEffect, useState } from 'react'
import { inOrderOfWeight, standingOf } from '../../cases/model.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { Entries, type Entry, entriesOf } from '../../ui/entries/entries.tsx'
import { entriesWords } from '../../ui/entries/words.ts'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FactToggle } from '../../ui/fact-toggle/fact-toggle.tsx'
import { Finding } from '../../ui/finding/finding.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { ReasonTree } from '../../ui/reason-tree/reason-tree.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { citationOf, reasonsOf, verdictOf } from '../model.ts'
import { decisionWords } from '../words.ts'

type Facts = Reply<typeof readFacts>
/** More than so many answers are chosen from a list and not all in sight. */
const FEW = 8

/** Answers given close together travel as one command. */
const TOGETHER_MS = 1200

type Answer = boolean | string | number | null | Entry[]

const Question = ({
  question,
  fact,
  onAnswer,
}: {
  readonly question: FactQuestion
  readonly fact: CaseFact | undefined
  readonly onAnswer: (value: Answer) => void
}) => {
  const words = useWords(decisionWords)
  const entries = useWords(entriesWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useState('')
  const hint = question.help?.[lang]
  const value = fact?.value
  switch (question.kind) {
    case 'yes-no':
      return (
        <FactToggle
          question={question.label[lang]}
          hint={hint}
          value={
            value === true
              ? 'yes'
              : value === false
                ? 'no'
                : fact && fact.source === 'answer'
                  ? 'unknown'
                  : null
          }
          onChange={(answer) => onAnswer(answer === 'unknown' ? null : answer === 'yes')}
        />
      )
    case 'choice':
      if (question.choices.length > FEW)
        return (
          <div className="question">
            <Select
              label={question.label[lang]}
              description={hint}
              searchable
              value={typeof value === 'string' ? value : null}
              onChange={(answer) => onAnswer(answer === '' ? null : answer)}
              data={[
                ...question.choices.map((choice) => ({
                  value: choice.value,
                  label: choice.label[lang],
                })),
                { value: '', label: words.unknown },
              ]}
            />
          </div>
        )
      return (
        <div className="question">
          <Choice
            label={question.label[lang]}
            {...(hint === undefined ? {} : { hint })}
            value={typeof value === 'string' ? value : null}
            onChange={(answer) => onAnswer(answer === '' ? null : answer)}
            options={[
              ...question.choices.map((choice) => ({
                value: choice.value,
                label: choice.label[lang],
              })),
              { value: '', label: words.unknown },
            ]}
          />
        </div>
      )
    case 'day':
      return (
        <div className="question">
          <DayField
            label={question.label[lang]}
            {...(hint === undefined ? {} : { description: hint })}
            value={typeof value === 'string' && isPlainDate(value) ? value : null}
            onChange={(day) => {
              if (day !== null) onAnswer(day)
            }}
          />
        </div>
      )
    case 'list':
      return (
        <div className="question">
          <Choice
            label={question.label[lang]}
            {...(hint === undefined ? {} : { hint })}
            value={Array.isArray(value) && value.length === 0 ? 'none' : null}
            onChange={() => onAnswer([])}
            options={[{ value: 'none', label: words.noneOfThem }]}
          />
          <details>
            <summary>{entries.write}</summary>
            <Entries
              label={question.label[lang]}
              fields={question.fields.map(({ name, label, kind, choices }) => ({
                name,
                label: label[lang],
                isDay: kind === 'day',
                choices: choices.map((choice) => ({
                  value: choice.value,
                  label: choice.label[lang],
                })),
              }))}
              value={entriesOf(value)}
              onAnswer={onAnswer}
            />
          </details>
        </div>
      )
    case 'number':
      return (
        <form
          className="question row"
          onSubmit={(event) => {
            event.preventDefault()
            if (typed.trim() !== '') onAnswer(Number(typed))
          }}
        >
          <TextInput
            className="grow"
            label={question.label[lang]}
            description={hint}
            inputMode="decimal"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value.replace(/[^\d.]/g, ''))}
          />
          <Button type="submit" disabled={typed.trim() === ''}>
            {words.save}
          </Button>
        </form>
      )
  }
}

const valueInWords = (
  value: unknown,
  lang: 'kk' | 'ru' | 'en',
  words: Record<'yes' | 'no' | 'unknown', string>,
): string => {
  if (value === true) return words.yes
  if (value === false) return words.no
  if (value === null || value === undefined) return words.unknown
  if (typeof value === 'string') return isPlainDate(value) ? formatDay(value, lang) : value
  return String(value)
}

const FactsPart = ({ facts }: { readonly facts: Facts }) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  const [conflicts, setConflicts] = useState<Reply<typeof answerFacts>['conflicts']>([])
  const [given, setGiven] = useState<ReadonlyMap<string, Answer>>(new Map())
  const answer = useCommand(answerFacts, (reply) => setConflicts(reply.conflicts))
  const { mutate } = answer
  useEffect(() => {
    if (given.size === 0) return
    const timer = setTimeout(() => {
      mutate({
        params: { id: facts.incidentId },
        body: {
          answers: [...given].map(([name, value]) => ({
            name,
            value,
            basedOn: facts.facts.find((fact) => fact.name === name)?.revision ?? 0,
          })),
        },
      })
      setGiven(new Map())
    }, TOGETHER_MS)
    return () => clearTimeout(timer)
  }, [given, facts, mutate])
  const give = (name: string, value: Answer) => setGiven(new Map([...given, [name, value]]))
  const factOf = (name: string): CaseFact | undefined => {
    const fact = facts.facts.find((one) => one.name === name)
    const value = given.get(name)
    if (value === undefined) return fact
    return {
      name,
      label: { kk: '', ru: '', en: '' },
      valueLabel: null,
      revision: 0,
      by: null,
      at: null,
      ...fact,
      value,
      source: 'answer',
    }
  }
  const known = facts.facts.filter((fact) => fact.source !== 'unknown')
  return (
    <div className="stack">
      <Card title={words.questions} aside={facts.questions.length || undefined} flush>
        {facts.questions.length === 0 ? (
          <p className="card-body small quiet">{words.noQuestions}</p>
        ) : (
          facts.questions.map((question) => (
            <div key={question.name}>
              <Question
                question={question}
                fact={factOf(question.name)}
                onAnswer={(value) => give(question.name, value)}
              />
              {question.decides.length > 0 && (
                <p className="question-decides">
                  {words.decides({ what: question.decides.map((one) => one[lang]).join('; ') })}
                </p>
              )}
            </div>
          ))
        )}
      </Card>
      {conflicts.map((conflict) => (
        <Note key={conflict.name} tone="soon">
          {words.conflict({
            name: conflict.by.name,
            theirs: valueInWords(conflict.theirs, lang, words),
            yours: valueInWords(conflict.yours, lang, words),
          })}
        </Note>
      ))}
      <CallFault error={answer.error} />
      <Card title={words.facts} aside={words.known({ known: known.length })} flush>
        {known.map((fact) => (
          <div key={fact.name} className="fact-line">
            <span className="grow">
              {fact.label[lang]}
              <span className="under">
                {fact.source === 'case'
                  ? words.fromCase
                  : words.fromPerson({ name: fact.by?.name ?? '' })}
              </span>
            </span>
            <b className="strong">
              {fact.valueLabel?.[lang] ?? valueInWords(fact.value, lang, words)}
            </b>
          </div>
        ))}
      </Card>
    </div>
  )
}

const Latest = ({ caseId }: { readonly caseId: string }) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  const decisions = useQuery(queryOf(listDecisions, { params: { id: caseId } }))
  const latest = decisions.data?.items.find(({ isLatest }) => isLatest)
  if (!latest)
    return (
      <Card>
        <EmptyState icon={IconScale} title={words.none}>
          {words.noneHint}
        </EmptyState>
      </Card>
    )
  return (
    <Card
      title={words.latest}
      aside={`${formatInstant(latest.madeAt, lang)} · ${words.law({ version: latest.lawVersion })}`}
      flush
    >
      {inOrderOfWeight(latest.findings).map((finding) => (
        <Finding
          key={finding.id}
          value={verdictOf(finding)}
          title={finding.title[lang]}
          standing={standingOf(finding, lang)}
          articles={<Article citation={citationOf(finding.citation, lang, latest.onDay)} />}
          consequence={finding.summary?.[lang]}
        >
          {finding.penalties.length > 0 && (
            <div className="small">
              <b className="strong">{words.penalties}</b>
              <ul>
                {finding.penalties.map((penalty) => (
                  <li key={penalty.label.en}>
                    {penalty.label[lang]} {penalty.from}
                    {penalty.to !== null && `–${penalty.to}`}
                  </li>
                ))}
              </ul>
              <p className="faint">{words.courtChooses}</p>
            </div>
          )}
          {finding.reasons.length > 0 && <ReasonTree reasons={reasonsOf(finding.reasons, lang)} />}
          {finding.doubts.map((doubt) => (
            <Note key={doubt.en} tone="doubt">
              {doubt[lang]}
            </Note>
          ))}
        </Finding>
      ))}
    </Card>
  )
}

const AskLaw = ({
  caseId,
  incidentId,
}: {
  readonly caseId: string
  readonly incidentId: string
}) => {
  const words = useWords(decisionWords)
  const facts = useQuery(queryOf(readFacts, { params: { id: incidentId } }))
  const decide = useCommand(decideByLaw, () => toast(words.asked))
  return (
    <div className="page-body">
      <div className="decision-columns">
        <QueryState query={facts} rows={5}>
          {(shown) => <FactsPart facts={shown} />}
        </QueryState>
        <div className="stack">
          <div className="row">
            <Button
              variant="filled"
              loading={decide.isPending}
              onClick={() => decide.mutate({ params: { id: incidentId }, body: {} })}
            >
              {words.ask}
            </Button>
          </div>
          <CallFault error={decide.error} />
          <Latest caseId={caseId} />
        </div>
      </div>
    </div>
  )
}

export const CaseLawPage = () => {
  const words = useWords(decisionWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useQuery(queryOf(readCase, { params: { id } }))
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        trail={[
          <Link key="case" to="/cases/$id" params={{ id }}>
            {words.case}
          </Link>,
        ]}
      />
      <QueryState query={query} rows={6}>
        {(shown) => {
          const incident = shown.incidents[0]
          return incident ? (
            <AskLaw caseId={shown.id} incidentId={incident.id} />
          ) : (
            <EmptyState icon={IconScale} title={words.noIncident} />
          )
        }}
      </QueryState>
    </>
  )
}
