import '../parts/decisions.css'
import { Button } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  answerFacts,
  type Case,
  type CaseFact,
  type Decision,
  decideByLaw,
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
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { type FactAnswer, FactQuestion } from '../../ui/fact-question/fact-question.tsx'
import { Finding } from '../../ui/finding/finding.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { ReasonTree } from '../../ui/reason-tree/reason-tree.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { NowCalled, Told } from '../../ui/told/told.tsx'
import { answerParts, citationOf, partOf, reasonsOf, verdictOf } from '../model.ts'
import { decisionWords } from '../words.ts'

type Facts = Reply<typeof readFacts>
/** Answers given close together travel as one command. */
const TOGETHER_MS = 1200

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

const FactsPart = ({
  facts,
  mayAnswer,
}: {
  readonly facts: Facts
  readonly mayAnswer: boolean
}) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  const [conflicts, setConflicts] = useState<Reply<typeof answerFacts>['conflicts']>([])
  const [given, setGiven] = useState<ReadonlyMap<string, FactAnswer>>(new Map())
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
  const give = (name: string, value: FactAnswer) => setGiven(new Map([...given, [name, value]]))
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
      {mayAnswer && (
        <Card title={words.questions} aside={facts.questions.length || undefined} flush>
          {facts.questions.length === 0 ? (
            <p className="card-body small quiet">{words.noQuestions}</p>
          ) : (
            facts.questions.map((question) => (
              <div key={question.name}>
                <FactQuestion
                  question={question}
                  value={factOf(question.name)?.value}
                  isUnknown={
                    factOf(question.name)?.source === 'answer' &&
                    factOf(question.name)?.value === null
                  }
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
      )}
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

const Findings = ({ of }: { readonly of: Decision }) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  return answerParts.map((title) => {
    const found = of.findings.filter((finding) => partOf(finding) === title)
    return (
      found.length > 0 && (
        <section key={title}>
          <h3 className="decision-part">{words[title]}</h3>
          {inOrderOfWeight(found).map((finding) => (
            <Finding
              key={`${finding.id} ${finding.state}`}
              value={verdictOf(finding)}
              title={finding.title[lang]}
              standing={standingOf(finding, lang)}
              articles={<Article citation={citationOf(finding.citation, lang, of.onDay)} />}
              consequence={finding.summary?.[lang]}
              now={<NowCalled renamed={of.renamed.find((one) => one.finding === finding.id)} />}
              opensAtOnce={finding.kind === 'bar' && finding.state === 'applies'}
            >
              {finding.penalties.length > 0 && (
                <div className="small">
                  <b className="strong">{words.penalties}</b>
                  <ul>
                    {finding.penalties.map((penalty) => (
                      <li key={penalty.label.en}>{penalty.label[lang]}</li>
                    ))}
                  </ul>
                  <p className="faint">{words.courtChooses}</p>
                </div>
              )}
              {finding.reasons.length > 0 && (
                <ReasonTree reasons={reasonsOf(finding.reasons, lang)} />
              )}
              {finding.doubts.map((doubt) => (
                <Note key={doubt.en} tone="doubt">
                  {doubt[lang]}
                </Note>
              ))}
            </Finding>
          ))}
        </section>
      )
    )
  })
}

/** Answers that were given before: never written over, each with the version of the law it came from. */
const Earlier = ({ items }: { readonly items: readonly Decision[] }) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  const [openId, setOpenId] = useState<string | null>(null)
  if (items.length === 0) return null
  return (
    <Card title={words.earlier} aside={items.length} flush>
      {items.map((one) => (
        <div key={one.id}>
          <div className="fact-line">
            <span className="grow">
              {formatInstant(one.madeAt, lang)}
              <span className="under">
                {one.madeBy.name} · {words.law({ version: one.lawVersion })}
              </span>
            </span>
            <Button
              size="xs"
              variant="subtle"
              aria-expanded={openId === one.id}
              onClick={() => setOpenId(openId === one.id ? null : one.id)}
            >
              {openId === one.id ? words.hide : words.show}
            </Button>
          </div>
          {openId === one.id && (
            <>
              <Told isInUse={one.isOfPackInUse} remark={one.knownUntil?.remark} />
              <Findings of={one} />
            </>
          )}
        </div>
      ))}
    </Card>
  )
}

const Latest = ({ caseId }: { readonly caseId: string }) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  const decisions = useQuery(queryOf(listDecisions, { params: { id: caseId } }))
  const items = decisions.data?.items ?? []
  const latest = items.find(({ isLatest }) => isLatest)
  if (!latest)
    return (
      <Card>
        <EmptyState icon={IconScale} title={words.none}>
          {words.noneHint}
        </EmptyState>
      </Card>
    )
  return (
    <>
      <Card
        title={words.latest}
        aside={`${formatInstant(latest.madeAt, lang)} · ${words.law({ version: latest.lawVersion })}`}
        flush
      >
        <Told isInUse={latest.isOfPackInUse} remark={latest.knownUntil?.remark} />
        <Findings of={latest} />
      </Card>
      <Earlier items={items.filter(({ id }) => id !== latest.id)} />
    </>
  )
}

const AskLaw = ({
  caseId,
  incidentId,
  may,
}: {
  readonly caseId: string
  readonly incidentId: string
  readonly may: Case['may']
}) => {
  const words = useWords(decisionWords)
  const facts = useQuery(queryOf(readFacts, { params: { id: incidentId } }))
  const decide = useCommand(decideByLaw, () => toast(words.asked))
  return (
    <div className="page-body">
      <div className="decision-columns">
        <QueryState query={facts} rows={5}>
          {(shown) => <FactsPart facts={shown} mayAnswer={may.work} />}
        </QueryState>
        <div className="stack">
          {may.decide && (
            <div className="row">
              <Button
                variant="filled"
                loading={decide.isPending}
                onClick={() => decide.mutate({ params: { id: incidentId }, body: {} })}
              >
                {words.ask}
              </Button>
            </div>
          )}
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
            {query.data?.number ?? words.case}
          </Link>,
        ]}
      />
      <QueryState query={query} rows={6}>
        {(shown) => {
          const incident = shown.incidents[0]
          return incident ? (
            <AskLaw caseId={shown.id} incidentId={incident.id} may={shown.may} />
          ) : (
            <EmptyState icon={IconScale} title={words.noIncident} />
          )
        }}
      </QueryState>
    </>
  )
}
