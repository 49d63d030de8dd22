// Brings the sources into a run: records with numbers, standardised nodes, the sizes of all blocks.

import { quoted } from './dialect.ts'
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import type { RowFault } from './intake/row-fault.ts'
import {
  frequencyColumns,
  keptNodeColumns,
  nodeColumns,
  parseRef,
  ruleName,
} from './settings/columns.ts'
import type { Settings } from './settings/settings.ts'
import { type PartValue, standardisers } from './standardise/standardisers.ts'
import { itemsTable, keyColumn, listRule } from './steps/block.ts'
import {
  blockSizes,
  chanceOfEqual,
  dictionaryFields,
  dictionaryTable,
  dictionaryWithFrequencies,
  distinctValues,
  frequencies,
  items,
  nodes,
  records,
  type SourceFile,
  sourceNames,
  writtenColumn,
} from './steps/clean.ts'

export type RuleAnalysis = {
  readonly rule: number
  readonly name: string
  readonly blocks: number
  /** Pairs of the rule alone, before those of earlier rules are left out. */
  readonly pairs: number
  readonly largest: number
  /** The values of the largest blocks, to see placeholders such as 1900-01-01. */
  readonly largestBlocks: readonly {
    readonly records: number
    readonly values: readonly string[]
  }[]
  /** Blocks by size: at least `from` records. */
  readonly sizes: readonly {
    readonly from: number
    readonly blocks: number
    readonly pairs: number
  }[]
  readonly leftOut: { readonly blocks: number; readonly records: number; readonly pairs: number }
}

export type FieldProfile = {
  readonly field: string
  readonly known: number
  readonly unreadable: number
  readonly distinct: number
  readonly most: readonly { readonly value: string; readonly records: number }[]
}

export type LoadReport = {
  readonly records: number
  readonly sources: readonly { readonly name: string; readonly records: number }[]
  readonly rules: readonly RuleAnalysis[]
  readonly fields: readonly FieldProfile[]
  readonly chanceOfEqual: Readonly<Record<string, number>>
  readonly faults: number
  readonly seconds: number
}

const DEFAULT_MAX_BLOCK = 20_000
const FAULTS_PER_KIND = 200

async function createTable(db: Duckdb, name: string, sql: string): Promise<void> {
  await db.run(`CREATE OR REPLACE TABLE ${name} AS ${sql}`)
}

export function keptColumns(settings: Settings): readonly string[] {
  const truth = settings.evaluation?.truth
  const dated = settings.families?.dated
  return [
    ...new Set([...(settings.keep ?? []), ...[truth, dated].filter((name) => name !== undefined)]),
  ]
}

/** Numbers all records; those without an id or with one already seen are reported and left out. */
async function createRecords(
  db: Duckdb,
  settings: Settings,
  files: readonly SourceFile[],
): Promise<{ faults: readonly RowFault[]; total: number }> {
  const names = await db.rows<{ source_name: string }>(sourceNames(settings, files).sql)
  const arrived = records(
    settings,
    files,
    names.map(({ source_name }) => source_name),
    keptColumns(settings),
  )
  await createTable(db, 'records', arrived.sql)
  await db.run(
    'CREATE OR REPLACE TEMP TABLE repeated AS SELECT source, record_id, min(id) AS first FROM records GROUP BY source, record_id HAVING count(*) > 1 OR record_id IS NULL',
  )
  const bad =
    'FROM records JOIN repeated ON repeated.source = records.source AND repeated.record_id IS NOT DISTINCT FROM records.record_id WHERE records.record_id IS NULL OR records.id <> repeated.first'
  const [count] = await db.rows<{ n: number }>(`SELECT count(*) AS n ${bad}`)
  const listed = await db.rows<{
    source_name: string
    record_id: string | null
    line: number | null
  }>(
    `SELECT records.source_name, records.record_id, records.line ${bad} ORDER BY records.id LIMIT ${FAULTS_PER_KIND}`,
  )
  if ((count?.n ?? 0) > 0) {
    await db.run(`DELETE FROM records WHERE id IN (SELECT records.id ${bad})`)
    // Deleting leaves holes in the numbers, which random pairs would fall into.
    await createTable(
      db,
      'renumbered',
      'SELECT CAST(row_number() OVER (ORDER BY id) - 1 AS INTEGER) AS id, * EXCLUDE (id) FROM records',
    )
    await db.run('DROP TABLE records; ALTER TABLE renumbered RENAME TO records')
  }
  await createTable(
    db,
    'sources',
    'SELECT source, source_name, count(*) AS records FROM records GROUP BY source, source_name ORDER BY source',
  )
  return {
    total: count?.n ?? 0,
    faults: listed.map(({ source_name, record_id, line }) => ({
      source: source_name,
      line: line ?? undefined,
      column: settings.id,
      value: record_id ?? '',
      code: record_id === null ? 'record-without-id' : 'record-id-repeated',
    })),
  }
}

