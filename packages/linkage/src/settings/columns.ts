// From the references in settings to the columns of the nodes table.
import { type PartType, standardisers } from '../standardise/standardisers.ts'
import type { BlockingRule, Comparison, Level, Settings } from './settings.ts'

export type ColumnRef = {
  readonly field: string
  readonly part: string
  readonly prefix: number | undefined
  readonly items: boolean
  /** The name in SQL, without the prefix. */
  readonly column: string
}

const parsed = new Map<string, ColumnRef>()

/** Each of the few references of settings is taken apart once: matching one record asks for them thousands of times. */
export function parseRef(ref: string): ColumnRef {
  const known = parsed.get(ref) ?? takeApart(ref)
  parsed.set(ref, known)
  return known
}

function takeApart(ref: string): ColumnRef {
  const [, field = ref, part = '', prefix, items] =
    /^([a-z0-9_]+)(?:\.([a-z]+))?(?::(\d+))?(\[\*\])?$/.exec(ref) ?? []
  return {
    field,
    part,
    prefix: prefix === undefined ? undefined : Number(prefix),
    items: items !== undefined,
    column: part === '' ? field : `${field}__${part}`,
  }
}

/** Every reference that a level reads, the comparison's own field included where the level does not name another. */
export function columnsOfLevel(field: string, level: Level): readonly string[] {
  if (level === 'exact') return [field]
  if (level === 'swapDayMonth') return [field, `${parseRef(field).field}.swap`]
  if ('all' in level) return level.all.flatMap((part) => columnsOfLevel(field, part))
  if ('any' in level) return level.any.flatMap((part) => columnsOfLevel(field, part))
  if ('same' in level) return [level.same]
  if ('crossed' in level) return level.crossed
  if ('sql' in level) return []
  if ('days' in level) return [level.of ?? `${parseRef(field).field}.day`]
  return [level.of ?? field]
}

export type NodeColumn = {
  readonly column: string
  readonly type: PartType
  readonly field: string
  readonly part: string
}

/** All columns that standardising gives, in the order of the fields. */
export function nodeColumns(settings: Settings): readonly NodeColumn[] {
  return Object.entries(settings.fields).flatMap(([field, { standardise }]) =>
    Object.entries(standardisers[standardise]?.parts ?? {}).map(([part, type]) => ({
      column: parseRef(part === '' ? field : `${field}.${part}`).column,
      type,
      field,
      part,
    })),
  )
}

export function comparisonName(comparison: Comparison): string {
  return comparison.name ?? parseRef(comparison.field).column
}

export function ruleName(rule: BlockingRule): string {
  return rule.name ?? rule.on.map((ref) => (typeof ref === 'string' ? ref : ref.sql)).join(' + ')
}

const IDENTIFIER = /\b[lr]\.([a-z][a-z0-9_]*)/g

/** Columns named in free SQL as l.x or r.x. */
export function columnsInSql(sql: string): readonly string[] {
  return [...sql.matchAll(IDENTIFIER)].flatMap(([, column]) =>
    column === undefined ? [] : [column],
  )
}

/** The columns of the nodes table that the comparisons read; a pair carries these and no more. */
export function comparedColumns(settings: Settings): readonly string[] {
  const known = new Set(nodeColumns(settings).map(({ column }) => column))
  const used = new Set<string>()
  for (const comparison of settings.comparisons) {
    used.add(parseRef(comparison.field).column)
    if (typeof comparison.nullWhen === 'object')
      for (const column of columnsInSql(comparison.nullWhen.sql)) used.add(column)
    for (const level of comparison.levels) {
      for (const ref of columnsOfLevel(comparison.field, level)) used.add(parseRef(ref).column)
      for (const sql of sqlInLevel(level)) for (const column of columnsInSql(sql)) used.add(column)
    }
  }
  return [...used].filter((column) => known.has(column)).toSorted()
}

export function sqlInLevel(level: Level): readonly string[] {
  if (typeof level === 'string') return []
  if ('all' in level) return level.all.flatMap(sqlInLevel)
  if ('any' in level) return level.any.flatMap(sqlInLevel)
  return 'sql' in level ? [level.sql] : []
}

/** Columns whose term frequencies the comparisons ask for. */
export function frequencyColumns(settings: Settings): readonly string[] {
  return [
    ...new Set(
      settings.comparisons.flatMap(({ field, frequency }) =>
        frequency === undefined ? [] : [parseRef(field).column],
      ),
    ),
  ]
}

/** The columns that the nodes table keeps: what rules, comparisons, constraints, families and groups read, and each field itself. */
export function keptNodeColumns(settings: Settings): readonly NodeColumn[] {
  const used = new Set<string>(comparedColumns(settings))
  const refs = [
    ...settings.blocking.flatMap(({ on }) => on.filter((ref) => typeof ref === 'string')),
    ...(settings.constraints?.mustNot?.flatMap(({ differ }) => differ) ?? []),
    ...(settings.families?.evidence.flatMap(({ on }) => on.flat()) ?? []),
    ...(settings.families?.bornYear === undefined ? [] : [settings.families.bornYear]),
    ...(settings.evaluation?.groups ?? []),
    ...(settings.evaluation?.missing ?? []),
  ]
  for (const ref of refs) used.add(parseRef(ref).column)
  for (const { where = '' } of settings.blocking)
    for (const column of columnsInSql(where)) used.add(column)
  return nodeColumns(settings).filter(({ column, part }) => part === '' || used.has(column))
}

/** Columns of the sources that are kept as they are: for evaluation, for families. */
export function keptColumns(settings: Settings): readonly string[] {
  const truth = settings.evaluation?.truth
  const dated = settings.families?.dated
  return [
    ...new Set([...(settings.keep ?? []), ...[truth, dated].filter((name) => name !== undefined)]),
  ]
}
