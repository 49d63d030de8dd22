// Files as sources of a run: Parquet read in place, plain CSV copied to it once.
import { quoted } from '../dialect.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import type { SourceFile } from '../steps/clean.ts'

export type ReadSource = SourceFile & {
  /** What whoever sent the file should know. */
  readonly advice: readonly string[]
}

const NESTED = /\[\]$|\[\d+\]$|^(STRUCT|MAP|UNION)\b/

/** A Parquet file as a source, read in place. */
export async function parquetSource(source: string, path: string): Promise<ReadSource> {
  const db = await openDuckdb()
  try {
    const scan = `read_parquet(${quoted(path)}, file_row_number = true, binary_as_string = true)`
    await db.run(`DESCRIBE SELECT * FROM ${scan}`).catch((error: unknown) => {
      throw new Error(`"${path}" cannot be read as Parquet: ${String(error)}`)
    })
    const columns = await db.rows<{ column_name: string; column_type: string }>(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${scan})`,
    )
    const [counted] = await db.rows<{ n: number }>(
      `SELECT sum(num_rows) AS n FROM parquet_file_metadata(${quoted(path)})`,
    )
    return {
      source,
      scan,
      columns: columns.map(({ column_name }) => column_name),
      rows: counted?.n ?? 0,
      advice: columns.flatMap(({ column_name, column_type }) =>
        NESTED.test(column_type)
          ? `The column "${column_name}" of "${path}" holds more than one value in a cell (${column_type}); it is read as the text that shows them.`
          : [],
      ),
    }
  } finally {
    db.close()
  }
}

/** The scan of a CSV file that intake has already made plain: all columns text, every row whole. */
export function csvScan(path: string, columns: readonly string[]): string {
  const all = ['__line', ...columns]
  const types = all.map((name) => `${quoted(name)}: 'VARCHAR'`).join(', ')
  return `read_csv(${quoted(path)}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {${types}}, max_line_size = 2097152, nullstr = '')`
}

/** A plain CSV file as a source: copied to Parquet once, in its order, because it is read once per field. */
export async function csvSource(
  source: string,
  path: string,
  columns: readonly string[],
  target: string,
): Promise<ReadSource> {
  const db = await openDuckdb()
  try {
    await db.run('SET preserve_insertion_order = true')
    await db.run(
      `COPY (SELECT * FROM ${csvScan(path, columns)}) TO ${quoted(target)} (FORMAT parquet)`,
    )
  } finally {
    db.close()
  }
  return parquetSource(source, target)
}
