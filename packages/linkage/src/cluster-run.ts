// The last stage of a run: persons from edges, with the constraints of the settings, and ids that stay from run to run.
import { join } from 'node:path'
import { clusterEdges } from './cluster/cluster-edges.ts'
import type { EdgeColumns } from './cluster/component.ts'
import { quoted } from './dialect.ts'
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import { edgesScan, MOST_EDGES_HELD, type OnProgress, type Run, takeHeldEdges } from './pipeline.ts'
import { appendJsonLine, findJson, removeFile, renameFile, writeWhole } from './run-files.ts'
import { parseRef } from './settings/columns.ts'
import { standardised } from './steps/clean.ts'
import { assignIds, type PersonChange } from './steps/person-ids.ts'
import { hamming } from './strings/edits.ts'
import { DEFAULT_KEEP } from './units.ts'

export type ClusterReport = {
  readonly records: number
  readonly persons: number
  readonly largest: number
  /** Components looked at closely, and those taken apart. */
  readonly looked: number
  readonly split: number
  /** Ids kept from the run before, given new, merged away, split. */
  readonly ids: {
    readonly kept: number
    readonly fresh: number
    readonly merged: number
    readonly split: number
  }
  readonly link: number
  readonly seconds: number
}

export type ClusterOptions = {
  readonly link?: number
  /** The folder of the run whose person ids go on. */
  readonly previous?: string
  readonly at: string
  readonly onProgress?: OnProgress
}

export const DEFAULT_LINK = 0
const DEFAULT_ABSENT = -3
const DEFAULT_LARGEST = 150

/** The edges: as linking left them, or read where they lie. */
async function edgesOf(db: Duckdb, run: Run): Promise<EdgeColumns> {
  const held = takeHeldEdges(run)
  if (held !== undefined)
    return async (take) => {
      for (const { l, r, weight } of held) take(l, r, weight, l.length)
    }
  const scan = `${edgesScan(run)} WHERE weight >= `
  const all = run.settings.thresholds?.keep ?? DEFAULT_KEEP
  const [counted] = await db.rows<{ n: number }>(`SELECT count(*) AS n FROM ${scan}${all}`)
  const edges = counted?.n ?? 0
  const each = (least: number, take: Parameters<EdgeColumns>[0]) =>
    db.eachNumbers(`SELECT l, r, weight FROM ${scan}${least}`, ([l, r, weight], count) => {
      if (l !== undefined && r !== undefined && weight !== undefined)
        take(l.items, r.items, weight.items, count)
    })
  if (edges > MOST_EDGES_HELD) return (take, least = all) => each(Math.max(all, least), take)
  const l = new Int32Array(edges)
  const r = new Int32Array(edges)
  const weight = new Float64Array(edges)
  let read = 0
  await each(all, (left, right, own, count) => {
    l.set(left, read)
    r.set(right, read)
    weight.set(own, read)
    read += count
  })
  return async (take) => take(l, r, weight, edges)
}

async function integerColumn(db: Duckdb, records: number, sql: string): Promise<Int32Array> {
  const column = new Int32Array(records)
  await db.each(sql, ([ids = [], values = []], count) => {
    for (let at = 0; at < count; at += 1) column[Number(ids[at])] = Number(values[at] ?? 0)
  })
  return column
}

async function trustedSources(
  db: Duckdb,
  run: Run,
  records: number,
): Promise<Int32Array | undefined> {
  const names = run.settings.constraints?.oneRecordPerSource ?? []
  if (names.length === 0) return undefined
  const known = await db.rows<{ source: number; source_name: string }>(
    'SELECT source, source_name FROM sources',
  )
  const trusted = known
    .filter(({ source_name }) => names.includes(source_name))
    .map(({ source }) => source)
  const missing = names.filter((name) => !known.some(({ source_name }) => source_name === name))
  if (missing.length > 0)
    throw new Error(
      `The settings allow one record per person in ${missing.join(', ')}, but no such source was loaded. Loaded are ${known.map(({ source_name }) => source_name).join(', ')}.`,
    )
  if (trusted.length > 60)
    throw new Error('At most 60 sources can be held to one record per person.')
  const column = await integerColumn(
    db,
    records,
    `SELECT id, CASE ${trusted.map((source, index) => `WHEN source = ${source} THEN ${index}`).join(' ')} ELSE -1 END FROM arrivals`,
  )
  return column
}

async function vetoColumns(db: Duckdb, run: Run, records: number) {
  const vetoes = []
  for (const { differ, tolerance } of run.settings.constraints?.mustNot ?? []) {
    const names = differ.map((ref) => parseRef(ref).column)
    const columns = []
    // One added keeps 0 for "not known"; two values of one number are one in two thousand million.
    for (const name of names)
      columns.push(
        await integerColumn(
          db,
          records,
          `SELECT id, CAST((hash(${name}) & 2147483645) + 1 AS INTEGER) FROM (${standardised(run.settings, [name]).sql}) WHERE ${name} IS NOT NULL`,
        ),
      )
    const texts: ReadonlyMap<number, string>[] = []
    if (tolerance !== undefined && tolerance > 0)
      for (const name of names) texts.push(await textColumn(db, run, name))
    vetoes.push({
      columns,
      ...(texts.length === 0
        ? {}
        : {
            mayDiffer: (a: number, b: number) =>
              texts.some(
                (column) =>
                  (hamming(column.get(a) ?? '', column.get(b) ?? '') ?? Number.POSITIVE_INFINITY) <=
                  (tolerance ?? 0),
              ),
          }),
    })
  }
  return vetoes
}

