import { listMyDuties } from '@umai/contract'
import { type App, route } from '../http/route.ts'

export const dutyRoutes = (app: App): void => {
  // No event gives rise to a duty yet, therefore every queue is empty.
  route(app, listMyDuties, async (ctx) => ({
    items: [],
    nextCursor: null,
    total: 0,
    counts: {
      late: 0,
      hour: 0,
      today: 0,
      week: 0,
      noClock: 0,
      waiting: 0,
      doneToday: 0,
      all: 0,
    },
    now: ctx.clock.now(),
  }))
}
