// Carries changes from the database to the desks that may see them. A desk hears that a record changed and what kind
// it is, nothing more; what it may know it then fetches like anything else.
import type { LiveChange, RecordKind } from '@umai/contract'
import { type Context, changeChannel, type Identity, runRead } from '@umai/db'
import { type Changed, parseChange } from './model.ts'
import { listVisibleIds } from './store.ts'

type Staff = Extract<Identity, { kind: 'staff' }>

export type Listener = Readonly<{
  identity: Staff
  /** False when the desk does not keep up; it is let go and comes back by itself. */
  send: (change: LiveChange) => boolean
  end: (event: 'ended' | 'reload') => void
}>

export type Hub = Readonly<{
  add: (listener: Listener) => () => void
  listeners: () => number
  stop: () => Promise<void>
}>

/** What changes who sees a case. */
const rightActions =
  /^(create-wall|end-wall|assign-|refer-|grant-|end-grant|deactivate-)|-case$|-referral$/

/** Changes that come close together are looked up together. */
const gatherMs = 100
const sessionCheckMs = 30_000
/** What changes who may be signed in. */
const sessionActions = /^(sign-out|end-|deactivate-|enrol-|grant-|change-password)/

export const startHub = async (
  ctx: Omit<Context, 'identity'>,
  isSessionOpen: (identity: Staff) => Promise<boolean>,
  onRights: () => void,
): Promise<Hub> => {
  const listeners = new Set<Listener>()
  const waiting = new Map<string, Changed>()
  let timer: NodeJS.Timeout | undefined
  let isFlushing = false

  const checkSessions = async (): Promise<void> => {
    for (const listener of [...listeners]) {
      if (await isSessionOpen(listener.identity)) continue
      listeners.delete(listener)
      listener.end('ended')
    }
  }

  const tell = async (listener: Listener, changes: readonly Changed[]): Promise<void> => {
    const at = ctx.clock.now()
    const visible = await runRead({ ...ctx, identity: listener.identity }, async (tx) => {
      const seen = new Set<string>()
      for (const [kind, group] of Map.groupBy(changes, (change): RecordKind => change.kind)) {
        const ids = await listVisibleIds(tx, kind, [...new Set(group.map(({ id }) => id))])
        for (const id of ids) seen.add(`${kind} ${id}`)
      }
      return seen
    })
    const wanted = changes.filter(({ kind, id }) => visible.has(`${kind} ${id}`))
    if (wanted.every((change) => listener.send({ ...change, at }))) return
    listeners.delete(listener)
    listener.end('reload')
  }

  const flush = async (): Promise<void> => {
    const changes = [...waiting.values()]
    waiting.clear()
    if (changes.some(({ action }) => sessionActions.test(action))) await checkSessions()
    if (changes.some(({ action }) => rightActions.test(action))) onRights()
    for (const listener of [...listeners]) await tell(listener, changes)
  }

  const soon = (): void => {
    if (timer !== undefined || isFlushing || waiting.size === 0) return
    timer = setTimeout(() => {
      timer = undefined
      isFlushing = true
      flush()
        .catch((error: unknown) => ctx.log.error('live changes could not be told', { error }))
        .finally(() => {
          isFlushing = false
          soon()
        })
    }, gatherMs)
  }

  const unlisten = await ctx.db.listen(changeChannel, (payload) => {
    for (const change of parseChange(payload))
      waiting.set(`${change.kind} ${change.id} ${change.action}`, change)
    soon()
  })
  const check = setInterval(() => {
    checkSessions().catch((error: unknown) =>
      ctx.log.error('sessions of live views could not be checked', { error }),
    )
  }, sessionCheckMs)
  check.unref()

  return {
    add: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    listeners: () => listeners.size,
    stop: async () => {
      clearInterval(check)
      clearTimeout(timer)
      await unlisten()
      for (const listener of listeners) listener.end('reload')
      listeners.clear()
    },
  }
}
