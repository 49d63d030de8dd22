import '../parts/merges.css'
import { Select } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
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
import { useState } from 'react'
import { queryOf } from '../../offline/query.ts'
import { Avatar } from '../../ui/avatar/avatar.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useReasons } from '../../ui/evidence/evidence.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { type Likeness, SearchHit } from '../../ui/search-hit/search-hit.tsx'
import { nameOf } from '../model.ts'
import { mergeWords, pairSourceNames, pairStateNames } from '../words.ts'

const strengths = ['any', 'alike', 'veryAlike'] as const
const atLeastOf = { any: undefined, alike: 4, veryAlike: 5 } as const

export const PairsPage = () => {
  const words = useWords(mergeWords)
  const states = useWords(pairStateNames)
  const sources = useWords(pairSourceNames)
  const { lang } = useLanguage()
  const reasonsOf = useReasons()
  const [state, setState] = useState<PairState>('open')
  const [source, setSource] = useState<PairSource | null>(null)
  const [strength, setStrength] = useState<(typeof strengths)[number]>('any')
  const atLeast = atLeastOf[strength]
  const pairs = useQuery({
    ...queryOf(listPersonPairs, {
      query: {
        state,
        ...(source === null ? {} : { source }),
        ...(atLeast === undefined ? {} : { atLeast }),
      },
    }),
    placeholderData: keepPreviousData,
  })
  const about = (side: PairSide) =>
    side.birthDate === null ? undefined : formatDay(side.birthDate, lang)
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={<LinkButton to="/duplicates/runs">{words.runs}</LinkButton>}
      />
      <div className="filter-bar">
        {pairStates.map((one) => (
          <FilterChip key={one} isOn={state === one} onClick={() => setState(one)}>
            {states[one]}
          </FilterChip>
        ))}
        <Select
          aria-label={words.strength}
          value={strength}
          onChange={(one) => setStrength(one ?? 'any')}
          data={strengths.map((one) => ({ value: one, label: `${words.strength}: ${words[one]}` }))}
        />
        <Select
          aria-label={words.source}
          value={source ?? 'any'}
          onChange={(one) => setSource(one === 'any' ? null : one)}
          data={[
            { value: 'any' as const, label: `${words.source}: ${words.any}` },
            ...pairSources.map((one) => ({ value: one, label: sources[one] })),
          ]}
        />
      </div>
      <QueryState query={pairs} rows={5}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconUsers} title={words.nothing}>
              {words.nothingHint}
            </EmptyState>
          ) : (
            <>
              <p className="pairs-count small quiet">
                {words.shown({ shown: items.length, total })}
              </p>
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
            </>
          )
        }
      </QueryState>
    </>
  )
}
