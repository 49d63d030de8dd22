import { type Instant, toInstant, toMs } from '@umai/words'

/** The only way to learn the time; code that asks the machine directly cannot be tested. */
export type Clock = Readonly<{ now: () => Instant }>

export const systemClock: Clock = { now: () => toInstant(Date.now()) }

/** A clock that stands still until it is told otherwise. */
export type FixedClock = Clock &
  Readonly<{ set: (instant: Instant) => void; advance: (ms: number) => void }>

export function fixedClock(start: Instant): FixedClock {
  let ms = toMs(start)
  return {
    now: () => toInstant(ms),
    set: (instant) => {
      ms = toMs(instant)
    },
    advance: (by) => {
      ms += by
    },
  }
}
