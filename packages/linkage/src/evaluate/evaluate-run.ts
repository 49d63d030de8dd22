// Measures a finished run against labels: a column that names the true person, or a table of reviewed pairs.

import { join } from 'node:path'
import { identifier, quoted } from '../dialect.ts'
import { type Duckdb, openDuckdb } from '../engines/duckdb.ts'
import { copyCsv } from '../intake/csv.ts'
import { csvScan } from '../intake/source-files.ts'
import { edgesScan, type Run } from '../pipeline.ts'
import { writeWhole } from '../run-files.ts'
import { parseRef } from '../settings/columns.ts'
import { keyColumn, listRule } from '../steps/block.ts'
import {
  bootstrap,
  type ClusterMeasures,
  type GroupMeasures,
  type Intervals,
  measureClusters,
  measureGroups,
  type Ratio,
  ratioOf,
} from './measures.ts'

export type SweepPoint = Ratio & { readonly weight: number; readonly links: number }

export type Evaluation = {
  readonly labels: string
  readonly records: number
  readonly persons: ClusterMeasures
  readonly intervals: Intervals
  /** Of all true pairs: those that any blocking rule finds. What is lost here no score can bring back. */
  readonly blockingRecall: number
  /** Of the true pairs found by blocking: those whose weight reaches the threshold. */
  readonly scoringRecall: number
  readonly truePairsSampled: number
  /** Single links, before clustering, at rising thresholds. */
  readonly sweep: readonly SweepPoint[]
  readonly groups: readonly GroupMeasures[]
  /** How often a link of about this weight is right, to see whether the weights can be believed. */
  readonly calibration: readonly {
    readonly weight: number
    readonly links: number
    readonly right: number
  }[]
}

const MOST_SAMPLED_PERSONS = 200_000
const DRAWS = 200

async function personColumns(db: Duckdb, run: Run, truth: string) {
  const groups = run.settings.evaluation?.groups ?? []
  const missing = run.settings.evaluation?.missing ?? []
  const columns = [
    ...groups.map((ref) => ({
      name: ref,
      sql: `coalesce(CAST(nodes.${parseRef(ref).column} AS VARCHAR), 'not known')`,
    })),
    ...missing.map((ref) => ({
      name: `${ref} given`,
      sql: `CASE WHEN nodes.${parseRef(ref).column} IS NULL THEN 'no' ELSE 'yes' END`,
    })),
    { name: 'source', sql: 'records.source_name' },
  ]
  const found: number[] = []
  const actual: number[] = []
  const values = columns.map((): string[] => [])
  await db.each(
    `SELECT CAST(persons.person_id AS DOUBLE), CAST(dense_rank() OVER (ORDER BY ${truth}) AS INTEGER), ${columns.map(({ sql }) => sql).join(', ')}
FROM records JOIN nodes USING (id) JOIN read_parquet(${quoted(run.paths.persons)}) persons USING (id)
WHERE ${truth} IS NOT NULL`,
    ([person = [], labels = [], ...rest], count) => {
      for (let at = 0; at < count; at += 1) {
        found.push(Number(person[at]))
        actual.push(Number(labels[at]))
        rest.forEach((column, index) => {
          values[index]?.push(String(column[at]))
        })
      }
    },
  )
  return {
    found,
    actual,
    groups: columns.map(({ name }, index) => ({ name, values: values[index] ?? [] })),
  }
}

/** Of the true pairs, the share that agrees on the key of any rule; by persons drawn by hash where there are many. */
async function blockingRecall(db: Duckdb, run: Run, truth: string, share: number) {
  const agree = run.settings.blocking
    .map((rule, index) =>
      listRule(rule) === undefined
        ? `l.${keyColumn(index)} = r.${keyColumn(index)}`
        : `list_has_any(l.${keyColumn(index)}, r.${keyColumn(index)})`,
    )
    .map((condition) => `coalesce(${condition}, false)`)
    .join(' OR ')
  const across = run.settings.linkType === 'link' ? ' AND l.source <> r.source' : ''
  const sampled = share >= 1 ? '' : ` AND hash(${truth}) % 1000000 < ${Math.round(share * 1e6)}`
  const [row] = await db.rows<{ pairs: number; found: number; linked: number }>(
    `WITH own AS (SELECT nodes.*, ${truth} AS truth FROM nodes JOIN records USING (id) WHERE ${truth} IS NOT NULL${sampled}),
pairs AS (SELECT l.id AS l, r.id AS r, ${agree} AS found FROM own l JOIN own r ON l.truth = r.truth WHERE l.id < r.id${across})
SELECT count(*) AS pairs, count(*) FILTER (found) AS found, count(edges.l) AS linked
FROM pairs LEFT JOIN (SELECT l, r FROM ${edgesScan(run)} WHERE weight >= ${run.settings.thresholds?.link ?? 0}) edges USING (l, r)`,
  )
  return { pairs: row?.pairs ?? 0, found: row?.found ?? 0, linked: row?.linked ?? 0 }
}