async function textColumn(
  db: Duckdb,
  run: Run,
  name: string,
): Promise<ReadonlyMap<number, string>> {
  const values = new Map<number, string>()
  await db.each(
    `SELECT id, CAST(${name} AS VARCHAR) FROM (${standardised(run.settings, [name]).sql}) WHERE ${name} IS NOT NULL`,
    ([ids = [], texts = []], count) => {
      for (let at = 0; at < count; at += 1) values.set(Number(ids[at]), String(texts[at]))
    },
  )
  return values
}

/** Finds the persons of a linked run and writes them, with ids that the run before, if given, already gave out. */
export async function clusterRun(run: Run, options: ClusterOptions): Promise<ClusterReport> {
  const startedAt = performance.now()
  const { paths, settings } = run
  const link = options.link ?? settings.thresholds?.link ?? DEFAULT_LINK
  const db = await openDuckdb({ ...run.resources, reading: paths.store, tempDirectory: paths.temp })
  const tell = (step: string) =>
    options.onProgress?.({ stage: 'cluster', step, rssBytes: process.memoryUsage.rss() })
  try {
    const [counted] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM arrivals')
    const records = counted?.n ?? 0
    tell('constraints')
    const trustedSource = await trustedSources(db, run, records)
    const vetoes = await vetoColumns(db, run, records)
    tell('components')
    const absent = settings.constraints?.absentWeight ?? DEFAULT_ABSENT
    const found = await clusterEdges({
      records,
      link,
      edges: await edgesOf(db, run),
      trustedSource,
      vetoes,
      refine: {
        join: link,
        absent,
        largest: settings.constraints?.maxClusterSize ?? DEFAULT_LARGEST,
      },
    })
    tell('ids')
    const ids = await writePersons(db, run, found.person, options)
    const report: ClusterReport = {
      records,
      persons: found.persons,
      largest: found.largest,
      looked: found.looked,
      split: found.split,
      ids,
      link,
      seconds: (performance.now() - startedAt) / 1000,
    }
    await writeWhole(join(paths.dir, 'clusters.json'), `${JSON.stringify(report)}\n`)
    return report
  } finally {
    db.close()
  }
}

type IdMark = { readonly next: number }

async function writePersons(
  db: Duckdb,
  run: Run,
  person: Int32Array,
  options: ClusterOptions,
): Promise<ClusterReport['ids']> {
  const { paths } = run
  const ids = Int32Array.from(person, (_, id) => id)
  await db.withNumbers(
    [
      { name: 'id', values: ids },
      { name: 'cluster', values: person },
    ],
    (scan) => db.run(`CREATE OR REPLACE TABLE clusters AS SELECT * FROM ${scan}`),
  )
  const mark =
    options.previous === undefined
      ? undefined
      : await findJson<IdMark>(join(options.previous, 'person-ids.json'))
  if (options.previous !== undefined && mark === undefined)
    throw new Error(
      `"${options.previous}" has no persons to go on from: person-ids.json is missing. Cluster that run first.`,
    )
  const previous =
    options.previous === undefined
      ? `SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS record_id, NULL::BIGINT AS person_id WHERE false`
      : `SELECT source, record_id, person_id FROM read_parquet(${quoted(join(options.previous, 'persons.parquet'))})`
  for (const { name, sql } of assignIds({ previous, next: mark?.next ?? 1 }))
    await db.run(`CREATE OR REPLACE TABLE ${name} AS ${sql}`)
  const [counts] = await db.rows<{ kept: number; fresh: number; next: number }>(
    'SELECT count(*) FILTER (kept) AS kept, count(*) FILTER (NOT kept) AS fresh, max(person_id) + 1 AS next FROM person_ids',
  )
  const changes = await db.rows<PersonChange>(
    'SELECT * FROM person_changes ORDER BY change, person_id',
  )
  const columns = [
    'sources.source_name AS source',
    'arrivals.record_id',
    'person_ids.person_id',
    'arrivals.id',
  ]
  const beside = await db.beside()
  await Promise.all([
    copyWhole(beside, 'SELECT id, cluster FROM clusters ORDER BY id', paths.clusters),
    copyWhole(
      db,
      `SELECT ${columns.join(', ')} FROM arrivals JOIN sources ON sources.source = arrivals.source JOIN clusters ON clusters.id = arrivals.id JOIN person_ids ON person_ids.cluster = clusters.cluster`,
      paths.persons,
    ),
  ])
  beside.close()
  await removeFile(paths.personLog, { force: true })
  for (const change of changes) await appendJsonLine(paths.personLog, { at: options.at, ...change })
  await writeWhole(
    join(paths.dir, 'person-ids.json'),
    `${JSON.stringify({ next: Math.max(counts?.next ?? 1, mark?.next ?? 1) } satisfies IdMark)}\n`,
  )
  return {
    kept: counts?.kept ?? 0,
    fresh: counts?.fresh ?? 0,
    merged: changes.filter(({ change }) => change === 'merged').length,
    split: changes.filter(({ change }) => change === 'split').length,
  }
}

async function copyWhole(db: Duckdb, sql: string, path: string): Promise<void> {
  await db.run(`COPY (${sql}) TO ${quoted(`${path}.part`)} (FORMAT parquet)`)
  await renameFile(`${path}.part`, path)
}