async function fillDictionary(db: Duckdb, settings: Settings, field: string): Promise<void> {
  const { name, sql } = dictionaryTable(settings, field)
  await db.run(`CREATE OR REPLACE TABLE ${name} (${sql})`)
  const standardiser = standardisers[settings.fields[field]?.standardise ?? '']
  const width = Object.keys(standardiser?.parts ?? {}).length
  const rows: (readonly PartValue[])[] = []
  await db.each(distinctValues(field).sql, ([values = []]) => {
    for (const value of values) {
      const written = String(value)
      const parts = standardiser?.clean(written) ?? []
      rows.push([written, ...Array.from({ length: width }, (_, at) => parts[at])])
    }
  })
  await db.append(name, (append) => {
    for (const row of rows) append(row)
  })
}

// Commonest values are counted in about this many records; exact counts of every field would cost a large run minutes.
const PROFILE_SAMPLE = 250_000

/** What a field holds that its standardiser cannot read, by the written value where values go through a dictionary. */
function unreadable(settings: Settings, field: string): string {
  const written = writtenColumn(field)
  const columns = nodeColumns(settings).filter((column) => column.field === field)
  if (dictionaryFields(settings).includes(field))
    return `${written} IN (SELECT value FROM values_${field} WHERE ${columns.map(({ column }) => `${column} IS NULL`).join(' AND ')})`
  const sql = standardisers[settings.fields[field]?.standardise ?? '']?.sql
  const [main = written] = sql?.parts(sql.ready(written)) ?? []
  return `${written} IS NOT NULL AND (${main}) IS NULL`
}

async function profileFields(
  db: Duckdb,
  settings: Settings,
): Promise<{ profiles: readonly FieldProfile[]; faults: readonly RowFault[] }> {
  const fields = Object.keys(settings.fields)
  const [known = {}] = await db.rows<Record<string, number>>(
    `SELECT ${fields.map((field) => `count(${field}) AS known_${field}, approx_count_distinct(${field}) AS distinct_${field}`).join(', ')}, count(*) AS records FROM nodes`,
  )
  const [bad = {}] = await db.rows<Record<string, number>>(
    `SELECT ${fields.map((field) => `count(*) FILTER (${unreadable(settings, field)}) AS ${field}`).join(', ')} FROM records`,
  )
  const step = Math.max(1, Math.round((known.records ?? 0) / PROFILE_SAMPLE))
  const profiles: FieldProfile[] = []
  const faults: RowFault[] = []
  for (const field of fields) {
    const most = await db.rows<{ value: string; records: number }>(
      `SELECT CAST(${field} AS VARCHAR) AS value, count(*) * ${step} AS records FROM nodes WHERE ${field} IS NOT NULL AND id % ${step} = 0 GROUP BY ALL ORDER BY records DESC, value LIMIT 5`,
    )
    profiles.push({
      field,
      known: known[`known_${field}`] ?? 0,
      unreadable: bad[field] ?? 0,
      distinct: known[`distinct_${field}`] ?? 0,
      most,
    })
    if ((bad[field] ?? 0) === 0) continue
    const written = writtenColumn(field)
    const found = await db.rows<{ source_name: string; line: number | null; value: string }>(
      `SELECT source_name, line, ${written} AS value FROM records WHERE ${unreadable(settings, field)} ORDER BY id LIMIT ${FAULTS_PER_KIND}`,
    )
    faults.push(
      ...found.map(
        ({ source_name, line, value }): RowFault => ({
          source: source_name,
          line: line ?? undefined,
          column: field,
          value: value.slice(0, 80),
          code: 'value-unreadable',
        }),
      ),
    )
  }
  return { profiles, faults }
}

