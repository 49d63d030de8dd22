import '../parts/law.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import {
  type Article,
  type ArticleVersion,
  type LawDuty,
  type LawRule,
  type Provision,
  readArticle,
  tryArticle,
  type WorkedCase,
} from '@umai/contract'
import { formatDay, isPlainDate } from '@umai/words'
import { useState } from 'react'
import { queryOf } from '../../offline/query.ts'
import { LawText } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { usePrinting } from '../../ui/print/use-printing.ts'
import { Verdict } from '../../ui/verdict/verdict.tsx'
import { dayOfSearch, dayText } from '../model.ts'
import { ArticleLink } from '../parts/article-link.tsx'
import { Change } from '../parts/change.tsx'
import { Condition } from '../parts/condition.tsx'
import { KnownUntil } from '../parts/known-until.tsx'
import { LawDayField, useToday } from '../parts/law-day.tsx'
import { ConfidenceChip, Source } from '../parts/source.tsx'
import { lawWords } from '../words.ts'

const RuleBox = ({ rule }: { readonly rule: LawRule }) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  return (
    <div className="rule-box">
      <div className="rule-head">
        <b>
          {words.rule}: {rule.label[lang]}
        </b>
        <ConfidenceChip confidence={rule.confidence} />
      </div>
      <dl>
        <div>
          <dt>{words.when}</dt>
          <dd>
            <Condition lines={rule.conditions} />
          </dd>
        </div>
        {rule.consequence[lang] !== '' && (
          <div>
            <dt>{words.follows}</dt>
            <dd>{rule.consequence[lang]}</dd>
          </div>
        )}
        {rule.penalty.length > 0 && (
          <div>
            <dt>{words.penalty}</dt>
            {rule.penalty.map((line) => (
              <dd key={line.en}>{line[lang]}</dd>
            ))}
          </div>
        )}
      </dl>
      {rule.overrides.length > 0 && (
        <p className="small quiet">
          {words.goesBefore({ rules: rule.overrides.map((one) => one[lang]).join(', ') })}
        </p>
      )}
      {rule.note && <Note tone="plain">{rule.note[lang]}</Note>}
      {rule.source && <Source source={rule.source} />}
    </div>
  )
}

const DutyBox = ({ duty }: { readonly duty: LawDuty }) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  const lines: readonly (readonly [string, string])[] = [
    [words.who, duty.bearer[lang]],
    [words.toward, duty.toward[lang]],
    [words.trigger, duty.trigger[lang]],
    [words.deadline, duty.deadline[lang]],
    [words.ending, duty.ending[lang]],
    [words.onMiss, duty.onMiss?.[lang] ?? ''],
  ]
  return (
    <div className="rule-box">
      <div className="rule-head">
        <b>
          {words[duty.kind]}: {duty.what[lang]}
        </b>
        <ConfidenceChip confidence={duty.confidence} />
      </div>
      <dl className="law-facts">
        {lines
          .filter(([, text]) => text !== '')
          .flatMap(([name, text]) => [
            <dt key={`${name}-name`}>{name}</dt>,
            <dd key={name}>{text}</dd>,
          ])}
      </dl>
      {duty.conditions.length > 0 && (
        <div>
          <span className="faint tiny">{words.when}</span>
          <Condition lines={duty.conditions} />
        </div>
      )}
      {duty.note && <Note tone="plain">{duty.note[lang]}</Note>}
      {duty.basis && <span className="under">{duty.basis[lang]}</span>}
    </div>
  )
}

