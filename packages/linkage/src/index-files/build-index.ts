// Writes the index of a finished run: sorted keys, rows, how rare values are, the model. A record is then matched without a database.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { quoted } from '../dialect.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import { getModel } from '../explain/explain-run.ts'
import type { NodeRow } from '../explain/level-holds.ts'
import type { Model } from '../model.ts'
import { getLoadReport, type Run } from '../pipeline.ts'
import { ensureDirectory, freshDirectory, writeWhole } from '../run-files.ts'
import { frequencyColumns, keptNodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { frequencyKeySql, nameKeySql, ruleKeySql } from './record-keys.ts'
import { createRowFile, type RowColumn } from './row-file.ts'
import { bitsOfFloat, createSortedFile } from './sorted-file.ts'

export type IndexMeta = {
  readonly version: 1
  readonly settings: Settings
  readonly model: Model
  readonly records: number
  readonly columns: readonly RowColumn[]
  /** By rule: under a key of more records than this the run compared none. */
  readonly mostInBlock?: readonly number[]
}

export const indexPaths = (generation: string) => ({
  meta: join(generation, 'meta.json'),
  keys: join(generation, 'keys.bin'),
  rows: join(generation, 'rows.bin'),
  places: join(generation, 'places.bin'),
  frequencies: join(generation, 'frequencies.bin'),
})

export const currentPath = (dir: string): string => join(dir, 'current.json')

function rowColumns(settings: Settings): readonly RowColumn[] {
  return [
    ...keptNodeColumns(settings).map(
      ({ column, type }): RowColumn => ({
        name: column,
        type: type === 'integer' ? 'number' : type,
      }),
    ),
    ...frequencyColumns(settings).map(
      (column): RowColumn => ({ name: `tf_${column}`, type: 'number' }),
    ),
  ]
}

export type IndexReport = {
  readonly records: number
  readonly keys: number
  readonly bytes: number
  readonly seconds: number
}

export async function buildIndex(run: Run, dir: string): Promise<IndexReport> {
  const startedAt = performance.now()
  const { settings, paths } = run
  const model = await getModel(run)
  const mostInBlock = (await getLoadReport(run)).rules.map(({ most }) => most)
  const generation = `generation-${Date.now().toString(36)}`
  await ensureDirectory(dir)
  await freshDirectory(join(dir, generation))
  const files = indexPaths(join(dir, generation))
  const columns = rowColumns(settings)
  const db = await openDuckdb({
    ...run.resources,
    path: paths.store,
    readOnly: true,
    tempDirectory: paths.temp,
  })
  try {
    const keys = createSortedFile(files.keys)
    let keyCount = 0
    const parts = settings.blocking.map((rule, index) => {
      const { key, from } = ruleKeySql(rule, index)
      return `SELECT ${key} AS key, id FROM ${from}`
    })
    await db.run('SET preserve_insertion_order = true')
    await db.each(
      `SELECT key, id FROM (${parts.join(' UNION ALL ')} UNION ALL SELECT ${nameKeySql('source_name', 'record_id')}, id FROM entries JOIN sources USING (source)) WHERE key IS NOT NULL ORDER BY key, id`,
      ([key = [], ids = []], count) => {
        for (let at = 0; at < count; at += 1) keys.add(key[at] as bigint, ids[at] as number)
        keyCount += count
      },
    )
    keys.close()
    const rare = createSortedFile(files.frequencies)
    const frequencies = frequencyColumns(settings).map(
      (column) => `SELECT ${frequencyKeySql(column, 'value')} AS key, tf FROM frequency_${column}`,
    )
    if (frequencies.length > 0)
      await db.each(
        `SELECT key, tf FROM (${frequencies.join(' UNION ALL ')}) ORDER BY key`,
        ([key = [], tf = []], count) => {
          for (let at = 0; at < count; at += 1)
            rare.add(key[at] as bigint, bitsOfFloat(tf[at] as number))
        },
      )
    rare.close()
    const [counted] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM entries')
    const records = counted?.n ?? 0
    const rows = createRowFile(files, columns, { from: 0, size: records, start: 0 })
    const persons = existsSync(paths.persons)
      ? `LEFT JOIN read_parquet(${quoted(paths.persons)}) persons ON persons.id = nodes.id`
      : ''
    await db.each(
      `SELECT nodes.id, sources.source_name, entries.record_id, ${persons === '' ? 'NULL' : 'CAST(persons.person_id AS DOUBLE)'}, ${columns.map(({ name, type }) => (type === 'list' ? `array_to_string(nodes.${name}, chr(30))` : `nodes.${name}`)).join(', ')}
FROM nodes JOIN entries ON entries.id = nodes.id JOIN sources ON sources.source = entries.source ${persons}`,
      ([ids = [], sources = [], names = [], person = [], ...values], count) => {
        for (let at = 0; at < count; at += 1) {
          const row: Record<string, unknown> = {}
          columns.forEach(({ name, type }, column) => {
            const value = values[column]?.[at]
            if (value !== null && value !== undefined)
              row[name] = type === 'list' ? String(value).split('\u001e') : value
          })
          const own = person[at]
          rows.add(ids[at] as number, {
            source: String(sources[at]),
            id: String(names[at]),
            person: own === null || own === undefined ? undefined : Number(own),
            row: row as NodeRow,
          })
        }
      },
    )
    rows.close()
    await writeWhole(
      files.meta,
      `${JSON.stringify({ version: 1, settings, model, records, columns, mostInBlock } satisfies IndexMeta)}\n`,
    )
    await writeWhole(currentPath(dir), `${JSON.stringify({ generation })}\n`)
    const bytes = [files.keys, files.rows, files.places, files.frequencies].reduce(
      (sum, path) => sum + statSync(path).size,
      0,
    )
    return { records, keys: keyCount, bytes, seconds: (performance.now() - startedAt) / 1000 }
  } finally {
    db.close()
  }
}
