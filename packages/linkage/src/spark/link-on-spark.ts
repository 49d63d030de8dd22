// Makes the edges of a run on Apache Spark. Nodes and edges pass through a folder that this process and Spark both see.
import { join, resolve } from 'node:path'
import { quoted } from '../dialect.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import type { Model } from '../model.ts'
import type { OnProgress, Run } from '../pipeline.ts'
import {
  ensureDirectory,
  freshDirectory,
  removeFile,
  renameFile,
  writeWhole,
} from '../run-files.ts'
import { carriedColumns, keyColumn } from '../steps/block.ts'
import { openSparkSession } from './connect.ts'
import { sparkSteps } from './spark-steps.ts'

export type SparkOptions = {
  readonly model: Model
  /** A folder that Spark sees under the same path; the run's own where nothing else is said. */
  readonly shared?: string
  readonly onProgress?: OnProgress
}

function places(run: Run, shared: string | undefined) {
  const folder = resolve(shared ?? join(run.paths.dir, 'spark'))
  return { folder, nodes: join(folder, 'nodes.parquet'), edges: join(folder, 'edges') }
}

/** Writes the nodes and the statements, for a Spark that is reached by other means: `spark-sql -f link.sql`. */
export async function writeSparkSql(run: Run, options: SparkOptions): Promise<string> {
  const { folder, nodes, edges } = places(run, options.shared)
  await ensureDirectory(folder)
  await exportNodes(run, nodes)
  const sql = sparkSteps(run.plan, options.model, { nodes, edges }).map(
    ({ name, sql: text }) => `-- ${name}\n${text};\n`,
  )
  const path = join(folder, 'link.sql')
  await writeWhole(path, sql.join('\n'))
  return path
}

async function exportNodes(run: Run, target: string): Promise<void> {
  const db = await openDuckdb({
    ...run.resources,
    path: run.paths.store,
    readOnly: true,
    tempDirectory: run.paths.temp,
  })
  try {
    const columns = [
      'id',
      'source',
      ...carriedColumns(run.settings),
      ...run.settings.blocking.map((_, rule) => keyColumn(rule)),
    ]
    await db.run(
      `COPY (SELECT ${columns.join(', ')} FROM nodes) TO ${quoted(target)} (FORMAT parquet)`,
    )
  } finally {
    db.close()
  }
}

/** Takes the edges that Spark wrote into the run, where clustering, evaluation and report find them. */
export async function takeSparkEdges(
  run: Run,
  options: { readonly shared?: string } = {},
): Promise<number> {
  const { edges } = places(run, options.shared)
  const db = await openDuckdb()
  try {
    await freshDirectory(run.paths.edges)
    await removeFile(run.paths.units, { force: true })
    const target = join(run.paths.edges, 'spark.parquet')
    const [written] = await db.rows<{ Count: number }>(
      `COPY (SELECT CAST(l AS INTEGER) AS l, CAST(r AS INTEGER) AS r, CAST(rule AS INTEGER) AS rule, CAST(levels AS BIGINT) AS levels, CAST(weight AS DOUBLE) AS weight FROM read_parquet(${quoted(join(edges, '*', '*.parquet'))})) TO ${quoted(`${target}.part`)} (FORMAT parquet)`,
    )
    await renameFile(`${target}.part`, target)
    return written?.Count ?? 0
  } finally {
    db.close()
  }
}

export async function linkOnSpark(
  run: Run,
  address: string,
  options: SparkOptions,
): Promise<{ readonly edges: number; readonly seconds: number }> {
  const startedAt = performance.now()
  const { folder, nodes, edges } = places(run, options.shared)
  await ensureDirectory(folder)
  await exportNodes(run, nodes)
  const steps = sparkSteps(run.plan, options.model, { nodes, edges })
  const session = openSparkSession(address)
  try {
    for (const [done, { name, sql }] of steps.entries()) {
      options.onProgress?.({
        stage: 'link',
        step: `Spark: ${name}`,
        done,
        of: steps.length,
        rssBytes: process.memoryUsage.rss(),
      })
      await session.run(sql)
    }
  } finally {
    session.close()
  }
  return {
    edges: await takeSparkEdges(run, options),
    seconds: (performance.now() - startedAt) / 1000,
  }
}
