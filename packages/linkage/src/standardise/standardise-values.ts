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

/** A text per column as UTF-8, one value for each of `count` entries that follow one another. */
export type StandardisedText = {
  readonly first: number
  readonly count: number
  /** 1 or 0 for each. */
  readonly readable: string
  readonly parts: readonly Uint8Array<ArrayBuffer>[]
}

/** A text of values, each with its entry, as steps/clean.ts joins them: in any order, none missing between the first and the last. */
export function standardiseJoined(
  joined: string,
  standardise: Standardise,
  columns: number,
): StandardisedText {
  const items = joined.split(BETWEEN)
  const count = items.length
  const written = Array.from({ length: count }, () => '')
  const entryOf = (item: string) => Number(item.slice(item.indexOf(NOT_KNOWN) + 1))
  const first = items.reduce((least, item) => Math.min(least, entryOf(item)), Number.MAX_VALUE)
  for (const item of items) written[entryOf(item) - first] = item.slice(0, item.indexOf(NOT_KNOWN))
  let readable = ''
  const parts = Array.from({ length: columns }, () => '')
  written.forEach((value, row) => {
    const found = standardise(value)
    readable += found.readable ? '1' : '0'
    const before = row === 0 ? '' : BETWEEN
    for (let at = 0; at < columns; at += 1) parts[at] += `${before}${found.parts[at] ?? NOT_KNOWN}`
  })
  return { first, count, readable, parts: parts.map((text) => Uint8Array.from(Buffer.from(text))) }
}
