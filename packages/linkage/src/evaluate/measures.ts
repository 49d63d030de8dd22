// How good a clustering is, against the truth: by pairs, by record (B-cubed) and by whole persons, with intervals by drawing
// persons anew, and by group, because uneven recall is uneven help. Pure.

export type Ratio = { readonly precision: number; readonly recall: number; readonly f1: number }
export type Interval = { readonly low: number; readonly high: number }

export type ClusterMeasures = {
  readonly records: number
  readonly pairs: Ratio & { readonly right: number; readonly found: number; readonly true: number }
  /** Each record's own precision and recall, averaged: a large person does not drown the small ones. */
  readonly bCubed: Ratio
  /** Persons found whole and pure. */
  readonly exact: { readonly right: number; readonly found: number; readonly true: number }
}

export type Intervals = {
  readonly precision: Interval
  readonly recall: Interval
  readonly f1: Interval
  readonly bCubedF1: Interval
}

export function ratioOf(right: number, found: number, actual: number): Ratio {
  const precision = found === 0 ? 1 : right / found
  const recall = actual === 0 ? 1 : right / actual
  return { precision, recall, f1: f1Of(precision, recall) }
}

function f1Of(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

/** Per record: how many of its own group are of its person, how large its found group is, how large its person is. */
type Shares = {
  readonly common: Float64Array
  readonly found: Float64Array
  readonly actual: Float64Array
}

/** Groups numbered from 0 in the order in which they come. */
function renumbered(groups: ArrayLike<number>): {
  readonly of: Int32Array
  readonly size: Int32Array
} {
  const numbers = new Map<number, number>()
  const of = Int32Array.from(groups, (group) => {
    const known = numbers.get(group)
    if (known !== undefined) return known
    numbers.set(group, numbers.size)
    return numbers.size - 1
  })
  const size = new Int32Array(numbers.size)
  for (const own of of) size[own] = (size[own] ?? 0) + 1
  return { of, size }
}

function sharesOf(found: ArrayLike<number>, truth: ArrayLike<number>): Shares {
  const groups = renumbered(found)
  const persons = renumbered(truth)
  const records = groups.of.length
  const start = new Int32Array(groups.size.length + 1)
  groups.size.forEach((size, group) => {
    start[group + 1] = (start[group] ?? 0) + size
  })
  const members = new Int32Array(records)
  const next = start.slice()
  groups.of.forEach((group, at) => {
    members[next[group] ?? 0] = at
    next[group] = (next[group] ?? 0) + 1
  })
  const common = new Float64Array(records)
  const seen = new Int32Array(persons.size.length)
  for (let group = 0; group < groups.size.length; group += 1) {
    const own = members.subarray(start[group], start[group + 1])
    const personOf = (at: number): number => persons.of[at] ?? 0
    for (const at of own) seen[personOf(at)] = (seen[personOf(at)] ?? 0) + 1
    for (const at of own) common[at] = seen[personOf(at)] ?? 0
    for (const at of own) seen[personOf(at)] = 0
  }
  return {
    common,
    found: Float64Array.from(groups.of, (group) => groups.size[group] ?? 0),
    actual: Float64Array.from(persons.of, (person) => persons.size[person] ?? 0),
  }
}

/** Sums over records; a pair is counted half at each of its two records. */
type Sums = {
  records: number
  right: number
  found: number
  actual: number
  precision: number
  recall: number
}

const noSums = (): Sums => ({ records: 0, right: 0, found: 0, actual: 0, precision: 0, recall: 0 })

function addRecord(sums: Sums, { common, found, actual }: Shares, at: number, times: number): void {
  const [c, f, a] = [common[at] ?? 0, found[at] ?? 0, actual[at] ?? 0]
  sums.records += times
  sums.right += (times * (c - 1)) / 2
  sums.found += (times * (f - 1)) / 2
  sums.actual += (times * (a - 1)) / 2
  sums.precision += (times * c) / f
  sums.recall += (times * c) / a
}

function bCubedOf({ records, precision, recall }: Sums): Ratio {
  const p = records === 0 ? 1 : precision / records
  const r = records === 0 ? 1 : recall / records
  return { precision: p, recall: r, f1: f1Of(p, r) }
}

/** `found` and `truth` name the group of each record. */
export function measureClusters(
  found: ArrayLike<number>,
  truth: ArrayLike<number>,
): ClusterMeasures {
  const shares = sharesOf(found, truth)
  const sums = noSums()
  let whole = 0
  for (let at = 0; at < found.length; at += 1) {
    addRecord(sums, shares, at, 1)
    const size = shares.common[at] ?? 0
    if (size === shares.found[at] && size === shares.actual[at]) whole += 1 / size
  }
  return {
    records: found.length,
    pairs: {
      ...ratioOf(sums.right, sums.found, sums.actual),
      right: sums.right,
      found: sums.found,
      true: sums.actual,
    },
    bCubed: bCubedOf(sums),
    exact: {
      right: Math.round(whole),
      found: new Set(Array.from(found)).size,
      true: new Set(Array.from(truth)).size,
    },
  }
}

export type GroupMeasures = {
  readonly group: string
  readonly value: string
  readonly records: number
  readonly pairs: Ratio
  readonly bCubed: Ratio
}

/** By group, where it has more than one value: of a single one there is nothing to compare. */
export function comparableGroups(
  groups: readonly GroupMeasures[],
): ReadonlyMap<string, readonly GroupMeasures[]> {
  return new Map(
    [...Map.groupBy(groups, ({ group }) => group)].filter(([, values]) => values.length > 1),
  )
}

/** The measures of the records of each value of a group: precision and recall as those records meet them. */
export function measureGroups(
  found: ArrayLike<number>,
  truth: ArrayLike<number>,
  group: string,
  values: readonly string[],
): readonly GroupMeasures[] {
  const shares = sharesOf(found, truth)
  const byValue = new Map<string, Sums>()
  values.forEach((value, at) => {
    const sums = byValue.get(value) ?? noSums()
    addRecord(sums, shares, at, 1)
    byValue.set(value, sums)
  })
  return [...byValue]
    .map(([value, sums]) => ({
      group,
      value,
      records: sums.records,
      pairs: ratioOf(sums.right, sums.found, sums.actual),
      bCubed: bCubedOf(sums),
    }))
    .toSorted((a, b) => b.records - a.records)
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function intervalOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}

/** 95 % intervals: true persons, not records, are drawn with replacement, because records of one person rise and fall together. */
export function bootstrap(
  found: ArrayLike<number>,
  truth: ArrayLike<number>,
  options: { readonly draws: number; readonly seed: number },
): Intervals {
  const shares = sharesOf(found, truth)
  const byPerson = new Map<number, Sums>()
  for (let at = 0; at < found.length; at += 1) {
    const sums = byPerson.get(truth[at] ?? 0) ?? noSums()
    addRecord(sums, shares, at, 1)
    byPerson.set(truth[at] ?? 0, sums)
  }
  const persons = [...byPerson.values()]
  const random = seeded(options.seed)
  const drawn = {
    precision: [] as number[],
    recall: [] as number[],
    f1: [] as number[],
    bCubedF1: [] as number[],
  }
  for (let draw = 0; draw < options.draws; draw += 1) {
    const total = noSums()
    for (let count = 0; count < persons.length; count += 1) {
      const one = persons[Math.floor(random() * persons.length)]
      if (one === undefined) continue
      total.records += one.records
      total.right += one.right
      total.found += one.found
      total.actual += one.actual
      total.precision += one.precision
      total.recall += one.recall
    }
    const pairs = ratioOf(total.right, total.found, total.actual)
    drawn.precision.push(pairs.precision)
    drawn.recall.push(pairs.recall)
    drawn.f1.push(pairs.f1)
    drawn.bCubedF1.push(bCubedOf(total).f1)
  }
  return {
    precision: intervalOf(drawn.precision),
    recall: intervalOf(drawn.recall),
    f1: intervalOf(drawn.f1),
    bCubedF1: intervalOf(drawn.bCubedF1),
  }
}
