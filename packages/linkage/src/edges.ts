// Reads the edges of a finished run.
import { openDuckdb } from './engines/duckdb.ts'
import { edgesScan, type Run } from './pipeline.ts'

export type Edge = {
  readonly l: number
  readonly r: number
  readonly rule: number
  readonly levels: number
  readonly weight: number
}

/** All edges as objects; for runs whose edges fit in memory. */
export async function listEdges(run: Run): Promise<readonly Edge[]> {
  const db = await openDuckdb()
  try {
    return await db.rows<Edge>(
      `SELECT l, r, rule, CAST(levels AS DOUBLE) AS levels, weight FROM ${edgesScan(run)}`,
    )
  } finally {
    db.close()
  }
}
