// The weight of each pair: log2 of the odds that the two records are one person.
import { double } from '../dialect.ts'
import { logOdds, type Model } from '../model.ts'
import type { Plan } from '../plan.ts'
import { packedLevels } from './compare.ts'
import type { Step } from './step.ts'

/** The weights are added in the order of the comparisons, as the TypeScript scorer does, so that both give one number. */
export function score(plan: Plan, model: Model): Step {
  const weights = plan.comparisons.map(({ name, levels, frequency }, index) => {
    const trained = model.comparisons[index]
    const cases = levels.map(({ byFrequency }, level) => {
      const { weight = 0, u = 1 } = trained?.levels[level] ?? {}
      const plain = double(weight)
      if (!byFrequency || frequency === undefined) return `WHEN ${level + 1} THEN ${plain}`
      const rarest = `greatest(CAST(tf_${frequency.column} AS DOUBLE), ${double(Math.log2(frequency.minU))})`
      return `WHEN ${level + 1} THEN ${plain} + ${double(frequency.weight)} * (${double(Math.log2(u))} - ${rarest})`
    })
    return `CASE g_${name} ${cases.join(' ')} ELSE 0e0 END`
  })
  return {
    name: 'scored',
    sql: `SELECT l, r, rule, ${packedLevels(plan)} AS levels,\n  ${[double(logOdds(model.lambda)), ...weights].join('\n  + ')} AS weight\nFROM compared`,
  }
}
