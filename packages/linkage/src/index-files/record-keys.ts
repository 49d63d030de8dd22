// The keys under which the index finds a record: the same text in SQL and in TypeScript, and MD5 of it, which both have. It is
// a shuffle, not a secret.
import { createHash } from 'node:crypto'
import { type NodeRow, OnlyInSql } from '../explain/level-holds.ts'
import { parseRef } from '../settings/columns.ts'
import type { BlockingRule, Settings } from '../settings/settings.ts'
import { listRule } from '../steps/block.ts'
import { standardised } from '../steps/clean.ts'

const PART = '\u001f'

export function keyOf(text: string): bigint {
  return createHash('md5').update(text).digest().readBigUInt64LE(8)
}

export const nameKey = (source: string, id: string): bigint => keyOf(['#', source, id].join(PART))
export const frequencyKey = (column: string, value: string): bigint =>
  keyOf(['~', column, value].join(PART))

const sqlPart = 'chr(31)'

export function nameKeySql(source: string, id: string): string {
  return `md5_number_lower(concat_ws(${sqlPart}, '#', ${source}, ${id}))`
}

export function frequencyKeySql(column: string, value: string): string {
  return `md5_number_lower(concat_ws(${sqlPart}, '~', '${column}', ${value}))`
}

function refParts(rule: BlockingRule): readonly string[] {
  return rule.on.map((ref) => {
    if (typeof ref === 'string') return ref
    throw new OnlyInSql(ref.sql)
  })
}

/** The SQL of one key per record of a rule, NULL where a value is missing, and what it is read from: no more dictionaries than it needs. */
export function ruleKeySql(
  settings: Settings,
  index: number,
): { readonly key: string; readonly from: string } {
  const rule = settings.blocking[index]
  if (rule === undefined) throw new RangeError(`There is no blocking rule ${index}.`)
  if (rule.where !== undefined) throw new OnlyInSql(rule.where)
  const list = listRule(rule)
  if (list !== undefined)
    return {
      key: `md5_number_lower(concat_ws(${sqlPart}, '${index}', item))`,
      from: `(SELECT id, unnest(${list}) AS item FROM (${standardised(settings, [list]).sql}))`,
    }
  const refs = refParts(rule).map((ref) => parseRef(ref))
  const parts = refs.map(({ column, prefix }) =>
    prefix === undefined ? column : `substr(${column}, 1, ${prefix})`,
  )
  const columns = [...new Set(refs.map(({ column }) => column))]
  return {
    key: `CASE WHEN ${parts.map((part) => `${part} IS NOT NULL`).join(' AND ')} THEN md5_number_lower(concat_ws(${sqlPart}, '${index}', ${parts.join(', ')})) END`,
    from: `(${standardised(settings, columns).sql})`,
  }
}

/** As SQL counts letters, of any script. */
const leading = (text: string, prefix: number | undefined): string =>
  prefix === undefined ? text : [...text].slice(0, prefix).join('')

export type RuleKey = { readonly rule: number; readonly key: bigint }

export function recordKeys(settings: Settings, row: NodeRow): readonly RuleKey[] {
  return settings.blocking.flatMap((rule, index): readonly RuleKey[] => {
    const list = listRule(rule)
    if (list !== undefined) {
      const items = row[list]
      return Array.isArray(items)
        ? items.map((item: string) => ({ rule: index, key: keyOf([index, item].join(PART)) }))
        : []
    }
    const values = refParts(rule).map((ref) => {
      const { column, prefix } = parseRef(ref)
      return row[column] === undefined ? undefined : leading(String(row[column]), prefix)
    })
    return values.includes(undefined)
      ? []
      : [{ rule: index, key: keyOf([index, ...values].join(PART)) }]
  })
}
