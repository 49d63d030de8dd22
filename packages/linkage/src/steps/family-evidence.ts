// What speaks for two persons living together or being related: typed, weighted, with the days and the sources it rests on.
import { identifier } from '../dialect.ts'
import { parseRef } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import type { Step } from './step.ts'

type Evidence = NonNullable<Settings['families']>['evidence'][number]

const DEFAULT_MAX_GROUP = 30

function sideColumns({ on }: Evidence, side: 0 | 1): readonly string[] {
  return on.map((ref) => parseRef(typeof ref === 'string' ? ref : ref[side]).column)
}

/** Reads `persons (id, person)`, `nodes` and `records`: each person's values with the days between which they were written. */
function valuesOf(settings: Settings, columns: readonly string[]): string {
  const { dated, bornYear } = settings.families ?? {}
  const day = dated === undefined ? 'NULL' : `records.${identifier(`keep_${dated}`)}`
  const year =
    bornYear === undefined
      ? 'NULL'
      : `try_cast(mode(nodes.${parseRef(bornYear).column}) AS INTEGER)`
  const known = columns.map((column) => `nodes.${column} IS NOT NULL`).join(' AND ')
  return `SELECT persons.person, hash(${columns.map((column) => `nodes.${column}`).join(', ')}) AS key, min(${day}) AS first, max(${day}) AS last, list(DISTINCT records.source_name) AS sources, count(*) AS records, ${year} AS born
FROM persons JOIN nodes USING (id) JOIN records USING (id) WHERE ${known} GROUP BY persons.person, key`
}

export function familyEvidence(settings: Settings, number: number): Step {
  const evidence = settings.families?.evidence[number]
  if (evidence === undefined) throw new RangeError(`There is no evidence ${number} of families.`)
  const left = sideColumns(evidence, 0)
  const right = sideColumns(evidence, 1)
  const sameSides = left.join() === right.join()
  const gap =
    evidence.ageGap === undefined
      ? ''
      : ` AND l.born - r.born BETWEEN ${evidence.ageGap[0]} AND ${evidence.ageGap[1]}`
  return {
    name: `evidence_${number}`,
    sql: `WITH left_values AS (${valuesOf(settings, left)}),
right_values AS (${sameSides ? 'SELECT * FROM left_values' : valuesOf(settings, right)}),
common AS (SELECT key FROM right_values GROUP BY key HAVING count(*) <= ${evidence.maxGroup ?? DEFAULT_MAX_GROUP})
SELECT l.person AS one, r.person AS other, '${evidence.type}' AS type, '${evidence.relation}' AS relation, CAST(${evidence.weight} AS DOUBLE) AS weight,
  least(greatest(min(l.first), min(r.first)), least(max(l.last), max(r.last))) AS first, greatest(greatest(min(l.first), min(r.first)), least(max(l.last), max(r.last))) AS last,
  list_sort(list_distinct(flatten(list(list_concat(l.sources, r.sources))))) AS sources, CAST(sum(l.records + r.records) AS INTEGER) AS records
FROM left_values l JOIN right_values r ON l.key = r.key JOIN common ON common.key = l.key
WHERE l.person ${sameSides ? '<' : '<>'} r.person${gap}
GROUP BY one, other`,
  }
}
