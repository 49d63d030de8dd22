/** The value under which a part of the times lies. */
export const quantile = (times: readonly number[], part: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? Number.NaN

/** The chance that one of the first took longer than one of the second, and its distance from a half in standard errors. */
export const compare = (one: readonly number[], other: readonly number[]) => {
  const ranked = [
    ...one.map((ms) => ({ ms, isOne: true })),
    ...other.map((ms) => ({ ms, isOne: false })),
  ].sort((a, b) => a.ms - b.ms)
  const rankSum = ranked.reduce((sum, { isOne }, index) => sum + (isOne ? index + 1 : 0), 0)
  const [n, m] = [one.length, other.length]
  const longer = (rankSum - (n * (n + 1)) / 2) / (n * m)
  return { longer, z: (longer - 0.5) / Math.sqrt((n + m + 1) / (12 * n * m)) }
}
