// Keys of the desk. A letter typed into a field or while a dialog is open is a letter and nothing else.
import { useEffect, useRef } from 'react'

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

const isDialogOpen = (): boolean =>
  document.querySelector('dialog[open], [role="dialog"][aria-modal="true"]') !== null

// The same place of the keyboard in all three layouts: J is О on a Russian or Kazakh one.
const byPlace: Readonly<Record<string, string>> = {
  KeyJ: 'j',
  KeyK: 'k',
  KeyE: 'e',
  KeyA: 'a',
  KeyN: 'n',
}

/** Calls what belongs to a key: `j`, `enter`, `?`, `/`. */
export const useKeys = (keys: Keys): void => {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || isDialogOpen()) return
      const key = byPlace[event.code] ?? event.key.toLowerCase()
      // Enter on a link or a button belongs to it.
      if (
        key === 'enter' &&
        event.target instanceof HTMLElement &&
        event.target.closest('a, button')
      )
        return
      const act = current.current[key]
      if (!act) return
      event.preventDefault()
      act(event)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
