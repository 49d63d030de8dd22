// Changes others make, as they happen: the server says that something changed, the desk reads it again.

import { useQueryClient } from '@tanstack/react-query'
import { type LiveHello, type LivePresence, livePath } from '@umai/contract'
import { useEffect } from 'react'
import { noteLost, noteReached } from './connection.ts'
import { forgetPresence, noteHello, notePresence } from './presence.ts'
import { askForProof } from './proof.ts'

const TOGETHER_MS = 150

export const useLiveChanges = (): void => {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // Several changes of one command come close together and are read once.
    const readAgain = () => {
      clearTimeout(timer)
      timer = setTimeout(
        () => void client.invalidateQueries({ refetchType: 'active' }),
        TOGETHER_MS,
      )
    }
    const source = new EventSource(livePath)
    let wasLost = false
    source.addEventListener('open', () => {
      noteReached()
      if (wasLost) readAgain()
      wasLost = false
    })
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CONNECTING && !navigator.onLine) noteLost()
      wasLost = true
      forgetPresence()
    })
    source.addEventListener('hello', ({ data }) => noteHello(JSON.parse(data) as LiveHello))
    source.addEventListener('presence', ({ data }) =>
      notePresence(JSON.parse(data) as LivePresence),
    )
    source.addEventListener('change', readAgain)
    source.addEventListener('reload', readAgain)
    source.addEventListener('ended', () => {
      source.close()
      void askForProof('signed-out')
    })
    return () => {
      clearTimeout(timer)
      source.close()
      forgetPresence()
    }
  }, [client])
}
