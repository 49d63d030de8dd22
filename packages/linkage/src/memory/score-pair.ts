// The weight of a pair from its levels, as steps/score.ts adds it: in the order of the comparisons, one person against strangers
// first, then against relatives. What rarity does to a weight is worked out once per value, not once per pair.
import {
  againstRelatives,
  type Model,
  priorOf,
  relativesPriorOf,
  relativesWeight,
} from '../model.ts'
import type { Plan } from '../plan.ts'
import type { MemoryNodes } from './memory-nodes.ts'

type ByLevel = {
  readonly one: number
  readonly relatives: number
  /** By value, where the level is weighed by how rare that is. */
  readonly oneByValue: Float64Array | undefined
  readonly relativesByValue: Float64Array | undefined
}

/** The weight of two rows of codes that agree on these levels, or NaN where it cannot reach `least`. */
export type WeightOf = (l: number, r: number, levels: Int32Array) => number

export function scorer(plan: Plan, model: Model, nodes: MemoryNodes, least: number): WeightOf {
  const prior = priorOf(model)
  const relativesPrior = relativesPriorOf(model)
  const { codes } = nodes
  const tables = plan.comparisons.map(({ levels, frequency, column }, at) => {
    const rarity = frequency === undefined ? undefined : nodes.rarity.get(frequency.column)
    const floor = frequency === undefined ? 0 : Math.log2(frequency.minU)
    const byLevel = levels.map(({ byFrequency }, level): ByLevel => {
      const trained = model.comparisons[at]?.levels[level]
      const weight = trained?.weight ?? 0
      if (trained === undefined || !byFrequency || frequency === undefined || rarity === undefined)
        return {
          one: weight,
          relatives: trained === undefined ? 0 : relativesWeight(trained, undefined),
          oneByValue: undefined,
          relativesByValue: undefined,
        }
      const rare = (share: number) => Math.max(share, floor)
      return {
        one: 0,
        relatives: 0,
        oneByValue: Float64Array.from(
          rarity,
          (share) => weight + frequency.weight * (Math.log2(trained.u) - rare(share)),
        ),
        relativesByValue: Float64Array.from(rarity, (share) =>
          relativesPrior === undefined ? 0 : relativesWeight(trained, rare(share)),
        ),
      }
    })
    return { byLevel, rarity, place: nodes.columns.get(column)?.place ?? 0 }
  })
  /** The commoner of two values. */
  const commoner = (rarity: Float32Array, place: number, l: number, r: number): number => {
    const a = codes[l + place] ?? 0
    const b = codes[r + place] ?? 0
    return (rarity[a] ?? 0) >= (rarity[b] ?? 0) ? a : b
  }
  return (l, r, levels) => {
    let one = prior
    for (let at = 0; at < tables.length; at += 1) {
      const code = levels[at] ?? 0
      if (code === 0) continue
      const table = tables[at]
      const level = table?.byLevel[code - 1]
      if (table === undefined || level === undefined) continue
      one +=
        level.oneByValue === undefined || table.rarity === undefined
          ? level.one
          : (level.oneByValue[commoner(table.rarity, table.place, l, r)] ?? 0)
    }
    // Relatives only ever lower a weight.
    if (!(one >= least)) return Number.NaN
    if (relativesPrior === undefined) return one
    let relatives = relativesPrior
    for (let at = 0; at < tables.length; at += 1) {
      const code = levels[at] ?? 0
      if (code === 0) continue
      const table = tables[at]
      const level = table?.byLevel[code - 1]
      if (table === undefined || level === undefined) continue
      relatives +=
        level.relativesByValue === undefined || table.rarity === undefined
          ? level.relatives
          : (level.relativesByValue[commoner(table.rarity, table.place, l, r)] ?? 0)
    }
    const weight = againstRelatives(one, relatives)
    return weight >= least ? weight : Number.NaN
  }
}
