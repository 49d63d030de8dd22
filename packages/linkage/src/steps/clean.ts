// From records as they came to nodes. Every written value is kept once, in the dictionary of its field, with what it was
// standardised to; a record holds the numbers of its entries, so that a table of millions of records stays narrow.
import { identifier, quoted } from '../dialect.ts'
import {
  frequencyColumns,
  keptNodeColumns,
  type NodeColumn,
  nodeColumns,
  parseRef,
} from '../settings/columns.ts'
import type { BlockingRule, Settings } from '../settings/settings.ts'
import { itemsTable, keyColumn, listRule } from './block.ts'
import type { Step } from './step.ts'

const SQL_TYPE = { text: 'VARCHAR', integer: 'INTEGER', list: 'VARCHAR[]' } as const

/** The column that holds a field as it was written. */
export const writtenColumn = (field: string): string => `in_${field}`

/** The column of `entries` that holds the place of a field's written value in its dictionary; -1 where nothing was written. */
export const entryColumn = (field: string): string => `e_${field}`

/** The dictionary of a field: every written value once, with what it was standardised to and how many records have it. */
export const dictionary = (field: string): string => `values_${field}`

/** The same while it is being made, in memory. */
export const rawDictionary = (field: string): string => `work.raw_${field}`

/** The columns of a field that a dictionary keeps: free SQL in a rule may name any, otherwise those that something reads. */
export function dictionaryColumns(settings: Settings, field: string): readonly NodeColumn[] {
  const all = settings.blocking.some(({ on }) => on.some((ref) => typeof ref !== 'string'))
  return (all ? nodeColumns(settings) : keptNodeColumns(settings)).filter(
    (column) => column.field === field,
  )
}

// Between the values of a joined text, and in place of a value that is not known.
export const BETWEEN = '\u001f'
export const NOT_KNOWN = '\u001e'

/** Whether a value holds a sign that joined texts keep for themselves. */
const holdsSigns = `(contains(value, chr(31)) OR contains(value, chr(30)))`

/** What the values of a field were standardised to, by entry, and whether anything could be read in them. */
export function standardisedValues(settings: Settings, field: string): Step {
  const parts = dictionaryColumns(settings, field).map(
    ({ column, type }) => `${column} ${SQL_TYPE[type]}`,
  )
  return {
    name: `work.parts_${field}`,
    sql: ['entry INTEGER', 'readable BOOLEAN', ...parts].join(', '),
  }
}

export const distinctValues = (field: string): string => `work.distinct_${field}`

/**
 * The written values of a field, numbered from `first`, each with the records that have it: grouped once, the records need no
 * look-up. Millions of values are grouped share by share, which needs no more memory than one share.
 */
export function distinctShare(
  field: string,
  share: {
    readonly of: number
    readonly index: number
    readonly first: number
    /** Whether values may have spaces around them. Letter by letter through all records is slow; see `carefully`. */
    readonly trim: boolean
  },
): Step {
  const column = share.trim ? trimmed(writtenColumn(field)) : writtenColumn(field)
  const within = share.of === 1 ? '' : ` AND hash(${column}) % ${share.of} = ${share.index}`
  return {
    name: distinctValues(field),
    sql: `SELECT CAST(row_number() OVER () - 1 + ${share.first} AS INTEGER) AS entry, value, CAST(len(ids) AS BIGINT) AS records, ids
FROM (SELECT ${column} AS value, list(id) AS ids FROM arrived WHERE ${column} IS NOT NULL${within} GROUP BY ${column}) grouped`,
  }
}

/** A written value without the spaces around it; nothing where nothing is left. */
const trimmed = (column: string): string => `nullif(trim(${column}), '')`

/** What trim() takes from both ends of a value. */
const SPACES =
  '9,10,11,12,13,32,160,5760,8192,8193,8194,8195,8196,8197,8198,8199,8200,8201,8202,8232,8233,8239,8287,12288,65279'
    .split(',')
    .map((code) => `chr(${code})`)
    .join(' || ')

/**
 * How many of the distinct values from `first` on need care: spaces around them, signs that joined texts keep for themselves, and,
 * where they are to be taken as they are written, anything that standardising would take from their ends.
 */
export function carefully(field: string, first: number, asWritten: boolean): Step {
  const rough = asWritten ? `count(*) FILTER (trim(value, ${SPACES}) <> value)` : '0'
  return {
    name: `careful_${field}`,
    sql: `SELECT count(*) AS n, count(*) FILTER (value = '' OR trim(value) <> value) AS spaced, count(*) FILTER (${holdsSigns}) AS signed, ${rough} AS rough FROM work.distinct_${field} WHERE entry >= ${first}`,
  }
}

