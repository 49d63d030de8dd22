// From records as they came to nodes: standardised columns, how rare the values are, and one key per blocking rule.
import { identifier, quoted } from '../dialect.ts'
import { frequencyColumns, nodeColumns, parseRef } from '../settings/columns.ts'
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

export function clean(settings: Settings): Step {
  const dictionary = dictionaryFields(settings)
  const columns = nodeColumns(settings).map(({ field, column, part }) => {
    if (dictionary.includes(field)) return `values_${field}.${column} AS ${column}`
    const standardiser = standardisers[settings.fields[field]?.standardise ?? '']
    const at = Object.keys(standardiser?.parts ?? {}).indexOf(part)
    return `${standardiser?.sql?.parts(readyColumn(field))[at] ?? 'NULL'} AS ${column}`
  })
  const ready = Object.entries(settings.fields)
    .flatMap(([field, { standardise }]) => {
      const sql = standardisers[standardise]?.sql
      return sql === undefined
        ? []
        : [`, ${sql.ready(writtenColumn(field))} AS ${readyColumn(field)}`]
    })
    .join('')
  const joins = dictionary.map(
    (field) =>
      `LEFT JOIN values_${field} ON values_${field}.value = records.${writtenColumn(field)}`,
  )
  return {
    name: 'cleaned',
    sql: `SELECT records.id, records.source, ${columns.join(',\n  ')}\nFROM ${ready === '' ? 'records' : `(SELECT *${ready} FROM records) records`}\n${joins.join('\n')}`,
  }
}

/** log2 of the share of each value among the records that have one. */
export function frequencies(column: string): Step {
  return {
    name: `frequency_${column}`,
    sql: `SELECT ${column} AS value, CAST(log2(count(*) / sum(count(*)) OVER ()) AS FLOAT) AS tf\nFROM cleaned WHERE ${column} IS NOT NULL GROUP BY ${column}`,
  }
}

/** The chance that two values drawn at random are equal. */
export function chanceOfEqual(column: string): Step {
  return {
    name: `chance_${column}`,
    sql: `SELECT sum(CAST(c AS DOUBLE) * (c - 1)) / (CAST(sum(c) AS DOUBLE) * (sum(c) - 1)) AS chance FROM (SELECT count(*) AS c FROM nodes WHERE ${column} IS NOT NULL GROUP BY ${column})`,
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
  const rare = frequencyColumns(settings)
  const tf = rare.map((column) => `, frequency_${column}.tf AS tf_${column}`)
  const keys = settings.blocking.map((rule, index) => `, ${keySql(rule)} AS ${keyColumn(index)}`)
  const joins = rare.map(
    (column) => `LEFT JOIN frequency_${column} ON frequency_${column}.value = cleaned.${column}`,
  )
  return {
    name: 'nodes',
    sql: `SELECT cleaned.*${tf.join('')}${keys.join('')}\nFROM cleaned\n${joins.join('\n')}`,
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

/** All sources under one another, numbered; a column that a source lacks is not known there. */
export function records(
  settings: Settings,
  sources: readonly SourceFile[],
  keep: readonly string[],
): Step {
  const parts = sources.map(({ source, scan, columns }) => {
    const has = (name: string) => columns.includes(name)
    const written = Object.entries(settings.fields).map(([field, { from }]) => {
      const names = (
        from === undefined ? [field] : typeof from === 'string' ? [from] : from
      ).filter(has)
      const value =
        names.length === 0
          ? 'NULL'
          : names.length === 1
            ? `CAST(${identifier(names[0] ?? '')} AS VARCHAR)`
            : `concat_ws(' ', ${names.map((name) => `CAST(${identifier(name)} AS VARCHAR)`).join(', ')})`
      return `nullif(trim(${value}), '') AS ${writtenColumn(field)}`
    })
    const kept = keep.map(
      (name) =>
        `${has(name) ? `CAST(${identifier(name)} AS VARCHAR)` : 'NULL'} AS ${identifier(`keep_${name}`)}`,
    )
    const name =
      settings.source !== undefined && has(settings.source)
        ? `coalesce(CAST(${identifier(settings.source)} AS VARCHAR), ${quoted(source)})`
        : quoted(source)
    const line = has('__line') ? 'CAST(__line AS BIGINT)' : 'NULL'
    return `SELECT ${[`${name} AS source_name`, `trim(CAST(${identifier(settings.id)} AS VARCHAR)) AS record_id`, `${line} AS line`, ...written, ...kept].join(', ')} FROM ${scan}`
  })
  return { name: 'arrived', sql: parts.join('\nUNION ALL\n') }
}
