// Brings the duties of a case in line with its events: what arose is added, what was done or fell away is ended.
// Nobody types a duty, and deriving twice changes nothing.
import type { Context, Tx } from '@umai/db'
import { deriveDuties as dutiesOfEvents, placeDuty } from '../model.ts'
import {
  endDuty,
  insertDuty,
  listCaseUnits,
  listLawEvents,
  listStoredDuties,
  replaceDuty,
} from '../store.ts'

type Deriving = Pick<Context, 'clock' | 'identity'>

export const deriveDuties = async (ctx: Deriving, tx: Tx, caseId: string): Promise<void> => {
  const events = await listLawEvents(tx, caseId)
  const derived = dutiesOfEvents(events, ctx.clock.now())
  const stored = new Map(
    (await listStoredDuties(tx, caseId)).map((duty) => [
      `${duty.rule}|${duty.event_id}|${duty.occurrence}`,
      duty,
    ]),
  )
  const units = await listCaseUnits(tx, caseId)
  const by = ctx.identity.kind === 'staff' ? ctx.identity.userId : null
  for (const duty of derived) {
    const known = stored.get(`${duty.rule}|${duty.eventId}|${duty.occurrence}`)
    if (known === undefined) {
      const place = placeDuty(duty, units)
      if (place === undefined) continue
      await insertDuty(tx, duty, { ...place, caseId, endedBy: by })
    } else if (known.state === 'open' && duty.endedAt !== null && duty.state !== 'open') {
      const state = duty.state === 'done' ? 'done' : 'moot'
      await endDuty(tx, known.id, { state, at: duty.endedAt, eventId: duty.endedEventId, by })
    } else if (known.state === 'open' && known.desk === 'outside') {
      const place = placeDuty(duty, units)
      if (place !== undefined && place.desk !== 'outside') await replaceDuty(tx, known.id, place)
    }
  }
}
