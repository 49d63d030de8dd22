// The work of a run in units: one blocking rule on one share of its keys. A unit reads the nodes and writes one file of edges;
// killed units leave nothing, finished ones are never done again, and any process may take any unit.
import { join } from 'node:path'
import type { Dialect } from './dialect.ts'
import { double, duckdbDialect, quoted } from './dialect.ts'
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import { findEdges } from './memory/crew-work.ts'
import type { EdgeTable } from './memory/find-edges.ts'
import type { MemoryNodes } from './memory/memory-nodes.ts'
import { type Crew, openCrew } from './memory/threads.ts'
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

export type UnitRunner = {
  /** Does a unit; `next` is the one that will be asked for after it. */
  readonly run: (unit: Unit, next?: Unit) => Promise<UnitDone>
  readonly close: () => Promise<void>
}

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
  return {
    run: (unit) =>
      finished(input, unit, async (path) => {
        const [written] = await db.rows<{ Count: number }>(
          `COPY (${unitSql(plan, model, unit, duckdbDialect, 'carried')}) TO ${quoted(path)} (FORMAT parquet)`,
        )
        return written?.Count ?? 0
      }),
    close: async () => undefined,
  }
}

type InMemory = {
  readonly threads: number
  /** Over these nodes already. */
  readonly crew?: Crew | undefined
  /** Is given the edges of every unit. */
  readonly onEdges?: (edges: readonly EdgeTable[]) => void
}

/** Units over the nodes in memory: a crew finds the edges of the next units while those of this one are written. */
export function unitsInMemory(
  db: Duckdb,
  nodes: MemoryNodes,
  input: UnitsInput & InMemory,
): UnitRunner {
  const { plan, model } = input
  const keep = plan.settings.thresholds?.keep ?? DEFAULT_KEEP
  const crew = input.crew ?? openCrew(input.threads, { settings: plan.settings, nodes })
  crew.add({ model, keep })
  const found = (unit: Unit) =>
    findEdges(crew, nodes, {
      rule: unit.rule,
      share: { of: unit.chunks, index: unit.chunk },
    })
  let ahead: { readonly unit: Unit; readonly edges: Promise<readonly EdgeTable[]> } | undefined
  return {
    run: (unit, next) =>
      finished(input, unit, async (path) => {
        const own = ahead !== undefined && ahead.unit === unit ? ahead.edges : found(unit)
        if (crew.threads > 1 && next !== undefined) {
          ahead = { unit: next, edges: found(next) }
          // Its failure is told when its turn comes.
          ahead.edges.catch(() => undefined)
        }
        const tables = await own
        input.onEdges?.(tables)
        await writeEdges(db, unit.rule, tables, path)
        return tables.reduce((sum, { l }) => sum + l.length, 0)
      }),
    close: async () => {
      await crew.close()
      db.close()
    },
  }
}

async function writeEdges(
  db: Duckdb,
  rule: number,
  tables: readonly EdgeTable[],
  path: string,
): Promise<void> {
  const write = async (left: readonly EdgeTable[], scans: readonly string[]): Promise<void> => {
    const [table, ...others] = left
    if (table !== undefined) {
      const columns = Object.entries(table).map(([name, values]) => ({ name, values }))
      await db.withNumbers(columns, (scan) => write(others, [...scans, scan]))
      return
    }
    const found = scans
      .map((scan) => `SELECT l, r, levels, weight FROM ${scan}`)
      .join(' UNION ALL ')
    await db.run(
      `COPY (SELECT l, r, CAST(${rule} AS INTEGER) AS rule, CAST(levels AS BIGINT) AS levels, weight FROM (${found})) TO ${quoted(path)} (FORMAT parquet)`,
    )
  }
  await write(tables, [])
}

/** Over nodes in memory where the settings allow it, by the database where they name SQL or lists. */
export async function openUnits(
  db: Duckdb,
  input: UnitsInput & InMemory & { readonly nodes: MemoryNodes | undefined },
): Promise<UnitRunner> {
  return input.nodes === undefined
    ? unitsInDatabase(db, input)
    : unitsInMemory(await openDuckdb({ threads: 1 }), input.nodes, input)
}
