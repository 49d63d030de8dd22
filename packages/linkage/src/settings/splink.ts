// Reads the settings file of Splink, trained or not, so that a linkage made there goes on here. Conditions of known shape
// become levels that run on any engine and explain themselves; all others stay as SQL and are named in the notes.
import { parseSettings } from './parse-settings.ts'
import type { BlockingRule, Comparison, Level, Settings } from './settings.ts'

type SplinkLevel = {
  readonly sql_condition: string
  readonly label_for_charts?: string
  readonly is_null_level?: boolean
  readonly m_probability?: number
  readonly u_probability?: number
  readonly tf_adjustment_column?: string
  readonly tf_adjustment_weight?: number
  readonly tf_minimum_u_value?: number
}
type SplinkComparison = {
  readonly output_column_name?: string
  readonly comparison_levels: readonly SplinkLevel[]
}
type SplinkSettings = {
  readonly link_type: 'dedupe_only' | 'link_only' | 'link_and_dedupe'
  readonly unique_id_column_name?: string
  readonly source_dataset_column_name?: string
  readonly probability_two_random_records_match?: number
  readonly blocking_rules_to_generate_predictions?: readonly (
    | string
    | { readonly blocking_rule: string }
  )[]
  readonly comparisons: readonly SplinkComparison[]
  readonly max_iterations?: number
  readonly em_convergence?: number
  readonly additional_columns_to_retain?: readonly string[]
}

export type SplinkImport = { readonly settings: Settings; readonly notes: readonly string[] }

const LINK_TYPE = {
  dedupe_only: 'dedupe',
  link_only: 'link',
  link_and_dedupe: 'linkAndDedupe',
} as const

function fieldName(column: string): string {
  const plain = column
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .replace(/^[^a-z]+/, '')
  return plain === '' ? 'column' : plain
}

const COLUMN = '"?([A-Za-z_][A-Za-z0-9_ ]*?)_([lr])"?'
const PAIR_COLUMN = /"([^"]+)_([lr])"|\b([A-Za-z_][A-Za-z0-9_]*)_([lr])\b/g
const EXACT = new RegExp(`^${COLUMN}\\s*=\\s*${COLUMN}$`)
const CROSSED = new RegExp(
  `^${COLUMN}\\s*=\\s*${COLUMN}\\s+and\\s+${COLUMN}\\s*=\\s*${COLUMN}$`,
  'i',
)
const MEASURED = new RegExp(
  `^(jaro_winkler_similarity|jaro_winkler|jaro_similarity|jaro_sim|levenshtein|damerau_levenshtein)\\(\\s*${COLUMN}\\s*,\\s*${COLUMN}\\s*\\)\\s*(>=|<=)\\s*([0-9.]+)$`,
  'i',
)

type Found = { readonly level: Level; readonly field: string }

function levelFrom({ sql_condition, label_for_charts }: SplinkLevel): Found | undefined {
  const sql = sql_condition.trim().replace(/^\((.*)\)$/s, '$1')
  const label = label_for_charts === undefined ? {} : { label: label_for_charts }
  const exact = EXACT.exec(sql)
  if (exact?.[1] !== undefined && exact[1] === exact[3])
    return { level: 'exact', field: fieldName(exact[1]) }
  const crossed = CROSSED.exec(sql)
  if (crossed?.[1] !== undefined && crossed[3] !== undefined && crossed[1] !== crossed[3])
    return {
      level: { crossed: [fieldName(crossed[1]), fieldName(crossed[3])], ...label },
      field: fieldName(crossed[1]),
    }
  const measured = MEASURED.exec(sql)
  if (measured?.[2] === undefined || measured[2] !== measured[4]) return undefined
  const field = fieldName(measured[2])
  const limit = Number(measured[7])
  const name = (measured[1] ?? '').toLowerCase()
  if (name.startsWith('jaro_winkler'))
    return { level: { jaroWinkler: limit, of: field, ...label }, field }
  if (name.startsWith('jaro')) return { level: { jaro: limit, of: field, ...label }, field }
  if (name === 'levenshtein') return { level: { levenshtein: limit, of: field, ...label }, field }
  return { level: { damerauLevenshtein: limit, of: field, ...label }, field }
}

