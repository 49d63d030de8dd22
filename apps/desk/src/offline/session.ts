// Who is signed in, as the server says, and what follows from it for the pages.

import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Permission, type Reply, readSession, type Session } from '@umai/contract'
import { call } from './call.ts'
import { isByHand } from './hand.ts'
import { askForProof } from './proof.ts'
import { queryOf } from './query.ts'

type Standing = Reply<typeof readSession>

const { queryKey } = queryOf(readSession, {})

/**
 * A session that ran out while somebody was at work is opened again over the page: putting the sign-in in its place
 * would throw away what was typed. Only who declines is shown the sign-in.
 */
export const sessionQuery = queryOptions({
  queryKey,
  queryFn: async ({ client, signal }): Promise<Standing> => {
    const ask = () => call(readSession, {}, { signal, isBackground: !isByHand() })
    const now = await ask()
    const hadSession = client.getQueryData<Standing>(queryKey)?.session
    if (now.session !== null || !hadSession) return now
    return (await askForProof('signed-out')) ? ask() : now
  },
})

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
