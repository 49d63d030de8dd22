import './toast.css'
import { IconCheck } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { Icon } from '../icon/icon.tsx'

// A quiet word that something was done. Never for a fault: faults stay where they arose.
type Said = { readonly id: number; readonly text: string }

const SHOWN_MS = 6000
let said: readonly Said[] = []
let lastId = 0
const listeners = new Set<() => void>()

const tell = (next: readonly Said[]): void => {
  said = next
  for (const listener of listeners) listener()
}

export const toast = (text: string): void => {
  lastId += 1
  const id = lastId
  tell([...said.slice(-2), { id, text }])
  setTimeout(() => tell(said.filter((one) => one.id !== id)), SHOWN_MS)
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const Toasts = () => {
  const shown = useSyncExternalStore(subscribe, () => said)
  return (
    <div className="toasts no-print" role="status" aria-live="polite">
      {shown.map(({ id, text }) => (
        <div key={id} className="toast">
          <Icon of={IconCheck} size="small" />
          {text}
        </div>
      ))}
    </div>
  )
}
