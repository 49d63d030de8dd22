// Whether two standardised records agree on a level: the same answer that the SQL of steps/level-sql.ts gives, by test.
import { parseRef } from '../settings/columns.ts'
import type { Level, SimpleLevel } from '../settings/settings.ts'
import { inBytes } from '../strings/bytes.ts'
import { damerauLevenshtein, hamming, levenshtein } from '../strings/edits.ts'
import { jaro, jaroWinkler } from '../strings/jaro.ts'

/** A row of the nodes table; what is not known is undefined. */
export type NodeRow = Readonly<Record<string, string | number | readonly string[] | undefined>>

export class OnlyInSql extends Error {
  constructor(sql: string) {
    super(
      `The condition ${sql} is free SQL and runs only in a database. Say it as levels to match single records.`,
    )
    this.name = 'OnlyInSql'
  }
}

function sides(ref: string, l: NodeRow, r: NodeRow): readonly [string, string] | undefined {
  const { column, prefix } = parseRef(ref)
  const [left, right] = [l[column], r[column]]
  if (left === undefined || right === undefined) return undefined
  return [String(left).slice(0, prefix), String(right).slice(0, prefix)]
}

function numbers(ref: string, l: NodeRow, r: NodeRow): readonly [number, number] | undefined {
  const { column } = parseRef(ref)
  const [left, right] = [l[column], r[column]]
  return typeof left === 'number' && typeof right === 'number' ? [left, right] : undefined
}

function simpleLevelHolds(field: string, level: SimpleLevel, l: NodeRow, r: NodeRow): boolean {
  const both = (ref: string, test: (a: string, b: string) => boolean): boolean => {
    const pair = sides(ref, l, r)
    return pair !== undefined && test(...pair)
  }
  if (level === 'exact') return both(field, (a, b) => a === b)
  if (level === 'swapDayMonth') {
    const date = parseRef(field).field
    return l[`${date}__swap`] !== undefined && l[`${date}__swap`] === r[date]
  }
  if ('same' in level) return both(level.same, (a, b) => a === b)
  if ('crossed' in level) {
    const [a, b] = level.crossed.map((ref) => parseRef(ref).column) as [string, string]
    return l[a] !== undefined && l[a] === r[b] && l[b] !== undefined && l[b] === r[a]
  }
  if ('sql' in level) throw new OnlyInSql(level.sql)
  if ('days' in level) {
    const pair = numbers(level.of ?? `${parseRef(field).field}.day`, l, r)
    return pair !== undefined && Math.abs(pair[0] - pair[1]) <= level.days
  }
  const on = level.of ?? field
  const inBoth = (test: (a: string, b: string) => boolean): boolean =>
    both(on, (a, b) => test(inBytes(a), inBytes(b)))
  if ('jaroWinkler' in level) return inBoth((a, b) => jaroWinkler(a, b) >= level.jaroWinkler)
  if ('jaro' in level) return inBoth((a, b) => jaro(a, b) >= level.jaro)
  if ('levenshtein' in level) return inBoth((a, b) => levenshtein(a, b) <= level.levenshtein)
  if ('damerauLevenshtein' in level)
    return inBoth((a, b) => damerauLevenshtein(a, b) <= level.damerauLevenshtein)
  if ('hamming' in level)
    return inBoth((a, b) => (hamming(a, b) ?? Number.POSITIVE_INFINITY) <= level.hamming)
  const { column } = parseRef(on)
  const [left, right] = [l[column], r[column]]
  if (!Array.isArray(left) || !Array.isArray(right)) return false
  return left.filter((item) => right.includes(item)).length >= level.shareAny
}

export function levelHolds(field: string, level: Level, l: NodeRow, r: NodeRow): boolean {
  if (typeof level === 'object' && 'all' in level)
    return level.all.every((part) => simpleLevelHolds(field, part, l, r))
  if (typeof level === 'object' && 'any' in level)
    return level.any.some((part) => simpleLevelHolds(field, part, l, r))
  return simpleLevelHolds(field, level, l, r)
}
