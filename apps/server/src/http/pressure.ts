// Says no early when the process cannot keep up: a quick "try again" is kinder than a reply that comes too late.
import { monitorEventLoopDelay } from 'node:perf_hooks'

export type Pressure = Readonly<{
  /** True when one more request may start; then `leave` must follow. */
  enter: () => boolean
  leave: () => void
  inFlight: () => number
  loopDelayMs: () => number
  stop: () => void
}>

export const watchPressure = (limits: {
  readonly inFlight: number
  readonly loopDelayMs: number
}): Pressure => {
  const histogram = monitorEventLoopDelay({ resolution: 20 })
  histogram.enable()
  // The better of the last two seconds, so that one slow moment sheds nothing.
  let loopDelayMs = 0
  let lastMs = 0
  const timer = setInterval(() => {
    const nowMs = Number.isNaN(histogram.mean) ? 0 : Math.max(0, histogram.mean / 1e6 - 20)
    loopDelayMs = Math.min(nowMs, lastMs)
    lastMs = nowMs
    histogram.reset()
  }, 1000)
  timer.unref()
  let inFlight = 0

  return {
    enter: () => {
      if (inFlight >= limits.inFlight || loopDelayMs > limits.loopDelayMs) return false
      inFlight += 1
      return true
    },
    leave: () => {
      inFlight -= 1
    },
    inFlight: () => inFlight,
    loopDelayMs: () => loopDelayMs,
    stop: () => {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
