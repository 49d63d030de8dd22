// The instruments that come with Umai, and the slots of those whose owners have not yet permitted their use.
import coreRedflags from '../definitions/core-redflags.json' with { type: 'json' }
import hark from '../definitions/hark.json' with { type: 'json' }
import slotList from '../definitions/slots.json' with { type: 'json' }
import type { Instrument } from './definition.ts'

export const instruments: readonly Instrument[] = [coreRedflags, hark] as readonly Instrument[]
export const slots: readonly Instrument[] = slotList as readonly Instrument[]

export function findInstrument(id: string): Instrument | undefined {
  return instruments.find((instrument) => instrument.id === id)
}
