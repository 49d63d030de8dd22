// Whether the server can be reached, and whether all that was sent has been kept. Without a connection the desk sends nothing later
// by itself: a call fails at once and says so, a line says since when, what was typed stays on the page, and the same command is
// sent again by hand with the same key. Nothing of a case is kept in the browser, so what was not read before cannot be read.
import { useSyncExternalStore } from 'react'

export type Connection = {
  /** When the connection was lost; null while there is one. */
  readonly lostAt: string | null
  /** Commands under way. */
  readonly sending: number
}

let state: Connection = { lostAt: null, sending: 0 }
const listeners = new Set<() => void>()

const change = (next: Partial<Connection>): void => {
  state = { ...state, ...next }
  for (const listener of listeners) listener()
}

export const noteLost = (): void => {
  if (state.lostAt === null) change({ lostAt: new Date().toISOString() })
}

export const noteReached = (): void => {
  if (state.lostAt !== null) change({ lostAt: null })
}

/** Counts a command as under way until the returned function is called. */
export const noteSending = (): (() => void) => {
  change({ sending: state.sending + 1 })
  return () => change({ sending: state.sending - 1 })
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => state)
