// How long one record takes against the index of a finished run: written records of the run itself, drawn by number.
import { join } from 'node:path'
import { buildIndex, openIndex, reopenRun } from '@umai/linkage'
import { openDuckdb } from '../../packages/linkage/src/engines/duckdb.ts'

export type IndexLatency = {
  readonly records: number
  readonly keys: number
  readonly bytes: number
  readonly buildSeconds: number
  readonly matches: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  /** The same of the processor's time: on a machine shared with others a process waits for its turn. */
  readonly p95ProcessorMs: number
  /** Records that found themselves. */
  readonly found: number
}

const MATCHES = 2_000

export async function measureIndex(dir: string, memoryLimit?: string): Promise<IndexLatency> {
  const run = await reopenRun(dir, memoryLimit === undefined ? {} : { memoryLimit })
  const built = await buildIndex(run, join(dir, 'index'))
  const fields = Object.entries(run.settings.fields)
  const db = await openDuckdb({ path: run.paths.store, readOnly: true })
  const drawn = await db.rows<Record<string, string | null>>(
    `SELECT record_id, ${fields.map(([field, { from }]) => `in_${field} AS "${typeof from === 'string' ? from : field}"`).join(', ')} FROM records WHERE id IN (SELECT id FROM entries ORDER BY hash(id) LIMIT ${MATCHES})`,
  )
  db.close()
  const index = openIndex(join(dir, 'index'))
  for (const record of drawn.slice(0, 100)) index.match(record)
  let found = 0
  const processor: number[] = []
  const times = drawn.map((record) => {
    const before = process.cpuUsage()
    const startedAt = performance.now()
    const matches = index.match(record, { most: 100 })
    const ms = performance.now() - startedAt
    const spent = process.cpuUsage(before)
    processor.push((spent.user + spent.system) / 1000)
    if (matches.some(({ id }) => id === record.record_id)) found += 1
    return ms
  })
  index.close()
  const at = (share: number, values = times) =>
    values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0
  return {
    records: built.records,
    keys: built.keys,
    bytes: built.bytes,
    buildSeconds: built.seconds,
    matches: drawn.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    p95ProcessorMs: at(0.95, processor),
    found,
  }
}
