// What time alone brings to duties: those who bear them, who are set over them and who oversee them are called, as the
// law pack laid down when the duty arose. Set-based: a statement for many thousands, a command for each batch.
import { type Context, changeChannel, runCommand } from '@umai/db'
import { makeCalls, notifyDesks } from '../store.ts'

export const sweepDuties = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  for (let batch = 0; ; batch += 1) {
    const { duties } = await runCommand(
      ctx,
      {
        name: 'sweep-duties',
        key: `sweep-duties-${now}-${batch}`,
        input: { now, batch },
        subject: null,
      },
      async (tx, leaf) => {
        const { caseIds, unitIds, ...counts } = await makeCalls(tx, now)
        await notifyDesks(tx, changeChannel, { caseIds, unitIds })
        for (const [name, count] of Object.entries(counts)) leaf.note(name, count)
        return counts
      },
    )
    if (duties === 0) return
  }
}
