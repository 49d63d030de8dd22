import { IconArrowForwardUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type Referral, searchReferrals } from '@umai/contract'
import { usePages } from '../../offline/query.ts'
import { useSetting } from '../../ui/address/address-state.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toneOfReferral } from '../model.ts'
import { referralKindNames, referralWords } from '../words.ts'

const shown = ['waiting', 'in', 'out', 'all'] as const

const sorts = ['answerBy', '-sentAt'] as const

export const ReferralsPage = () => {
  const words = useWords(referralWords)
  const kinds = useWords(referralKindNames)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const [said, setShows] = useSetting('shows', shown)
  const shows = said ?? 'waiting'
  const [sort, setSort] = useSetting('sort', sorts)
  const referrals = usePages(searchReferrals, {
    body: {
      sort: sort ?? 'answerBy',
      ...(shows === 'in' || shows === 'out' ? { direction: shows } : {}),
      ...(shows === 'waiting' ? { state: 'sent' as const } : {}),
    },
  })
  return (
    <>
      <PageHead tab={words.title} title={words.title} sub={words.about} />
      <div className="filter-bar">
        {shown.map((one) => (
          <FilterChip key={one} isOn={shows === one} onClick={() => setShows(one)}>
            {words[one]}
          </FilterChip>
        ))}
      </div>
      <QueryState query={referrals} rows={6}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconArrowForwardUp} title={words.nothing}>
              {words.nothingHint}
            </EmptyState>
          ) : (
            <>
              <Table<Referral>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                sort={sort ?? 'answerBy'}
                onSort={setSort}
                columns={[
                  {
                    id: 'case',
                    title: words.case,
                    show: (one) => (
                      <span>
                        <Link to="/cases/$id/referrals" params={{ id: one.caseId }}>
                          {one.caseNumber}
                        </Link>
                        <span className="under">{kinds[one.kind]}</span>
                      </span>
                    ),
                  },
                  { id: 'from', title: words.from, show: (one) => one.from.name[lang] },
                  { id: 'to', title: words.to, show: (one) => one.to.name[lang] },
                  {
                    id: 'state',
                    title: words.state,
                    show: (one) => (
                      <span>
                        <Chip tone={toneOfReferral(one)}>
                          {one.isLate ? words.late : words[one.state]}
                        </Chip>
                      </span>
                    ),
                  },
                  {
                    id: 'by',
                    title: words.answerBy,
                    sort: 'answerBy',
                    show: (one) => momentInWords(one.answerBy, lang, nowMs),
                  },
                  {
                    id: 'sent',
                    title: words.sentAt,
                    show: (one) => momentInWords(one.sentAt, lang, nowMs),
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={referrals.more}
                isLoading={referrals.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
