// Where the sheet for a wall stands on the public site, for those who hang it up.
import { useQuery } from '@tanstack/react-query'
import { type Role, readPublicSite } from '@umai/contract'
import type { Lang } from '@umai/words'
import { queryOf } from './query.ts'
import { useSession } from './session.ts'

/** Who works in a school, and who administers an agency. */
const whoHangIt: readonly Role[] = ['school-psychologist', 'agency-admin']

/** Its address; null for everybody else, and where the public site is not known. */
export const useWallSheet = (lang: Lang): string | null => {
  const { grants } = useSession()
  const hangsIt = grants.some(({ role }) => whoHangIt.includes(role))
  const { data } = useQuery({ ...queryOf(readPublicSite, {}), enabled: hangsIt })
  const site = data?.address ?? null
  return site === null ? null : `${site}/${lang}/sheet`
}