const ProvisionRow = ({
  provision,
  version,
}: {
  readonly provision: Provision
  readonly version: ArticleVersion
}) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  return (
    <section className="provision" aria-label={provision.label[lang]}>
      <div className="provision-text">
        <div>
          <div className="provision-limb">{provision.label[lang]}</div>
          {provision.text[lang] === '' ? (
            <p className="small quiet">{words.noText}</p>
          ) : (
            <LawText text={provision.text[lang]} cite={words.anyText} />
          )}
        </div>
        {version.source && <Source source={version.source} />}
        {provision.open.map((point) => (
          <Note key={point.id} tone="doubt">
            {point.what[lang]}
          </Note>
        ))}
      </div>
      <div className="provision-rule">
        {provision.rules.map((rule) => (
          <RuleBox key={rule.id} rule={rule} />
        ))}
        {provision.duties.map((duty) => (
          <DutyBox key={duty.id} duty={duty} />
        ))}
        {provision.rules.length === 0 && provision.duties.length === 0 && (
          <div className="rule-box">
            <b>{words.noRule}</b>
            {provision.noRule && <span>{provision.noRule[lang]}</span>}
          </div>
        )}
      </div>
    </section>
  )
}

const Period = ({ version }: { readonly version: ArticleVersion }) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  const { from, to } = version
  return (
    <>
      {from === null ? words.always : words.from({ day: dayText(from, lang) })}{' '}
      {to === null ? words.now : words.to({ day: dayText(to, lang) })}
      {from?.isEstimate && (
        <span className="under">
          {words.between({
            earliest: formatDay(from.earliest, lang),
            latest: formatDay(from.latest, lang),
          })}
        </span>
      )}
    </>
  )
}

const History = ({ article }: { readonly article: Article }) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  return (
    <Card
      title={words.history}
      aside={words.versions({ count: article.versions.length })}
      flush
      id="history"
    >
      {article.versions.toReversed().map((version) => {
        const at = article.versions.indexOf(version)
        return (
          <div key={version.id} className="history-item">
            <div className="history-head">
              <h3>
                <Period version={version} />
              </h3>
              {version.id === article.shown && <Chip tone="accent">{words[article.status]}</Chip>}
              {!version.isUnread && <ConfidenceChip confidence={version.confidence} />}
              {version.isUnread && <Chip tone="doubt">{words.unread}</Chip>}
              {version.from && (
                <ArticleLink article={article.id} on={version.from.day}>
                  {words.period}
                </ArticleLink>
              )}
            </div>
            {version.act && (
              <p className="small quiet">
                {words.byAct}: <b>{version.act.title[lang]}</b>
                {version.act.signed && (
                  <> · {words.signed({ day: formatDay(version.act.signed, lang) })}</>
                )}
                {version.act.cites && <> · {version.act.cites}</>}
                {version.act.rule && <span className="under">{version.act.rule[lang]}</span>}
                {version.act.note && <span className="under">{version.act.note[lang]}</span>}
              </p>
            )}
            {version.source && <Source source={version.source} />}
            {version.note && <Note tone="plain">{version.note[lang]}</Note>}
            {version.changes.map((change) => (
              <Change key={`${change.what.en} ${change.before?.en ?? ''}`} change={change} />
            ))}
            {version.changes.length === 0 && (
              <p className="small faint">{at === 0 ? words.firstVersion : words.sameWords}</p>
            )}
          </div>
        )
      })}
    </Card>
  )
}

/** How many cases of a group are shown before somebody asks for the rest. */
const FEW_CASES = 8

/** What a case is for, in the order in which a lawyer reads them; the last three are made by a program and stay folded. */
const caseGroups = ['worked', 'day', 'limb', 'penalty', 'clock', 'term'] as const
const foldedGroups: readonly string[] = ['penalty', 'clock', 'term']

const CaseLine = ({ one }: { readonly one: WorkedCase }) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  return (
    <div className="case-line">
      <Verdict value={one.passed ? 'yes' : 'barred'} />
      <div className="grow">
        <span title={one.name}>{one.title[lang]}</span>
        {one.on !== null && isPlainDate(one.on) && (
          <span className="faint"> · {formatDay(one.on, lang)}</span>
        )}
        <details>
          <summary className="small quiet">
            {words.expected}: {one.expected.map((line) => line[lang]).join('; ') || words.asStated}
          </summary>
          <dl className={one.passed ? 'law-facts no-print' : 'law-facts'}>
            <dt>{words.given}</dt>
            <dd>
              {one.given.map(({ title, value }) => `${title[lang]}: ${value[lang]}`).join('; ')}
            </dd>
            <dt>{words.came}</dt>
            <dd>{one.came.map((line) => line[lang]).join('; ')}</dd>
            <dt>{words.nameInData}</dt>
            <dd lang="en">{one.name}</dd>
            {one.failures.map((line) => [
              <dt key={`${line}-name`}>{words.failed}</dt>,
              <dd key={line} lang="en">
                {line}
              </dd>,
            ])}
          </dl>
        </details>
        {one.source && (
          <p className="small">
            {words.outside}: <Source source={one.source} />
          </p>
        )}
      </div>
      <Chip tone={one.passed ? 'done' : 'late'}>{one.passed ? words.passed : words.failed}</Chip>
    </div>
  )
}

