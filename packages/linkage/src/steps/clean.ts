// From records as they came to nodes: standardised columns, how rare the values are, and one key per blocking rule.
import { identifier, quoted } from '../dialect.ts'
import {
  frequencyColumns,
  keptNodeColumns,
  type NodeColumn,
  nodeColumns,
  parseRef,
} from '../settings/columns.ts'
import type { BlockingRule, Settings } from '../settings/settings.ts'
import { standardisers } from '../standardise/standardisers.ts'
import { itemsTable, keyColumn, listRule } from './block.ts'
import type { Step } from './step.ts'

const SQL_TYPE = { text: 'VARCHAR', integer: 'INTEGER', list: 'VARCHAR[]' } as const

/** The column of `records` that holds a field as it was written. */
export const writtenColumn = (field: string): string => `in_${field}`

const readyColumn = (field: string): string => `ready_${field}`

const usesDictionary = (settings: Settings, field: string): boolean =>
  standardisers[settings.fields[field]?.standardise ?? '']?.sql === undefined

/** Fields standardised once per distinct value; each gets a table of values. */
export function dictionaryFields(settings: Settings): readonly string[] {
  return Object.keys(settings.fields).filter((field) => usesDictionary(settings, field))
}

export function dictionaryTable(settings: Settings, field: string): Step {
  const columns = nodeColumns(settings).filter((column) => column.field === field)
  return {
    name: `values_${field}`,
    sql: `value VARCHAR, ${columns.map(({ column, type }) => `${column} ${SQL_TYPE[type]}`).join(', ')}`,
  }
}

export function distinctValues(field: string): Step {
  const column = writtenColumn(field)
  return {
    name: `distinct_${field}`,
    sql: `SELECT DISTINCT ${column} FROM records WHERE ${column} IS NOT NULL`,
  }
}

const ready = (field: string, settings: Settings): string => {
  const sql = standardisers[settings.fields[field]?.standardise ?? '']?.sql
  return sql === undefined ? '' : `, ${sql.ready(writtenColumn(field))} AS ${readyColumn(field)}`
}

function columnSql(settings: Settings, { field, column, part }: NodeColumn): string {
  if (usesDictionary(settings, field)) return `values_${field}.${column}`
  const standardiser = standardisers[settings.fields[field]?.standardise ?? '']
  const at = Object.keys(standardiser?.parts ?? {}).indexOf(part)
  return standardiser?.sql?.parts(readyColumn(field))[at] ?? 'NULL'
}

function cleanFrom(settings: Settings, fields: readonly string[]): string {
  const computed = fields.map((field) => ready(field, settings)).join('')
  const joins = fields
    .filter((field) => usesDictionary(settings, field))
    .map(
      (field) =>
        `\nLEFT JOIN values_${field} ON values_${field}.value = records.${writtenColumn(field)}`,
    )
  return `${computed === '' ? 'records' : `(SELECT *${computed} FROM records) records`}${joins.join('')}`
}

/** Every part that a field can give, for every record. */
export function clean(settings: Settings): Step {
  const columns = nodeColumns(settings).map(
    (column) => `${columnSql(settings, column)} AS ${column.column}`,
  )
  const rare = frequencyColumns(settings).map((name) => {
    const column = nodeColumns(settings).find((one) => one.column === name)
    return column !== undefined && usesDictionary(settings, column.field)
      ? `, values_${column.field}.tf_${name} AS tf_${name}`
      : ''
  })
  return {
    name: 'cleaned',
    sql: `SELECT records.id, records.source, ${columns.join(',\n  ')}${rare.join('')}\nFROM ${cleanFrom(settings, Object.keys(settings.fields))}`,
  }
}

/** log2 of the share of each value among the records that have one. */
export function frequencies(settings: Settings, name: string): Step {
  const column = nodeColumns(settings).find((one) => one.column === name)
  if (column === undefined) throw new RangeError(`There is no column "${name}".`)
  return {
    name: `frequency_${name}`,
    sql: `SELECT value, CAST(log2(count(*) / sum(count(*)) OVER ()) AS FLOAT) AS tf, count(*) AS records
FROM (SELECT ${columnSql(settings, column)} AS value FROM ${cleanFrom(settings, [column.field])}) column_values
WHERE value IS NOT NULL GROUP BY value`,
  }
}

