import '../parts/people.css'
import { TextInput } from '@mantine/core'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { searchPeople } from '@umai/contract'
import { useDeferredValue } from 'react'
import { caseRoleName } from '../../cases/model.ts'
import { queryOf } from '../../offline/query.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Avatar } from '../../ui/avatar/avatar.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { HitReasons, type Likeness, Marked, SearchHit } from '../../ui/search-hit/search-hit.tsx'
import { peopleWords } from '../words.ts'

export const PeoplePage = () => {
  const words = useWords(peopleWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useKeptText()
  const q = useDeferredValue(typed.trim())
  const isAsking = q.length >= 2
  const people = useQuery({
    ...queryOf(searchPeople, { body: { q: q.slice(0, 120) } }),
    enabled: isAsking,
    placeholderData: keepPreviousData,
    gcTime: 0,
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
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {isAsking ? (
        <QueryState query={people} rows={5}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={IconUsers} title={words.nothing}>
                {words.nothingHint}
              </EmptyState>
            ) : (
              <ul className="people-list">
                {items.map((person) => (
                  <li key={person.id}>
                    <Link to="/people/$id" params={{ id: person.id }}>
                      <SearchHit
                        lead={<Avatar name={person.name} size="large" />}
                        title={<Marked text={person.name} query={q} />}
                        under={person.birthYear}
                        likeness={person.likeness as Likeness}
                        reasons={
                          <>
                            <HitReasons reasons={person.reasons} />
                            {person.cases.map((one) => (
                              <Chip key={`${one.id} ${one.role}`}>
                                {one.number} · {caseRoleName(one.role, lang)}
                              </Chip>
                            ))}
                          </>
                        }
                      />
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryState>
      ) : (
        <EmptyState icon={IconUsers} title={words.start}>
          {words.startHint}
        </EmptyState>
      )}
    </>
  )
}
