// What time alone brings to duties: a warning when little is left, and the mark of being late, which the timeline
// keeps and which heads and overseers see with the case. Set-based: one statement each, however many there are.
import { type Context, changeChannel, runCommand } from '@umai/db'
import { addHours } from '@umai/words'
import { markLate, notifyCases, warnSoon } from '../store.ts'

const warnHours = 1

export const sweepDuties = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  await runCommand(
    ctx,
    { name: 'sweep-duties', key: `sweep-duties-${now}`, input: { now }, subject: null },
    async (tx, leaf) => {
      const warned = await warnSoon(tx, { now, until: addHours(now, warnHours) })
      const late = await markLate(tx, now)
      await notifyCases(tx, changeChannel, [...new Set([...warned, ...late])])
      leaf.note('warned', warned.length)
      leaf.note('late', late.length)
      return { warned: warned.length, late: late.length }
    },
  )
}
