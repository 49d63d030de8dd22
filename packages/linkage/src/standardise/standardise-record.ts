// One record, as written, to one row of the nodes table.

import type { NodeRow } from '../explain/level-holds.ts'
import { nodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { type PartValue, standardisers } from './standardisers.ts'

/** Values by the names of the source's columns; what is empty is not known. */
export type WrittenRecord = Readonly<Record<string, string | number | null | undefined>>

export function standardiseRecord(settings: Settings, written: WrittenRecord): NodeRow {
  const row: Record<string, PartValue> = {}
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
    nodeColumns(settings)
      .filter((column) => column.field === field)
      .forEach(({ column }, at) => {
        if (parts[at] !== undefined) row[column] = parts[at]
      })
  }
  return row
}
