// What a changed law pack brings by itself: stored answers of open cases are compared with what the pack in use answers
// on the same facts today. Nothing is decided anew: the old answer stands until somebody asks the law in the case.
import { type Context, runCommand, runRead } from '@umai/db'
import { type LawThreads, startLawThreads } from '@umai/law/threads'
import { randomId } from '@umai/platform'
import { changesBetween } from './changes.ts'
import { type Check, insertChecks, listUnchecked, type Unchecked } from './check-store.ts'
import { askLawAside } from './law-thread.ts'
import { lawVersion } from './model.ts'

/** So many answers are one command; the law is asked between transactions, never inside one. */
const together = 20

export const checkDecisions = async (ctx: Context): Promise<void> => {
  const list = () => runRead(ctx, (tx) => listUnchecked(tx, lawVersion, together))
  const first = await list()
  if (first.length === 0) return
  // A thread of its own for as long as there is something to compare: people who ask the law do not wait behind it.
  const law = startLawThreads({ mostThreads: 1 })
  try {
    for (let waiting = first; waiting.length > 0; waiting = await list())
      await compare(ctx, law, waiting)
  } finally {
    await law.close()
  }
}

const compare = async (
  ctx: Context,
  law: LawThreads,
  waiting: readonly Unchecked[],
): Promise<void> => {
  const at = ctx.clock.now()
  const checks: Check[] = []
  for (const { id, case_id: caseId, facts, on_day: onDay, answer } of waiting)
    checks.push({
      id: randomId(),
      caseId,
      decisionId: id,
      version: lawVersion,
      at,
      ...changesBetween(answer, await askLawAside(law, { facts, on: onDay, now: at })),
    })
  const decisions = waiting.map(({ id }) => id)
  await runCommand(
    ctx,
    {
      name: 'check-decisions',
      key: `check-decisions-${lawVersion}-${decisions[0]}`,
      input: { decisions, law: lawVersion },
      subject: null,
    },
    async (tx, leaf) => {
      await insertChecks(tx, checks)
      leaf.note('law', lawVersion)
      leaf.note('checked', checks.length)
      leaf.note('touched', checks.filter(({ isTouched }) => isTouched).length)
      return { checked: checks.length }
    },
  )
}
