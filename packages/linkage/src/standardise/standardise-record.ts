// One record, as written, to one row of the nodes table.

import type { NodeRow } from '../explain/level-holds.ts'
import { nodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { type PartValue, standardisers } from './standardisers.ts'

/** Values by the names of the source's columns; what is empty is not known. */
export type WrittenRecord = Readonly<Record<string, string | number | null | undefined>>

/** Names of the columns of each field, found once for settings that serve many records. */
const columnsOf = new WeakMap<Settings, ReadonlyMap<string, readonly string[]>>()
const fieldColumns = (settings: Settings): ReadonlyMap<string, readonly string[]> => {
  let known = columnsOf.get(settings)
  if (known === undefined) {
    const groups = Map.groupBy(nodeColumns(settings), ({ field }) => field)
    known = new Map([...groups].map(([field, list]) => [field, list.map(({ column }) => column)]))
    columnsOf.set(settings, known)
  }
  return known
}

export function standardiseRecord(settings: Settings, written: WrittenRecord): NodeRow {
  const row: Record<string, PartValue> = {}
  const columns = fieldColumns(settings)
  for (const [field, { from, standardise }] of Object.entries(settings.fields)) {
    const names = from === undefined ? [field] : typeof from === 'string' ? [from] : from
    const value = names
      .flatMap((name) =>
        written[name] === null || written[name] === undefined ? [] : [String(written[name])],
      )
      .join(' ')
      .trim()
    if (value === '') continue
    const parts = standardisers[standardise]?.clean(value) ?? []
    columns.get(field)?.forEach((column, at) => {
      if (parts[at] !== undefined) row[column] = parts[at]
    })
  }
  return row
}
