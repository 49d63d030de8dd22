// Whether the page is covered by something anybody may see. Kept in memory alone: a reload shows the lock.
import { useSyncExternalStore } from 'react'

let isCovered = false
const listeners = new Set<() => void>()

const change = (covered: boolean): void => {
  isCovered = covered
  for (const listener of listeners) listener()
}

export const coverPage = (): void => change(true)
export const uncoverPage = (): void => change(false)

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useIsCovered = (): boolean => useSyncExternalStore(subscribe, () => isCovered)
