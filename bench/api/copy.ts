// Rows in bulk: written to files beside the database and read by it with COPY, while the next ones are being made.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

export type Cell = string | number | boolean | Buffer | null
type Sheet = Readonly<{ columns: readonly string[]; lines: string[] }>

export type Bulk = Readonly<{
  add: (table: string, row: Readonly<Record<string, Cell>>) => void
  /** Hands over what was added; waits for what was handed over before. */
  flush: () => Promise<void>
  /** One statement of SQL under the same conditions. */
  run: (text: string) => Promise<readonly Record<string, unknown>[]>
  rows: () => number
  end: () => Promise<void>
}>

const cell = (value: Cell): string => {
  if (value === null) return '\\N'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (typeof value !== 'string') return String(value)
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
}

/** Foreign keys and triggers rest while the invented rows come in; they are right by construction. */
export const openBulk = async (url: string): Promise<Bulk> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(
    `set session_replication_role = replica; set maintenance_work_mem = '512MB'; set synchronous_commit = off`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'umai-bulk-'))
  // The database runs under another user where this program is root.
  chmodSync(folder, 0o755)
  const sheets = new Map<string, Sheet>()
  let files = 0
  let rows = 0
  let before: Promise<unknown> = Promise.resolve()

  return {
    rows: () => rows,
    add: (table, row) => {
      let sheet = sheets.get(table)
      if (sheet === undefined) {
        sheet = { columns: Object.keys(row), lines: [] }
        sheets.set(table, sheet)
      }
      sheet.lines.push(sheet.columns.map((column) => cell(row[column] ?? null)).join('\t'))
      rows += 1
    },
    flush: async () => {
      const written = [...sheets].map(([table, { columns, lines }]) => {
        files += 1
        const path = join(folder, `${files}.tsv`)
        writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o644 })
        return { table, columns, path }
      })
      sheets.clear()
      await before
      before = (async () => {
        for (const { table, columns, path } of written) {
          await client.query(`copy ${table} (${columns.join(', ')}) from '${path}'`)
          rmSync(path)
        }
      })()
      // Whoever waits next hears of a failure; until then it must not end the program.
      before.catch(() => undefined)
    },
    run: async (text) => {
      await before
      const results = [(await client.query(text)) as unknown].flat() as {
        rows: Record<string, unknown>[]
      }[]
      return results.flatMap((result) => result.rows ?? [])
    },
    end: async () => {
      await before
      await client.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
