// How good a clustering is, against the truth: by pairs, by record (B-cubed) and by whole persons. Pure.

export type Ratio = { readonly precision: number; readonly recall: number; readonly f1: number }

export type ClusterMeasures = {
  readonly pairs: Ratio & { readonly right: number; readonly found: number; readonly true: number }
  /** Each record's own precision and recall, averaged: a large person does not drown the small ones. */
  readonly bCubed: Ratio
  /** Persons found whole and pure. */
  readonly exact: { readonly right: number; readonly found: number; readonly true: number }
}

export function ratioOf(right: number, found: number, actual: number): Ratio {
  const precision = found === 0 ? 1 : right / found
  const recall = actual === 0 ? 1 : right / actual
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  }
}

function sizes(groups: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>()
  for (let at = 0; at < groups.length; at += 1)
    counts.set(groups[at] ?? 0, (counts.get(groups[at] ?? 0) ?? 0) + 1)
  return counts
}

const pairsIn = (count: number) => (count * (count - 1)) / 2

/** `found` and `truth` name the group of each record; weights let a bootstrap count a record several times. */
export function measureClusters(
  found: ArrayLike<number>,
  truth: ArrayLike<number>,
): ClusterMeasures {
  const foundSizes = sizes(found)
  const trueSizes = sizes(truth)
  const common = new Map<string, number>()
  for (let at = 0; at < found.length; at += 1) {
    const key = `${found[at]} ${truth[at]}`
    common.set(key, (common.get(key) ?? 0) + 1)
  }
  let right = 0
  let precision = 0
  let recall = 0
  let exact = 0
  for (const [key, count] of common) {
    const [group = '', person = ''] = key.split(' ')
    const foundSize = foundSizes.get(Number(group)) ?? 0
    const trueSize = trueSizes.get(Number(person)) ?? 0
    right += pairsIn(count)
    precision += (count * count) / foundSize
    recall += (count * count) / trueSize
    if (count === foundSize && count === trueSize) exact += 1
  }
  const records = Math.max(1, found.length)
  const foundPairs = [...foundSizes.values()].reduce((sum, count) => sum + pairsIn(count), 0)
  const truePairs = [...trueSizes.values()].reduce((sum, count) => sum + pairsIn(count), 0)
  const p = precision / records
  const r = recall / records
  return {
    pairs: { ...ratioOf(right, foundPairs, truePairs), right, found: foundPairs, true: truePairs },
    bCubed: { precision: p, recall: r, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r) },
    exact: { right: exact, found: foundSizes.size, true: trueSizes.size },
  }
}
