// Puts the records of files into an index: read as a run reads them, bad rows reported and left out, the rest found at once.
import { join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import { type Input, intake } from '../intake/intake.ts'
import type { RowFault } from '../intake/row-fault.ts'
import { leaveOutRepeated } from '../load/repeated-records.ts'
import type { OnProgress } from '../pipeline.ts'
import { freshDirectory, removeFile } from '../run-files.ts'
import type { Settings } from '../settings/settings.ts'
import type { WrittenRecord } from '../standardise/standardise-record.ts'
import { arrived, sourceNames, writtenColumn } from '../steps/clean.ts'
import type { RecordIndex } from './record-index.ts'

export type PutReport = {
  readonly records: number
  readonly faults: number
  /** The first of them, by file, line and value. */
  readonly listed: readonly RowFault[]
}

/** On the disk at once: a kill loses none that were counted. */
const AT_ONCE = 5_000

/** Each field under the name of the column that it is read from. */
function namesOf(settings: Settings): readonly (readonly [column: string, name: string])[] {
  return Object.entries(settings.fields).map(([field, { from = field }]) => [
    writtenColumn(field),
    typeof from === 'string' ? from : (from[0] ?? field),
  ])
}

export async function putFiles(
  dir: string,
  index: RecordIndex,
  inputs: readonly Input[],
  options: { readonly onProgress?: OnProgress | undefined } = {},
): Promise<PutReport> {
  const { settings } = index
  const directory = join(dir, 'arriving')
  await freshDirectory(directory)
  const tell = (step: string, share: number) =>
    options.onProgress?.({
      stage: 'index',
      step,
      share,
      rssBytes: process.memoryUsage.rss(),
    })
  const db = await openDuckdb({ tempDirectory: directory })
  try {
    const taken = await intake(inputs, directory, (source) => tell(`reads ${source}`, 0))
    const files = taken.map(({ file }) => file)
    for (const { source, columns } of files)
      if (!columns.includes(settings.id))
        throw new Error(
          `The source "${source}" has no column "${settings.id}", which the settings of the index name as the number of a record.`,
        )
    const sources = await db.rows<{ source_name: string }>(sourceNames(settings, files).sql)
    const all = arrived(
      settings,
      files,
      sources.map(({ source_name }) => source_name),
      [],
    )
    await db.run(`CREATE VIEW arrived AS ${all.sql}`)
    const settled = await leaveOutRepeated(db, settings, files, 'arrived')
    const names = namesOf(settings)
    let waiting: Parameters<RecordIndex['upsert']>[0][number][] = []
    let put = 0
    const putWaiting = () => {
      if (waiting.length > 0) index.upsert(waiting)
      put += waiting.length
      waiting = []
      tell('puts in', settled.records === 0 ? 1 : put / settled.records)
    }
    await db.each(
      `SELECT source_name, record_id, ${names.map(([column]) => column).join(', ')} FROM arrived WHERE record_id IS NOT NULL`,
      ([source = [], id = [], ...values], count) => {
        for (let at = 0; at < count; at += 1) {
          const written: Record<string, WrittenRecord[string]> = {}
          names.forEach(([, name], field) => {
            const value = values[field]?.[at]
            if (typeof value === 'string') written[name] = value
          })
          waiting.push({ source: String(source[at]), id: String(id[at]), written })
          if (waiting.length === AT_ONCE) putWaiting()
        }
      },
    )
    putWaiting()
    return {
      records: put,
      faults: settled.total + taken.reduce((sum, { report }) => sum + report.faults, 0),
      listed: [...taken.flatMap(({ faults }) => faults), ...settled.faults],
    }
  } finally {
    db.close()
    await removeFile(directory, { recursive: true, force: true })
  }
}
