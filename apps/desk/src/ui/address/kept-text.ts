// What was typed into the search of a list. It names people, so it never stands in the address and never on a disk: it is
// kept in the memory of the page with its place in the history, and whoever comes back from a record finds his list again.
import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

const kept = new Map<string, string>()

export const useKeptText = (): readonly [string, (text: string) => void] => {
  const { pathname, key } = useLocation({
    select: ({ pathname, state }) => ({ pathname, key: `${pathname} ${state.__TSR_key}` }),
    structuralSharing: true,
  })
  const [text, setText] = useState(() => kept.get(key) ?? '')
  const [home] = useState(pathname)
  useEffect(() => {
    // The address changes before a page that is on its way out is gone.
    if (pathname !== home) return
    if (text === '') kept.delete(key)
    else kept.set(key, text)
  }, [pathname, home, key, text])
  return [text, setText]
}
