// The same rules and comparisons as Splink says them, over the columns already standardised by us.
import { duckdbDialect } from '../../packages/linkage/src/dialect.ts'
import { planOf } from '../../packages/linkage/src/plan.ts'
import { parseRef } from '../../packages/linkage/src/settings/columns.ts'
import type { Settings } from '../../packages/linkage/src/settings/settings.ts'
import { levelSql } from '../../packages/linkage/src/steps/level-sql.ts'

const LINK_TYPE = {
  dedupe: 'dedupe_only',
  link: 'link_only',
  linkAndDedupe: 'dedupe_only',
} as const

function keySql(ref: string, side: string): string {
  const { column, prefix } = parseRef(ref)
  return prefix === undefined ? `${side}.${column}` : `substr(${side}.${column}, 1, ${prefix})`
}

export function splinkRule(on: readonly string[]): string {
  return on.map((ref) => `${keySql(ref, 'l')} = ${keySql(ref, 'r')}`).join(' AND ')
}

export function splinkSettings(settings: Settings) {
  const rules = settings.blocking.map(({ on }) =>
    splinkRule(on.filter((ref) => typeof ref === 'string')),
  )
  return {
    link_type: LINK_TYPE[settings.linkType],
    unique_id_column_name: 'id',
    source_dataset_column_name: 'source_dataset',
    blocking_rules_to_generate_predictions: rules,
    comparisons: planOf(settings).comparisons.map(
      ({ name, column, settings: { field }, levels, frequency }) => ({
        output_column_name: name,
        comparison_levels: [
          {
            sql_condition: `${column}_l IS NULL OR ${column}_r IS NULL`,
            label_for_charts: 'null',
            is_null_level: true,
          },
          ...levels.map(({ label, level, byFrequency }) => ({
            sql_condition: level === 'else' ? 'ELSE' : levelSql(duckdbDialect, field, level),
            label_for_charts: label,
            ...(byFrequency && frequency !== undefined
              ? {
                  tf_adjustment_column: frequency.column,
                  tf_adjustment_weight: 1.0,
                  tf_minimum_u_value: frequency.minU,
                }
              : {}),
          })),
        ],
      }),
    ),
    retain_matching_columns: false,
    retain_intermediate_calculation_columns: false,
    max_iterations: 25,
    em_convergence: 0.0001,
  }
}
