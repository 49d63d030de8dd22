// Writes the index of a finished run: sorted keys, rows, how rare values are, the model. A record is then matched without a database.
// The database sorts and writes, a rule at a time; here only whole columns of numbers pass. So memory is what the database is given, and
// each finished file is taken over by the next build when this one is killed.
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { quoted } from '../dialect.ts'
import { type Duckdb, openDuckdb } from '../engines/duckdb.ts'
import { getModel } from '../explain/explain-run.ts'
import { getLoadReport, type OnProgress, type Run } from '../pipeline.ts'
import {
  ensureDirectory,
  freshDirectory,
  removeFile,
  renameFile,
  writeWhole,
} from '../run-files.ts'
import { frequencyColumns, nodeColumns, ruleName } from '../settings/columns.ts'
import { fingerprintOf } from '../settings/parse-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { standardised } from '../steps/clean.ts'
import {
  currentPath,
  INDEX_VERSION,
  type IndexMeta,
  type IndexPaths,
  indexPaths,
  rowColumns,
} from './index-format.ts'
import { lockFiles } from './lock-files.ts'
import { frequencyKeySql, nameKeySql, ruleKeySql } from './record-keys.ts'
import { escapedSql, lineSql, listSql, type RowColumn, writePlaces } from './row-file.ts'
import { createSortedFile, entriesOf } from './sorted-file.ts'

export type IndexReport = {
  readonly records: number
  readonly keys: number
  readonly bytes: number
  /** Files that an earlier build, which was stopped, had finished. */
  readonly takenOver: number
  readonly seconds: number
}

/** Enough to sort twenty million keys without the disk; more is not faster. */
const MEMORY_LIMIT = '2GB'

/** The share of the work that is done, as far as a step is. */
type OnShare = (share: number) => void

/** A file of the index. */
type Part = {
  readonly step: string
  readonly path: string
  /** About how long it takes, in sorted tables of one rule. */
  readonly effort: number
  readonly write: (onShare: OnShare) => Promise<void>
}

/** Standardisers whose outcome can hold nothing but letters, digits and spaces. */
function mayHoldSigns(settings: Settings, column: string): boolean {
  const field = nodeColumns(settings).find((one) => one.column === column)?.field ?? ''
  return ['raw', 'text', 'list', 'email'].includes(settings.fields[field]?.standardise ?? '')
}

function valueSql(settings: Settings, { name, type }: RowColumn): string {
  const value = `record.${name}`
  if (type === 'list') return listSql(value)
  return type === 'text' && mayHoldSigns(settings, name) ? escapedSql(value) : value
}

const SHARE_EVERY_MS = 1_000
const SAMPLE_BYTES = 1 << 16

/** How much of the lines is written, reckoned from how long the first of them are: of a join the database itself cannot say. */
function shareOfLines(path: string, lines: number): number {
  if (!existsSync(path)) return 0
  const file = openSync(path, 'r')
  const sample = Buffer.alloc(SAMPLE_BYTES)
  const read = readSync(file, sample, 0, SAMPLE_BYTES, 0)
  const { size } = fstatSync(file)
  closeSync(file)
  const inSample = sample.subarray(0, read).toString('latin1').split('\n').length - 1
  return inSample === 0 ? 0 : Math.min(1, size / ((read / inSample) * lines))
}

/** The lines of all records in one statement, as the database joins and writes them, then their places. */
async function writeRows(
  db: Duckdb,
  run: Run,
  files: IndexPaths,
  records: number,
  onShare: OnShare,
): Promise<void> {
  const { settings, paths } = run
  const persons = existsSync(paths.persons)
    ? `LEFT JOIN read_parquet(${quoted(paths.persons)}) persons ON persons.id = record.id`
    : ''
  const columns = rowColumns(settings)
  const line = lineSql([
    'record.id',
    escapedSql('sources.source_name'),
    escapedSql('record.record_id'),
    persons === '' ? "''" : 'persons.person_id',
    ...columns.map((column) => valueSql(settings, column)),
  ])
  const all = standardised(settings, ['source', 'record_id', ...columns.map(({ name }) => name)])
  const beside = `${files.rows}.part`
  const timer = setInterval(() => onShare(shareOfLines(beside, records) * 0.9), SHARE_EVERY_MS)
  await db
    .run(
      `COPY (SELECT ${line} FROM (${all.sql}) record JOIN sources ON sources.source = record.source ${persons})
TO ${quoted(beside)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u001d')`,
    )
    .finally(() => clearInterval(timer))
  await renameFile(beside, files.rows)
  const [found] = await db.rows<{ numbers: number }>(
    'SELECT coalesce(max(id) + 1, 0) AS numbers FROM entries',
  )
  writePlaces(files, found?.numbers ?? 0, (share) => onShare(0.9 + share * 0.1))
}

/** Sorted by the database: a column of keys and one of four-byte numbers. */
async function writeSorted(
  db: Duckdb,
  path: string,
  sql: { readonly from: string; readonly value: string; readonly expected: number },
  onShare: OnShare,
): Promise<void> {
  const out = createSortedFile(path)
  await db.eachWords(
    `SELECT key, ${sql.value} FROM (${sql.from}) WHERE key IS NOT NULL ORDER BY key, ${sql.value}`,
    ([keys, values]) => {
      if (keys === undefined || values === undefined) return
      out.addColumns(keys, values)
      onShare(Math.min(1, out.entries / sql.expected))
    },
  )
  out.close()
}

