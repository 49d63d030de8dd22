// Brings the sources into a run: records with numbers, standardised nodes, the sizes of all blocks.

import { quoted } from './dialect.ts'
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import { type Dictionaries, fillDictionaries } from './fill-dictionaries.ts'
import type { RowFault } from './intake/row-fault.ts'
import { type Blocks, blocksOf, type Groups, sizesOf } from './memory/blocks.ts'
import { threadsFor } from './memory/crew-work.ts'
import { type CodedRecords, codedColumns } from './memory/memory-nodes.ts'
import { keyedInMemory, ruleColumns, ruleGrouper } from './memory/rule-groups.ts'
import { openCrew } from './memory/threads.ts'
import { frequencyColumns, nodeColumns, parseRef, ruleName } from './settings/columns.ts'
import type { Settings } from './settings/settings.ts'
import { itemsTable, keyColumn, listRule } from './steps/block.ts'
import {
  arrived,
  blockSizes,
  chanceOfEqual,
  dictionary,
  dictionaryWithFrequencies,
  distinctValues,
  entries,
  entriesFromNumbers,
  entryColumn,
  frequencies,
  items,
  nodes,
  rawDictionary,
  records,
  type SourceFile,
  sourceNames,
  standardised,
  standardisedValues,
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

function sourcesSql(names: readonly { readonly source_name: string }[]): string {
  const rows = names.map(({ source_name }, source) => `(${source}, ${quoted(source_name)})`)
  const named =
    rows.length === 0
      ? "SELECT 0 AS source, '' AS source_name WHERE false"
      : `SELECT * FROM (VALUES ${rows.join(', ')}) named(source, source_name)`
  return `SELECT CAST(named.source AS SMALLINT) AS source, named.source_name, count(entries.id) AS records FROM (${named}) named LEFT JOIN entries ON entries.source = named.source GROUP BY ALL ORDER BY 1`
}

export function keptColumns(settings: Settings): readonly string[] {
  const truth = settings.evaluation?.truth
  const dated = settings.families?.dated
  return [
    ...new Set([...(settings.keep ?? []), ...[truth, dated].filter((name) => name !== undefined)]),
  ]
}

/** Records without an id or with one already seen: they are reported and left out. */
async function leaveOutRepeated(
  db: Duckdb,
  settings: Settings,
): Promise<{ faults: readonly RowFault[]; total: number; records: number }> {
  // By hash first: whole names of millions of records would be held at once.
  const [seen] = await db.rows<{ n: number; known: number; marks: number }>(
    'SELECT count(*) AS n, count(record_id) AS known, count(DISTINCT hash(source, record_id)) AS marks FROM arrived',
  )
  const arrivedRecords = seen?.n ?? 0
  if (arrivedRecords === seen?.known && arrivedRecords === seen.marks)
    return { faults: [], total: 0, records: arrivedRecords }
  await db.run(
    `CREATE TEMP TABLE suspect AS SELECT id, source, source_name, record_id, line FROM arrived WHERE record_id IS NULL OR hash(source, record_id) IN (SELECT mark FROM (SELECT hash(source, record_id) AS mark FROM arrived) marked GROUP BY mark HAVING count(*) > 1)`,
  )
  await db.run(
    'CREATE TEMP TABLE bad AS SELECT suspect.* FROM suspect LEFT JOIN (SELECT source, record_id, min(id) AS first FROM suspect WHERE record_id IS NOT NULL GROUP BY ALL) once ON once.first = suspect.id WHERE once.first IS NULL',
  )
  const [count] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM bad')
  const listed = await db.rows<{
    source_name: string
    record_id: string | null
    line: number | null
  }>(`SELECT source_name, record_id, line FROM bad ORDER BY id LIMIT ${FAULTS_PER_KIND}`)
  if ((count?.n ?? 0) > 0)
    // Leaving out leaves holes in the numbers, which random pairs would fall into.
    await db.run(
      `CREATE TABLE renumbered AS SELECT id AS arrived_as, CAST(row_number() OVER (ORDER BY id) - 1 AS INTEGER) AS id FROM arrived WHERE id NOT IN (SELECT id FROM bad);
ALTER VIEW arrived RENAME TO all_arrived;
CREATE VIEW arrived AS SELECT renumbered.id, all_arrived.* EXCLUDE (id) FROM all_arrived JOIN renumbered ON renumbered.arrived_as = all_arrived.id`,
    )
  return {
    records: arrivedRecords - (count?.n ?? 0),
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

type Numbered = { readonly coded: CodedRecords; readonly groups: readonly GroupSizes[] }

function counted(records: number): Int32Array {
  const ids = new Int32Array(records)
  for (let id = 0; id < records; id += 1) ids[id] = id
  return ids
}

/** Numbers the records in memory: their entries, and their blocks in each rule, exactly and without the database. */
async function numberRecords(
  db: Duckdb,
  settings: Settings,
  records: number,
  { entryOf, dictionaries }: Dictionaries,
): Promise<Numbered> {
  const fields = Object.keys(settings.fields)
  const sources = new Int16Array(new SharedArrayBuffer(records * 2))
  await db.eachNumbers('SELECT id, source FROM arrived', ([id, source], count) => {
    if (id === undefined || source === undefined) return
    for (let at = 0; at < count; at += 1) sources[id.items[at] ?? 0] = source.items[at] ?? 0
  })
  const groupsOf = ruleGrouper(settings, { records, entryOf, dictionaries })
  const keys: Int32Array[] = []
  const blocks: Blocks[] = []
  const groups: GroupSizes[] = []
  for (const [rule, { maxBlock }] of settings.blocking.entries()) {
    const own = groupsOf(rule)
    const sizes = sizesOf(own)
    const most = maxBlock ?? DEFAULT_MAX_BLOCK
    const key = new Int32Array(records)
    blocks.push(
      blocksOf(own, sizes, most, (record, block) => {
        key[record] = block
      }),
    )
    keys.push(key)
    groups.push(sizesOfGroups(own, sizes, most))
  }
  const numbers = [
    counted(records),
    ...fields.map((field) => entryOf.get(field) ?? new Int32Array(records)),
    ...keys,
  ]
  const names = [
    'id',
    ...fields.map(entryColumn),
    ...settings.blocking.map((_, at) => keyColumn(at)),
  ]
  await db.run(`CREATE TABLE work.numbers (${names.map((name) => `${name} INTEGER`).join(', ')})`)
  await db.appendNumbers('work.numbers', numbers)
  return { coded: { records, sources, entryOf, dictionaries, keys, blocks }, groups }
}

async function profileField(
  db: Duckdb,
  settings: Settings,
  field: string,
): Promise<{ profile: FieldProfile; faults: readonly RowFault[] }> {
  const main = nodeColumns(settings).find((column) => column.field === field)?.column ?? field
  const nothing = 'NOT readable'
  const [counted] = await db.rows<{ known: number; distinct: number; unreadable: number }>(
    `SELECT coalesce(sum(records) FILTER (${main} IS NOT NULL), 0) AS known, approx_count_distinct(${main}) AS "distinct", coalesce(sum(records) FILTER (${nothing}), 0) AS unreadable FROM ${dictionary(field)}`,
  )
  const most = await db.rows<{ value: string; records: number }>(
    `SELECT CAST(${main} AS VARCHAR) AS value, sum(records) AS records FROM ${dictionary(field)} WHERE ${main} IS NOT NULL GROUP BY ALL ORDER BY records DESC, value LIMIT 5`,
  )
  const unreadable = counted?.unreadable ?? 0
  const found =
    unreadable === 0
      ? []
      : await db.rows<{ source_name: string; line: number | null; value: string }>(
          `SELECT source_name, line, value FROM entries JOIN ${dictionary(field)} ON entry = ${entryColumn(field)} JOIN sources ON sources.source = entries.source WHERE ${nothing} ORDER BY entries.id LIMIT ${FAULTS_PER_KIND}`,
        )
  return {
    profile: {
      field,
      known: counted?.known ?? 0,
      unreadable,
      distinct: counted?.distinct ?? 0,
      most,
    },
    faults: found.map(
      ({ source_name, line, value }): RowFault => ({
        source: source_name,
        line: line ?? undefined,
        column: field,
        value: value.slice(0, 80),
        code: 'value-unreadable',
      }),
    ),
  }
}

const LARGEST_SHOWN = 5

/** What standardised values the first records of the largest blocks have. */
async function valuesOfBlocks(
  db: Duckdb,
  settings: Settings,
  rule: number,
  largest: readonly { readonly records: number; readonly first: number | undefined }[],
): Promise<RuleAnalysis['largestBlocks']> {
  const shown = (settings.blocking[rule]?.on ?? []).flatMap((ref) =>
    typeof ref === 'string' ? [parseRef(ref).column] : [],
  )
  const ids = largest.flatMap(({ first }) => first ?? [])
  const values =
    shown.length === 0 || ids.length === 0
      ? []
      : await db.rows<Record<string, unknown> & { id: number }>(
          `SELECT * FROM (${standardised(settings, [...new Set(shown)]).sql}) WHERE id IN (${ids.join(', ')})`,
        )
  return largest.map(({ records, first }) => {
    const { id: _, ...row } = values.find((found) => found.id === first) ?? { id: 0 }
    return { records, values: Object.values(row).map(String) }
  })
}

type GroupSizes = Pick<RuleAnalysis, 'sizes' | 'leftOut'> & {
  readonly largest: readonly { readonly records: number; readonly first: number | undefined }[]
}

/** Counts the groups of a rule by their sizes. */
function sizesOfGroups(groups: Groups, sizes: Int32Array, most: number): GroupSizes {
  const bySize = new Map<number, { blocks: number; pairs: number }>()
  const leftOut = { blocks: 0, records: 0, pairs: 0 }
  let largest: number[] = []
  for (let group = 1; group < sizes.length; group += 1) {
    const records = sizes[group] ?? 0
    if (records < 2) continue
    const pairs = (records * (records - 1)) / 2
    if (largest.length < LARGEST_SHOWN || records > (sizes[largest.at(-1) ?? 0] ?? 0))
      largest = [...largest, group]
        .toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b)
        .slice(0, LARGEST_SHOWN)
    if (records > most) {
      leftOut.blocks += 1
      leftOut.records += records
      leftOut.pairs += pairs
      continue
    }
    const from = 2 ** Math.floor(Math.log2(records))
    const found = bySize.get(from) ?? { blocks: 0, pairs: 0 }
    found.blocks += 1
    found.pairs += pairs
    bySize.set(from, found)
  }
  return {
    leftOut,
    sizes: [...bySize].toSorted(([a], [b]) => a - b).map(([from, found]) => ({ from, ...found })),
    largest: largest.map((group) => ({
      records: sizes[group] ?? 0,
      first: groups.of.indexOf(group),
    })),
  }
}

/** Pairs of a rule within one source, which linking leaves out. */
function pairsWithinSources({ members, starts }: Blocks, sources: Int16Array): number {
  let pairs = 0
  for (let block = 1; block < starts.length - 1; block += 1) {
    const counts = new Map<number, number>()
    for (const record of members.subarray(starts[block], starts[block + 1])) {
      const source = sources[record] ?? 0
      const before = counts.get(source) ?? 0
      pairs += before
      counts.set(source, before + 1)
    }
  }
  return pairs
}

async function analyseNumbered(
  db: Duckdb,
  settings: Settings,
  rule: number,
  { coded, groups }: Numbered,
): Promise<RuleAnalysis> {
  const { sizes = [], leftOut = NONE_LEFT_OUT, largest = [] } = groups[rule] ?? {}
  const blocks = coded.blocks[rule]
  const within =
    settings.linkType === 'link' && blocks !== undefined
      ? pairsWithinSources(blocks, coded.sources)
      : 0
  return {
    rule,
    name: ruleName(settings.blocking[rule] ?? { on: [] }),
    blocks: sizes.reduce((sum, one) => sum + one.blocks, 0),
    pairs: sizes.reduce((sum, one) => sum + one.pairs, 0) - within,
    largest: largest[0]?.records ?? 0,
    largestBlocks: await valuesOfBlocks(db, settings, rule, largest),
    sizes,
    leftOut,
  }
}

const NONE_LEFT_OUT = { blocks: 0, records: 0, pairs: 0 }

/** The same by the database, where it has keyed the records. */
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
      await db.run(`UPDATE entries SET ${key} = NULL WHERE ${key} IN (${tooLarge})`)
    else
      await db.run(
        `UPDATE entries SET ${key} = list_filter(${key}, lambda item: NOT list_contains((SELECT list(key) FROM (${tooLarge})), item)) WHERE list_has_any(${key}, (SELECT list(key) FROM (${tooLarge})))`,
      )
  }
  if (list !== undefined) await createTable(db, itemsTable(rule), items(rule).sql)
  const sizes = await db.rows<{ from: number; blocks: number; pairs: number }>(
    `SELECT CAST(2 ** floor(log2(records)) AS INTEGER) AS "from", count(*) AS blocks, ${pairs} AS pairs FROM blocks WHERE records <= ${maxBlock} GROUP BY 1 ORDER BY 1`,
  )
  const within =
    settings.linkType === 'link' && list === undefined
      ? await db.rows<{ pairs: number | null }>(
          `SELECT sum(CAST(c AS DOUBLE) * (c - 1) / 2) AS pairs FROM (SELECT count(*) AS c FROM entries WHERE ${key} IS NOT NULL GROUP BY ${key}, source)`,
        )
      : []
  // Of blocks too large the records have no key any more; a list is looked up by its items.
  const first = await db.rows<{ key: string; id: number }>(
    `SELECT CAST(key AS VARCHAR) AS key, CAST(min(id) AS INTEGER) AS id FROM (SELECT id, ${list === undefined ? key : `unnest(${key})`} AS key FROM entries) keyed WHERE key IN (${largest.map((one) => one.key).join(', ') || 'NULL'}) GROUP BY key`,
  )
  return {
    rule,
    name: ruleName(declared),
    blocks: sizes.reduce((sum, { blocks }) => sum + blocks, 0),
    pairs: sizes.reduce((sum, one) => sum + one.pairs, 0) - (within[0]?.pairs ?? 0),
    largest: largest[0]?.records ?? 0,
    largestBlocks: await valuesOfBlocks(
      db,
      settings,
      rule,
      largest.map(({ key: own, records }) => ({
        records,
        first: first.find((found) => found.key === own)?.id,
      })),
    ),
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

/** Fills a database file with `entries`, a dictionary per field and `sources`, and says what it found. */
export async function load(options: LoadOptions): Promise<{
  readonly report: LoadReport
  readonly faults: readonly RowFault[]
  /** The records as numbers, where they were keyed in memory. */
  readonly coded: CodedRecords | undefined
}> {
  const { settings, sources, onStep = () => undefined } = options
  const startedAt = performance.now()
  const keep = keptColumns(settings)
  const fields = Object.keys(settings.fields)
  const db = await openDuckdb({ ...options, path: options.path })
  try {
    // Everything is written once, at the end: a log of what is appended would be thrown away.
    await db.run("SET checkpoint_threshold = '1TB'; ATTACH ':memory:' AS work")
    onStep('records')
    for (const { source, columns } of sources)
      if (!columns.includes(settings.id))
        throw new Error(
          `The source "${source}" has no column "${settings.id}", which the settings name as the number of a record. It has ${columns.filter((name) => !name.startsWith('__') && name !== 'file_row_number').join(', ')}.`,
        )
    const names = await db.rows<{ source_name: string }>(sourceNames(settings, sources).sql)
    await db.run(
      `CREATE VIEW arrived AS ${
        arrived(
          settings,
          sources,
          names.map(({ source_name }) => source_name),
          keep,
        ).sql
      }`,
    )
    const settled = await leaveOutRepeated(db, settings)
    const crew = openCrew(
      threadsFor(
        options.threads,
        sources.reduce((sum, { rows }) => sum + rows, 0),
      ),
      { settings },
    )
    const inMemory = keyedInMemory(settings)
    const wanted = new Set([
      ...ruleColumns(settings),
      ...codedColumns(settings).map(({ column }) => column),
    ])
    const dictionaries = await fillDictionaries(db, {
      settings,
      crew,
      records: settled.records,
      wanted: inMemory ? wanted : undefined,
      onStep,
    })
    await crew.close()
    onStep('entries')
    const numbered = inMemory
      ? await numberRecords(db, settings, settled.records, dictionaries)
      : undefined
    await createTable(
      db,
      'entries',
      numbered === undefined ? entries(settings, keep).sql : entriesFromNumbers(settings, keep).sql,
    )
    if (numbered !== undefined) await db.run('DROP TABLE work.numbers')
    await db.run(
      'DROP VIEW arrived; DROP VIEW IF EXISTS all_arrived; DROP TABLE IF EXISTS renumbered',
    )
    await createTable(db, 'sources', sourcesSql(names))
    onStep('frequencies')
    for (const column of frequencyColumns(settings))
      await createTable(db, `frequency_${column}`, frequencies(settings, column).sql)
    for (const field of fields) {
      const { name, sql } = dictionaryWithFrequencies(settings, field)
      await createTable(db, name, sql)
      await db.run(
        `DROP VIEW ${rawDictionary(field)}; DROP TABLE ${distinctValues(field).name}; DROP TABLE ${standardisedValues(settings, field).name}`,
      )
    }
    await db.run(`CREATE OR REPLACE VIEW nodes AS ${nodes(settings).sql}`)
    await db.run(`CREATE OR REPLACE VIEW records AS ${records(settings, keep).sql}`)
    onStep('profile')
    const profiles: FieldProfile[] = []
    const faults: RowFault[] = []
    for (const field of fields) {
      const found = await profileField(db, settings, field)
      profiles.push(found.profile)
      faults.push(...found.faults)
    }
    const chances: Record<string, number> = {}
    for (const column of frequencyColumns(settings)) {
      const [row] = await db.rows<{ chance: number | null }>(chanceOfEqual(column).sql)
      if (row?.chance != null) chances[column] = row.chance
    }
    const rules: RuleAnalysis[] = []
    for (const [rule, declared] of settings.blocking.entries()) {
      onStep(`blocks of ${ruleName(declared)}`)
      rules.push(
        numbered === undefined
          ? await analyseRule(db, settings, rule)
          : await analyseNumbered(db, settings, rule, numbered),
      )
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
    return { report, faults: [...settled.faults, ...faults], coded: numbered?.coded }
  } finally {
    db.close()
  }
}

/** A Parquet file as a source, read in place. */
export async function parquetSource(source: string, path: string): Promise<SourceFile> {
  const db = await openDuckdb()
  try {
    const scan = `read_parquet(${quoted(path)}, file_row_number = true)`
    await db.run(`DESCRIBE SELECT * FROM ${scan}`).catch((error: unknown) => {
      throw new Error(`"${path}" cannot be read as Parquet: ${String(error)}`)
    })
    const columns = await db.rows<{ column_name: string }>(
      `SELECT column_name FROM (DESCRIBE SELECT * FROM ${scan})`,
    )
    const [counted] = await db.rows<{ n: number }>(
      `SELECT sum(num_rows) AS n FROM parquet_file_metadata(${quoted(path)})`,
    )
    return {
      source,
      scan,
      columns: columns.map(({ column_name }) => column_name),
      rows: counted?.n ?? 0,
    }
  } finally {
    db.close()
  }
}

/** The scan of a CSV file that intake has already made plain: all columns text, every row whole. */
export function csvScan(path: string, columns: readonly string[]): string {
  const all = ['__line', ...columns]
  const types = all.map((name) => `${quoted(name)}: 'VARCHAR'`).join(', ')
  return `read_csv(${quoted(path)}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {${types}}, max_line_size = 2097152, nullstr = '')`
}

/** A plain CSV file as a source: copied to Parquet once, in its order, because it is read once per field. */
export async function csvSource(
  source: string,
  path: string,
  columns: readonly string[],
  target: string,
): Promise<SourceFile> {
  const db = await openDuckdb()
  try {
    await db.run('SET preserve_insertion_order = true')
    await db.run(
      `COPY (SELECT * FROM ${csvScan(path, columns)}) TO ${quoted(target)} (FORMAT parquet)`,
    )
  } finally {
    db.close()
  }
  return parquetSource(source, target)
}
