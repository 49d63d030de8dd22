// Cuts the work on a rule into pieces for a crew and puts the answers together again, in order.
import { availableParallelism } from 'node:os'
import type { Plan } from '../plan.ts'
import { type BlockRange, type Blocks, rangesOfBlocks } from './blocks.ts'
import { type CountedPatterns, patternsOfCounts } from './count-patterns.ts'
import type { EdgeTable } from './find-edges.ts'
import type { MemoryNodes } from './memory-nodes.ts'
import type { Pairs, Share } from './scan-pairs.ts'
import type { Crew } from './threads.ts'

// Threads are worth starting from here.
const LEAST_RECORDS = 50_000

/** As many threads as were allowed and are worth it. */
export function threadsFor(allowed: number | undefined, records: number): number {
  return records < LEAST_RECORDS ? 1 : (allowed ?? availableParallelism())
}

// Several pieces each, since they are not equally long.
const PIECES_PER_THREAD = 4

// Every share of a rule is cut at the same places.
const cut = new WeakMap<Blocks, readonly BlockRange[]>()

function rangesFor(nodes: MemoryNodes, rule: number, crew: Crew): readonly BlockRange[] {
  const blocks = nodes.blocks[rule]
  if (blocks === undefined) throw new RangeError(`There is no blocking rule ${rule}.`)
  const wanted = crew.threads === 1 ? 1 : crew.threads * PIECES_PER_THREAD
  const known = cut.get(blocks)
  if (known?.length === wanted) return known
  const ranges = rangesOfBlocks(blocks, wanted)
  cut.set(blocks, ranges)
  return ranges
}

export async function countRule(
  crew: Crew,
  plan: Plan,
  nodes: MemoryNodes,
  work: { readonly rule: number; readonly share: Share },
): Promise<CountedPatterns> {
  const parts = await Promise.all(
    rangesFor(nodes, work.rule, crew).map((range) =>
      crew.run({ kind: 'count-rule', ...work, range }),
    ),
  )
  return patternsOfCounts(plan, parts)
}

export async function countDrawn(crew: Crew, plan: Plan, pairs: Pairs): Promise<CountedPatterns> {
  const size = Math.ceil(pairs.count / crew.threads)
  const parts = await Promise.all(
    Array.from({ length: crew.threads }, (_, at) => {
      const [from, to] = [at * size, Math.min(pairs.count, (at + 1) * size)]
      return crew.run({
        kind: 'count-drawn',
        pairs: {
          l: pairs.l.slice(from, to),
          r: pairs.r.slice(from, to),
          fresh: pairs.fresh.slice(from, to),
          count: Math.max(0, to - from),
        },
      })
    }),
  )
  return patternsOfCounts(plan, parts)
}

/** The edges of a rule's share, in pieces that follow one another. */
export function findEdges(
  crew: Crew,
  nodes: MemoryNodes,
  work: { readonly rule: number; readonly share: Share },
): Promise<readonly EdgeTable[]> {
  return Promise.all(
    rangesFor(nodes, work.rule, crew).map((range) => crew.run({ kind: 'edges', ...work, range })),
  )
}