/** The dictionary of a field that is taken as it is written, while it is being made. */
export function takenAsWritten(field: string): Step {
  return {
    name: rawDictionary(field),
    sql: `SELECT entry, value, records, true AS readable, value AS ${field} FROM work.distinct_${field}`,
  }
}

/** The values of a field in the order of their entries, some thousand at a time as one text each, with its first entry. */
export function orderedValues(field: string, atOnce: number): Step {
  return {
    name: `ordered_${field}`,
    sql: `SELECT CAST(min(entry) AS INTEGER) AS first, string_agg(value, chr(31) ORDER BY entry) AS joined FROM work.distinct_${field} GROUP BY entry // ${atOnce}`,
  }
}

/** Both together: the dictionary while it is being made. */
export function dictionaryInWork(field: string): Step {
  return {
    name: rawDictionary(field),
    sql: `SELECT written.entry, written.value, written.records, parts.* EXCLUDE (entry) FROM work.distinct_${field} written JOIN work.parts_${field} parts ON parts.entry = written.entry`,
  }
}

/** Written values of a range of entries, some thousand as one text, which crosses into JavaScript many times faster than value by value. */
export function joinedValues(
  field: string,
  entries: { readonly from: number; readonly to: number; readonly atOnce: number },
): Step {
  return {
    name: `joined_${field}`,
    sql: `SELECT string_agg(concat(value, chr(30), entry), chr(31)) AS joined FROM work.distinct_${field} WHERE entry >= ${entries.from} AND entry < ${entries.to} GROUP BY entry // ${entries.atOnce}`,
  }
}

/**
 * Puts a batch into the dictionary: its entries are $1 to $2 - 1, $3 says who is readable, then a text per column. They come as
 * a row of a table: of constants DuckDB makes a list value by value, which takes three times as long.
 */
export function fillFromJoined(settings: Settings, field: string): Step {
  const columns = dictionaryColumns(settings, field)
  const given = columns.map((_, at) => `$${at + 4} AS t${at}`)
  const apart = columns.map((_, at) => `unnest(string_split(decode(t${at}), chr(31))) AS c${at}`)
  const parts = columns.map(({ type }, at) => `CAST(nullif(c${at}, chr(30)) AS ${SQL_TYPE[type]})`)
  return {
    name: standardisedValues(settings, field).name,
    sql: `INSERT INTO ${standardisedValues(settings, field).name} SELECT ${['CAST(entry AS INTEGER)', "readable = '1'", ...parts].join(', ')}
FROM (SELECT ${['unnest(range(first, behind)) AS entry', "unnest(string_split(ready, '')) AS readable", ...apart].join(', ')}
FROM (SELECT ${['$1 AS first', '$2 AS behind', '$3 AS ready', ...given].join(', ')} FROM range(1)) batch) rows`,
  }
}

/** What is kept of the records as they came, beside their fields: one row each. */
export function arrivals(keep: readonly string[]): Step {
  return {
    name: 'arrivals',
    sql: `SELECT ${arrivalColumns(keep).join(', ')} FROM arrived`,
  }
}

const arrivalColumns = (keep: readonly string[]): readonly string[] => [
  'id',
  'source',
  'record_id',
  'line',
  ...keep.map((name) => identifier(`keep_${name}`)),
]

/** The same records as numbers: the dictionary entries of their fields, and their block in each rule, 0 where they are in none. */
export function numberedColumns(settings: Settings): readonly string[] {
  return [
    'id',
    ...Object.keys(settings.fields).map(entryColumn),
    ...settings.blocking.map((_, rule) => keyColumn(rule)),
  ]
}

/**
 * `arrivals`, `numbers` and both together as `entries`, whichever of them are tables: apart where they were written apart, which
 * spares a join of all records, or one table.
 */
export function entriesApart(settings: Settings, keep: readonly string[]): readonly Step[] {
  const numbers = numberedColumns(settings).map((name) =>
    /^k\d+$/.test(name) ? `nullif(${name}, 0) AS ${name}` : name,
  )
  const columns = [
    ...arrivalColumns(keep).map((name) => `arrivals.${name}`),
    ...numberedColumns(settings).flatMap((name) => (name === 'id' ? [] : [`numbers.${name}`])),
  ]
  return [
    { name: 'numbers', sql: `SELECT ${numbers.join(', ')} FROM record_numbers` },
    {
      name: 'entries',
      sql: `SELECT ${columns.join(', ')} FROM arrivals JOIN numbers ON numbers.id = arrivals.id`,
    },
  ]
}

