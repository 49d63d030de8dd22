// The time of the page: one timer for all clocks. It follows the server's clock, because a device
// may be wrong by minutes and the law is not.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

type Time = { readonly nowMs: number; readonly fixed: boolean }

const TimeContext = createContext<Time | null>(null)

let aheadMs = 0
const clocks = new Set<() => void>()

/** Tells the clocks what time it is on the server. */
export const followServerClock = (serverNow: string): void => {
  aheadMs = Date.parse(serverNow) - Date.now()
  // What is drawn already shows the right time at once, not with its next tick.
  for (const tick of clocks) tick()
}

/** The moment now on the server, as far as the desk can tell. */
export const serverNowMs = (): number => Date.now() + aheadMs

/** Stops the time for examples and tests. */
export const FixedTime = ({
  at,
  children,
}: {
  readonly at: string
  readonly children: ReactNode
}) => <TimeContext value={{ nowMs: Date.parse(at), fixed: true }}>{children}</TimeContext>

/** The moment now, again each minute, or each second where `everySecond` asks for it. */
export const useNow = (everySecond: (nowMs: number) => boolean = () => false): number => {
  const stopped = useContext(TimeContext)
  const [nowMs, setNow] = useState(serverNowMs)
  const shown = stopped?.nowMs ?? nowMs
  const quick = everySecond(shown)
  useEffect(() => {
    if (stopped?.fixed) return
    const tick = () => setNow(serverNowMs())
    tick()
    clocks.add(tick)
    const timer = setInterval(tick, quick ? 1000 : 15_000)
    // A laptop that slept shows the right time the moment it wakes.
    document.addEventListener('visibilitychange', tick)
    return () => {
      clocks.delete(tick)
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [stopped, quick])
  return shown
}
