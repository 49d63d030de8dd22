// Where a request comes from, and how much may come from there. Visitors of an onion service have no address; each has a
// circuit, and a new one is cheap. So all circuits together have a bound too, and a lane and a tray of their own: whoever
// floods the onion service takes nothing from those who come by an address, and pages for reading are never counted.
import type { Clock } from '@umai/platform'
import type { FastifyRequest } from 'fastify'
import type { Tray } from '../files/model.ts'
import { circuitOf } from './onion.ts'
import { createRateLimit } from './rate-limit.ts'
import type { SealedForms } from './sealed-form.ts'
import { createSlowLane, type Paid, type SlowLane } from './slow-lane.ts'

/** Five visitors who do nothing but send forms, or a hundred who read what they send. */
const allCircuits = { burst: 1200, perSecond: 20 }
/** One slow step at once: of three that wait for the processor two came by an address. */
const circuitLane = { atOnce: 1, mostWaiting: 8 }

export type Source = Readonly<{
  /** Whether one more form may come from here now. */
  admitsForm: () => boolean
  slow: <T>(paid: Paid, step: () => Promise<T>) => Promise<T>
  lane: Pick<SlowLane, 'enter' | 'ticket'>
  tray: Tray
}>

export function createSources(
  clock: Clock,
  forms: SealedForms,
  trays: Readonly<{ byAddress: Tray; byCircuit: Tray }>,
): (request: FastifyRequest) => Source {
  const byAddress = {
    limit: createRateLimit(clock),
    lane: createSlowLane(clock, forms),
    tray: trays.byAddress,
  }
  const byCircuit = {
    limit: createRateLimit(clock),
    together: createRateLimit(clock, allCircuits),
    lane: createSlowLane(clock, forms, circuitLane),
    tray: trays.byCircuit,
  }
  return (request) => {
    // What a visitor says of her address is not asked where she has none: `ip` reads a header that a proxy writes.
    const circuit = circuitOf(request.raw.socket)
    const { limit, lane, tray } = circuit === undefined ? byAddress : byCircuit
    const name = circuit ?? request.ip
    return {
      // Her own limit first: a circuit that is held takes nothing from the bound of all.
      admitsForm: () =>
        limit.admits(name) && (circuit === undefined || byCircuit.together.admits('all')),
      slow: (paid, step) => lane.run(name, paid, step),
      lane,
      tray,
    }
  }
}
