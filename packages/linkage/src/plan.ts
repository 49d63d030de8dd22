// Settings made ready to run: every comparison with its levels, their labels, and its place in the packed integer.
import { comparisonName, parseRef } from './settings/columns.ts'
import type { Comparison, Level, Settings, SimpleLevel } from './settings/settings.ts'

export type LevelPlan = {
  readonly label: string
  readonly level: Level | 'else'
  /** The weight of this level is adjusted by how rare the value is. */
  readonly byFrequency: boolean
}

export type ComparisonPlan = {
  readonly name: string
  readonly settings: Comparison
  readonly column: string
  /** From the strictest level to "all other". Code 0 is "not known", code n is levels[n - 1]. */
  readonly levels: readonly LevelPlan[]
  /** The place of this comparison's code in the packed integer, as a factor, and how many codes fit. */
  readonly factor: number
  readonly radix: number
  readonly frequency:
    | {
        readonly column: string
        /** Where a row has log2 of the share of its value. */
        readonly share: string
        readonly weight: number
        readonly minU: number
      }
    | undefined
}

export type Plan = { readonly settings: Settings; readonly comparisons: readonly ComparisonPlan[] }

function labelOf(field: string, level: SimpleLevel): string {
  if (level === 'exact') return `${field} equal`
  if (level === 'swapDayMonth') return `${field} with day and month swapped`
  if (level.label !== undefined) return level.label
  if ('same' in level) return `${level.same} equal`
  if ('crossed' in level) return `${level.crossed.join(' and ')} exchanged`
  if ('sql' in level) return level.sql
  const on = level.of ?? field
  if ('jaroWinkler' in level) return `${on} similar (Jaro-Winkler ≥ ${level.jaroWinkler})`
  if ('jaro' in level) return `${on} similar (Jaro ≥ ${level.jaro})`
  if ('levenshtein' in level) return `${on} within ${level.levenshtein} edits`
  if ('damerauLevenshtein' in level)
    return `${on} within ${level.damerauLevenshtein} edits or swaps`
  if ('hamming' in level) return `${on} with ≤ ${level.hamming} other signs`
  if ('days' in level) return `${on} within ${level.days} days`
  return `${on} share ≥ ${level.shareAny}`
}

export function levelLabel(field: string, level: Level): string {
  if (typeof level === 'object' && 'all' in level)
    return level.label ?? level.all.map((part) => labelOf(field, part)).join(' and ')
  if (typeof level === 'object' && 'any' in level)
    return level.label ?? level.any.map((part) => labelOf(field, part)).join(' or ')
  return labelOf(field, level)
}

export function planOf(settings: Settings): Plan {
  let factor = 1
  const comparisons = settings.comparisons.map((comparison): ComparisonPlan => {
    const { frequency } = comparison
    const adjusted = frequency?.levels ?? [comparison.levels.indexOf('exact')]
    const levels: LevelPlan[] = comparison.levels.map((level, index) => ({
      label: levelLabel(comparison.field, level),
      level,
      byFrequency: frequency !== undefined && adjusted.includes(index),
    }))
    levels.push({ label: 'all other', level: 'else', byFrequency: false })
    const radix = levels.length + 1
    const planned: ComparisonPlan = {
      name: comparisonName(comparison),
      settings: comparison,
      column: parseRef(comparison.field).column,
      levels,
      factor,
      radix,
      frequency:
        frequency === undefined
          ? undefined
          : {
              column: parseRef(comparison.field).column,
              share: `tf_${parseRef(comparison.field).column}`,
              weight: frequency.weight ?? 1,
              minU: frequency.minU ?? 1e-6,
            },
    }
    factor *= radix
    return planned
  })
  if (factor > Number.MAX_SAFE_INTEGER)
    throw new RangeError(
      'The comparisons have too many levels together to be packed into one integer; leave some out.',
    )
  return { settings, comparisons }
}

/** The code of each comparison inside a packed integer. */
export function unpackLevels(plan: Plan, packed: number): readonly number[] {
  return plan.comparisons.map(({ factor, radix }) => Math.floor(packed / factor) % radix)
}