/** The dictionary of a field with how rare each of its values is beside it, so that nodes need no further join. */
export function dictionaryWithFrequencies(settings: Settings, field: string): Step | undefined {
  const rare = frequencyColumns(settings).filter((name) =>
    nodeColumns(settings).some((one) => one.column === name && one.field === field),
  )
  if (rare.length === 0 || !usesDictionary(settings, field)) return undefined
  return {
    name: `values_${field}`,
    sql: `SELECT written.*${rare.map((name) => `, frequency_${name}.tf AS tf_${name}`).join('')}
FROM values_${field} written ${rare.map((name) => `LEFT JOIN frequency_${name} ON frequency_${name}.value = written.${name}`).join(' ')}`,
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

/** A positive 63-bit number from the values of a rule, or NULL when one of them is missing. */
function keySql(rule: BlockingRule): string {
  const list = listRule(rule)
  if (list !== undefined)
    return `list_transform(${list}, lambda item: CAST(hash(item) >> 1 AS BIGINT))`
  const parts = rule.on.map(keyPart)
  return `CASE WHEN ${parts.map((part) => `${part} IS NOT NULL`).join(' AND ')} THEN CAST(hash(${parts.join(', ')}) >> 1 AS BIGINT) END`
}

export function nodes(settings: Settings): Step {
  const kept = keptNodeColumns(settings).map(({ column }) => `cleaned.${column}`)
  const outside = frequencyColumns(settings).filter((name) => {
    const column = nodeColumns(settings).find((one) => one.column === name)
    return column !== undefined && !usesDictionary(settings, column.field)
  })
  const rare = frequencyColumns(settings).map((name) =>
    outside.includes(name) ? `frequency_${name}.tf AS tf_${name}` : `cleaned.tf_${name}`,
  )
  const keys = settings.blocking.map((rule, index) => `${keySql(rule)} AS ${keyColumn(index)}`)
  const joins = outside.map(
    (name) => `\nLEFT JOIN frequency_${name} ON frequency_${name}.value = cleaned.${name}`,
  )
  return {
    name: 'nodes',
    sql: `SELECT ${['cleaned.id', 'cleaned.source', ...kept, ...rare, ...keys].join(', ')}\nFROM (${clean(settings).sql}) cleaned${joins.join('')}`,
  }
}

/** Records per block, counted once per rule, for the analysis before a run and for leaving out blocks too large. */
export function blockSizes(settings: Settings, rule: number): Step {
  const declared = settings.blocking[rule]
  const key = keyColumn(rule)
  const keyed =
    declared !== undefined && listRule(declared) !== undefined
      ? `(SELECT source, unnest(${key}) AS ${key} FROM nodes)`
      : 'nodes'
  return {
    name: `blocks${rule}`,
    sql: `SELECT ${key} AS key, count(*) AS records FROM ${keyed} WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1`,
  }
}

export function items(rule: number): Step {
  return {
    name: itemsTable(rule),
    sql: `SELECT id, unnest(${keyColumn(rule)}) AS item FROM nodes WHERE ${keyColumn(rule)} IS NOT NULL`,
  }
}

export type SourceFile = {
  readonly source: string
  readonly scan: string
  readonly columns: readonly string[]
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

/** All sources under one another, numbered; a column that a source lacks is not known there. */
export function records(
  settings: Settings,
  files: readonly SourceFile[],
  names: readonly string[],
  keep: readonly string[],
): Step {
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
      return `nullif(trim(${value}), '') AS ${writtenColumn(field)}`
    })
    const kept = keep.map(
      (name) =>
        `${has(name) ? `CAST(${identifier(name)} AS VARCHAR)` : 'NULL'} AS ${identifier(`keep_${name}`)}`,
    )
    const line = has('__line') ? 'CAST(__line AS BIGINT)' : 'NULL'
    const shown = [
      `${sourceName(settings, file)} AS source_name`,
      `trim(CAST(${identifier(settings.id)} AS VARCHAR)) AS record_id`,
      `${line} AS line`,
    ]
    return `SELECT ${[...shown, ...written, ...kept].join(', ')} FROM ${file.scan}`
  })
  const number = names.map((name, index) => `WHEN ${quoted(name)} THEN ${index}`).join(' ')
  return {
    name: 'records',
    sql: `SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS id, CAST(CASE source_name ${number} END AS SMALLINT) AS source, *\nFROM (${parts.join('\nUNION ALL\n')}) arrived`,
  }
}
