// Records without a number or with one that was seen already.
import type { Duckdb } from '../engines/duckdb.ts'
import { FAULTS_PER_CODE, type RowFault } from '../intake/row-fault.ts'
import type { Settings } from '../settings/settings.ts'
import { fileOfRecord, type SourceFile } from '../steps/clean.ts'

export const fileNamed = (file: string | undefined): { readonly file?: string } =>
  file === undefined ? {} : { file }

/** They are reported and left out. Looked for in `from`, which holds each record once, as it arrived. */
export async function leaveOutRepeated(
  db: Duckdb,
  settings: Settings,
  files: readonly SourceFile[],
  from: 'arrived' | 'arrivals',
): Promise<{ faults: readonly RowFault[]; total: number; records: number }> {
  // By hash first: whole names of millions of records would be held at once.
  const [seen] = await db.rows<{ n: number; known: number; marks: number }>(
    `SELECT count(*) AS n, count(record_id) AS known, count(DISTINCT hash(source, record_id)) AS marks FROM ${from}`,
  )
  const arrivedRecords = seen?.n ?? 0
  if (arrivedRecords === seen?.known && arrivedRecords === seen.marks)
    return { faults: [], total: 0, records: arrivedRecords }
  await db.run(
    `CREATE TEMP TABLE suspect AS SELECT id, source, source_name, record_id, line FROM arrived WHERE record_id IS NULL OR hash(source, record_id) IN (SELECT mark FROM (SELECT hash(source, record_id) AS mark FROM arrived) marked GROUP BY mark HAVING count(*) > 1)`,
  )
  await db.run(
    'CREATE TEMP TABLE bad AS SELECT suspect.* FROM suspect LEFT JOIN (SELECT source, record_id, min(id) AS first FROM suspect WHERE record_id IS NOT NULL GROUP BY ALL) once ON once.first = suspect.id WHERE once.first IS NULL',
  )
  const [count] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM bad')
  const listed = await db.rows<{
    id: number
    source_name: string
    record_id: string | null
    line: number | null
  }>(`SELECT id, source_name, record_id, line FROM bad ORDER BY id LIMIT ${FAULTS_PER_CODE}`)
  if ((count?.n ?? 0) > 0)
    // Leaving out leaves holes in the numbers, which random pairs would fall into.
    await db.run(
      `CREATE TABLE renumbered AS SELECT id AS arrived_as, CAST(row_number() OVER (ORDER BY id) - 1 AS INTEGER) AS id FROM arrived WHERE id NOT IN (SELECT id FROM bad);
ALTER VIEW arrived RENAME TO all_arrived;
CREATE VIEW arrived AS SELECT renumbered.id, all_arrived.* EXCLUDE (id) FROM all_arrived JOIN renumbered ON renumbered.arrived_as = all_arrived.id`,
    )
  return {
    records: arrivedRecords - (count?.n ?? 0),
    total: count?.n ?? 0,
    faults: listed.map(({ id, source_name, record_id, line }) => ({
      source: source_name,
      ...fileNamed(fileOfRecord(files, id)),
      line: line ?? undefined,
      column: settings.id,
      value: record_id ?? '',
      code: record_id === null ? 'record-without-id' : 'record-id-repeated',
    })),
  }
}
