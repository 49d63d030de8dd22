// Households and families of a clustered run: a second graph, on persons, from evidence that keeps its type, days and sources.
import { join } from 'node:path'
import { clusterEdges } from '../cluster/cluster-edges.ts'
import { quoted } from '../dialect.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import type { OnProgress, Run } from '../pipeline.ts'
import { renameFile } from '../run-files.ts'
import { familyEvidence } from '../steps/family-evidence.ts'

export type FamilyReport = {
  readonly persons: number
  readonly evidence: readonly { readonly type: string; readonly pairs: number }[]
  readonly households: number
  readonly families: number
  readonly seconds: number
}

const DEFAULT_HOUSEHOLD_WEIGHT = 6
const DEFAULT_MAX_HOUSEHOLD = 20

/** Writes family-evidence.parquet (one row per pair and type) and families.parquet (household and family of each person). */
export async function findFamilies(
  run: Run,
  options: { readonly onProgress?: OnProgress } = {},
): Promise<FamilyReport> {
  const startedAt = performance.now()
  const { paths, settings } = run
  const families = settings.families
  if (families === undefined)
    throw new Error(
      'The settings name no evidence of families. Give "families" with its "evidence".',
    )
  const db = await openDuckdb({ ...run.resources, reading: paths.store, tempDirectory: paths.temp })
  try {
    // Persons numbered without holes; the numbers are of this call only, ids of persons go out.
    await db.run(
      `CREATE TABLE numbered AS SELECT person_id, CAST(row_number() OVER (ORDER BY person_id) - 1 AS INTEGER) AS person FROM (SELECT DISTINCT person_id FROM read_parquet(${quoted(paths.persons)}));
CREATE TABLE persons AS SELECT id, person FROM read_parquet(${quoted(paths.persons)}) JOIN numbered USING (person_id)`,
    )
    await db.run(
      'CREATE TABLE evidence (one INTEGER, other INTEGER, type VARCHAR, relation VARCHAR, weight DOUBLE, first VARCHAR, last VARCHAR, sources VARCHAR[], records INTEGER)',
    )
    const counts: { type: string; pairs: number }[] = []
    for (const [number, { type }] of families.evidence.entries()) {
      options.onProgress?.({
        stage: 'cluster',
        step: type,
        done: number,
        of: families.evidence.length,
        rssBytes: process.memoryUsage.rss(),
      })
      await db.run(`INSERT INTO evidence ${familyEvidence(settings, number).sql}`)
      const [count] = await db.rows<{ n: number }>(
        `SELECT count(*) AS n FROM evidence WHERE type = ${quoted(type)}`,
      )
      counts.push({ type, pairs: count?.n ?? 0 })
    }
    const [persons] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM numbered')
    const size = persons?.n ?? 0
    const group = async (where: string, least: number) => {
      const { person, persons: found } = await clusterEdges({
        records: size,
        link: least,
        edges: (take) =>
          db.each(
            `SELECT least(one, other) AS l, greatest(one, other) AS r, sum(weight) AS weight FROM evidence WHERE ${where} GROUP BY ALL ORDER BY l, r`,
            ([l = [], r = [], weight = []], count) =>
              take(
                l as readonly number[],
                r as readonly number[],
                weight as readonly number[],
                count,
              ),
          ),
        trustedSource: undefined,
        vetoes: [],
        refine: {
          join: least / 2,
          absent: 0,
          largest: families.maxHousehold ?? DEFAULT_MAX_HOUSEHOLD,
        },
      })
      return { person, found }
    }
    const households = await group('true', families.householdWeight ?? DEFAULT_HOUSEHOLD_WEIGHT)
    const kin = await group("relation <> 'household'", 1)
    await db.withNumbers(
      [
        { name: 'person', values: Int32Array.from({ length: size }, (_, person) => person) },
        { name: 'household', values: households.person },
        { name: 'family', values: kin.person },
      ],
      (scan) => db.run(`CREATE TABLE grouped AS SELECT * FROM ${scan}`),
    )
    const write = async (sql: string, name: string) => {
      const path = join(paths.dir, name)
      await db.run(`COPY (${sql}) TO ${quoted(`${path}.part`)} (FORMAT parquet)`)
      await renameFile(`${path}.part`, path)
    }
    await write(
      'SELECT a.person_id AS person_id, b.person_id AS other_id, type, relation, weight, first, last, sources, records FROM evidence JOIN numbered a ON a.person = one JOIN numbered b ON b.person = other',
      'family-evidence.parquet',
    )
    await write(
      'SELECT numbered.person_id, h.person_id AS household_id, f.person_id AS family_id FROM grouped JOIN numbered USING (person) JOIN numbered h ON h.person = household JOIN numbered f ON f.person = family',
      'families.parquet',
    )
    return {
      persons: size,
      evidence: counts,
      households: households.found,
      families: kin.found,
      seconds: (performance.now() - startedAt) / 1000,
    }
  } finally {
    db.close()
  }
}