async function linkBins(db: Duckdb, run: Run, truth: string) {
  const label = truth.replace('records.', '')
  return db.rows<{ weight: number; links: number; right: number }>(
    `SELECT floor(weight * 2) / 2 AS weight, count(*) AS links, count(*) FILTER (a.truth = b.truth) AS "right"
FROM ${edgesScan(run)} edges
JOIN (SELECT id, ${label} AS truth FROM records) a ON a.id = edges.l
JOIN (SELECT id, ${label} AS truth FROM records) b ON b.id = edges.r
WHERE a.truth IS NOT NULL AND b.truth IS NOT NULL
GROUP BY 1 ORDER BY 1`,
  )
}

/** Measures the persons and links of a run against the column that the settings name as truth. */
export async function evaluateRun(run: Run): Promise<Evaluation> {
  const column = run.settings.evaluation?.truth
  if (column === undefined)
    throw new Error(
      'The settings name no column with the truth (evaluation.truth). Name one, or give a table of reviewed pairs.',
    )
  const truth = `records.${identifier(`keep_${column}`)}`
  const db = await openDuckdb({
    ...run.resources,
    path: run.paths.store,
    readOnly: true,
    tempDirectory: run.paths.temp,
  })
  try {
    const { found, actual, groups } = await personColumns(db, run, truth)
    if (found.length === 0)
      throw new Error(
        `The column "${column}" is empty in every record, so there is nothing to measure against.`,
      )
    const persons = measureClusters(found, actual)
    const share = Math.min(1, MOST_SAMPLED_PERSONS / Math.max(1, persons.exact.true))
    const sample =
      share >= 1
        ? undefined
        : new Set(
            actual.filter((person) => (person * 2_654_435_761) % 1_000_003 < share * 1_000_003),
          )
    const drawn = actual.flatMap((person, at) =>
      sample === undefined || sample.has(person) ? [at] : [],
    )
    const intervals = bootstrap(
      drawn.map((at) => found[at] ?? 0),
      drawn.map((at) => actual[at] ?? 0),
      { draws: DRAWS, seed: 1 },
    )
    const blocked = await blockingRecall(db, run, truth, share)
    const bins = await linkBins(db, run, truth)
    const scale = persons.pairs.true
    const sweep = bins.map(({ weight }): SweepPoint => {
      const above = bins.filter((bin) => bin.weight >= weight)
      const links = above.reduce((sum, bin) => sum + bin.links, 0)
      return {
        weight,
        links,
        ...ratioOf(
          above.reduce((sum, bin) => sum + bin.right, 0),
          links,
          scale,
        ),
      }
    })
    const evaluation: Evaluation = {
      labels: column,
      records: found.length,
      persons,
      intervals,
      blockingRecall: blocked.pairs === 0 ? 1 : blocked.found / blocked.pairs,
      scoringRecall: blocked.found === 0 ? 1 : blocked.linked / blocked.found,
      truePairsSampled: blocked.pairs,
      sweep,
      groups: groups.flatMap(({ name, values }) => measureGroups(found, actual, name, values)),
      calibration: bins,
    }
    await writeWhole(join(run.paths.dir, 'evaluation.json'), `${JSON.stringify(evaluation)}\n`)
    return evaluation
  } finally {
    db.close()
  }
}

export type PairEvaluation = Ratio & {
  readonly labelled: number
  readonly same: number
  readonly different: number
  readonly right: number
  readonly wrong: number
  readonly missed: number
  /** Labelled pairs whose records are not in the run. */
  readonly unknown: number
}

/** Measures against a CSV of reviewed pairs: source_l, record_l, source_r, record_r, same (yes or no; unsure is passed over). */
export async function evaluatePairs(run: Run, path: string): Promise<PairEvaluation> {
  const target = join(run.paths.temp, 'labels.csv')
  const { columns } = await copyCsv({ source: 'labels', path, target })
  for (const needed of ['source_l', 'record_l', 'source_r', 'record_r', 'same'])
    if (!columns.includes(needed))
      throw new Error(
        `"${path}" lacks the column "${needed}". A table of reviewed pairs has source_l, record_l, source_r, record_r, same.`,
      )
  const db = await openDuckdb({ reading: run.paths.store })
  try {
    await db.run(
      `CREATE TABLE labels AS SELECT *, lower(same) IN ('yes', '1', 'true', 'same') AS one FROM ${csvScan(target, columns)} WHERE lower(same) IN ('yes', '1', 'true', 'same', 'no', '0', 'false', 'different')`,
    )
    const person = (side: string) =>
      `LEFT JOIN read_parquet(${quoted(run.paths.persons)}) ${side} ON ${side}.source = labels.source_${side} AND ${side}.record_id = labels.record_${side}`
    const [row] = await db.rows<Record<string, number>>(
      `SELECT count(*) AS labelled, count(*) FILTER (one) AS same, count(*) FILTER (l.id IS NULL OR r.id IS NULL) AS unknown,
count(*) FILTER (one AND l.person_id = r.person_id) AS right_pairs, count(*) FILTER (NOT one AND l.person_id = r.person_id) AS wrong
FROM labels ${person('l')} ${person('r')}`,
    )
    const { labelled = 0, same = 0, unknown = 0, right_pairs: right = 0, wrong = 0 } = row ?? {}
    return {
      labelled,
      same,
      different: labelled - same,
      right,
      wrong,
      missed: same - right,
      unknown,
      ...ratioOf(right, right + wrong, same),
    }
  } finally {
    db.close()
  }
}