/** `"first_name_l"` becomes `l.first_name`. */
function overSides(sql: string): string {
  return sql.replace(
    PAIR_COLUMN,
    (_, quotedName?: string, quotedSide?: string, name?: string, side?: string) =>
      `${quotedSide ?? side}.${fieldName(quotedName ?? name ?? '')}`,
  )
}

function columnsOf(sql: string): readonly string[] {
  return [...sql.matchAll(PAIR_COLUMN)].map(([, quotedName, , name]) => quotedName ?? name ?? '')
}

function isElse({ sql_condition }: SplinkLevel): boolean {
  return /^\s*else\s*$/i.test(sql_condition)
}

function comparisonFrom(comparison: SplinkComparison, notes: string[]): Comparison {
  const levels = comparison.comparison_levels
  const nulls = levels.filter((level) => level.is_null_level === true)
  const rest = levels.filter((level) => level.is_null_level !== true && !isElse(level))
  const found = rest.map((level): Found => {
    const known = levelFrom(level)
    if (known !== undefined) return known
    const sql = overSides(level.sql_condition)
    notes.push(
      `"${comparison.output_column_name ?? columnsOf(level.sql_condition)[0]}" keeps the condition ${level.sql_condition} as SQL; it runs on DuckDB only.`,
    )
    return {
      level: {
        sql,
        ...(level.label_for_charts === undefined ? {} : { label: level.label_for_charts }),
      },
      field: fieldName(columnsOf(level.sql_condition)[0] ?? ''),
    }
  })
  const nullColumns = [
    ...new Set(nulls.flatMap(({ sql_condition }) => columnsOf(sql_condition))),
  ].map(fieldName)
  const field = nullColumns[0] ?? found[0]?.field ?? 'unknown'
  const plainNull = nulls.length === 1 && nullColumns.length === 1
  const ordered = [...rest, ...levels.filter(isElse)]
  const m = ordered.map(({ m_probability }) => m_probability)
  const u = ordered.map(({ u_probability }) => u_probability)
  const whole = (values: readonly (number | undefined)[]): values is readonly number[] =>
    values.length === rest.length + 1 && values.every((value) => typeof value === 'number')
  const adjusted = rest.findIndex(({ tf_adjustment_column }) => tf_adjustment_column !== undefined)
  const adjustment = rest[adjusted]
  return {
    ...(comparison.output_column_name === undefined
      ? {}
      : { name: fieldName(comparison.output_column_name) }),
    field,
    levels: found.map((one) => one.level),
    ...(plainNull || nulls.length === 0
      ? {}
      : {
          nullWhen: {
            sql: nulls.map(({ sql_condition }) => `(${overSides(sql_condition)})`).join(' OR '),
          },
        }),
    ...(adjustment === undefined
      ? {}
      : {
          frequency: {
            weight: adjustment.tf_adjustment_weight ?? 1,
            ...(adjustment.tf_minimum_u_value === undefined || adjustment.tf_minimum_u_value === 0
              ? {}
              : { minU: adjustment.tf_minimum_u_value }),
            levels: rest.flatMap(({ tf_adjustment_column }, index) =>
              tf_adjustment_column === undefined ? [] : [index],
            ),
          },
        }),
    ...(whole(m) ? { m: [...m] } : {}),
    ...(whole(u) ? { u: [...u] } : {}),
  }
}

const SIDE_EXPRESSION = /\b([lr])\."?([A-Za-z_][A-Za-z0-9_]*)"?/g

