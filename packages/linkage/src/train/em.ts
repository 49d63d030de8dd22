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

export type RelativesResult = {
  readonly f: readonly (readonly number[])[]
  readonly expected: number
}

/**
 * What relatives share, from pairs that a shared telephone or address has found: some are one person (m, fixed), some
 * strangers (u, fixed), and what is neither is learned as a third kind.
 */
export function expectRelatives(input: EmInput): RelativesResult {
  const { patterns, m, u, active, maxIterations, convergence } = input
  const total = patterns.reduce((sum, { count }) => sum + count, 0)
  let f: readonly (readonly number[])[] = m.map((levels, at) =>
    levels.map((value, level) => (value + (u[at]?.[level] ?? value)) / 2),
  )
  let mix = { one: 1 / 3, relatives: 1 / 3, strangers: 1 / 3 }
  let expected = 0
  for (let round = 0; round < maxIterations && total > 0; round += 1) {
    const seen = f.map((levels) => new Float64Array(levels.length))
    expected = 0
    let ones = 0
    for (const { codes, count } of patterns) {
      let one = mix.one
      let relatives = mix.relatives
      codes.forEach((code, at) => {
        if (code === 0 || active[at] !== true) return
        const chance = u[at]?.[code - 1] ?? 1
        one *= (m[at]?.[code - 1] ?? 1) / chance
        relatives *= (f[at]?.[code - 1] ?? 1) / chance
      })
      const whole = one + relatives + mix.strangers
      const share = (count * relatives) / whole
      expected += share
      ones += (count * one) / whole
      codes.forEach((code, at) => {
        const levels = seen[at]
        if (code > 0 && levels !== undefined) levels[code - 1] = (levels[code - 1] ?? 0) + share
      })
    }
    const next = f.map((levels, at) =>
      active[at] === true
        ? normalised(Array.from(seen[at] ?? [], (value) => value + HALF_A_PAIR))
        : levels,
    )
    const moved = Math.max(
      ...next.flatMap((levels, at) =>
        levels.map((value, level) => Math.abs(value - (f[at]?.[level] ?? 0))),
      ),
    )
    f = next
    mix = {
      one: ones / total,
      relatives: expected / total,
      strangers: Math.max(1e-9, 1 - (ones + expected) / total),
    }
    if (moved < convergence) break
  }
  return { f, expected }
}

export function normalised(values: readonly number[]): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0)
  return values.map((value) => value / sum)
}

/**
 * The shares of one person and of relatives among all pairs, from the pairs that any blocking rule finds: pairs that agree on
 * no key are taken as strangers, and the guessed recall of the rules makes up for those that are not.
 */
export function sharesAmongAll(input: {
  readonly patterns: readonly Pattern[]
  readonly m: readonly (readonly number[])[]
  readonly u: readonly (readonly number[])[]
  readonly f?: readonly (readonly number[])[] | undefined
  readonly allPairs: number
  readonly recall: number
}): { readonly one: number; readonly relatives: number } {
  const { patterns, m, u, f, allPairs, recall } = input
  const ratio = (shares: readonly (readonly number[])[], codes: readonly number[]) =>
    codes.reduce(
      (product, code, at) =>
        code === 0
          ? product
          : Math.min(1e200, product * ((shares[at]?.[code - 1] ?? 1) / (u[at]?.[code - 1] ?? 1))),
      1,
    )
  const odds = patterns.map(({ codes, count }) => ({
    count,
    one: ratio(m, codes),
    relatives: f === undefined ? 0 : ratio(f, codes),
  }))
  const blocked = odds.reduce((sum, { count }) => sum + count, 0)
  let one = Math.max(1e-12, Math.min(0.3, blocked / allPairs / 3))
  let relatives = f === undefined ? 0 : one
  for (let round = 0; round < 200; round += 1) {
    const strangers = 1 - one - relatives
    let ones = 0
    let kin = 0
    for (const pattern of odds) {
      const a = one * pattern.one
      const b = relatives * pattern.relatives
      const whole = a + b + strangers
      ones += (pattern.count * a) / whole
      kin += (pattern.count * b) / whole
    }
    const next = Math.max(1e-12, Math.min(0.5, ones / allPairs / recall))
    relatives = f === undefined ? 0 : Math.max(1e-12, Math.min(0.49, kin / allPairs))
    const moved = Math.abs(next - one)
    one = next
    if (moved < one * 1e-6) break
  }
  return { one, relatives }
}
