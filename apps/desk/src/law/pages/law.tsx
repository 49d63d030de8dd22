import '../parts/law.css'
import { Select, TextInput } from '@mantine/core'
import { IconScale, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  type ArticleRow,
  type ArticleStatus,
  articleStatuses,
  searchArticles,
} from '@umai/contract'
import { formatDay, formatTenge } from '@umai/words'
import { useDeferredValue, useState } from 'react'
import { queryOf } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Table } from '../../ui/table/table.tsx'
import { dayOfSearch, dayText, toneOfConfidence } from '../model.ts'
import { ArticleLink } from '../parts/article-link.tsx'
import { KnownUntil } from '../parts/known-until.tsx'
import { LawDayField, useToday } from '../parts/law-day.tsx'
import { lawWords } from '../words.ts'

const toneOfStatus = { 'in-force': 'done', 'not-yet': 'info', 'no-longer': 'plain' } as const

export const LawPage = () => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  const may = useMay()
  const today = useToday()
  const navigate = useNavigate()
  const on = dayOfSearch(useSearch({ strict: false }), today)
  const [typed, setTyped] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [status, setStatus] = useState<ArticleStatus | null>('in-force')
  const q = useDeferredValue(typed.trim())
  const articles = useQuery({
    ...queryOf(searchArticles, {
      body: {
        on,
        ...(q === '' ? {} : { q }),
        ...(code === null ? {} : { code }),
        ...(status === null ? {} : { status }),
      },
    }),
    placeholderData: keepPreviousData,
    staleTime: 600_000,
  })
  const index = articles.data?.index
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={
          <>
            <span>{words.about}</span>
            {index && (
              <span className="law-index">
                {words.index({
                  value: formatTenge(index.value),
                  from: formatDay(index.from, lang),
                })}
              </span>
            )}
          </>
        }
        actions={
          <>
            <LinkButton to="/law/what-applies" search={{ on }} variant="filled">
              {words.whatApplies}
            </LinkButton>
            <LinkButton to="/law/changes" search={{ from: on, to: today }}>
              {words.compare}
            </LinkButton>
            <LinkButton to="/law/impact">{words.impact}</LinkButton>
            {may('read-cases') && <LinkButton to="/law/touched">{words.touched}</LinkButton>}
          </>
        }
      />
      <div className="filter-bar">
        <LawDayField
          value={on}
          onChange={(day) => void navigate({ to: '/law', search: { on: day } })}
        />
        <TextInput
          className="law-search"
          label={words.search}
          leftSection={<Icon of={IconSearch} size="small" />}
          value={typed}
          maxLength={120}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          label={words.allCodes}
          placeholder={words.allCodes}
          clearable
          value={code}
          onChange={setCode}
          data={(articles.data?.codes ?? [])
            .filter(({ articles: count }) => count > 0)
            .map(({ id, short, articles: count }) => ({
              value: id,
              label: `${short[lang]} · ${count}`,
            }))}
        />
      </div>
      <div className="filter-bar">
        {articleStatuses.map((one) => (
          <FilterChip
            key={one}
            isOn={status === one}
            onClick={() => setStatus(status === one ? null : one)}
          >
            {words[one]} {articles.data?.counts[one]}
          </FilterChip>
        ))}
        <FilterChip isOn={status === null} onClick={() => setStatus(null)}>
          {words.allStatuses}
        </FilterChip>
        <span className="faint small" role="status">
          {articles.data && words.found({ count: articles.data.items.length })}
        </span>
      </div>
      <QueryState query={articles} rows={10}>
        {({ items, knownUntil }) =>
          items.length === 0 ? (
            <EmptyState icon={IconScale} title={words.nothing}>
              {words.nothingHint}
            </EmptyState>
          ) : (
            <>
              <div className="law-known">
                <KnownUntil until={knownUntil} />
              </div>
              <Table<ArticleRow>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                columns={[
                  {
                    id: 'article',
                    title: words.article,
                    show: (row) => (
                      <span>
                        <ArticleLink article={row.id} on={on}>
                          {row.label[lang]}
                        </ArticleLink>
                        <span className="under">{row.title[lang]}</span>
                      </span>
                    ),
                  },
                  {
                    id: 'status',
                    title: words.status,
                    show: (row) => <Chip tone={toneOfStatus[row.status]}>{words[row.status]}</Chip>,
                  },
                  {
                    id: 'period',
                    title: words.period,
                    show: (row) => (
                      <span className="small">
                        <span className="law-period">
                          {row.from === null
                            ? words.always
                            : words.from({ day: dayText(row.from, lang) })}
                        </span>
                        {row.to !== null && (
                          <span className="law-period">
                            {words.to({ day: dayText(row.to, lang) })}
                          </span>
                        )}
                      </span>
                    ),
                  },
                  {
                    id: 'confidence',
                    title: words.confidence,
                    show: (row) => (
                      <span className="law-chips">
                        {/* A text that nobody read is neither sure nor contested. */}
                        {row.isUnread ? (
                          <Chip tone="doubt">{words.unread}</Chip>
                        ) : (
                          <Chip tone={toneOfConfidence[row.confidence]}>
                            {words[row.confidence]}
                          </Chip>
                        )}
                        {row.isContested && row.confidence !== 'disputed' && (
                          <Chip tone="doubt">{words.contested}</Chip>
                        )}
                      </span>
                    ),
                  },
                  {
                    id: 'inside',
                    title: words.inside,
                    show: (row) => {
                      const parts = [
                        row.rules > 0 ? words.rules({ count: row.rules }) : '',
                        row.duties > 0 ? words.duties({ count: row.duties }) : '',
                        row.versions > 1 ? words.versions({ count: row.versions }) : '',
                        row.open > 0 ? words.open({ count: row.open }) : '',
                      ].filter((part) => part !== '')
                      return (
                        parts.length > 0 && <span className="small quiet">{parts.join(' · ')}</span>
                      )
                    },
                  },
                ]}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
