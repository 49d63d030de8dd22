import { Select } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { searchThreads, type ThreadRow, threadTopics } from '@umai/contract'
import { usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { useSetting } from '../../ui/address/address-state.ts'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { StateChip } from '../parts/state-chip.tsx'
import { threadWords, topicNames } from '../words.ts'

const shown = ['waiting', 'open', 'ended', 'all'] as const

const sorts = ['-movedAt', 'movedAt', '-openedAt'] as const

/** The inbox of letters without a name: those that wait for us first. */
export const ThreadsPage = () => {
  const words = useWords(threadWords)
  const topics = useWords(topicNames)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const [said, setShows] = useSetting('shows', shown)
  const shows = said ?? 'waiting'
  const [topic, setTopic] = useSetting('topic', threadTopics)
  const [sort, setSort] = useSetting('sort', sorts)
  const threads = usePages(searchThreads, {
    body: {
      sort: sort ?? 'movedAt',
      ...(shows === 'waiting' ? { state: 'open' as const, waitsFor: 'staff' as const } : {}),
      ...(shows === 'open' || shows === 'ended' ? { state: shows } : {}),
      ...(topic === null ? {} : { topic }),
    },
  })
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={
          may('keep-escrow') && <LinkButton to="/threads/escrow">{words.keptKeys}</LinkButton>
        }
      />
      <div className="filter-bar">
        {shown.map((one) => (
          <FilterChip key={one} isOn={shows === one} onClick={() => setShows(one)}>
            {words[one]}
            {one === 'waiting' && threads.data !== undefined && ` · ${threads.data.first.waiting}`}
          </FilterChip>
        ))}
        <Select
          aria-label={words.topic}
          placeholder={words.allTopics}
          clearable
          value={topic}
          onChange={setTopic}
          data={threadTopics.map((one) => ({ value: one, label: topics[one] }))}
        />
      </div>
      <QueryState query={threads} rows={6}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconMail} title={words.nothing}>
              {words.nothingHint}
            </EmptyState>
          ) : (
            <>
              <Table<ThreadRow>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                sort={sort ?? 'movedAt'}
                onSort={setSort}
                columns={[
                  {
                    id: 'topic',
                    title: words.topic,
                    show: (one) => (
                      <span>
                        <Link to="/threads/$id" params={{ id: one.id }}>
                          {topics[one.topic]}
                        </Link>
                        {one.writer === 'child' && <span className="under">{words.child}</span>}
                      </span>
                    ),
                  },
                  { id: 'state', title: words.state, show: (one) => <StateChip of={one} /> },
                  {
                    id: 'place',
                    title: words.place,
                    show: (one) => one.place?.name[lang] ?? words.noPlace,
                  },
                  {
                    id: 'moved',
                    title: words.moved,
                    sort: 'movedAt',
                    show: (one) => momentInWords(one.movedAt, lang, nowMs),
                  },
                  {
                    id: 'opened',
                    title: words.opened,
                    show: (one) => momentInWords(one.openedAt, lang, nowMs),
                  },
                  { id: 'count', title: words.count, show: (one) => one.messages },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={threads.more}
                isLoading={threads.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
