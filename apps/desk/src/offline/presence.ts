// Who else looks at the record on the screen. The desk says what it shows; the server says who shows the same.
import { type LiveHello, type LivePresence, type LookedAt, lookAt } from '@umai/contract'
import { useEffect, useSyncExternalStore } from 'react'
import { call } from './call.ts'

export type Others = LivePresence['others']

const nobody: Others = []
let deskId: string | null = null
let shown: LookedAt | null = null
let others: Others = nobody
const listeners = new Set<() => void>()

const change = (next: Others): void => {
  others = next
  for (const listener of listeners) listener()
}

const isSame = (one: LookedAt | null, other: LookedAt | null): boolean =>
  one?.kind === other?.kind && one?.id === other?.id

/** A failure costs a line about colleagues and nothing else; the next connection says it again. */
const say = (): void => {
  if (deskId === null) return
  void call(lookAt, { body: { deskId, record: shown } }, { isBackground: true }).catch(
    () => undefined,
  )
}

export const noteHello = (hello: LiveHello): void => {
  deskId = hello.deskId
  if (shown !== null) say()
}

export const notePresence = (presence: LivePresence): void => {
  if (isSame(presence.record, shown)) change(presence.others)
}

/** Without a connection nobody is known to be there. */
export const forgetPresence = (): void => {
  deskId = null
  change(nobody)
}

const show = (record: LookedAt | null): void => {
  if (isSame(record, shown)) return
  shown = record
  change(nobody)
  say()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The others at the record that a page of this address is about. */
export const useOthersAt = (record: LookedAt | null): Others => {
  const kind = record?.kind
  const id = record?.id
  useEffect(() => {
    show(kind === undefined || id === undefined ? null : { kind, id })
  }, [kind, id])
  return useSyncExternalStore(subscribe, () => others)
}
