// From counts of agreement to a model: u from random pairs, m session by session, the share of matches, warnings. Pure.
import { type Model, modelOf, type Session } from '../model.ts'
import type { Plan } from '../plan.ts'
import { columnsOfLevel, parseRef, ruleName } from '../settings/columns.ts'
import { expectMaximise, expectRelatives, normalised, type Pattern, sharesAmongAll } from './em.ts'

/** What fewer matches teach is rough. */
export const FEW_MATCHES = 50

export type RulePatterns = {
  readonly rule: number
  /** Every pair of the rule, in thousands of patterns at most. */
  readonly patterns: readonly Pattern[]
  /** Only pairs that no earlier rule finds. */
  readonly fresh: readonly Pattern[]
  /** How many pairs each counted pair stands for. */
  readonly scale: number
}

export type TrainingInput = {
  readonly plan: Plan
  readonly fingerprint: string
  readonly trainedAt: string
  readonly records: number
  readonly allPairs: number
  readonly randomPatterns: readonly Pattern[]
  readonly rulePatterns: readonly RulePatterns[]
  /** Per comparison, the exact chance that two values drawn at random are equal; undefined where it is not asked for. */
  readonly chanceOfEqual: readonly (number | undefined)[]
}

function countLevels(plan: Plan, patterns: readonly Pattern[]): readonly (readonly number[])[] {
  const counts = plan.comparisons.map(({ levels }) => levels.map(() => 0))
  for (const { codes, count } of patterns)
    codes.forEach((code, at) => {
      const levels = counts[at]
      if (code > 0 && levels !== undefined) levels[code - 1] = (levels[code - 1] ?? 0) + count
    })
  return counts
}

/** Shares of levels among random pairs. A level not seen once is given a third of one pair. */
function sharesOf(input: TrainingInput): readonly (readonly number[])[] {
  const { plan, randomPatterns, chanceOfEqual } = input
  return countLevels(plan, randomPatterns).map((counts, at) => {
    const known = counts.reduce((sum, count) => sum + count, 0)
    const shares = counts.map((count) => Math.max(count, 1 / 3) / Math.max(known, 1))
    const equal = chanceOfEqual[at]
    if (equal === undefined || plan.comparisons[at]?.levels[0]?.level !== 'exact')
      return normalised(shares)
    const rest = normalised(shares.slice(1))
    return [equal, ...rest.map((share) => share * (1 - equal))]
  })
}

// Random pairs hold some matches. Where agreement is so rare that matches make most of it, u is what remains, but never less than this part.
const LEAST_REST = 0.02
const LEAST_U = 1e-10

function withoutMatches(
  shares: readonly (readonly number[])[],
  m: readonly (readonly number[])[],
  lambda: number,
) {
  return shares.map((levels, at) =>
    normalised(
      levels.map((share, level) =>
        Math.max(
          LEAST_U,
          share * LEAST_REST,
          (share - lambda * (m[at]?.[level] ?? 0)) / (1 - lambda),
        ),
      ),
    ),
  )
}

/** Starting m: agreement likely, each further level half as likely. */
function startingM(plan: Plan): readonly (readonly number[])[] {
  return plan.comparisons.map(({ levels, settings }) => {
    if (settings.m !== undefined) return settings.m
    return normalised(
      levels.map((_, level) => (level === levels.length - 1 ? 0.05 : 0.9 / 2 ** level)),
    )
  })
}

/** A comparison is settled by a rule when the rule fixes one of the fields it reads. */
function isActive(plan: Plan, rule: number): readonly boolean[] {
  const on = plan.settings.blocking[rule]?.on ?? []
  const fixed = new Set(
    on.flatMap((ref) =>
      typeof ref === 'string'
        ? [parseRef(ref).field]
        : [...ref.sql.matchAll(/[a-z][a-z0-9_]*/g)].map(([name]) => name),
    ),
  )
  return plan.comparisons.map(({ settings }) => {
    const read = [
      settings.field,
      ...settings.levels.flatMap((level) => columnsOfLevel(settings.field, level)),
    ]
    return !read.some((ref) => fixed.has(parseRef(ref).field))
  })
}

/** Learned from the rules that find relatives, each for the comparisons that it leaves open. */
function whatRelativesShare(
  { plan, rulePatterns }: TrainingInput,
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
): readonly (readonly number[])[] | undefined {
  const { training } = plan.settings
  const found = (training?.relatives ?? []).flatMap((rule) => {
    const patterns = rulePatterns.find((one) => one.rule === rule)?.patterns ?? []
    if (patterns.length === 0) return []
    const active = isActive(plan, rule)
    return [
      {
        active,
        ...expectRelatives({
          patterns,
          m,
          u,
          active,
          lambda: 0.3,
          maxIterations: training?.maxIterations ?? 200,
          convergence: training?.convergence ?? 1e-4,
        }),
      },
    ]
  })
  if (found.length === 0) return undefined
  return plan.comparisons.map(({ levels }, at) => {
    const own = found.filter(({ active, expected }) => active[at] === true && expected >= 1)
    const weight = own.reduce((sum, { expected }) => sum + expected, 0)
    if (weight === 0) return m[at] ?? []
    return normalised(
      levels.map(
        (_, level) =>
          own.reduce((sum, { expected, f }) => sum + expected * (f[at]?.[level] ?? 0), 0) / weight,
      ),
    )
  })
}

