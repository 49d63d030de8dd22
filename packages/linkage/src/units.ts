// The work of a run in units: one blocking rule on one share of its keys. A unit reads the nodes and writes one file of edges;
// killed units leave nothing, finished ones are never done again, and any process may take any unit.
import { join } from 'node:path'
import type { Dialect } from './dialect.ts'
import { double, duckdbDialect, quoted } from './dialect.ts'
import type { Duckdb } from './engines/duckdb.ts'
import type { Model } from './model.ts'
import type { Plan } from './plan.ts'
import { renameFile } from './run-files.ts'
import { block } from './steps/block.ts'
import { compare } from './steps/compare.ts'
import { score } from './steps/score.ts'
import { statement } from './steps/statement.ts'

export type Unit = { readonly rule: number; readonly chunk: number; readonly chunks: number }

export type UnitDone = Unit & {
  readonly edges: number
  readonly seconds: number
  readonly run: string
}

export function unitsOf(rules: number, chunks: number): readonly Unit[] {
  return Array.from({ length: rules }, (_, rule) =>
    Array.from({ length: chunks }, (__, chunk) => ({ rule, chunk, chunks })),
  ).flat()
}

export function unitName({ rule, chunk, chunks }: Unit): string {
  return `rule-${rule}-chunk-${chunk}-of-${chunks}`
}

/** The one statement of a unit: block, compare, score, keep. */
export function unitSql(
  plan: Plan,
  model: Model,
  unit: Unit,
  dialect: Dialect,
  nodes = 'nodes',
): string {
  const keep = plan.settings.thresholds?.keep ?? DEFAULT_KEEP
  return statement(dialect, [
    block(plan.settings, {
      rule: unit.rule,
      chunk: { of: unit.chunks, index: unit.chunk },
      nodes,
      dialect,
    }),
    compare(plan, dialect),
    score(plan, model, { atLeast: keep }),
    {
      name: 'edges',
      sql: `SELECT l, r, rule, levels, weight FROM scored WHERE weight >= ${double(keep)}`,
    },
  ])
}

/** Pairs below this are not kept: a thousand to one against. */
export const DEFAULT_KEEP = -10

export async function runUnit(
  db: Duckdb,
  input: {
    readonly plan: Plan
    readonly model: Model
    readonly unit: Unit
    readonly directory: string
    readonly run: string
  },
): Promise<UnitDone> {
  const { plan, model, unit, directory, run } = input
  const startedAt = performance.now()
  const path = join(directory, `${unitName(unit)}.parquet`)
  const beside = `${path}.part`
  const [written] = await db.rows<{ Count: number }>(
    `COPY (${unitSql(plan, model, unit, duckdbDialect)}) TO ${quoted(beside)} (FORMAT parquet)`,
  )
  await renameFile(beside, path)
  return {
    ...unit,
    edges: written?.Count ?? 0,
    seconds: (performance.now() - startedAt) / 1000,
    run,
  }
}
