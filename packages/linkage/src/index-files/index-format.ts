/**
 * What lies in an index, format 2. All numbers are little-endian.
 *
 *     current.json            {"generation": "generation-…"}: replaced whole, so a reader sees the old files or the new ones
 *     waiting.jsonl           records put in since, one a line; read again over any generation they change nothing
 *     merging.jsonl           the same, while a merge takes them in
 *     generation-…/meta.json  the version, the settings, the model, how many records, how many of them since the build, the columns of a row
 *     generation-…/rule-<n>.keys, names.keys, frequencies.keys   sorted tables, see sorted-file.ts:
 *                             of rule n the numbers of the records under a key, of names the number of a record by source and id,
 *                             of frequencies log2 of the share of a value
 *     generation-…/rows.txt, places.bin                          a record as the comparisons read it, see row-file.ts
 *     building-…              files of a build that is not finished; the next build of the same run takes the whole ones over
 *
 * A record has a number from 0. A replaced record keeps its row, which no key leads to any more; a new build leaves it out.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from '../model.ts'
import { comparedColumns, frequencyColumns, nodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import type { RowColumn } from './row-file.ts'

export const INDEX_VERSION = 2

export type IndexMeta = {
  readonly version: typeof INDEX_VERSION
  readonly settings: Settings
  readonly model: Model
  /** Records that can be found. */
  readonly records: number
  /** Numbers given so far, those of replaced records included. */
  readonly numbers: number
  /** How many of them the build took from the run, whose weights and rarity all are weighed by; later ones came since. */
  readonly built?: number
  readonly columns: readonly RowColumn[]
  /** By rule: under a key of more records than this the run compared none. */
  readonly mostInBlock: readonly number[]
}

export const indexPaths = (generation: string) => ({
  meta: join(generation, 'meta.json'),
  rule: (rule: number) => join(generation, `rule-${rule}.keys`),
  names: join(generation, 'names.keys'),
  frequencies: join(generation, 'frequencies.keys'),
  rows: join(generation, 'rows.txt'),
  places: join(generation, 'places.bin'),
})

export type IndexPaths = ReturnType<typeof indexPaths>

export const currentPath = (dir: string): string => join(dir, 'current.json')
export const waitingPath = (dir: string): string => join(dir, 'waiting.jsonl')
export const mergingPath = (dir: string): string => join(dir, 'merging.jsonl')

/** What the comparisons read, and how rare each value is. */
export function rowColumns(settings: Settings): readonly RowColumn[] {
  const compared = new Set(comparedColumns(settings))
  return [
    ...nodeColumns(settings)
      .filter(({ column }) => compared.has(column))
      .map(
        ({ column, type }): RowColumn => ({
          name: column,
          type: type === 'integer' ? 'number' : type,
        }),
      ),
    ...frequencyColumns(settings).map(
      (column): RowColumn => ({ name: `tf_${column}`, type: 'float' }),
    ),
  ]
}

export function currentGeneration(dir: string): string {
  if (!existsSync(currentPath(dir)))
    throw new Error(
      `There is no index in "${dir}". Build it: umai link index build --run <run> --index <folder>.`,
    )
  return (JSON.parse(readFileSync(currentPath(dir), 'utf8')) as { generation: string }).generation
}

export function readMeta(path: string): IndexMeta {
  const meta = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: number }
  if (meta.version !== INDEX_VERSION)
    throw new Error(
      `The index "${path}" is written in format ${meta.version}; this version reads format ${INDEX_VERSION}. Build it anew: umai link index build --run <run> --index <folder>.`,
    )
  return meta as IndexMeta
}
