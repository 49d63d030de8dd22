// Person ids that stay: a person of this run takes the id of the earlier person with whom it shares most records, when that
// earlier person shares most with it too. Everything else that happened to an id is written down.
import type { Step } from './step.ts'

export type PersonChange = {
  readonly change: 'merged' | 'split'
  /** The id that stays. */
  readonly person_id: number
  /** The ids that went into it, or came out of it. */
  readonly others: readonly number[]
  readonly records: number
}

/** Reads `entries`, `sources` and `clusters (id, cluster)`; the last two steps are `person_ids` and `person_changes`. */
export function assignIds(input: {
  readonly previous: string
  readonly next: number
}): readonly Step[] {
  return [
    {
      name: 'shared_records',
      sql: `SELECT before.person_id AS old_id, clusters.cluster, count(*) AS shared
FROM (${input.previous}) before
JOIN sources ON sources.source_name = before.source
JOIN arrivals ON arrivals.source = sources.source AND arrivals.record_id = before.record_id
JOIN clusters ON clusters.id = arrivals.id
GROUP BY ALL`,
    },
    {
      name: 'best_shared',
      sql: `SELECT old_id, cluster, shared,
  row_number() OVER (PARTITION BY cluster ORDER BY shared DESC, old_id) AS for_new,
  row_number() OVER (PARTITION BY old_id ORDER BY shared DESC, cluster) AS for_old
FROM shared_records`,
    },
    {
      name: 'person_ids',
      sql: `WITH persons AS (SELECT DISTINCT cluster FROM clusters),
kept AS (SELECT cluster, old_id FROM best_shared WHERE for_new = 1 AND for_old = 1),
numbered AS (SELECT cluster, row_number() OVER (ORDER BY cluster) - 1 AS place FROM persons ANTI JOIN kept USING (cluster))
SELECT cluster, CAST(old_id AS BIGINT) AS person_id, true AS kept FROM kept
UNION ALL
SELECT cluster, CAST(${input.next} + place AS BIGINT), false FROM numbered`,
    },
    {
      name: 'person_changes',
      sql: `SELECT 'merged' AS change, person_id, list(old_id ORDER BY old_id) FILTER (old_id <> person_id) AS others, CAST(sum(shared) AS BIGINT) AS records
FROM shared_records JOIN person_ids USING (cluster) GROUP BY cluster, person_id HAVING count(*) > 1
UNION ALL
SELECT 'split', old_id, list(person_id ORDER BY person_id) FILTER (old_id <> person_id), CAST(sum(shared) AS BIGINT)
FROM shared_records JOIN person_ids USING (cluster) GROUP BY old_id HAVING count(*) > 1`,
    },
  ]
}
