// A level of agreement as an SQL condition over the pair columns x_l and x_r.
import type { Dialect } from '../dialect.ts'
import { parseRef } from '../settings/columns.ts'
import type { Level, SimpleLevel } from '../settings/settings.ts'

/** `l.name` in free SQL becomes the pair column `name_l`. */
export function pairColumns(sql: string): string {
  return sql.replace(/\b([lr])\.([a-z][a-z0-9_]*)/g, '$2_$1')
}

function sides(ref: string): readonly [string, string] {
  const { column, prefix } = parseRef(ref)
  return prefix === undefined
    ? [`${column}_l`, `${column}_r`]
    : [`substr(${column}_l, 1, ${prefix})`, `substr(${column}_r, 1, ${prefix})`]
}

function simpleLevelSql(dialect: Dialect, field: string, level: SimpleLevel): string {
  if (level === 'exact') return sides(field).join(' = ')
  if (level === 'swapDayMonth') {
    const date = parseRef(field).field
    return `${date}__swap_l = ${date}_r`
  }
  if ('same' in level) return sides(level.same).join(' = ')
  if ('crossed' in level) {
    const [a, b] = level.crossed.map((ref) => parseRef(ref).column)
    return `${a}_l = ${b}_r AND ${b}_l = ${a}_r`
  }
  if ('sql' in level) return pairColumns(level.sql)
  if ('days' in level) {
    const [l, r] = sides(level.of ?? `${parseRef(field).field}.day`)
    return `abs(${l} - ${r}) <= ${level.days}`
  }
  const [l, r] = sides(level.of ?? field)
  if ('jaroWinkler' in level) return dialect.jaroWinklerAtLeast(l, r, level.jaroWinkler)
  if ('jaro' in level) return dialect.jaroAtLeast(l, r, level.jaro)
  if ('levenshtein' in level) return `${dialect.levenshtein(l, r)} <= ${level.levenshtein}`
  if ('damerauLevenshtein' in level)
    return `${dialect.damerauLevenshtein(l, r)} <= ${level.damerauLevenshtein}`
  // Conditions joined by AND may be run in any order, and hamming() raises on unequal lengths: CASE keeps the order.
  if ('hamming' in level)
    return `CASE WHEN ${dialect.length(l)} = ${dialect.length(r)} THEN ${dialect.hamming(l, r)} <= ${level.hamming} ELSE false END`
  return `${dialect.sharedItems(l, r)} >= ${level.shareAny}`
}

export function levelSql(dialect: Dialect, field: string, level: Level): string {
  if (typeof level === 'object' && 'all' in level)
    return level.all.map((part) => `(${simpleLevelSql(dialect, field, part)})`).join(' AND ')
  if (typeof level === 'object' && 'any' in level)
    return level.any.map((part) => `(${simpleLevelSql(dialect, field, part)})`).join(' OR ')
  return simpleLevelSql(dialect, field, level)
}