export function trainModel(input: TrainingInput): Model {
  const { plan, rulePatterns } = input
  const { training } = plan.settings
  const warnings: string[] = []
  const sessionsWanted =
    training?.sessions ??
    plan.settings.blocking
      .map((_, rule) => rule)
      .filter((rule) => training?.relatives?.includes(rule) !== true)
  const shares = sharesOf(input).map((levels, at) => plan.comparisons[at]?.settings.u ?? levels)
  const fresh = rulePatterns.flatMap(({ fresh: patterns, scale }) =>
    patterns.map(({ codes, count }) => ({ codes, count: count * scale })),
  )
  const recall = training?.recall ?? 0.95

  let lambda = training?.lambda ?? 1e-6
  let m = startingM(plan)
  let u = shares
  let relatives: { readonly share: number; readonly f: readonly (readonly number[])[] } | undefined
  let sessions: readonly Session[] = []
  // m needs u, u needs the share of matches, and the share needs m: three rounds settle it.
  for (let round = 0; round < 3; round += 1) {
    sessions = sessionsWanted.flatMap((rule): readonly Session[] => {
      const found = rulePatterns.find((one) => one.rule === rule)
      if (found === undefined || found.patterns.length === 0) return []
      const active = isActive(plan, rule)
      const result = expectMaximise({
        patterns: found.patterns,
        u,
        m,
        active,
        lambda: 0.3,
        maxIterations: training?.maxIterations ?? 200,
        convergence: training?.convergence ?? 1e-4,
      })
      const pairs = found.patterns.reduce((sum, { count }) => sum + count, 0)
      return [
        {
          rule,
          name: ruleName(plan.settings.blocking[rule] ?? { on: [] }),
          pairs,
          matches: result.matches,
          iterations: result.history.length,
          converged: result.converged,
          history: result.history,
          comparisons: plan.comparisons.flatMap(({ name }, at) =>
            active[at] ? [{ name, m: result.m[at] ?? [] }] : [],
          ),
        },
      ]
    })
    m = plan.comparisons.map(({ name, settings, levels }, at) => {
      if (settings.m !== undefined) return settings.m
      const estimates = sessions.flatMap(({ matches, comparisons }) => {
        const own = comparisons.find((one) => one.name === name)
        return own === undefined || matches < 1 ? [] : [{ matches, m: own.m }]
      })
      if (estimates.length === 0) return m[at] ?? []
      const weight = estimates.reduce((sum, { matches }) => sum + matches, 0)
      return normalised(
        levels.map(
          (_, level) =>
            estimates.reduce((sum, one) => sum + one.matches * (one.m[level] ?? 0), 0) / weight,
        ),
      )
    })
    const shared = whatRelativesShare(input, m, u)
    const found = sharesAmongAll({
      patterns: fresh,
      m,
      u,
      f: shared,
      allPairs: input.allPairs,
      recall,
    })
    lambda = training?.lambda ?? found.one
    relatives = shared === undefined ? undefined : { share: found.relatives, f: shared }
    u = withoutMatches(shares, m, lambda).map(
      (levels, at) => plan.comparisons[at]?.settings.u ?? levels,
    )
  }

  for (const { name, converged, matches, iterations } of sessions) {
    if (!converged)
      warnings.push(`The session on "${name}" had not settled after ${iterations} rounds.`)
    if (matches < FEW_MATCHES)
      warnings.push(
        `The session on "${name}" expects only ${Math.round(matches)} matches; its estimates are rough.`,
      )
  }
  plan.comparisons.forEach(({ name, levels, settings }, at) => {
    if (
      settings.m === undefined &&
      !sessions.some((session) =>
        session.comparisons.some((one) => one.name === name && session.matches >= 1),
      )
    )
      warnings.push(
        `No session could estimate "${name}": every blocking rule fixes it. Add a rule without it.`,
      )
    const weights = levels.map((_, level) =>
      Math.log2((m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1)),
    )
    if ((weights[0] ?? 0) <= 0)
      warnings.push(`Agreement on "${name}" counts against a match; look at its values.`)
  })
  return modelOf(plan, {
    settings: input.fingerprint,
    trainedAt: input.trainedAt,
    records: input.records,
    lambda,
    m,
    u,
    relatives,
    sessions,
    warnings,
  })
}