async function analyseRule(db: Duckdb, settings: Settings, rule: number): Promise<RuleAnalysis> {
  const declared = settings.blocking[rule]
  if (declared === undefined) throw new RangeError(`There is no blocking rule ${rule}.`)
  const key = keyColumn(rule)
  await db.run(`CREATE OR REPLACE TEMP TABLE blocks AS ${blockSizes(settings, rule).sql}`)
  const maxBlock = declared.maxBlock ?? DEFAULT_MAX_BLOCK
  const pairs = 'sum(CAST(records AS DOUBLE) * (records - 1) / 2)'
  const [left] = await db.rows<{ blocks: number; records: number; pairs: number }>(
    `SELECT count(*) AS blocks, coalesce(sum(records), 0) AS records, coalesce(${pairs}, 0) AS pairs FROM blocks WHERE records > ${maxBlock}`,
  )
  const largest = await db.rows<{ key: string; records: number }>(
    'SELECT CAST(key AS VARCHAR) AS key, records FROM blocks ORDER BY records DESC, key LIMIT 5',
  )
  const list = listRule(declared)
  if ((left?.blocks ?? 0) > 0) {
    const tooLarge = `SELECT key FROM blocks WHERE records > ${maxBlock}`
    if (list === undefined)
      await db.run(`UPDATE nodes SET ${key} = NULL WHERE ${key} IN (${tooLarge})`)
    else
      await db.run(
        `UPDATE nodes SET ${key} = list_filter(${key}, lambda item: NOT list_contains((SELECT list(key) FROM (${tooLarge})), item)) WHERE list_has_any(${key}, (SELECT list(key) FROM (${tooLarge})))`,
      )
  }
  if (list !== undefined) await createTable(db, itemsTable(rule), items(rule).sql)
  const sizes = await db.rows<{ from: number; blocks: number; pairs: number }>(
    `SELECT CAST(2 ** floor(log2(records)) AS INTEGER) AS "from", count(*) AS blocks, ${pairs} AS pairs FROM blocks WHERE records <= ${maxBlock} GROUP BY 1 ORDER BY 1`,
  )
  const within =
    settings.linkType === 'link' && list === undefined
      ? await db.rows<{ pairs: number | null }>(
          `SELECT sum(CAST(c AS DOUBLE) * (c - 1) / 2) AS pairs FROM (SELECT count(*) AS c FROM nodes WHERE ${key} IS NOT NULL GROUP BY ${key}, source)`,
        )
      : []
  const kept = new Set(keptNodeColumns(settings).map(({ column }) => column))
  const shown = declared.on.flatMap((ref) => {
    if (typeof ref !== 'string') return []
    const { field, column } = parseRef(ref)
    return [kept.has(column) ? column : field]
  })
  const largestBlocks: { records: number; values: readonly string[] }[] = []
  for (const { key: hash, records: size } of largest) {
    const where = list === undefined ? `${key} = ${hash}` : `list_contains(${key}, ${hash})`
    const [row] =
      shown.length === 0
        ? []
        : await db.rows<Record<string, unknown>>(
            `SELECT ${[...new Set(shown)].join(', ')} FROM nodes WHERE ${where} LIMIT 1`,
          )
    largestBlocks.push({ records: size, values: Object.values(row ?? {}).map(String) })
  }
  return {
    rule,
    name: ruleName(declared),
    blocks: sizes.reduce((sum, { blocks }) => sum + blocks, 0),
    pairs: sizes.reduce((sum, one) => sum + one.pairs, 0) - (within[0]?.pairs ?? 0),
    largest: largest[0]?.records ?? 0,
    largestBlocks,
    sizes,
    leftOut: { blocks: left?.blocks ?? 0, records: left?.records ?? 0, pairs: left?.pairs ?? 0 },
  }
}

