// Standardises the distinct values of a field, one by one or many in one text. Pure.
import { nodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { BETWEEN, dictionaryColumns, NOT_KNOWN } from '../steps/clean.ts'
import { type PartValue, standardisers } from './standardisers.ts'

export type StandardisedValue = {
  /** Whether anything could be read in it, in columns that are not kept too. */
  readonly readable: boolean
  /** In the order of the columns that the dictionary keeps. */
  readonly parts: readonly PartValue[]
}

export type Standardise = (written: string) => StandardisedValue

export function fieldStandardiser(settings: Settings, field: string): Standardise {
  const standardiser = standardisers[settings.fields[field]?.standardise ?? '']
  const all = nodeColumns(settings).filter((column) => column.field === field)
  const kept = new Set(dictionaryColumns(settings, field).map(({ column }) => column))
  const places = all.flatMap(({ column }, place) => (kept.has(column) ? [place] : []))
  return (written) => {
    const parts = standardiser?.clean(written) ?? []
    return {
      readable: parts.some((part) => part !== undefined),
      parts: places.map((place) => parts[place]),
    }
  }
}

/** A text per column, one value each per entry. */
export type StandardisedText = {
  readonly entries: string
  readonly readable: string
  readonly parts: readonly string[]
}

/** A text of values, each with its entry, as steps/clean.ts joins them. */
export function standardiseJoined(
  joined: string,
  standardise: Standardise,
  columns: number,
): StandardisedText {
  const entries: string[] = []
  const readable: string[] = []
  const parts = Array.from({ length: columns }, (): string[] => [])
  for (const item of joined.split(BETWEEN)) {
    const end = item.indexOf(NOT_KNOWN)
    entries.push(item.slice(end + 1))
    const found = standardise(item.slice(0, end))
    readable.push(found.readable ? '1' : '0')
    for (let at = 0; at < columns; at += 1) {
      const part = found.parts[at]
      parts[at]?.push(part === undefined ? NOT_KNOWN : String(part))
    }
  }
  return {
    entries: entries.join(BETWEEN),
    readable: readable.join(BETWEEN),
    parts: parts.map((own) => own.join(BETWEEN)),
  }
}
