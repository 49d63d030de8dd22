// The weight of each pair: log2 of the odds that the two records are one person.
import { double } from '../dialect.ts'
import {
  type Model,
  priorOf,
  relativesPriorOf,
  relativesWeight,
  sharedByKinship,
} from '../model.ts'
import type { Plan } from '../plan.ts'
import { packedLevels } from './compare.ts'
import type { Step } from './step.ts'

/** The weights are added in the order of the comparisons, as the TypeScript scorer does, so that both give one number. */
function oneAgainstStrangers(plan: Plan, model: Model): string {
  const weights = plan.comparisons.map(({ name, levels, frequency }, index) => {
    const cases = levels.map(({ byFrequency }, level) => {
      const { weight = 0, u = 1 } = model.comparisons[index]?.levels[level] ?? {}
      if (!byFrequency || frequency === undefined) return `WHEN ${level + 1} THEN ${double(weight)}`
      return `WHEN ${level + 1} THEN ${double(weight)} + ${double(frequency.weight)} * (${double(Math.log2(u))} - ${rarity(frequency)})`
    })
    return `CASE g_${name} ${cases.join(' ')} ELSE 0e0 END`
  })
  return [double(priorOf(model)), ...weights].join('\n  + ')
}

function relativesAgainstStrangers(plan: Plan, model: Model, prior: number): string {
  const weights = plan.comparisons.map(({ name, levels, frequency }, index) => {
    const cases = levels.map(({ byFrequency }, level) => {
      const trained = model.comparisons[index]?.levels[level]
      if (trained === undefined) return `WHEN ${level + 1} THEN 0e0`
      if (!byFrequency || frequency === undefined)
        return `WHEN ${level + 1} THEN ${double(relativesWeight(trained, undefined))}`
      const shared = sharedByKinship(trained)
      return `WHEN ${level + 1} THEN log2(${double(shared)} / power(2e0, ${rarity(frequency)}) + 1e0 - ${double(shared)})`
    })
    return `CASE g_${name} ${cases.join(' ')} ELSE 0e0 END`
  })
  return [double(prior), ...weights].join('\n  + ')
}

function rarity({ column, minU }: { readonly column: string; readonly minU: number }): string {
  return `greatest(CAST(tf_${column} AS DOUBLE), ${double(Math.log2(minU))})`
}

/** With `atLeast`, pairs that cannot reach it are dropped before relatives are weighed, which only ever lowers a weight. */
export function score(plan: Plan, model: Model, options: { readonly atLeast?: number } = {}): Step {
  const levels = `${packedLevels(plan)} AS levels`
  const prior = relativesPriorOf(model)
  if (prior === undefined)
    return {
      name: 'scored',
      sql: `SELECT l, r, rule, ${levels},\n  ${oneAgainstStrangers(plan, model)} AS weight\nFROM compared`,
    }
  const kept = options.atLeast === undefined ? '' : `\nWHERE one >= ${double(options.atLeast)}`
  return {
    name: 'scored',
    sql: `SELECT l, r, rule, levels, one - CASE WHEN relatives > 50 THEN relatives ELSE log2(1e0 + power(2e0, relatives)) END AS weight
FROM (SELECT l, r, rule, levels, one,\n  ${relativesAgainstStrangers(plan, model, prior)} AS relatives
FROM (SELECT compared.*, ${levels},\n  ${oneAgainstStrangers(plan, model)} AS one\nFROM compared) strangers${kept}) summed`,
  }
}
