// What a field holds: how many values are known, which are most frequent, which cannot be read.
import type { Duckdb } from '../engines/duckdb.ts'
import { FAULTS_PER_CODE, type RowFault } from '../intake/row-fault.ts'
import { nodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { dictionary, entryColumn, fileOfRecord, type SourceFile } from '../steps/clean.ts'
import { fileNamed } from './repeated-records.ts'

export type FieldProfile = {
  readonly field: string
  readonly known: number
  readonly unreadable: number
  readonly distinct: number
  readonly most: readonly { readonly value: string; readonly records: number }[]
}

const nothing = 'NOT readable'

export async function profileField(
  db: Duckdb,
  settings: Settings,
  field: string,
): Promise<FieldProfile> {
  const main = nodeColumns(settings).find((column) => column.field === field)?.column ?? field
  const [counted] = await db.rows<{ known: number; distinct: number; unreadable: number }>(
    `SELECT coalesce(sum(records) FILTER (${main} IS NOT NULL), 0) AS known, approx_count_distinct(${main}) AS "distinct", coalesce(sum(records) FILTER (${nothing}), 0) AS unreadable FROM ${dictionary(field)}`,
  )
  const most = await db.rows<{ value: string; records: number }>(
    `SELECT CAST(${main} AS VARCHAR) AS value, sum(records) AS records FROM ${dictionary(field)} WHERE ${main} IS NOT NULL GROUP BY ALL ORDER BY records DESC, value LIMIT 5`,
  )
  return {
    field,
    known: counted?.known ?? 0,
    unreadable: counted?.unreadable ?? 0,
    distinct: counted?.distinct ?? 0,
    most,
  }
}

/** Where the first values of a field are in which nothing could be read. */
export async function unreadableValues(
  db: Duckdb,
  { field, unreadable }: FieldProfile,
  { files, renumbered }: { readonly files: readonly SourceFile[]; readonly renumbered: boolean },
): Promise<readonly RowFault[]> {
  if (unreadable === 0) return []
  const arrivedAs = renumbered
    ? '(SELECT arrived_as FROM renumbered WHERE renumbered.id = entries.id)'
    : 'entries.id'
  const found = await db.rows<{
    arrived_as: number
    source_name: string
    line: number | null
    value: string
  }>(
    `SELECT ${arrivedAs} AS arrived_as, source_name, line, value FROM entries JOIN ${dictionary(field)} ON entry = ${entryColumn(field)} JOIN sources ON sources.source = entries.source WHERE ${nothing} ORDER BY entries.id LIMIT ${FAULTS_PER_CODE}`,
  )
  return found.map(
    ({ arrived_as, source_name, line, value }): RowFault => ({
      source: source_name,
      ...fileNamed(fileOfRecord(files, arrived_as)),
      line: line ?? undefined,
      column: field,
      value: value.slice(0, 80),
      code: 'value-unreadable',
    }),
  )
}
