import { useQuery } from '@tanstack/react-query'
import { type Role, readAgency, roles } from '@umai/contract'
import type { Lang } from '@umai/words'
import { queryOf } from '../offline/query.ts'
import { useSession } from '../offline/session.ts'
import { roleName } from '../roles/model.ts'

/** Open units of the own agency, for choosing one. */
export const useOwnUnits = (
  lang: Lang,
): readonly { readonly value: string; readonly label: string }[] => {
  const { agency } = useSession()
  const { data } = useQuery(queryOf(readAgency, { params: { id: agency.id } }))
  return (data?.units ?? [])
    .filter((unit) => unit.closedAt === null)
    .map((unit) => ({ value: unit.id, label: unit.name[lang] }))
}

/** Roles for choosing one; whether the agency may have it the server says. */
export const roleChoices = (
  lang: Lang,
): readonly { readonly value: Role; readonly label: string }[] =>
  roles.map((role) => ({ value: role, label: roleName(role, lang) }))
