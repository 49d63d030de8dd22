// From scored pairs to persons. Components whose records all agree with one another are persons at once; only components with
// missing or contrary pairs, or with records that may not be one person, are looked at closely. Reads columns, runs no SQL, and
// holds no pairs but those of such components.
import type { EdgeColumns, RefineOptions } from './component.ts'
import { doubtfulComponents } from './doubtful.ts'
import { refiner } from './refine.ts'
import { createUnionFind } from './union-find.ts'

export type ClusterInput = {
  readonly records: number
  readonly link: number
  readonly edges: EdgeColumns
  /** Sources in which a person has one record at most, by record; -1 for other sources. */
  readonly trustedSource: Int32Array | undefined
  /** Values that two records of one person may not differ in all at once; each is a number per record, 0 where not known. */
  readonly vetoes: readonly {
    readonly columns: readonly Int32Array[]
    readonly mayDiffer?: (a: number, b: number) => boolean
  }[]
  readonly refine: RefineOptions
}

export type ClusterResult = {
  /** The person of each record, named by its smallest record. */
  readonly person: Int32Array
  readonly persons: number
  readonly looked: number
  readonly split: number
  readonly largest: number
}

export async function clusterEdges(input: ClusterInput): Promise<ClusterResult> {
  const { records, link, edges, trustedSource, vetoes } = input
  const joined = createUnionFind(records)
  // Counted at the first of the two records, added up per component when all are known.
  const agreeing = new Int32Array(records)
  await edges((l, r, weight, count) => {
    for (let at = 0; at < count; at += 1) {
      if ((weight[at] ?? 0) < link) continue
      const first = l[at] ?? 0
      joined.join(first, r[at] ?? 0)
      agreeing[first] = (agreeing[first] ?? 0) + 1
    }
  }, link)
  const root = new Int32Array(records)
  const size = new Int32Array(records)
  for (let record = 0; record < records; record += 1) {
    const own = joined.find(record)
    root[record] = own
    size[own] = (size[own] ?? 0) + 1
    if (own !== record) agreeing[own] = (agreeing[own] ?? 0) + (agreeing[record] ?? 0)
  }
  const doubtful = new Uint8Array(records)
  for (let record = 0; record < records; record += 1) {
    const members = size[record] ?? 0
    if (members > 1 && (agreeing[record] ?? 0) < (members * (members - 1)) / 2) doubtful[record] = 1
  }
  markConflicts(root, doubtful, trustedSource, vetoes)

  const person = Int32Array.from(root)
  const groups = new Set<number>()
  const tell = (member: number, group: number) => {
    person[member] = group
    groups.add(group)
  }
  let looked = 0
  let split = 0
  const refine = refiner(input.refine)
  const forbidden =
    trustedSource === undefined && vetoes.length === 0
      ? undefined
      : (a: number, b: number) => isForbidden(a, b, trustedSource, vetoes)
  for (const component of await doubtfulComponents(root, doubtful, edges, forbidden)) {
    groups.clear()
    refine(component, tell)
    looked += 1
    if (groups.size > 1) split += 1
  }
  const count = new Int32Array(records)
  let persons = 0
  let largest = 0
  for (const own of person) {
    const members = (count[own] ?? 0) + 1
    count[own] = members
    if (members === 1) persons += 1
    if (members > largest) largest = members
  }
  return { person, persons, looked, split, largest }
}

/** Components that hold two records which may not be one person; by component first, exactly in `isForbidden`. */
function markConflicts(
  root: Int32Array,
  doubtful: Uint8Array,
  trustedSource: Int32Array | undefined,
  vetoes: ClusterInput['vetoes'],
): void {
  const records = root.length
  if (trustedSource !== undefined) {
    const seen = new Set<number>()
    for (let record = 0; record < records; record += 1) {
      const source = trustedSource[record] ?? -1
      if (source < 0) continue
      const key = (root[record] ?? 0) * 64 + source
      if (seen.has(key)) doubtful[root[record] ?? 0] = 1
      seen.add(key)
    }
  }
  for (const { columns } of vetoes) {
    const differing = new Uint8Array(records)
    for (const column of columns) {
      const first = new Int32Array(records)
      const differs = new Uint8Array(records)
      for (let record = 0; record < records; record += 1) {
        const value = column[record] ?? 0
        if (value === 0) continue
        const own = root[record] ?? 0
        if (first[own] === 0) first[own] = value
        else if (first[own] !== value) differs[own] = 1
      }
      for (let record = 0; record < records; record += 1)
        differing[record] = (differing[record] ?? 0) + (differs[record] ?? 0)
    }
    for (let record = 0; record < records; record += 1)
      if (differing[record] === columns.length) doubtful[record] = 1
  }
}

function isForbidden(
  a: number,
  b: number,
  trustedSource: Int32Array | undefined,
  vetoes: ClusterInput['vetoes'],
): boolean {
  if (
    trustedSource !== undefined &&
    (trustedSource[a] ?? -1) >= 0 &&
    trustedSource[a] === trustedSource[b]
  )
    return true
  return vetoes.some(
    ({ columns, mayDiffer }) =>
      columns.every(
        (column) => (column[a] ?? 0) !== 0 && (column[b] ?? 0) !== 0 && column[a] !== column[b],
      ) && mayDiffer?.(a, b) !== true,
  )
}
