import { describe, expect, test } from 'vitest'
import { expectMaximise, expectRelatives, type Pattern, sharesAmongAll } from './em.ts'

// A world whose parameters are known: three comparisons of two levels, independent given match or not.
const m = [
  [0.9, 0.1],
  [0.8, 0.2],
  [0.7, 0.3],
]
const u = [
  [0.05, 0.95],
  [0.1, 0.9],
  [0.01, 0.99],
]
const lambda = 0.2
const chance = (levels: readonly (readonly number[])[], codes: readonly number[]) =>
  codes.reduce((product, code, at) => product * (levels[at]?.[code - 1] ?? 0), 1)
const patterns: readonly Pattern[] = [1, 2].flatMap((a) =>
  [1, 2].flatMap((b) =>
    [1, 2].map((c) => {
      const codes = [a, b, c]
      return { codes, count: 1e6 * (lambda * chance(m, codes) + (1 - lambda) * chance(u, codes)) }
    }),
  ),
)

describe('expectation maximisation', () => {
  test('finds the parameters that made the data', () => {
    const found = expectMaximise({
      patterns,
      u,
      m: [
        [0.6, 0.4],
        [0.6, 0.4],
        [0.6, 0.4],
      ],
      active: [true, true, true],
      lambda: 0.5,
      maxIterations: 2000,
      convergence: 1e-9,
    })

    expect(found.converged).toBe(true)
    expect(found.lambda).toBeCloseTo(lambda, 3)
    found.m.forEach((levels, at) => {
      expect(levels[0]).toBeCloseTo(m[at]?.[0] ?? 0, 3)
    })
  })

  test('a comparison that takes no part keeps its values', () => {
    const found = expectMaximise({
      patterns,
      u,
      m,
      active: [true, true, false],
      lambda: 0.5,
      maxIterations: 5,
      convergence: 0,
    })

    expect(found.m[2]).toEqual(m[2])
  })

  test('the share of matches is found from all pairs together', () => {
    expect(sharesAmongAll({ patterns, m, u, allPairs: 1e6, recall: 1 }).one).toBeCloseTo(lambda, 3)
  })

  test('no pairs, no result, no failure', () => {
    expect(
      expectMaximise({
        patterns: [],
        u,
        m,
        active: [true, true, true],
        lambda: 0.5,
        maxIterations: 5,
        convergence: 0,
      }).m,
    ).toEqual(m)
  })
})

describe('relatives', () => {
  // A third kind of pair: agrees on the first comparison like one person, on the others hardly more than strangers do.
  const f = [
    [0.85, 0.15],
    [0.12, 0.88],
    [0.02, 0.98],
  ]
  const mixed: readonly Pattern[] = patterns.map(({ codes }) => ({
    codes,
    count: 1e6 * (0.3 * chance(m, codes) + 0.5 * chance(f, codes) + 0.2 * chance(u, codes)),
  }))
  const input = {
    patterns: mixed,
    u,
    m,
    active: [true, true, true],
    lambda: 0.3,
    maxIterations: 3000,
    convergence: 1e-10,
  }

  test('what they share is learned as a kind of its own', () => {
    const found = expectRelatives(input)

    expect(found.f[0]?.[0]).toBeGreaterThan(0.8)
    expect(found.f[1]?.[0]).toBeLessThan(0.2)
    expect(found.expected / 1e6).toBeGreaterThan(0.4)
    expect(found.expected / 1e6).toBeLessThan(0.6)
  })

  test('their share among all pairs is told apart from that of one person', () => {
    const shares = sharesAmongAll({ patterns: mixed, m, u, f, allPairs: 1e6, recall: 1 })

    expect(shares.one).toBeCloseTo(0.3, 1)
    expect(shares.relatives).toBeGreaterThan(0.45)
  })
})
