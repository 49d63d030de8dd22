import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type AgencyRow, agencyKinds, searchAgencies } from '@umai/contract'
import { useDeferredValue } from 'react'
import { usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { useWallSheet } from '../../offline/wall-sheet.ts'
import { useSetting } from '../../ui/address/address-state.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { WallSheetLink } from '../../ui/wall-sheet/wall-sheet-link.tsx'
import { agencyKindNames, agencyWords } from '../words.ts'

const sorts = ['name', '-name', 'kind'] as const

export const AgenciesPage = () => {
  const words = useWords(agencyWords)
  const kinds = useWords(agencyKindNames)
  const { lang } = useLanguage()
  const may = useMay()
  const sheet = useWallSheet(lang)
  const [typed, setTyped] = useKeptText()
  const [kind, setKind] = useSetting('kind', agencyKinds)
  const [sort, setSort] = useSetting('sort', sorts)
  const q = useDeferredValue(typed.trim())
  const agencies = usePages(searchAgencies, {
    body: {
      sort: sort ?? 'name',
      ...(q === '' ? {} : { q }),
      ...(kind === null ? {} : { kind }),
    },
  })
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={
          <>
            <WallSheetLink address={sheet} />
            {may('manage-agencies') && (
              <LinkButton to="/agencies/new" variant="filled">
                {words.found}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="filter-bar">
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Icon of={IconSearch} size="small" />}
          value={typed}
          maxLength={120}
          data-list-search
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FilterChip isOn={kind === null} onClick={() => setKind(null)}>
          {words.all}
        </FilterChip>
        {agencyKinds.map((one) => (
          <FilterChip
            key={one}
            isOn={kind === one}
            onClick={() => setKind(kind === one ? null : one)}
          >
            {kinds[one]}
          </FilterChip>
        ))}
      </div>
      <QueryState query={agencies} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={words.nothing}>{words.nothingHint}</EmptyState>
          ) : (
            <>
              <Table<AgencyRow>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                sort={sort ?? 'name'}
                onSort={setSort}
                columns={[
                  {
                    id: 'name',
                    title: words.name,
                    sort: 'name',
                    show: (agency) => (
                      <span className="row">
                        <Link to="/agencies/$id" params={{ id: agency.id }}>
                          {agency.name[lang]}
                        </Link>
                        {agency.isOwn && <Chip tone="accent">{words.own}</Chip>}
                      </span>
                    ),
                  },
                  {
                    id: 'kind',
                    title: words.kind,
                    sort: 'kind',
                    show: (agency) => kinds[agency.kind],
                  },
                  { id: 'place', title: words.place, show: (agency) => agency.place.name[lang] },
                  { id: 'units', title: words.units, show: (agency) => agency.units },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={agencies.more}
                isLoading={agencies.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
