import type { Dialect } from '../dialect.ts'
import type { Step } from './step.ts'

/** Steps chained into one statement: each may read the ones before it; the last is the answer. */
export function statement(dialect: Dialect, steps: readonly Step[], tail = ''): string {
  const last = steps.at(-1)
  const before = steps.slice(0, -1).map(({ name, sql }) => `${dialect.cte(name)} (\n${sql}\n)`)
  const withPart = before.length === 0 ? '' : `WITH ${before.join(',\n')}\n`
  return `${withPart}${last?.sql ?? ''}${tail}`
}
