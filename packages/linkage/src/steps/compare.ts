// How far the two records of each pair agree: one code per comparison, 0 for "not known".
import type { Dialect } from '../dialect.ts'
import type { Plan } from '../plan.ts'
import { levelSql, pairColumns } from './level-sql.ts'
import type { Step } from './step.ts'

export function compare(plan: Plan, dialect: Dialect, carry: readonly string[] = []): Step {
  const codes = plan.comparisons.map(({ name, settings, column, levels }) => {
    const notKnown =
      typeof settings.nullWhen === 'object'
        ? pairColumns(settings.nullWhen.sql)
        : `${column}_l IS NULL OR ${column}_r IS NULL`
    const cases = levels.map(({ level }, index) =>
      level === 'else'
        ? `ELSE ${index + 1}`
        : `WHEN ${levelSql(dialect, settings.field, level)} THEN ${index + 1}`,
    )
    return `CASE WHEN ${notKnown} THEN 0\n    ${cases.join('\n    ')} END AS g_${name}`
  })
  const frequencies = plan.comparisons.flatMap(({ frequency }) =>
    frequency === undefined
      ? []
      : [`greatest(tf_${frequency.column}_l, tf_${frequency.column}_r) AS tf_${frequency.column}`],
  )
  return {
    name: 'compared',
    sql: `SELECT ${['l', 'r', 'rule', ...carry, ...new Set(frequencies), ...codes].join(',\n  ')}\nFROM pairs`,
  }
}

/** All codes of a pair in one integer. */
export function packedLevels(plan: Plan): string {
  return plan.comparisons
    .map(({ name, factor }) =>
      factor === 1 ? `CAST(g_${name} AS BIGINT)` : `g_${name} * CAST(${factor} AS BIGINT)`,
    )
    .join(' + ')
}