export function entriesTogether(settings: Settings, keep: readonly string[]): readonly Step[] {
  return [
    { name: 'arrivals', sql: `SELECT ${arrivalColumns(keep).join(', ')} FROM entries` },
    { name: 'numbers', sql: `SELECT ${numberedColumns(settings).join(', ')} FROM entries` },
  ]
}

/** One row per record of a range, from what was numbered in memory: the dictionary entries of its fields and its block in each rule. */
export function entriesFromNumbers(
  settings: Settings,
  keep: readonly string[],
  ids: { readonly from: number; readonly to: number },
): Step {
  const columns = [
    ...arrivalColumns(keep).map((name) => `arrived.${name}`),
    ...Object.keys(settings.fields).map((field) => `numbers.${entryColumn(field)}`),
    ...settings.blocking.map(
      (_, rule) => `nullif(numbers.${keyColumn(rule)}, 0) AS ${keyColumn(rule)}`,
    ),
  ]
  return {
    name: 'entries',
    sql: `SELECT ${columns.join(', ')}\nFROM arrived JOIN work.numbers numbers ON numbers.id = arrived.id WHERE arrived.id >= ${ids.from} AND arrived.id < ${ids.to}`,
  }
}

/** The same where a rule reads free SQL or lists: keyed by hash in the database. */
export function entries(settings: Settings, keep: readonly string[]): Step {
  const fields = Object.keys(settings.fields)
  const places = fields.map((field) => `coalesce(raw_${field}.entry, -1) AS ${entryColumn(field)}`)
  // What a rule reads is hashed once per value; free SQL and lists need the values themselves.
  const hashed = new Map<string, string>()
  const whole = new Set<string>()
  for (const rule of settings.blocking) {
    const list = listRule(rule)
    if (list !== undefined) whole.add(list)
    else if (rule.on.some((ref) => typeof ref !== 'string'))
      for (const { column } of nodeColumns(settings)) whole.add(column)
    else
      for (const ref of rule.on) if (typeof ref === 'string') hashed.set(ref, parseRef(ref).field)
  }
  const joins = fields.map((field) => {
    const own = [
      ...[...hashed].flatMap(([ref, of]) =>
        of === field
          ? [
              `CASE WHEN ${parseRef(ref).column} IS NOT NULL THEN hash(${keyPart(ref)}) END AS ${hashColumn(ref)}`,
            ]
          : [],
      ),
      ...dictionaryColumns(settings, field).flatMap(({ column }) =>
        whole.has(column) ? [column] : [],
      ),
    ]
    return `\nLEFT JOIN (SELECT ${['entry', 'value', ...own].join(', ')} FROM ${dictionary(field)}) raw_${field} ON raw_${field}.value = ${trimmed(`arrived.${writtenColumn(field)}`)}`
  })
  const parts = [
    ...[...hashed].map(([ref, field]) => `raw_${field}.${hashColumn(ref)}`),
    ...nodeColumns(settings).flatMap(({ field, column }) =>
      whole.has(column) ? [`raw_${field}.${column}`] : [],
    ),
  ]
  const keys = settings.blocking.map((rule, index) => `${keySql(rule)} AS ${keyColumn(index)}`)
  const own = arrivalColumns(keep)
  return {
    name: 'entries',
    sql: `SELECT ${[...own, ...fields.map(entryColumn), ...keys].join(', ')}
FROM (SELECT ${[...own.map((name) => `arrived.${name}`), ...places, ...parts].join(', ')}
FROM arrived${joins.join('')}) cleaned`,
  }
}

/** log2 of the share of each value among the records that have one. */
export function frequencies(settings: Settings, name: string): Step {
  const column = nodeColumns(settings).find((one) => one.column === name)
  if (column === undefined) throw new RangeError(`There is no column "${name}".`)
  return {
    name: `frequency_${name}`,
    sql: `SELECT value, CAST(log2(records / sum(records) OVER ()) AS FLOAT) AS tf, records
FROM (SELECT raw.${name} AS value, CAST(sum(raw.records) AS BIGINT) AS records
FROM ${rawDictionary(column.field)} raw
WHERE raw.${name} IS NOT NULL GROUP BY raw.${name}) summed`,
  }
}