function partsOf(run: Run, db: Duckdb, files: IndexPaths, records: number): readonly Part[] {
  const { settings } = run
  const sorted = (
    step: string,
    path: string,
    effort: number,
    from: string,
    value = 'id',
  ): Part => ({
    step,
    path,
    effort,
    write: (onShare) => writeSorted(db, path, { from, value, expected: records }, onShare),
  })
  const frequencies = frequencyColumns(settings).map(
    (column) => `SELECT ${frequencyKeySql(column, 'value')} AS key, tf FROM frequency_${column}`,
  )
  return [
    {
      step: 'rows',
      path: files.places,
      effort: 6,
      write: (onShare) => writeRows(db, run, files, records, onShare),
    },
    ...settings.blocking.map((rule, index) => {
      const { key, from } = ruleKeySql(settings, index)
      return sorted(
        `keys of ${ruleName(rule)}`,
        files.rule(index),
        1,
        `SELECT ${key} AS key, id FROM ${from}`,
      )
    }),
    sorted(
      'names',
      files.names,
      1,
      `SELECT ${nameKeySql('source_name', 'record_id')} AS key, id FROM entries JOIN sources USING (source)`,
    ),
    sorted(
      'frequencies',
      files.frequencies,
      0.1,
      frequencies.length === 0
        ? 'SELECT CAST(0 AS UBIGINT) AS key, CAST(0 AS FLOAT) AS tf WHERE false'
        : frequencies.join(' UNION ALL '),
      'tf',
    ),
  ]
}

const PROGRESS_EVERY_MS = 1_000

/** Writes what is not there yet, one file after the other. */
async function writeParts(
  parts: readonly Part[],
  onProgress: OnProgress | undefined,
): Promise<number> {
  const missing = parts.filter(({ path }) => !existsSync(path))
  const all = missing.reduce((sum, { effort }) => sum + effort, 0)
  const startedAt = performance.now()
  let behind = 0
  let toldAt = 0
  for (const part of missing) {
    const tell = (share: number) => {
      const now = performance.now()
      if (share > 0 && now - toldAt < PROGRESS_EVERY_MS) return
      toldAt = now
      const done = (behind + part.effort * share) / all
      onProgress?.({
        stage: 'index',
        step: part.step,
        share: done,
        ...(done > 0.02 ? { etaSeconds: ((now - startedAt) / 1000) * (1 / done - 1) } : {}),
        rssBytes: process.memoryUsage.rss(),
      })
    }
    tell(0)
    await part.write(tell)
    behind += part.effort
  }
  return parts.length - missing.length
}

/** Files of the same run only: its settings, its model, its records and persons as they are now. */
async function fingerprintOfRun(run: Run, model: unknown): Promise<string> {
  const seen = await Promise.all(
    [run.paths.store, run.paths.persons].map((path) =>
      stat(path).then(
        ({ size, mtimeMs }) => ({ size, mtimeMs }),
        () => 'none',
      ),
    ),
  )
  return fingerprintOf({ version: INDEX_VERSION, settings: run.settings, model, seen }).slice(0, 16)
}

async function sizesOf(dir: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Takes a finished generation into use and removes those before it; whoever has them open reads on. */
async function takeIntoUse(dir: string, building: string): Promise<string> {
  const generation = `generation-${Date.now().toString(36)}`
  await renameFile(building, join(dir, generation))
  await writeWhole(currentPath(dir), `${JSON.stringify({ generation })}\n`)
  for (const name of await readdir(dir))
    if (/^(?:generation|building)-/.test(name) && name !== generation)
      await removeFile(join(dir, name), { recursive: true, force: true })
  return join(dir, generation)
}

export async function buildIndex(
  run: Run,
  dir: string,
  options: { readonly onProgress?: OnProgress | undefined } = {},
): Promise<IndexReport> {
  const startedAt = performance.now()
  const { settings, paths } = run
  const model = await getModel(run)
  const { rules } = await getLoadReport(run)
  await ensureDirectory(dir)
  const unlock = lockFiles(dir)
  const building = join(dir, `building-${await fingerprintOfRun(run, model)}`)
  await ensureDirectory(building)
  const files = indexPaths(building)
  await freshDirectory(paths.temp)
  const db = await openDuckdb({
    ...run.resources,
    memoryLimit: run.resources.memoryLimit ?? MEMORY_LIMIT,
    path: paths.store,
    readOnly: true,
    tempDirectory: paths.temp,
  })
  try {
    const [counted] = await db.rows<{ records: number; numbers: number }>(
      'SELECT count(*) AS records, coalesce(max(id) + 1, 0) AS numbers FROM entries',
    )
    const { records = 0, numbers = 0 } = counted ?? {}
    const takenOver = await writeParts(partsOf(run, db, files, records), options.onProgress)
    await writeWhole(
      files.meta,
      `${JSON.stringify({
        version: INDEX_VERSION,
        settings,
        model,
        records,
        numbers,
        built: numbers,
        columns: rowColumns(settings),
        mostInBlock: rules.map(({ most }) => most),
      } satisfies IndexMeta)}\n`,
    )
    const generation = await takeIntoUse(dir, building)
    const inUse = indexPaths(generation)
    const tables = [...settings.blocking.map((_, rule) => inUse.rule(rule)), inUse.names]
    return {
      records,
      keys: tables.reduce((sum, path) => sum + entriesOf(path), 0),
      bytes: await sizesOf(generation),
      takenOver,
      seconds: (performance.now() - startedAt) / 1000,
    }
  } finally {
    db.close()
    unlock()
  }
}
