import { Select, TextInput } from '@mantine/core'
import { IconFolder, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type CaseRow, riskLevels, searchCases } from '@umai/contract'
import { useDeferredValue } from 'react'
import { usePages } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { useAddressState } from '../../ui/address/address-state.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Risk } from '../../ui/risk/risk.tsx'
import { riskWords } from '../../ui/risk/words.ts'
import { Table } from '../../ui/table/table.tsx'
import { caseWords } from '../words.ts'

const sorts = ['-openedAt', 'openedAt', 'nextDueAt'] as const

export const CasesPage = () => {
  const words = useWords(caseWords)
  const risks = useWords(riskWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const [typed, setTyped] = useKeptText()
  const [address, setAddress] = useAddressState<'whose' | 'state' | 'risk' | 'sort' | 'place'>()
  const whose = address.whose === 'mine' ? 'mine' : 'all'
  const state = address.state === 'closed' ? 'closed' : 'open'
  const risk = riskLevels.find((level) => level === address.risk) ?? null
  const sort = sorts.find((one) => one === address.sort) ?? '-openedAt'
  const place = address.place?.padStart(9, '0') ?? ''
  const isPlace = /^\d{9}$/.test(place)
  const placeName = useSearch(isPlace ? place : '', ['place'])[0]?.title[lang]
  const q = useDeferredValue(typed.trim())
  const cases = usePages(searchCases, {
    body: {
      sort,
      whose,
      state,
      ...(q === '' ? {} : { q }),
      ...(risk === null ? {} : { risk }),
      ...(isPlace ? { place } : {}),
    },
  })
  return (
    <>
      <PageHead tab={words.title} title={words.title} sub={words.about} />
      <div className="filter-bar">
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Icon of={IconSearch} size="small" />}
          value={typed}
          maxLength={120}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={words.risk}
          placeholder={words.anyRisk}
          clearable
          value={risk}
          onChange={(level) => setAddress({ risk: level })}
          data={riskLevels.map((one) => ({ value: one, label: risks[one] }))}
        />
        <FilterChip
          isOn={whose === 'mine'}
          onClick={() => setAddress({ whose: whose === 'mine' ? null : 'mine' })}
        >
          {words.mine}
        </FilterChip>
        <FilterChip isOn={state === 'open'} onClick={() => setAddress({ state: null })}>
          {words.stateOpen}
        </FilterChip>
        <FilterChip isOn={state === 'closed'} onClick={() => setAddress({ state: 'closed' })}>
          {words.stateClosed}
        </FilterChip>
        {isPlace && (
          <FilterChip isOn onClick={() => setAddress({ place: null })}>
            {placeName ?? place} ×
          </FilterChip>
        )}
      </div>
      <QueryState query={cases} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconFolder} title={words.nothing}>
              {words.nothingHint}
            </EmptyState>
          ) : (
            <>
              <Table<CaseRow>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                sort={sort}
                onSort={(next) => setAddress({ sort: next })}
                columns={[
                  {
                    id: 'who',
                    title: words.who,
                    show: (one) => (
                      <span>
                        <Link to="/cases/$id" params={{ id: one.id }}>
                          {one.title}
                        </Link>
                        <span className="under">{one.number}</span>
                      </span>
                    ),
                  },
                  { id: 'risk', title: words.risk, show: (one) => <Risk level={one.risk} /> },
                  {
                    id: 'duties',
                    title: words.duties,
                    show: (one) => (
                      <span className="row">
                        {one.lateDuties > 0 && (
                          <Chip tone="late">{words.lateDuties({ count: one.lateDuties })}</Chip>
                        )}
                        {words.openDuties({ count: one.openDuties })}
                      </span>
                    ),
                  },
                  {
                    id: 'next',
                    title: words.next,
                    sort: 'nextDueAt',
                    show: (one) =>
                      one.nextDueAt === null ? null : momentInWords(one.nextDueAt, lang, nowMs),
                  },
                  {
                    id: 'owner',
                    title: words.owner,
                    show: (one) => (
                      <span>
                        {one.owner?.name ?? words.noOwner}
                        <span className="under">{one.unit.name[lang]}</span>
                      </span>
                    ),
                  },
                  { id: 'place', title: words.place, show: (one) => one.place.name[lang] },
                  {
                    id: 'opened',
                    title: words.opened,
                    sort: 'openedAt',
                    show: (one) => (
                      <span className="keep">{momentInWords(one.openedAt, lang, nowMs)}</span>
                    ),
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={cases.more}
                isLoading={cases.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