/** The finished dictionary: with how rare each of its values is. */
export function dictionaryWithFrequencies(settings: Settings, field: string): Step {
  const rare = frequencyColumns(settings).filter((name) =>
    dictionaryColumns(settings, field).some(({ column }) => column === name),
  )
  const joins = rare.map(
    (name) => `\nLEFT JOIN frequency_${name} ON frequency_${name}.value = raw.${name}`,
  )
  return {
    name: dictionary(field),
    sql: `SELECT raw.*${rare.map((name) => `, frequency_${name}.tf AS tf_${name}`).join('')}
FROM ${rawDictionary(field)} raw${joins.join('')}`,
  }
}

/** The chance that two values drawn at random are equal. */
export function chanceOfEqual(column: string): Step {
  return {
    name: `chance_${column}`,
    sql: `SELECT sum(CAST(records AS DOUBLE) * (records - 1)) / (CAST(sum(records) AS DOUBLE) * (sum(records) - 1)) AS chance FROM frequency_${column}`,
  }
}

function keyPart(ref: string | { readonly sql: string }): string {
  if (typeof ref !== 'string') return `(${ref.sql})`
  const { column, prefix } = parseRef(ref)
  return prefix === undefined ? column : `substr(${column}, 1, ${prefix})`
}

const hashColumn = (ref: string): string => `h_${ref.replace(/[.:]/g, '__')}`

/** A positive 63-bit number from the values of a rule, or NULL when one of them is missing. */
function keySql(rule: BlockingRule): string {
  const list = listRule(rule)
  if (list !== undefined)
    return `list_transform(${list}, lambda item: CAST(hash(item) >> 1 AS BIGINT))`
  const refs = rule.on.filter((ref) => typeof ref === 'string')
  if (refs.length === rule.on.length) {
    const hashes = refs.map(hashColumn)
    const key = hashes.length === 1 ? (hashes[0] ?? '') : `hash(${hashes.join(', ')})`
    return `CASE WHEN ${hashes.map((part) => `${part} IS NOT NULL`).join(' AND ')} THEN CAST(${key} >> 1 AS BIGINT) END`
  }
  const parts = rule.on.map(keyPart)
  return `CASE WHEN ${parts.map((part) => `${part} IS NOT NULL`).join(' AND ')} THEN CAST(hash(${parts.join(', ')}) >> 1 AS BIGINT) END`
}

function joined(fields: readonly string[], records: 'entries' | 'numbers'): string {
  return fields
    .map(
      (field) =>
        `\nLEFT JOIN ${dictionary(field)} ON ${dictionary(field)}.entry = ${records}.${entryColumn(field)}`,
    )
    .join('')
}

/** Standardised columns of the records, by name, from no more dictionaries than they need. */
export function standardised(settings: Settings, columns: readonly string[]): Step {
  const fields = new Set<string>()
  const numbered = new Set(numberedColumns(settings))
  const found = columns.map((name) => {
    const bare = name.replace(/^tf_/, '')
    const own = nodeColumns(settings).find(({ column }) => column === name || column === bare)
    if (own !== undefined) fields.add(own.field)
    return { name, field: own?.field }
  })
  const records = found.every(({ name, field }) => field !== undefined || numbered.has(name))
    ? 'numbers'
    : 'entries'
  const shown = found.map(({ name, field }) =>
    field === undefined ? `${records}.${name}` : `${dictionary(field)}.${name}`,
  )
  return {
    name: 'standardised',
    sql: `SELECT ${[`${records}.id`, ...shown].join(', ')}\nFROM ${records}${joined([...fields], records)}`,
  }
}

/** The records as rules and comparisons see them: standardised columns, how rare the values are, one key per rule. */
export function nodes(settings: Settings): Step {
  return {
    name: 'nodes',
    sql: standardised(settings, [
      'source',
      ...keptNodeColumns(settings).map(({ column }) => column),
      ...frequencyColumns(settings).map((name) => `tf_${name}`),
      ...settings.blocking.map((_, rule) => keyColumn(rule)),
    ]).sql,
  }
}

