// The work of a run in units: one blocking rule on one share of its keys. A unit reads the nodes and writes one file of edges;
// killed units leave nothing, finished ones are never done again, and any process may take any unit.
import { join } from 'node:path'
import type { Dialect } from './dialect.ts'
import { double, duckdbDialect, quoted } from './dialect.ts'
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import { comparers } from './memory/compare-pair.ts'
import type { MemoryNodes } from './memory/memory-nodes.ts'
import { pairsOf } from './memory/scan-pairs.ts'
import { scorer } from './memory/score-pair.ts'
import type { Model } from './model.ts'
import type { Plan } from './plan.ts'
import { renameFile } from './run-files.ts'
import { block, carriedColumns, keyColumn } from './steps/block.ts'
import { standardised } from './steps/clean.ts'
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

export type UnitRunner = (unit: Unit) => Promise<UnitDone>

type UnitsInput = {
  readonly plan: Plan
  readonly model: Model
  readonly directory: string
  /** The mark of the run, written beside every finished unit. */
  readonly run: string
}

async function finished(
  { directory, run }: UnitsInput,
  unit: Unit,
  write: (path: string) => Promise<number>,
): Promise<UnitDone> {
  const startedAt = performance.now()
  const path = join(directory, `${unitName(unit)}.parquet`)
  const beside = `${path}.part`
  const edges = await write(beside)
  await renameFile(beside, path)
  return { ...unit, edges, seconds: (performance.now() - startedAt) / 1000, run }
}

/** Units as statements of the database. */
export async function unitsInDatabase(db: Duckdb, input: UnitsInput): Promise<UnitRunner> {
  const { plan, model } = input
  const columns = [
    'source',
    ...carriedColumns(plan.settings),
    ...plan.settings.blocking.map((_, rule) => keyColumn(rule)),
  ]
  await db.run(
    `CREATE OR REPLACE TEMP TABLE carried AS ${standardised(plan.settings, columns).sql}`,
  )
  return (unit) =>
    finished(input, unit, async (path) => {
      const [written] = await db.rows<{ Count: number }>(
        `COPY (${unitSql(plan, model, unit, duckdbDialect, 'carried')}) TO ${quoted(path)} (FORMAT parquet)`,
      )
      return written?.Count ?? 0
    })
}

const EDGES_HELD = 1 << 19

/** Units over the nodes in memory. */
export function unitsInMemory(db: Duckdb, nodes: MemoryNodes, input: UnitsInput): UnitRunner {
  const { plan, model } = input
  const codeOf = comparers(plan, nodes)
  const weightOf = scorer(plan, model, nodes, plan.settings.thresholds?.keep ?? DEFAULT_KEEP)
  const factors = plan.comparisons.map(({ factor }) => factor)
  const codes = new Int32Array(codeOf.length)
  const columns = {
    l: new Int32Array(EDGES_HELD),
    r: new Int32Array(EDGES_HELD),
    levels: new Float64Array(EDGES_HELD),
    weight: new Float64Array(EDGES_HELD),
  }
  return (unit) =>
    finished(input, unit, async (path) => {
      await db.run(
        'CREATE OR REPLACE TEMP TABLE found (l INTEGER, r INTEGER, levels DOUBLE, weight DOUBLE)',
      )
      let held = 0
      let edges = 0
      const flush = async () => {
        await db.appendNumbers(
          'found',
          [columns.l, columns.r, columns.levels, columns.weight].map((column) =>
            column.subarray(0, held),
          ),
        )
        edges += held
        held = 0
      }
      const share = { of: unit.chunks, index: unit.chunk }
      for (const pairs of pairsOf(plan, nodes, { rule: unit.rule, share })) {
        for (let at = 0; at < pairs.count; at += 1) {
          const l = pairs.l[at] ?? 0
          const r = pairs.r[at] ?? 0
          const left = l * nodes.width
          const right = r * nodes.width
          let levels = 0
          for (let one = 0; one < codeOf.length; one += 1) {
            const code = codeOf[one]?.(left, right) ?? 0
            codes[one] = code
            levels += code * (factors[one] ?? 0)
          }
          const weight = weightOf(left, right, codes)
          if (Number.isNaN(weight)) continue
          columns.l[held] = l
          columns.r[held] = r
          columns.levels[held] = levels
          columns.weight[held] = weight
          held += 1
          if (held === EDGES_HELD) await flush()
        }
      }
      await flush()
      await db.run(
        `COPY (SELECT l, r, CAST(${unit.rule} AS INTEGER) AS rule, CAST(levels AS BIGINT) AS levels, weight FROM found) TO ${quoted(path)} (FORMAT parquet)`,
      )
      return edges
    })
}

/** Over nodes in memory where the settings allow it, by the database where they name SQL or lists. */
export async function openUnits(
  db: Duckdb,
  input: UnitsInput & { readonly nodes: MemoryNodes | undefined },
): Promise<UnitRunner> {
  return input.nodes === undefined
    ? unitsInDatabase(db, input)
    : unitsInMemory(await openDuckdb(), input.nodes, input)
}
