// Moves what is open from one owner of a case to the next, so that no duty stays behind with nobody.
import type { Tx } from '@umai/db'
import { moveOpenDuties } from '../store.ts'

type Moving = Readonly<{ caseId: string; fromUnitId: string; unitId: string; userId: string }>

export const moveDuties = (tx: Tx, moving: Moving): Promise<void> => moveOpenDuties(tx, moving)