function ruleFrom(rule: string, notes: string[]): BlockingRule {
  const parts = rule.replaceAll(/[()]\s*and\s*[()]/gi, (joint) => joint).split(/\s+and\s+/i)
  const on: BlockingRule['on'] = []
  const residue: string[] = []
  for (const part of parts) {
    const plain = part.trim().replace(/^\((.*)\)$/s, '$1')
    const [left = '', right = '', more] = plain.split('=').map((side) => side.trim())
    const key = left.replace(SIDE_EXPRESSION, (_, __, column: string) => fieldName(column))
    const same =
      key === right.replace(SIDE_EXPRESSION, (_, __, column: string) => fieldName(column))
    const prefix = /^substr(?:ing)?\(([a-z][a-z0-9_]*),\s*1,\s*(\d{1,2})\)$/i.exec(key)
    if (more !== undefined || right === '' || !same || /[<>!]$/.test(left))
      residue.push(
        plain.replace(
          SIDE_EXPRESSION,
          (_, side: string, column: string) => `${side}.${fieldName(column)}`,
        ),
      )
    else if (/^[a-z][a-z0-9_]*$/.test(key)) on.push(key)
    else if (prefix !== null) on.push(`${prefix[1]}:${prefix[2]}`)
    else on.push({ sql: key })
  }
  if (on.length === 0)
    throw new Error(
      `The blocking rule ${rule} compares no two equal expressions, so it would pair everything with everything. Give it at least one "l.x = r.x".`,
    )
  if (residue.length > 0)
    notes.push(
      `The blocking rule ${rule} keeps "${residue.join(' AND ')}" as a further condition in SQL.`,
    )
  return { on, ...(residue.length === 0 ? {} : { where: residue.join(' AND ') }) }
}

/**
 * Settings of this package from Splink's settings JSON, with notes on what was carried over as plain SQL.
 *
 * @example const { settings, notes } = fromSplink(JSON.parse(text))
 */
export function fromSplink(input: unknown): SplinkImport {
  const splink = input as SplinkSettings
  if (
    splink === null ||
    typeof splink !== 'object' ||
    !(splink.link_type in LINK_TYPE) ||
    !Array.isArray(splink.comparisons)
  )
    throw new Error(
      'This is not a Splink settings file: "link_type" and "comparisons" are missing.',
    )
  const notes: string[] = []
  const comparisons = splink.comparisons.map((comparison) => comparisonFrom(comparison, notes))
  const rules = (splink.blocking_rules_to_generate_predictions ?? []).map((rule) =>
    typeof rule === 'string' ? rule : rule.blocking_rule,
  )
  const blocking = rules.map((rule) => ruleFrom(rule, notes))
  const columns = new Set([
    ...splink.comparisons.flatMap(({ comparison_levels }: SplinkComparison) =>
      comparison_levels.flatMap(({ sql_condition }: SplinkLevel) => columnsOf(sql_condition)),
    ),
    ...rules.flatMap((rule) =>
      [...rule.matchAll(SIDE_EXPRESSION)].map(([, , column]) => column ?? ''),
    ),
  ])
  const settings = parseSettings({
    version: 1,
    linkType: LINK_TYPE[splink.link_type],
    id: splink.unique_id_column_name ?? 'unique_id',
    ...(splink.source_dataset_column_name === undefined
      ? {}
      : { source: splink.source_dataset_column_name }),
    fields: Object.fromEntries(
      [...columns]
        .filter((name) => name !== '')
        .map((name) => [fieldName(name), { from: name, standardise: 'raw' }]),
    ),
    ...(splink.additional_columns_to_retain === undefined
      ? {}
      : { keep: [...splink.additional_columns_to_retain] }),
    blocking,
    comparisons,
    training: {
      ...(splink.probability_two_random_records_match === undefined
        ? {}
        : { lambda: splink.probability_two_random_records_match }),
      ...(splink.max_iterations === undefined ? {} : { maxIterations: splink.max_iterations }),
      ...(splink.em_convergence === undefined ? {} : { convergence: splink.em_convergence }),
    },
  })
  return { settings, notes }
}
