// Who is signed in, as the server says, and what follows from it for the pages.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type Permission, type Reply, readSession, type Session } from '@umai/contract'
import { queryOf } from './query.ts'

type Standing = Reply<typeof readSession>

export const sessionQuery = queryOf(readSession, {})

/** Who is signed in and what kind of installation this is; undefined until the server has answered. */
export const useStanding = () => useQuery({ ...sessionQuery, staleTime: 60_000 })

/** The person at the desk. Only for pages behind the sign-in. */
export const useSession = (): Session => {
  const { data } = useStanding()
  if (!data?.session) throw new Error('useSession is for pages behind the sign-in')
  return data.session
}

/** Whether the person may do a thing somewhere. The server decides again each time. */
export const useMay = (): ((permission: Permission) => boolean) => {
  const { permissions } = useSession()
  return (permission) => permissions.includes(permission)
}

/** Puts a session that has just been opened in place of what was known. */
export const useOpenedSession = () => {
  const client = useQueryClient()
  return (session: Session): void => {
    client.setQueryData<Standing>(sessionQuery.queryKey, (before) =>
      before ? { ...before, session } : before,
    )
  }
}
