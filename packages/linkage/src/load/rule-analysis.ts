// The blocks of a rule by their sizes, and which of them are left out.
import type { Duckdb } from '../engines/duckdb.ts'
import { type GroupSizes, LARGEST_SHOWN, mostInBlock } from '../memory/group-sizes.ts'
import { parseRef, ruleName } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { itemsTable, keyColumn, listRule } from '../steps/block.ts'
import { blockSizes, items, standardised } from '../steps/clean.ts'

export type RuleAnalysis = Pick<GroupSizes, 'most' | 'sizes' | 'leftOut'> & {
  readonly rule: number
  readonly name: string
  readonly blocks: number
  /** Pairs of the rule alone, before those of earlier rules are left out. */
  readonly pairs: number
  readonly largest: number
  /** The values of the largest blocks, to see placeholders such as 1900-01-01. */
  readonly largestBlocks: readonly {
    readonly records: number
    readonly values: readonly string[]
  }[]
}

/** What standardised values the first records of the largest blocks have. */
async function valuesOfBlocks(
  db: Duckdb,
  settings: Settings,
  rule: number,
  largest: readonly { readonly records: number; readonly first: number | undefined }[],
): Promise<RuleAnalysis['largestBlocks']> {
  const shown = (settings.blocking[rule]?.on ?? []).flatMap((ref) =>
    typeof ref === 'string' ? [parseRef(ref).column] : [],
  )
  const ids = largest.flatMap(({ first }) => first ?? [])
  const values =
    shown.length === 0 || ids.length === 0
      ? []
      : await db.rows<Record<string, unknown> & { id: number }>(
          `SELECT * FROM (${standardised(settings, [...new Set(shown)]).sql}) WHERE id IN (${ids.join(', ')})`,
        )
  return largest.map(({ records, first }) => {
    const { id: _, ...row } = values.find((found) => found.id === first) ?? { id: 0 }
    return { records, values: Object.values(row).map(String) }
  })
}

export async function analyseNumbered(
  db: Duckdb,
  settings: Settings,
  rule: number,
  found: GroupSizes | undefined,
): Promise<RuleAnalysis> {
  const { most = 0, sizes = [], leftOut = NONE_LEFT_OUT, largest = [], within = 0 } = found ?? {}
  return {
    rule,
    name: ruleName(settings.blocking[rule] ?? { on: [] }),
    blocks: sizes.reduce((sum, one) => sum + one.blocks, 0),
    pairs: sizes.reduce((sum, one) => sum + one.pairs, 0) - within,
    largest: largest[0]?.records ?? 0,
    most,
    largestBlocks: await valuesOfBlocks(db, settings, rule, largest),
    sizes,
    leftOut,
  }
}

const NONE_LEFT_OUT = { blocks: 0, records: 0, pairs: 0 }

/** The same by the database, where it has keyed the records. */
export async function analyseRule(
  db: Duckdb,
  settings: Settings,
  rule: number,
): Promise<RuleAnalysis> {
  const declared = settings.blocking[rule]
  if (declared === undefined) throw new RangeError(`There is no blocking rule ${rule}.`)
  const key = keyColumn(rule)
  await db.run(`CREATE OR REPLACE TEMP TABLE blocks AS ${blockSizes(settings, rule).sql}`)
  const [counted] = await db.rows<{ records: number }>('SELECT count(*) AS records FROM entries')
  const sized = await db.rows<{ size: number; blocks: number }>(
    'SELECT records AS size, count(*) AS blocks FROM blocks GROUP BY records',
  )
  const most = mostInBlock(
    declared,
    new Map(sized.map(({ size, blocks }) => [size, blocks])),
    counted?.records ?? 0,
  )
  const pairs = 'sum(CAST(records AS DOUBLE) * (records - 1) / 2)'
  const [left] = await db.rows<{ blocks: number; records: number; pairs: number }>(
    `SELECT count(*) AS blocks, coalesce(sum(records), 0) AS records, coalesce(${pairs}, 0) AS pairs FROM blocks WHERE records > ${most}`,
  )
  const largest = await db.rows<{ key: string; records: number }>(
    `SELECT CAST(key AS VARCHAR) AS key, records FROM blocks ORDER BY records DESC, key LIMIT ${LARGEST_SHOWN}`,
  )
  const list = listRule(declared)
  if ((left?.blocks ?? 0) > 0) {
    const tooLarge = `SELECT key FROM blocks WHERE records > ${most}`
    if (list === undefined)
      await db.run(`UPDATE entries SET ${key} = NULL WHERE ${key} IN (${tooLarge})`)
    else
      await db.run(
        `UPDATE entries SET ${key} = list_filter(${key}, lambda item: NOT list_contains((SELECT list(key) FROM (${tooLarge})), item)) WHERE list_has_any(${key}, (SELECT list(key) FROM (${tooLarge})))`,
      )
  }
  if (list !== undefined)
    await db.run(`CREATE OR REPLACE TABLE ${itemsTable(rule)} AS ${items(rule).sql}`)
  const sizes = await db.rows<{ from: number; blocks: number; pairs: number }>(
    `SELECT CAST(2 ** floor(log2(records)) AS INTEGER) AS "from", count(*) AS blocks, ${pairs} AS pairs FROM blocks WHERE records <= ${most} GROUP BY 1 ORDER BY 1`,
  )
  const within =
    settings.linkType === 'link' && list === undefined
      ? await db.rows<{ pairs: number | null }>(
          `SELECT sum(CAST(c AS DOUBLE) * (c - 1) / 2) AS pairs FROM (SELECT count(*) AS c FROM entries WHERE ${key} IS NOT NULL GROUP BY ${key}, source)`,
        )
      : []
  // Of blocks too large the records have no key any more; a list is looked up by its items.
  const first = await db.rows<{ key: string; id: number }>(
    `SELECT CAST(key AS VARCHAR) AS key, CAST(min(id) AS INTEGER) AS id FROM (SELECT id, ${list === undefined ? key : `unnest(${key})`} AS key FROM entries) keyed WHERE key IN (${largest.map((one) => one.key).join(', ') || 'NULL'}) GROUP BY key`,
  )
  return {
    rule,
    name: ruleName(declared),
    blocks: sizes.reduce((sum, { blocks }) => sum + blocks, 0),
    pairs: sizes.reduce((sum, one) => sum + one.pairs, 0) - (within[0]?.pairs ?? 0),
    largest: largest[0]?.records ?? 0,
    most,
    largestBlocks: await valuesOfBlocks(
      db,
      settings,
      rule,
      largest.map(({ key: own, records }) => ({
        records,
        first: first.find((found) => found.key === own)?.id,
      })),
    ),
    sizes,
    leftOut: { blocks: left?.blocks ?? 0, records: left?.records ?? 0, pairs: left?.pairs ?? 0 },
  }
}
