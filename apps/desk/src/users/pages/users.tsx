import '../parts/users.css'
import { Select, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { roles, searchUsers, type UserRow, userStates } from '@umai/contract'
import { useDeferredValue } from 'react'
import { usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { roleName } from '../../roles/model.ts'
import { useSetting } from '../../ui/address/address-state.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Avatar } from '../../ui/avatar/avatar.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { userWords } from '../words.ts'

const sorts = ['name', '-name', 'lastSeenAt', '-lastSeenAt'] as const

export const UsersPage = () => {
  const words = useWords(userWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const [typed, setTyped] = useKeptText()
  const [state, setState] = useSetting('state', userStates)
  const [role, setRole] = useSetting('role', roles)
  const [sort, setSort] = useSetting('sort', sorts)
  const q = useDeferredValue(typed.trim())
  const users = usePages(searchUsers, {
    body: {
      sort: sort ?? 'name',
      ...(q === '' ? {} : { q }),
      ...(state === null ? {} : { state }),
      ...(role === null ? {} : { role }),
    },
  })
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={
          may('manage-users') && (
            <LinkButton to="/users/new" variant="filled" leftSection={<Icon of={IconPlus} />}>
              {words.add}
            </LinkButton>
          )
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
        <Select
          aria-label={words.role}
          placeholder={words.role}
          clearable
          value={role}
          onChange={setRole}
          data={roles.map((one) => ({ value: one, label: roleName(one, lang) }))}
        />
        <FilterChip isOn={state === null} onClick={() => setState(null)}>
          {words.everyone}
        </FilterChip>
        {userStates.map((one) => (
          <FilterChip
            key={one}
            isOn={state === one}
            onClick={() => setState(state === one ? null : one)}
          >
            {words[one]}
          </FilterChip>
        ))}
      </div>
      <QueryState query={users} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={words.nothing}>{words.nothingHint}</EmptyState>
          ) : (
            <>
              <Table<UserRow>
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
                    show: (user) => (
                      <span className="user-name">
                        <Avatar name={user.name} />
                        <span>
                          <Link to="/users/$id" params={{ id: user.id }}>
                            {user.name}
                          </Link>
                          <span className="under">{user.position}</span>
                        </span>
                      </span>
                    ),
                  },
                  {
                    id: 'roles',
                    title: words.roles,
                    show: (user) => user.roles.map((one) => roleName(one, lang)).join(', '),
                  },
                  {
                    id: 'units',
                    title: words.units,
                    show: (user) => user.units.map((unit) => unit.name[lang]).join(', '),
                  },
                  {
                    id: 'state',
                    title: words.state,
                    show: (user) => (
                      <span>
                        <Chip
                          tone={
                            user.state === 'active'
                              ? 'done'
                              : user.state === 'invited'
                                ? 'info'
                                : 'line'
                          }
                        >
                          {words[user.state]}
                        </Chip>
                      </span>
                    ),
                  },
                  {
                    id: 'seen',
                    title: words.seen,
                    sort: 'lastSeenAt',
                    show: (user) =>
                      user.lastSeenAt === null ? (
                        <span className="faint keep">{words.never}</span>
                      ) : (
                        <span className="keep">{momentInWords(user.lastSeenAt, lang, nowMs)}</span>
                      ),
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={users.more}
                isLoading={users.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