const CaseGroup = ({
  group,
  cases,
}: {
  readonly group: (typeof caseGroups)[number]
  readonly cases: readonly WorkedCase[]
}) => {
  const words = useWords(lawWords)
  const isPrinting = usePrinting()
  const failed = cases.some(({ passed }) => !passed)
  const [isOpen, setOpen] = useState(failed || !foldedGroups.includes(group))
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole || isPrinting ? cases : cases.slice(0, FEW_CASES)
  return (
    <details
      className="case-group"
      open={isOpen || isPrinting}
      onToggle={(event) => {
        if (!isPrinting) setOpen(event.currentTarget.open)
      }}
    >
      <summary>
        <b>{words[`cases-${group}`]}</b> <span className="faint num">{cases.length}</span>
      </summary>
      {(isOpen || isPrinting) && shown.map((one) => <CaseLine key={one.name + one.on} one={one} />)}
      {shown.length < cases.length && (
        <div className="card-body no-print">
          <Button onClick={() => setWhole(true)}>{words.showAll({ count: cases.length })}</Button>
        </div>
      )}
    </details>
  )
}

const Cases = ({ id }: { readonly id: string }) => {
  const words = useWords(lawWords)
  const [onlyFailed, setOnlyFailed] = useState(false)
  const cases = useQuery({ ...queryOf(tryArticle, { query: { id } }), staleTime: 600_000 })
  return (
    <QueryState query={cases} rows={4}>
      {({ items }) => {
        const passed = items.filter((one) => one.passed).length
        const wanted = onlyFailed ? items.filter((one) => !one.passed) : items
        return (
          <Card
            title={words.cases}
            aside={
              items.length === 0
                ? undefined
                : passed === items.length
                  ? words.allPassed({ count: items.length })
                  : words.somePassed({ count: items.length, passed })
            }
            flush
            id="cases"
          >
            <p className="card-body small quiet">
              {items.length === 0 ? words.noCases : words.casesAbout}
            </p>
            {passed < items.length && (
              <div className="card-body">
                <FilterChip isOn={onlyFailed} onClick={() => setOnlyFailed(!onlyFailed)}>
                  {words.onlyFailed}
                </FilterChip>
              </div>
            )}
            {caseGroups.map((group) => {
              const own = wanted.filter((one) => one.group === group)
              return own.length > 0 && <CaseGroup key={group} group={group} cases={own} />
            })}
          </Card>
        )
      }}
    </QueryState>
  )
}

