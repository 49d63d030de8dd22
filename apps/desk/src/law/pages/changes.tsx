import '../parts/law.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { compareLaw } from '@umai/contract'
import { addMonths, formatDay, isPlainDate, type PlainDate } from '@umai/words'
import { queryOf } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { ArticleLink } from '../parts/article-link.tsx'
import { Change } from '../parts/change.tsx'
import { KnownUntil } from '../parts/known-until.tsx'
import { LawDayField, useToday } from '../parts/law-day.tsx'
import { Source } from '../parts/source.tsx'
import { lawWords } from '../words.ts'

export const LawChangesPage = () => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  const today = useToday()
  const navigate = useNavigate()
  const search: { from?: unknown; to?: unknown } = useSearch({ strict: false })
  const day = (value: unknown, instead: PlainDate) =>
    typeof value === 'string' && isPlainDate(value) ? value : instead
  const to = day(search.to, today)
  // Between a day and itself nothing changes; a year shows what is new.
  const from = day(search.from, addMonths(to, -12))
  const changes = useQuery({
    ...queryOf(compareLaw, { query: { from, to } }),
    staleTime: 600_000,
  })
  const go = (next: { readonly from: string; readonly to: string }) =>
    void navigate({ to: '/law/changes', search: next })
  return (
    <>
      <PageHead
        tab={words.changesTitle}
        title={words.changesTitle}
        sub={words.anyText}
        trail={[
          <Link key="law" to="/law" search={{ on: to }}>
            {words.title}
          </Link>,
        ]}
      />
      <div className="filter-bar">
        <LawDayField
          label={words.fromDay}
          value={from}
          onChange={(next) => go({ from: next, to })}
        />
        <LawDayField label={words.toDay} value={to} onChange={(next) => go({ from, to: next })} />
      </div>
      <div className="page-body">
        <QueryState query={changes} rows={6}>
          {({ acts, articles, knownUntil }) => (
            <>
              <KnownUntil until={knownUntil} />
              <Card title={words.acts} aside={acts.length || undefined}>
                {acts.length === 0 ? (
                  <p className="small quiet">{words.noActs}</p>
                ) : (
                  <ul className="stack">
                    {acts.map((act) => (
                      <li key={act.id}>
                        <b>{act.title[lang]}</b>{' '}
                        <span className="small quiet">
                          {words.from({ day: formatDay(act.inForce.day, lang) })}
                        </span>
                        {act.rule && <span className="under">{act.rule[lang]}</span>}
                        {act.source && (
                          <div>
                            <Source source={act.source} />
                          </div>
                        )}
                      </li>
                    ))}
                  </ul>
                )}
              </Card>
              {articles.length === 0 && <p className="quiet">{words.noChanges}</p>}
              {articles.map((article) => (
                <Card
                  key={article.id}
                  title={
                    <ArticleLink article={article.id} on={to}>
                      {article.label[lang]}
                    </ArticleLink>
                  }
                  aside={article.title[lang]}
                  actions={
                    article.before === null ? (
                      <Chip tone="done">{words.came_in}</Chip>
                    ) : article.after === null ? (
                      <Chip tone="late">{words.went_out}</Chip>
                    ) : (
                      <Chip tone="info">{words.changes({ count: article.changes.length })}</Chip>
                    )
                  }
                >
                  {article.changes.length === 0 && <p className="small faint">{words.sameWords}</p>}
                  {article.changes.map((change) => (
                    <Change key={`${change.what.en} ${change.before?.en ?? ''}`} change={change} />
                  ))}
                </Card>
              ))}
            </>
          )}
        </QueryState>
      </div>
    </>
  )
}
