import '../parts/merges.css'
import { Select } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import {
  listPersonPairs,
  type PairSide,
  type PairSource,
  type PairState,
  pairSources,
  pairStates,
} from '@umai/contract'
import { formatDay } from '@umai/words'
import { usePages } from '../../offline/query.ts'
import { useAddressState } from '../../ui/address/address-state.ts'
import { Avatar } from '../../ui/avatar/avatar.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useReasons } from '../../ui/evidence/evidence.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { type Likeness, SearchHit } from '../../ui/search-hit/search-hit.tsx'
import { nameOf } from '../model.ts'
import { NoPairs } from '../parts/no-pairs.tsx'
import { PlaceFilter } from '../parts/place-filter.tsx'
import { mergeWords, pairSourceNames, pairStateNames } from '../words.ts'

const strengths = ['any', 'alike', 'veryAlike'] as const
const atLeastOf = { any: undefined, alike: 4, veryAlike: 5 } as const

export const PairsPage = () => {
  const words = useWords(mergeWords)
  const states = useWords(pairStateNames)
  const sources = useWords(pairSourceNames)
  const { lang } = useLanguage()
  const reasonsOf = useReasons()
  const [address, setAddress] = useAddressState<'state' | 'source' | 'strength' | 'place'>()
  const state: PairState = pairStates.find((one) => one === address.state) ?? 'open'
  const source: PairSource | null = pairSources.find((one) => one === address.source) ?? null
  const strength = strengths.find((one) => one === address.strength) ?? 'any'
  const kato = address.place?.padStart(9, '0') ?? ''
  const place = /^\d{9}$/.test(kato) ? kato : null
  const atLeast = atLeastOf[strength]
  // A pair arises from what somebody else answers in a case that is not the steward's, and nobody tells his desk.
  const pairs = usePages(
    listPersonPairs,
    {
      query: {
        state,
        limit: 50,
        ...(source === null ? {} : { source }),
        ...(atLeast === undefined ? {} : { atLeast }),
        ...(place === null ? {} : { place }),
      },
    },
    { staleTime: 0 },
  )
  const isUnfiltered =
    state === 'open' && source === null && atLeast === undefined && place === null
  const about = (side: PairSide) =>
    side.birthDate === null ? undefined : formatDay(side.birthDate, lang)
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={
          <>
            <LinkButton to="/duplicates/registers">{words.registers}</LinkButton>
            <LinkButton to="/duplicates/runs">{words.runs}</LinkButton>
          </>
        }
      />
      <div className="filter-bar">
        {pairStates.map((one) => (
          <FilterChip
            key={one}
            isOn={state === one}
            onClick={() => setAddress({ state: one === 'open' ? null : one })}
          >
            {states[one]}
          </FilterChip>
        ))}
        <Select
          aria-label={words.strength}
          value={strength}
          onChange={(one) => setAddress({ strength: one === 'any' ? null : one })}
          data={strengths.map((one) => ({ value: one, label: `${words.strength}: ${words[one]}` }))}
        />
        <Select
          aria-label={words.source}
          value={source ?? 'any'}
          onChange={(one) => setAddress({ source: one === 'any' ? null : one })}
          data={[
            { value: 'any' as const, label: `${words.source}: ${words.any}` },
            ...pairSources.map((one) => ({ value: one, label: sources[one] })),
          ]}
        />
        <PlaceFilter place={place} onChange={(one) => setAddress({ place: one })} />
      </div>
      {place !== null && <p className="pairs-count small quiet">{words.placeHint}</p>}
      <QueryState query={pairs} rows={5}>
        {({ items, total }) =>
          items.length === 0 ? (
            isUnfiltered ? (
              <NoPairs />
            ) : (
              <EmptyState icon={IconUsers} title={words.nothing}>
                {words.filteredHint}
              </EmptyState>
            )
          ) : (
            <>
              <p className="pairs-count small quiet">{words.order}</p>
              <ul className="pairs-list">
                {items.map((pair) => (
                  <li key={pair.id}>
                    <Link to="/duplicates/$id" params={{ id: pair.id }}>
                      <SearchHit
                        lead={<Avatar name={nameOf(pair.left)} size="large" />}
                        title={`${nameOf(pair.left)} — ${nameOf(pair.right)}`}
                        under={[about(pair.left), about(pair.right), sources[pair.source]]
                          .filter((part) => part !== undefined)
                          .join(' · ')}
                        likeness={pair.likeness as Likeness}
                        reasons={reasonsOf(pair.evidence).map(({ kind, text, speaksFor }) => (
                          <Chip key={kind} tone={speaksFor ? 'line' : 'soon'}>
                            {text}
                          </Chip>
                        ))}
                      />
                    </Link>
                  </li>
                ))}
              </ul>
              <Pager
                shown={items.length}
                total={total}
                onMore={pairs.more}
                isLoading={pairs.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
