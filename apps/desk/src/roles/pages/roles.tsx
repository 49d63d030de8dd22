import './roles.css'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { listRoles, permissions, type Role } from '@umai/contract'
import { useState } from 'react'
import { queryOf } from '../../offline/query.ts'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { permissionName, roleName } from '../model.ts'
import { roleWords } from '../words.ts'

export const RolesPage = () => {
  const words = useWords(roleWords)
  const { lang } = useLanguage()
  const roles = useQuery(queryOf(listRoles, {}))
  const [only, setOnly] = useState<Role | null>(null)
  return (
    <>
      <PageHead tab={words.title} title={words.title} sub={words.about} />
      <QueryState query={roles} rows={10}>
        {({ items }) => {
          const shown = items.filter(({ role }) => only === null || role === only)
          return (
            <>
              <div className="filter-bar">
                <FilterChip isOn={only === null} onClick={() => setOnly(null)}>
                  {words.all}
                </FilterChip>
                {items.map(({ role }) => (
                  <FilterChip key={role} isOn={only === role} onClick={() => setOnly(role)}>
                    {roleName(role, lang)}
                  </FilterChip>
                ))}
              </div>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard. */}
              <section className="role-matrix" tabIndex={0} aria-label={words.title}>
                <table data-one={only !== null || undefined}>
                  <thead>
                    <tr>
                      <th scope="col">{words.permission}</th>
                      {shown.map(({ role, people }) => (
                        <th key={role} scope="col">
                          <span className="role-name">{roleName(role, lang)}</span>
                          {people > 0 && (
                            <span className="role-people">{words.people({ count: people })}</span>
                          )}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {permissions.map((permission) => (
                      <tr key={permission}>
                        <th scope="row">{permissionName(permission, lang)}</th>
                        {shown.map(({ role, permissions: held }) => {
                          const isHeld = held.includes(permission)
                          return (
                            <td key={role} data-held={isHeld || undefined}>
                              <Icon of={isHeld ? IconCheck : IconMinus} size="small" />
                              <span className="unseen">{isHeld ? words.yes : words.no}</span>
                            </td>
                          )
                        })}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            </>
          )
        }}
      </QueryState>
    </>
  )
}
