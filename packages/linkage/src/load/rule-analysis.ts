// The blocks of a rule by their sizes, and which of them are left out.
import type { Duckdb } from '../engines/duckdb.ts'
import type { Groups } from '../memory/blocks.ts'
import { parseRef, ruleName } from '../settings/columns.ts'
import type { BlockingRule, Settings } from '../settings/settings.ts'
import { itemsTable, keyColumn, listRule } from '../steps/block.ts'
import { blockSizes, items, standardised } from '../steps/clean.ts'

export type RuleAnalysis = {
  readonly rule: number
  readonly name: string
  readonly blocks: number
  /** Pairs of the rule alone, before those of earlier rules are left out. */
  readonly pairs: number
  readonly largest: number
  /** Blocks with more records than this are left out. */
  readonly most: number
  /** The values of the largest blocks, to see placeholders such as 1900-01-01. */
  readonly largestBlocks: readonly {
    readonly records: number
    readonly values: readonly string[]
  }[]
  /** Blocks by size: at least `from` records. */
  readonly sizes: readonly {
    readonly from: number
    readonly blocks: number
    readonly pairs: number
  }[]
  readonly leftOut: { readonly blocks: number; readonly records: number; readonly pairs: number }
}

const LARGEST_SHOWN = 5
const DEFAULT_MAX_BLOCK = 20_000
// Below this a rule may give as many pairs as it does.
const ALWAYS_ALLOWED = 1_000_000

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

export type GroupSizes = Pick<RuleAnalysis, 'most' | 'sizes' | 'leftOut'> & {
  /** Pairs within one source, where only pairs between sources count. */
  readonly within: number
  readonly largest: readonly { readonly records: number; readonly first: number | undefined }[]
}

/** How many groups there are of each size above one. */
export function bySize(sizes: Int32Array): ReadonlyMap<number, number> {
  let largest = 0
  for (const size of sizes) if (size > largest) largest = size
  const counts = new Int32Array(largest + 1)
  for (const size of sizes) counts[size] = (counts[size] ?? 0) + 1
  const found = new Map<number, number>()
  counts.forEach((count, size) => {
    if (size > 1 && count > 0) found.set(size, count)
  })
  return found
}

const pairsAmong = (records: number): number => (records * (records - 1)) / 2

/** The largest block that a rule keeps, from how many blocks it has of each size. */
export function mostInBlock(
  { maxBlock = DEFAULT_MAX_BLOCK, pairsPerRecord }: BlockingRule,
  blocks: ReadonlyMap<number, number>,
  records: number,
): number {
  if (pairsPerRecord === undefined) return maxBlock
  const allowed = Math.max(ALWAYS_ALLOWED, records * pairsPerRecord)
  let pairs = 0
  let most = 2
  for (const [size, count] of [...blocks].toSorted(([a], [b]) => a - b)) {
    pairs += count * pairsAmong(size)
    if (size > maxBlock || pairs > allowed) return most
    most = Math.max(most, size)
  }
  return maxBlock
}

/** The groups of a rule by their sizes, and the first records of the largest. */
export function sizesOfGroups(
  groups: Groups,
  sizes: Int32Array,
  blocks: ReadonlyMap<number, number>,
  most: number,
): Omit<GroupSizes, 'within'> {
  const kept = new Map<number, { blocks: number; pairs: number }>()
  const leftOut = { blocks: 0, records: 0, pairs: 0 }
  for (const [size, count] of blocks) {
    if (size > most) {
      leftOut.blocks += count
      leftOut.records += count * size
      leftOut.pairs += count * pairsAmong(size)
      continue
    }
    const from = 2 ** Math.floor(Math.log2(size))
    const found = kept.get(from) ?? { blocks: 0, pairs: 0 }
    found.blocks += count
    found.pairs += count * pairsAmong(size)
    kept.set(from, found)
  }
  let largest: number[] = []
  let least = 1
  for (let group = 1; group < sizes.length; group += 1) {
    if ((sizes[group] ?? 0) <= least) continue
    largest = [...largest, group]
      .toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b)
      .slice(0, LARGEST_SHOWN)
    if (largest.length === LARGEST_SHOWN) least = sizes[largest.at(-1) ?? 0] ?? 0
  }
  return {
    most,
    leftOut,
    sizes: [...kept].toSorted(([a], [b]) => a - b).map(([from, found]) => ({ from, ...found })),
    largest: largest.map((group) => ({
      records: sizes[group] ?? 0,
      first: groups.of.indexOf(group),
    })),
  }
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
    'SELECT CAST(key AS VARCHAR) AS key, records FROM blocks ORDER BY records DESC, key LIMIT 5',
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
