// Pairs for training: random ones, which are nearly all of two persons, and those of one blocking rule.
import type { Plan } from '../plan.ts'
import { bothSides } from './block.ts'
import { packedLevels } from './compare.ts'
import type { Step } from './step.ts'

type Draw = { readonly records: number; readonly pairs: number; readonly seed: number }

/** Pairs of record numbers drawn by hash: the same for the same seed, on any number of threads. */
export function drawnNumbers({ records, pairs, seed }: Draw): Step {
  const draw = (side: number) =>
    `CAST(hash(n * 2 + ${side} + ${(seed % 1000) * 2_000_003}) % ${records} AS INTEGER)`
  return {
    name: 'drawn',
    sql: `SELECT ${draw(0)} AS a, ${draw(1)} AS b FROM range(${pairs}) AS numbers(n)`,
  }
}

export function randomPairs(plan: Plan, options: Draw): Step {
  // Said over all three tables, so that the engine does not begin by crossing the nodes with themselves.
  const across =
    plan.settings.linkType === 'link'
      ? 'CASE WHEN drawn.a <> drawn.b THEN l.source <> r.source ELSE false END'
      : 'drawn.a <> drawn.b'
  return {
    name: 'pairs',
    sql: `SELECT l.id AS l, r.id AS r, -1 AS rule, true AS fresh, ${bothSides(plan.settings)}
FROM (${drawnNumbers(options).sql}) drawn
JOIN nodes l ON l.id = drawn.a
JOIN nodes r ON r.id = drawn.b
WHERE ${across}`,
  }
}

/** How many pairs show each pattern of agreement; in order, since sums taken in another order differ in their last digit. */
export function countPatterns(plan: Plan): Step {
  return {
    name: 'patterns',
    sql: `SELECT CAST(${packedLevels(plan)} AS DOUBLE) AS levels, count(*) AS pairs, count(*) FILTER (fresh) AS fresh\nFROM compared GROUP BY levels ORDER BY levels`,
  }
}
