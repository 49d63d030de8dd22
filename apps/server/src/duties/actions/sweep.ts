// What time alone brings to duties: those who bear them, who are set over them and who oversee them are called, as the
// law pack laid down when the duty arose. Set-based: a statement for many thousands, a command for each batch.
import { type Context, changeChannel, runCommand } from '@umai/db'
import { calledAtOnce, makeCalls, notifyDesks } from '../store.ts'

export const sweepDuties = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  /** Whether there may be more. */
  const callBatch = async (lane: string, batch: number): Promise<boolean> => {
    const { duties } = await runCommand(
      ctx,
      {
        name: 'sweep-duties',
        key: `sweep-duties-${now}-${lane}${batch}`,
        input: { now, lane, batch },
        subject: null,
      },
      async (tx, leaf) => {
        const { caseIds, unitIds, ...counts } = await makeCalls(tx, now)
        await notifyDesks(tx, changeChannel, { caseIds, unitIds })
        for (const [name, count] of Object.entries(counts)) leaf.note(name, count)
        return counts
      },
    )
    return duties === calledAtOnce
  }
  const callAll = async (lane: string): Promise<void> => {
    for (let batch = 0; await callBatch(lane, batch); batch += 1);
  }
  // When very many pass their time in one minute, batches are called side by side; each skips what the other holds.
  if (await callBatch('first', 0)) await Promise.all([callAll('a'), callAll('b')])
}