const Doubts = ({
  article,
  version,
}: {
  readonly article: Article
  readonly version: ArticleVersion | undefined
}) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  return (
    <>
      <Card title={words.openPoints} aside={version?.open.length || undefined} id="open">
        {(version?.open.length ?? 0) === 0 ? (
          <p className="small quiet">{words.noOpen}</p>
        ) : (
          <div className="stack">
            {version?.open.map((point) => (
              <Note key={point.id} tone="doubt">
                {point.what[lang]}
              </Note>
            ))}
          </div>
        )}
      </Card>
      {article.readings.length > 0 && (
        <Card title={words.readings} aside={article.readings.length}>
          <div className="stack">
            {article.readings.map((reading) => (
              <Note key={reading.name} tone="doubt">
                <b>{reading.title[lang]}</b>
                <div>{reading.why[lang]}</div>
                <ul>
                  {reading.members.map((member) => (
                    <li key={member.en}>— {member[lang]}</li>
                  ))}
                </ul>
                {reading.source && <Source source={reading.source} />}
              </Note>
            ))}
          </div>
        </Card>
      )}
      {article.terms.length > 0 && (
        <Card title={words.terms} aside={article.terms.length}>
          <div className="stack">
            {article.terms.map((term) => (
              <div key={term.name} className="rule-box">
                <div className="rule-head">
                  <b>{term.title[lang]}</b>
                  {term.cites.map((cited) => (
                    <ArticleLink key={cited.ref} article={cited.article} on={article.on}>
                      {cited.label[lang]}
                    </ArticleLink>
                  ))}
                  {term.confidence && <ConfidenceChip confidence={term.confidence} />}
                </div>
                <div>
                  <Condition lines={term.conditions} />
                </div>
                {term.source && <Source source={term.source} />}
              </div>
            ))}
          </div>
        </Card>
      )}
      {article.usedBy.length > 0 && (
        <Card title={words.usedBy} aside={article.usedBy.length}>
          <ul className="stack">
            {article.usedBy.map((other) => (
              <li key={other.article}>
                <ArticleLink article={other.article} on={article.on}>
                  {other.label[lang]}
                </ArticleLink>{' '}
                <span className="small quiet">{other.title[lang]}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

const ArticleBody = ({ article }: { readonly article: Article }) => {
  const words = useWords(lawWords)
  const shown = article.versions.find(({ id }) => id === article.shown)
  return (
    <div className="page-body">
      {article.status !== 'in-force' && <Note tone="soon">{words.notInForce}</Note>}
      <KnownUntil until={article.knownUntil} />
      {shown?.isUnread && <Note tone="doubt">{words.notRead}</Note>}
      <Card
        title={words.provisions}
        aside={shown && <Period version={shown} />}
        actions={shown && !shown.isUnread && <ConfidenceChip confidence={shown.confidence} />}
        flush
      >
        {shown?.provisions.map((provision) => (
          <ProvisionRow key={provision.limb} provision={provision} version={shown} />
        ))}
      </Card>
      <Doubts article={article} version={shown} />
      <History article={article} />
      <Cases id={article.id} />
    </div>
  )
}

export const ArticlePage = () => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  const today = useToday()
  const navigate = useNavigate()
  const { _splat: id = '' } = useParams({ strict: false }) as { _splat?: string }
  const on = dayOfSearch(useSearch({ strict: false }), today)
  const article = useQuery({
    ...queryOf(readArticle, { query: { id, on } }),
    staleTime: 600_000,
  })
  return (
    <>
      <PageHead
        tab={words.article}
        title={
          article.data
            ? `${article.data.label[lang]}. ${article.data.title[lang]}`
            : words.loadingLaw
        }
        sub={
          <>
            {article.data && <span>{article.data.code.title[lang]}</span>}
            <span>{words.review}</span>
            {article.data?.url && (
              <a href={article.data.url} target="_blank" rel="noreferrer">
                {words.officialText}
              </a>
            )}
          </>
        }
        trail={[
          <Link key="law" to="/law" search={{ on }}>
            {words.title}
          </Link>,
          ...(article.data ? [article.data.code.short[lang]] : []),
        ]}
        actions={
          <>
            <LawDayField
              value={on}
              onChange={(day) =>
                void navigate({
                  to: '/law/articles/$',
                  params: { _splat: id },
                  search: { on: day },
                })
              }
            />
            <PrintButton />
          </>
        }
      >
        {article.data && article.data.versions.length > 1 && (
          <nav className="periods no-print" aria-label={words.history}>
            {article.data.versions.map((version) => (
              <Link
                key={version.id}
                to="/law/articles/$"
                params={{ _splat: id }}
                search={{ on: version.from?.day ?? '2000-01-01' }}
                className="period"
                aria-current={version.id === article.data.shown ? 'true' : undefined}
              >
                {version.from === null ? words.always : dayText(version.from, lang)}
              </Link>
            ))}
          </nav>
        )}
      </PageHead>
      <QueryState query={article} rows={8}>
        {(shown) => <ArticleBody article={shown} />}
      </QueryState>
    </>
  )
}
