// The closed screen. Locked is kept with the browser, so that a reload or a second tab is closed too; the PIN
// lives only in the memory of the page and is never stored.
import { useSyncExternalStore } from 'react'

const STORED_AS = 'umai-locked'
const ATTEMPTS = 5

const readStored = (): boolean => {
  try {
    return localStorage.getItem(STORED_AS) === 'yes'
  } catch {
    return false
  }
}

let isLocked = readStored()
let pinDigest: string | null = null
let attemptsLeft = ATTEMPTS
const listeners = new Set<() => void>()

const change = (locked: boolean): void => {
  isLocked = locked
  for (const listener of listeners) listener()
}

const store = (locked: boolean): void => {
  try {
    if (locked) localStorage.setItem(STORED_AS, 'yes')
    else localStorage.removeItem(STORED_AS)
  } catch {
    // Without storage the lock still holds in this tab.
  }
}

/** Other tabs of the same desk close and open together. */
export const watchOtherTabs = (): void => {
  addEventListener('storage', (event) => {
    if (event.key === STORED_AS) change(event.newValue === 'yes')
  })
}

export const lockScreen = (): void => {
  store(true)
  change(true)
}

export const unlockScreen = (): void => {
  attemptsLeft = ATTEMPTS
  store(false)
  change(false)
}

const salt = crypto.getRandomValues(new Uint8Array(16))

const digestOf = async (pin: string): Promise<string> => {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ])
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 200_000 },
    key,
    256,
  )
  return [...new Uint8Array(bits)].join('.')
}

export const setPin = async (pin: string): Promise<void> => {
  pinDigest = await digestOf(pin)
  attemptsLeft = ATTEMPTS
}

export const hasPin = (): boolean => pinDigest !== null

/** Opens the screen when the PIN is right; otherwise says how many attempts are left. After the last one it forgets the PIN. */
export const tryPin = async (pin: string): Promise<{ readonly attemptsLeft: number } | 'open'> => {
  if ((await digestOf(pin)) === pinDigest) {
    unlockScreen()
    return 'open'
  }
  attemptsLeft -= 1
  if (attemptsLeft <= 0) pinDigest = null
  return { attemptsLeft }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useIsLocked = (): boolean => useSyncExternalStore(subscribe, () => isLocked)