export type LoadOptions = {
  readonly settings: Settings
  readonly sources: readonly SourceFile[]
  readonly path: string
  readonly memoryLimit?: string
  readonly threads?: number
  readonly tempDirectory: string
  readonly onStep?: (step: string) => void
}

/** Fills a database file with `records`, `nodes` and `sources`, and says what it found. */
export async function load(
  options: LoadOptions,
): Promise<{ readonly report: LoadReport; readonly faults: readonly RowFault[] }> {
  const { settings, sources, onStep = () => undefined } = options
  const startedAt = performance.now()
  const db = await openDuckdb({ ...options, path: options.path })
  try {
    // Numbers follow the order of the files, so that a second run numbers alike.
    await db.run('SET preserve_insertion_order = true')
    onStep('records')
    const settled = await createRecords(db, settings, sources)
    await db.run('SET preserve_insertion_order = false')
    for (const field of dictionaryFields(settings)) {
      onStep(`standardise ${field}`)
      await fillDictionary(db, settings, field)
    }
    onStep('frequencies')
    for (const column of frequencyColumns(settings))
      await createTable(db, `frequency_${column}`, frequencies(settings, column).sql)
    for (const field of dictionaryFields(settings)) {
      const widened = dictionaryWithFrequencies(settings, field)
      if (widened !== undefined) await createTable(db, widened.name, widened.sql)
    }
    onStep('clean')
    await createTable(db, 'nodes', nodes(settings).sql)
    onStep('profile')
    const { profiles, faults } = await profileFields(db, settings)
    for (const field of dictionaryFields(settings)) await db.run(`DROP TABLE values_${field}`)
    const chances: Record<string, number> = {}
    for (const column of frequencyColumns(settings)) {
      const [row] = await db.rows<{ chance: number | null }>(chanceOfEqual(column).sql)
      if (row?.chance != null) chances[column] = row.chance
    }
    const rules: RuleAnalysis[] = []
    for (const [rule, declared] of settings.blocking.entries()) {
      onStep(`blocks of ${ruleName(declared)}`)
      rules.push(await analyseRule(db, settings, rule))
    }
    const found = await db.rows<{ name: string; records: number }>(
      'SELECT source_name AS name, records FROM sources ORDER BY source',
    )
    const report: LoadReport = {
      records: found.reduce((sum, one) => sum + one.records, 0),
      sources: found,
      rules,
      fields: profiles,
      chanceOfEqual: chances,
      faults: settled.total + profiles.reduce((sum, one) => sum + one.unreadable, 0),
      seconds: (performance.now() - startedAt) / 1000,
    }
    await db.run('CHECKPOINT')
    return { report, faults: [...settled.faults, ...faults] }
  } finally {
    db.close()
  }
}

/** The scan of a Parquet file and its columns. */
export async function parquetSource(source: string, path: string): Promise<SourceFile> {
  const db = await openDuckdb()
  try {
    const scan = `read_parquet(${quoted(path)})`
    const columns = await db.rows<{ column_name: string }>(
      `SELECT column_name FROM (DESCRIBE SELECT * FROM ${scan})`,
    )
    return { source, scan, columns: columns.map(({ column_name }) => column_name) }
  } finally {
    db.close()
  }
}

/** The scan of a CSV file that intake has already made plain: all columns text, every row whole. */
export function csvSource(source: string, path: string, columns: readonly string[]): SourceFile {
  const all = ['__line', ...columns]
  const types = all.map((name) => `${quoted(name)}: 'VARCHAR'`).join(', ')
  return {
    source,
    scan: `read_csv(${quoted(path)}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {${types}}, max_line_size = 2097152, nullstr = '')`,
    columns: all,
  }
}
