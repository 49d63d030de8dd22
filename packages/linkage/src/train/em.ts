// Expectation maximisation on counts of agreement patterns: millions of pairs show only a few thousand patterns, so this
// runs in milliseconds whatever the number of records.

/** One pattern: the code of each comparison (0 not known, n for levels[n - 1]) and how many pairs show it. */
export type Pattern = { readonly codes: readonly number[]; readonly count: number }

export type EmInput = {
  readonly patterns: readonly Pattern[]
  /** Per comparison, the chance of each level among pairs of two persons; held fixed. */
  readonly u: readonly (readonly number[])[]
  /** Starting values of m. */
  readonly m: readonly (readonly number[])[]
  /** Comparisons that take part. Those that the session's blocking rule has settled must not. */
  readonly active: readonly boolean[]
  readonly lambda: number
  readonly maxIterations: number
  readonly convergence: number
}

export type EmResult = {
  readonly lambda: number
  readonly m: readonly (readonly number[])[]
  readonly matches: number
  readonly history: readonly number[]
  readonly converged: boolean
}

// A level never seen among the expected matches is rare, not impossible: each is given half a pair more than was seen.
const HALF_A_PAIR = 0.5

/** Patterns as flat arrays: for each pattern and comparison the place of its level among all levels, or -1 where it does not take part. */
function flatten(input: EmInput): {
  readonly places: Int32Array
  readonly starts: readonly number[]
  readonly levels: number
} {
  const starts: number[] = []
  let levels = 0
  for (const shares of input.u) {
    starts.push(levels)
    levels += shares.length
  }
  const width = input.u.length
  const places = new Int32Array(input.patterns.length * width).fill(-1)
  input.patterns.forEach(({ codes }, row) => {
    codes.forEach((code, at) => {
      if (code > 0 && input.active[at] === true)
        places[row * width + at] = (starts[at] ?? 0) + code - 1
    })
  })
  return { places, starts, levels }
}

export function expectMaximise(input: EmInput): EmResult {
  const { patterns, u, active, maxIterations, convergence } = input
  const { places, starts, levels } = flatten(input)
  const width = u.length
  const total = patterns.reduce((sum, { count }) => sum + count, 0)
  const history: number[] = []
  let m = input.m
  let lambda = input.lambda
  let matches = 0
  let converged = false
  while (!converged && history.length < maxIterations && total > 0) {
    const ratios = Float64Array.from(
      m.flatMap((shares, at) => shares.map((value, level) => value / (u[at]?.[level] ?? 1))),
    )
    const agreeing = new Float64Array(levels)
    matches = 0
    patterns.forEach(({ count }, row) => {
      let odds = lambda / (1 - lambda)
      for (let at = row * width; at < (row + 1) * width; at += 1) {
        const place = places[at] ?? -1
        if (place >= 0) odds *= ratios[place] ?? 1
      }
      const expected = Number.isFinite(odds) ? (count * odds) / (1 + odds) : count
      matches += expected
      for (let at = row * width; at < (row + 1) * width; at += 1) {
        const place = places[at] ?? -1
        if (place >= 0) agreeing[place] = (agreeing[place] ?? 0) + expected
      }
    })
    const next = m.map((shares, at) => {
      const start = starts[at] ?? 0
      const seen = agreeing.subarray(start, start + shares.length)
      const known = seen.reduce((sum, value) => sum + value, 0)
      if (active[at] !== true || known === 0) return shares
      return normalised(Array.from(seen, (value) => value + HALF_A_PAIR))
    })
    const moved = Math.max(
      ...next.flatMap((shares, at) =>
        shares.map((value, level) => Math.abs(value - (m[at]?.[level] ?? 0))),
      ),
    )
    m = next
    lambda = Math.min(1 - 1e-9, Math.max(1e-12, matches / total))
    history.push(lambda)
    converged = moved < convergence
  }
  return { lambda, m, matches, history, converged }
}

export function normalised(values: readonly number[]): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0)
  return values.map((value) => value / sum)
}

/**
 * The share of matches among all pairs, from the pairs that any blocking rule finds: pairs that agree on no key are taken
 * as no match, and the guessed recall of the rules makes up for those that are.
 */
export function shareOfMatches(input: {
  readonly patterns: readonly Pattern[]
  readonly m: readonly (readonly number[])[]
  readonly u: readonly (readonly number[])[]
  readonly allPairs: number
  readonly recall: number
}): number {
  const { patterns, m, u, allPairs, recall } = input
  const odds = patterns.map(({ codes, count }) => ({
    count,
    ratio: codes.reduce(
      (product, code, at) =>
        code === 0 ? product : product * ((m[at]?.[code - 1] ?? 1) / (u[at]?.[code - 1] ?? 1)),
      1,
    ),
  }))
  const blocked = odds.reduce((sum, { count }) => sum + count, 0)
  let lambda = Math.max(1e-12, Math.min(0.5, blocked / allPairs / 2))
  for (let round = 0; round < 200; round += 1) {
    const prior = lambda / (1 - lambda)
    const matches = odds.reduce((sum, { count, ratio }) => {
      const posterior = Number.isFinite(ratio) ? (prior * ratio) / (1 + prior * ratio) : 1
      return sum + count * posterior
    }, 0)
    const next = Math.max(1e-12, Math.min(0.5, matches / allPairs / recall))
    if (Math.abs(next - lambda) < lambda * 1e-6) return next
    lambda = next
  }
  return lambda
}
