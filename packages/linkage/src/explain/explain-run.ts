// Why two records of a run are, or are not, one person: the pair's own waterfall, the rules that found it, and the chain of
// links between them where they are linked only through others.

import { quoted } from '../dialect.ts'
import { type Duckdb, openDuckdb } from '../engines/duckdb.ts'
import type { Model } from '../model.ts'
import { edgesScan, type Run } from '../pipeline.ts'
import { findJson } from '../run-files.ts'
import { nodeColumns, ruleName } from '../settings/columns.ts'
import { keyColumn } from '../steps/block.ts'
import { writtenColumn } from '../steps/clean.ts'
import type { NodeRow } from './level-holds.ts'
import { type Explanation, explainRecords } from './score-pair.ts'

export type RecordName = { readonly source?: string | undefined; readonly id: string }

export type ShownRecord = {
  readonly number: number
  readonly source: string
  readonly id: string
  /** As it was written. */
  readonly written: Readonly<Record<string, string>>
  readonly standardised: NodeRow
}

export type RunExplanation = {
  readonly left: ShownRecord
  readonly right: ShownRecord
  readonly explanation: Explanation
  /** The blocking rules on which the two agree. */
  readonly rules: readonly string[]
  /** True when the run compared this very pair and kept it. */
  readonly compared: boolean
  readonly samePerson: boolean | undefined
  /** Links from left to right through other records, when the two are one person. */
  readonly path: readonly { readonly from: string; readonly to: string; readonly weight: number }[]
}

/** The model that a run was made with: the one beside its edges. */
export async function getModel(run: Run): Promise<Model> {
  const model = await findJson<Model>(run.paths.model)
  if (model === undefined) throw new Error(`"${run.paths.dir}" has no model yet. Train it first.`)
  return model
}

function toNodeRow(row: Readonly<Record<string, unknown>>): NodeRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as NodeRow
}

async function findRecord(
  db: Duckdb,
  run: Run,
  { source, id }: RecordName,
): Promise<ShownRecord & { readonly keys: readonly unknown[] }> {
  const from = source === undefined ? '' : ` AND source_name = ${quoted(source)}`
  const found = await db.rows<Record<string, unknown>>(
    `SELECT * FROM records WHERE record_id = ${quoted(id)}${from} LIMIT 2`,
  )
  const [record] = found
  if (record === undefined)
    throw new Error(
      `No record "${id}"${source === undefined ? '' : ` of "${source}"`} is in this run.`,
    )
  if (found.length > 1)
    throw new Error(`Several sources have a record "${id}". Say which one as source:record.`)
  const [node = {}] = await db.rows<Record<string, unknown>>(
    `SELECT * FROM nodes WHERE id = ${record.id}`,
  )
  const columns = new Set(nodeColumns(run.settings).map(({ column }) => column))
  return {
    number: Number(record.id),
    source: String(record.source_name),
    id: String(record.record_id),
    written: Object.fromEntries(
      Object.keys(run.settings.fields).flatMap((field) => {
        const value = record[writtenColumn(field)]
        return value === null || value === undefined ? [] : [[field, String(value)]]
      }),
    ),
    standardised: Object.fromEntries(
      Object.entries(toNodeRow(node)).filter(
        ([name]) => columns.has(name) || name.startsWith('tf_'),
      ),
    ),
    keys: run.settings.blocking.map((_, rule) => node[keyColumn(rule)] ?? null),
  }
}

function shareKey(left: unknown, right: unknown): boolean {
  if (left === null || right === null) return false
  if (Array.isArray(left) && Array.isArray(right)) return left.some((item) => right.includes(item))
  return left === right
}

/** Breadth first over the links of one person. */
async function pathBetween(
  db: Duckdb,
  run: Run,
  left: number,
  right: number,
  link: number,
): Promise<RunExplanation['path']> {
  const edges = await db.rows<{ l: number; r: number; weight: number }>(
    `WITH own AS (SELECT id FROM read_parquet(${quoted(run.paths.persons)}) WHERE person_id = (SELECT person_id FROM read_parquet(${quoted(run.paths.persons)}) WHERE id = ${left}))
SELECT l, r, weight FROM ${edgesScan(run)} edges WHERE weight >= ${link} AND l IN (FROM own) AND r IN (FROM own)`,
  )
  const from = new Map<number, { readonly at: number; readonly weight: number }>()
  let front = [left]
  while (front.length > 0 && !from.has(right)) {
    const next: number[] = []
    for (const at of front)
      for (const { l, r, weight } of edges) {
        const other = l === at ? r : r === at ? l : undefined
        if (other === undefined || other === left || from.has(other)) continue
        from.set(other, { at, weight })
        next.push(other)
      }
    front = next
  }
  const steps: { from: number; to: number; weight: number }[] = []
  for (let at = right; at !== left; ) {
    const step = from.get(at)
    if (step === undefined) return []
    steps.unshift({ from: step.at, to: at, weight: step.weight })
    at = step.at
  }
  const numbers = steps.flatMap(({ from: a, to }) => [a, to])
  if (numbers.length === 0) return []
  const names = await db.rows<{ id: number; name: string }>(
    `SELECT id, source_name || ':' || record_id AS name FROM records WHERE id IN (${[...new Set(numbers)].join(', ')})`,
  )
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return steps.map(({ from: a, to, weight }) => ({
    from: nameOf.get(a) ?? '',
    to: nameOf.get(to) ?? '',
    weight,
  }))
}

/** Explains any two records of a run by the model that the run was made with. */
export async function explainRun(
  run: Run,
  names: { readonly left: RecordName; readonly right: RecordName },
): Promise<RunExplanation> {
  const model = await getModel(run)
  const db = await openDuckdb({ path: run.paths.store, readOnly: true })
  try {
    const left = await findRecord(db, run, names.left)
    const right = await findRecord(db, run, names.right)
    const explanation = explainRecords(run.plan, model, left.standardised, right.standardised)
    const [a, b] =
      left.number < right.number ? [left.number, right.number] : [right.number, left.number]
    const edges = await db
      .rows(`SELECT 1 AS found FROM ${edgesScan(run)} WHERE l = ${a} AND r = ${b}`)
      .catch(() => [])
    const persons = await db
      .rows<{ id: number; person_id: number }>(
        `SELECT id, person_id FROM read_parquet(${quoted(run.paths.persons)}) WHERE id IN (${a}, ${b})`,
      )
      .catch(() => undefined)
    const samePerson =
      persons === undefined
        ? undefined
        : new Set(persons.map(({ person_id }) => person_id)).size === 1
    return {
      left,
      right,
      explanation,
      rules: run.settings.blocking.flatMap((rule, index) =>
        shareKey(left.keys[index], right.keys[index]) ? [ruleName(rule)] : [],
      ),
      compared: edges.length > 0,
      samePerson,
      path:
        samePerson === true
          ? await pathBetween(
              db,
              run,
              left.number,
              right.number,
              run.settings.thresholds?.link ?? 0,
            )
          : [],
    }
  } finally {
    db.close()
  }
}
