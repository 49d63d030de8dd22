import { loadPack, type Pack } from '@umai/rules'
import { packText } from './pack.gen.ts'

export { type DutyRow, dutyRows } from './duty-rows.ts'
export {
  type DecisionName,
  decisionNames,
  type EventName,
  eventNames,
  type LawFacts,
} from './names.gen.ts'

/** Kazakhstan's law on violence against women and children, as data of the engine. Runs in the browser too. */
export const law: Pack = loadPack(JSON.parse(packText))
