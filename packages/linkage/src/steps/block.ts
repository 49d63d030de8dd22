// Candidate pairs: records that share the key of a blocking rule, each pair once, under the first rule that finds it.
import { type Dialect, duckdbDialect } from '../dialect.ts'
import { comparedColumns, frequencyColumns, parseRef } from '../settings/columns.ts'
import type { BlockingRule, Settings } from '../settings/settings.ts'
import type { Step } from './step.ts'

export type BlockOptions = {
  readonly rule: number
  /** Take only keys that leave this rest; chunks together give every pair once. */
  readonly chunk?: { readonly of: number; readonly index: number }
  /** Give pairs of earlier rules too, marked by the column `fresh`; for training. */
  readonly repeats?: boolean
  readonly nodes?: string
  readonly dialect?: Dialect
}

export const keyColumn = (rule: number): string => `k${rule}`

/** The list that a rule on items is about: such a rule joins through the table of items, one row per record and item. */
export function listRule(rule: BlockingRule): string | undefined {
  const [ref] = rule.on
  return typeof ref === 'string' && ref.endsWith('[*]') ? parseRef(ref).column : undefined
}

export const itemsTable = (rule: number): string => `items${rule}`

function agreesOnRule(settings: Settings, rule: number, dialect: Dialect): string {
  const declared = settings.blocking[rule]
  const list = declared === undefined ? undefined : listRule(declared)
  const key = keyColumn(rule)
  const same = list === undefined ? `l.${key} = r.${key}` : dialect.overlap(`l.${key}`, `r.${key}`)
  return declared?.where === undefined ? same : `(${same} AND (${declared.where}))`
}

/** True when both sides may form a pair at all. */
function mayPair(settings: Settings): string {
  return settings.linkType === 'link' ? 'l.id < r.id AND l.source <> r.source' : 'l.id < r.id'
}

/** The columns a pair carries on: those the comparisons read, on both sides. */
export function carriedColumns(settings: Settings): readonly string[] {
  return [
    ...comparedColumns(settings),
    ...frequencyColumns(settings).map((column) => `tf_${column}`),
  ]
}

export function bothSides(settings: Settings): string {
  return carriedColumns(settings)
    .map((column) => `l.${column} AS ${column}_l, r.${column} AS ${column}_r`)
    .join(', ')
}

export function block(settings: Settings, options: BlockOptions): Step {
  const { rule, chunk, repeats, nodes = 'nodes', dialect = duckdbDialect } = options
  const declared = settings.blocking[rule]
  if (declared === undefined) throw new RangeError(`There is no blocking rule ${rule}.`)
  const list = listRule(declared)
  const key = keyColumn(rule)
  const earlier = settings.blocking
    .slice(0, rule)
    .map((_, index) => `(${agreesOnRule(settings, index, dialect)}) IS NOT TRUE`)
  const notEarlier = earlier.length === 0 ? 'true' : earlier.join(' AND ')
  const conditions = [mayPair(settings)]
  if (declared.where !== undefined) conditions.push(`(${declared.where})`)
  if (repeats !== true && earlier.length > 0) conditions.push(notEarlier)
  const fresh = repeats === true ? `, ${notEarlier} AS fresh` : ''
  const columns = bothSides(settings)

  if (list !== undefined) {
    const items = itemsTable(rule)
    const inChunk =
      chunk === undefined || chunk.of === 1
        ? ''
        : ` AND a.item % ${chunk.of} = ${chunk.index} AND b.item % ${chunk.of} = ${chunk.index}`
    // Two lists may share several items: the pair belongs to the chunk of the smallest one, so that no chunk repeats another's.
    const first =
      chunk === undefined || chunk.of === 1
        ? ''
        : ` AND ${dialect.leastShared(`l.${key}`, `r.${key}`)} % ${chunk.of} = ${chunk.index}`
    return {
      name: 'pairs',
      sql: `SELECT l.id AS l, r.id AS r, ${rule} AS rule${fresh}, ${columns}
FROM (SELECT DISTINCT a.id AS l, b.id AS r FROM ${items} a JOIN ${items} b ON a.item = b.item WHERE a.id < b.id${inChunk}) found
JOIN ${nodes} l ON l.id = found.l
JOIN ${nodes} r ON r.id = found.r
WHERE ${conditions.join(' AND ')}${first}`,
    }
  }
  if (chunk !== undefined && chunk.of > 1)
    conditions.push(
      `l.${key} % ${chunk.of} = ${chunk.index}`,
      `r.${key} % ${chunk.of} = ${chunk.index}`,
    )
  return {
    name: 'pairs',
    sql: `SELECT l.id AS l, r.id AS r, ${rule} AS rule${fresh}, ${columns}
FROM ${nodes} l JOIN ${nodes} r ON l.${key} = r.${key}
WHERE ${conditions.join(' AND ')}`,
  }
}