/** The records as they were written. */
export function records(settings: Settings, keep: readonly string[]): Step {
  const fields = Object.keys(settings.fields)
  const shown = [
    'entries.id',
    'entries.source',
    'sources.source_name',
    'entries.record_id',
    'entries.line',
    ...fields.map((field) => `${dictionary(field)}.value AS ${writtenColumn(field)}`),
    ...keep.map((name) => `entries.${identifier(`keep_${name}`)}`),
  ]
  return {
    name: 'records',
    sql: `SELECT ${shown.join(', ')}\nFROM entries LEFT JOIN sources ON sources.source = entries.source${joined(fields, 'entries')}`,
  }
}

/** Records per block, counted once per rule, for the analysis before a run and for leaving out blocks too large. */
export function blockSizes(settings: Settings, rule: number): Step {
  const declared = settings.blocking[rule]
  const key = keyColumn(rule)
  const keyed =
    declared !== undefined && listRule(declared) !== undefined
      ? `(SELECT source, unnest(${key}) AS ${key} FROM entries)`
      : 'entries'
  return {
    name: `blocks${rule}`,
    sql: `SELECT ${key} AS key, count(*) AS records FROM ${keyed} WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1`,
  }
}

export function items(rule: number): Step {
  return {
    name: itemsTable(rule),
    sql: `SELECT id, unnest(${keyColumn(rule)}) AS item FROM entries WHERE ${keyColumn(rule)} IS NOT NULL`,
  }
}

/** A source as a Parquet file whose rows are numbered by their place in it. */
export type SourceFile = {
  readonly source: string
  readonly scan: string
  readonly columns: readonly string[]
  readonly rows: number
  /** The file as it was sent, where its sender looks for a line. */
  readonly path?: string
}

/** The file that a record came in, by its number when it arrived. */
export function fileOfRecord(files: readonly SourceFile[], arrivedAs: number): string | undefined {
  let first = 0
  for (const { rows, path } of files) {
    first += rows
    if (arrivedAs < first) return path
  }
  return undefined
}

const sourceName = (settings: Settings, { source, columns }: SourceFile): string =>
  settings.source !== undefined && columns.includes(settings.source)
    ? `coalesce(CAST(${identifier(settings.source)} AS VARCHAR), ${quoted(source)})`
    : quoted(source)

/** The names of all sources, in the order of their numbers. */
export function sourceNames(settings: Settings, files: readonly SourceFile[]): Step {
  const parts = files.map(
    (file) => `SELECT DISTINCT ${sourceName(settings, file)} AS source_name FROM ${file.scan}`,
  )
  return {
    name: 'source_names',
    sql: `SELECT DISTINCT source_name FROM (${parts.join(' UNION ALL ')}) ORDER BY source_name`,
  }
}

/** All sources under one another, numbered in the order of the files; a column that a source lacks is not known there. */
export function arrived(
  settings: Settings,
  files: readonly SourceFile[],
  names: readonly string[],
  keep: readonly string[],
): Step {
  let first = 0
  const parts = files.map((file) => {
    const has = (name: string) => file.columns.includes(name)
    const written = Object.entries(settings.fields).map(([field, { from }]) => {
      const columns = (
        from === undefined ? [field] : typeof from === 'string' ? [from] : from
      ).filter(has)
      const value =
        columns.length === 0
          ? 'NULL'
          : columns.length === 1
            ? `CAST(${identifier(columns[0] ?? '')} AS VARCHAR)`
            : `concat_ws(' ', ${columns.map((name) => `CAST(${identifier(name)} AS VARCHAR)`).join(', ')})`
      return `${value} AS ${writtenColumn(field)}`
    })
    const kept = keep.map(
      (name) =>
        `${has(name) ? `CAST(${identifier(name)} AS VARCHAR)` : 'NULL'} AS ${identifier(`keep_${name}`)}`,
    )
    const line = has('__line') ? 'CAST(__line AS BIGINT)' : 'NULL'
    const shown = [
      `CAST(file_row_number + ${first} AS INTEGER) AS id`,
      `${sourceName(settings, file)} AS source_name`,
      `trim(CAST(${identifier(settings.id)} AS VARCHAR)) AS record_id`,
      `${line} AS line`,
    ]
    first += file.rows
    return `SELECT ${[...shown, ...written, ...kept].join(', ')} FROM ${file.scan}`
  })
  const number = names.map((name, index) => `WHEN ${quoted(name)} THEN ${index}`).join(' ')
  return {
    name: 'arrived',
    sql: `SELECT CAST(${names.length === 0 ? 'NULL' : `CASE source_name ${number} END`} AS SMALLINT) AS source, *\nFROM (${parts.join('\nUNION ALL\n')}) gathered`,
  }
}
