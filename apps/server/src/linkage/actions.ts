// Compares all people known with each other, in batches by id: each batch is read, weighed between transactions, and kept
// with how far the run is in one command. A run that was cut off goes on after the last batch that was kept; one that an
// error broke off is carried on by the next from there.
import { setImmediate as breathe } from 'node:timers/promises'
import { type Context, runCommand, runRead } from '@umai/db'
import { randomId } from '@umai/platform'
import type { CommandContext } from '../http/context.ts'
import { likenessModel, weigh } from '../likeness/model.ts'
import {
  type BrokenRun,
  endRun,
  type FoundPair,
  findBrokenRun,
  findOpenRun,
  insertRun,
  listCandidates,
  listPeopleAfter,
  moveRun,
  readKnown,
  readMerged,
  startRun,
  upsertPairs,
} from './store.ts'

/** So many people are one batch; so many pairs are weighed before other work of the server has its turn. */
const peopleTogether = 250
const pairsTogether = 20
/** From even odds on a pair is worth a steward's look. */
const leastLikeness = 3
/** A run that has not moved for so long was cut off. */
const cutOffMs = 2 * 60_000
/** After so many attempts at one place the fault is not one that passes: the next run begins anew. */
const mostAttempts = 4
/** What was broken off longer ago is not worth carrying on: too many people came since. */
const carriedOnMs = 24 * 60 * 60_000

export const startLinkage = (ctx: CommandContext) => {
  const id = randomId()
  return runCommand(
    ctx,
    { name: 'start-linkage', key: ctx.key, input: {}, subject: { kind: 'linkage-run', id } },
    async (tx) => {
      const isNew = await insertRun(tx, { id, askedBy: ctx.identity.userId, at: ctx.clock.now() })
      return { id: isNew ? id : ((await findOpenRun(tx))?.id ?? id) }
    },
  )
}

/** The job: at night, or when a steward asked. */
export const linkPeople = async (ctx: Context): Promise<void> => {
  const run = await takeRun(ctx)
  if (run === undefined) return
  try {
    await goThrough(ctx, run)
  } catch (error) {
    await end(ctx, run.id, 'failed')
    throw error
  }
}

/** The job that looks, every few minutes, whether a run waits, was cut off or was broken off, and goes on with it. */
export const carryOnLinkage = async (ctx: Context): Promise<void> => {
  const isNeeded = await runRead(ctx, async (tx) => {
    if ((await findOpenRun(tx)) !== undefined) return true
    const broken = await findBrokenRun(tx)
    return broken !== undefined && isCarriedOn(ctx, broken)
  })
  if (isNeeded) await linkPeople(ctx)
}

const isCarriedOn = (ctx: Context, { ended_at, attempt, after_id, model }: BrokenRun): boolean =>
  after_id !== null &&
  attempt < mostAttempts &&
  model === likenessModel() &&
  Date.parse(ctx.clock.now()) - Date.parse(ended_at) < carriedOnMs

type Taken = Readonly<{ id: string; after: string | null }>

const takeRun = async (ctx: Context): Promise<Taken | undefined> => {
  const { open, last } = await runRead(ctx, async (tx) => ({
    open: await findOpenRun(tx),
    last: await findBrokenRun(tx),
  }))
  const broken = last !== undefined && isCarriedOn(ctx, last) ? last : undefined
  const at = ctx.clock.now()
  const isElsewhere =
    open?.moved_at != null && Date.parse(at) - Date.parse(open.moved_at) < cutOffMs
  if (isElsewhere) return undefined
  const id = open?.id ?? randomId()
  return runCommand(
    ctx,
    {
      name: 'link-people',
      key: `link-people-${id}-${at}`,
      input: { id },
      subject: { kind: 'linkage-run', id },
    },
    async (tx) => {
      if (open === undefined) await insertRun(tx, { id, askedBy: broken?.asked_by ?? null, at })
      const isBegun = open !== undefined && open.started_at !== null
      const carried = isBegun ? undefined : broken
      await startRun(tx, { id, at, model: likenessModel(), broken: carried })
      return { id, after: open?.after_id ?? carried?.after_id ?? null }
    },
  )
}

const goThrough = async (ctx: Context, { id, after }: Taken): Promise<void> => {
  const merged = await runRead(ctx, readMerged)
  for (let from = after; ; ) {
    const ids = await runRead(ctx, (tx) => listPeopleAfter(tx, from, peopleTogether))
    const to = ids.at(-1)
    if (to === undefined) break
    const { weighed, found } = await compare(ctx, ids, merged)
    if (!(await keep(ctx, { id, from, to, behind: ids.length, weighed, found }))) return
    from = to
  }
  await end(ctx, id, null)
}

const standsFor = (merged: ReadonlyMap<string, string>, id: string): string => {
  let at = id
  for (let next = merged.get(at); next !== undefined; next = merged.get(at)) at = next
  return at
}

const compare = async (
  ctx: Context,
  ids: readonly string[],
  merged: ReadonlyMap<string, string>,
): Promise<Readonly<{ weighed: number; found: readonly FoundPair[] }>> => {
  const { candidates, known } = await runRead(ctx, async (tx) => {
    const pairs = await listCandidates(tx, ids)
    const involved = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
    return { candidates: pairs, known: await readKnown(tx, involved) }
  })
  const found: FoundPair[] = []
  for (const [at, pair] of candidates.entries()) {
    if (at % pairsTogether === 0) await breathe()
    const { one, other } = pair
    const [left, right] = [known.get(one), known.get(other)]
    if (left === undefined || right === undefined) continue
    if (standsFor(merged, one) === standsFor(merged, other)) continue
    const weighed = weigh(left, right, pair)
    if (weighed.likeness >= leastLikeness) found.push({ one, other, weighed })
  }
  return { weighed: candidates.length, found }
}

type Batch = Readonly<{
  id: string
  from: string | null
  to: string
  behind: number
  weighed: number
  found: readonly FoundPair[]
}>

/** False where another process is at the same run. */
const keep = async (ctx: Context, { found, ...batch }: Batch): Promise<boolean> => {
  const at = ctx.clock.now()
  const { isOurs } = await runCommand(
    ctx,
    {
      name: 'link-people',
      key: `link-people-${batch.id}-${batch.to}-${randomId()}`,
      input: { id: batch.id, to: batch.to },
      subject: { kind: 'linkage-run', id: batch.id },
    },
    async (tx, leaf) => {
      // The run is moved first: whoever is second writes nothing.
      const isMoved = await moveRun(tx, { ...batch, found: found.length, isNew: 0, at })
      if (!isMoved) return { isOurs: false }
      const isNew = await upsertPairs(tx, found, { model: likenessModel(), at })
      await moveRun(tx, {
        ...batch,
        from: batch.to,
        behind: 0,
        weighed: 0,
        found: 0,
        isNew,
        at,
      })
      leaf.note('weighed', batch.weighed)
      leaf.note('found', found.length)
      leaf.note('new', isNew)
      return { isOurs: true }
    },
  )
  return isOurs
}

const end = async (ctx: Context, id: string, fault: 'failed' | null): Promise<void> => {
  await runCommand(
    ctx,
    {
      name: 'end-linkage',
      key: `end-linkage-${id}`,
      input: { id },
      subject: { kind: 'linkage-run', id },
    },
    async (tx) => {
      await endRun(tx, { id, at: ctx.clock.now(), fault })
      return {}
    },
  )
}
