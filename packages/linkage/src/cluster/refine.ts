// Takes one connected component in which not everything agrees and finds the persons in it: the two groups that agree best on
// average are joined, again and again, while that average speaks for one person and nothing forbids it. A chain of chance
// agreements falls apart here, because its ends were compared and do not agree, or share no key at all.

export type Component = {
  /** Record numbers, ascending. */
  readonly members: readonly number[]
  readonly edges: readonly { readonly l: number; readonly r: number; readonly weight: number }[]
  /** True when the two records may not be one person, whatever the weights. */
  readonly forbidden: (a: number, b: number) => boolean
}

export type RefineOptions = {
  /** Groups join when the average weight between them reaches this. */
  readonly join: number
  /** The weight of two records that no blocking rule brought together. */
  readonly absent: number
  /** A component beyond this is cut at rising weights before it is looked at closely. */
  readonly largest: number
}

const NEVER = -1e6
const CUT_STEP = 2

/** The group of each member, named by its smallest record. */
export function refine(component: Component, options: RefineOptions): ReadonlyMap<number, number> {
  if (component.members.length > options.largest) return cutAndRefine(component, options)
  const { members, edges, forbidden } = component
  const count = members.length
  const place = new Map(members.map((member, index) => [member, index]))
  const sums = new Float64Array(count * count).fill(options.absent)
  for (const { l, r, weight } of edges) {
    const a = place.get(l)
    const b = place.get(r)
    if (a === undefined || b === undefined) continue
    sums[a * count + b] = weight
    sums[b * count + a] = weight
  }
  for (let a = 0; a < count; a += 1)
    for (let b = a + 1; b < count; b += 1)
      if (forbidden(members[a] ?? 0, members[b] ?? 0)) {
        sums[a * count + b] = NEVER
        sums[b * count + a] = NEVER
      }
  const sizes = new Int32Array(count).fill(1)
  const group = Int32Array.from({ length: count }, (_, index) => index)
  for (;;) {
    let best = options.join
    let left = -1
    let right = -1
    for (let a = 0; a < count; a += 1) {
      if (sizes[a] === 0) continue
      for (let b = a + 1; b < count; b += 1) {
        const size = (sizes[a] ?? 0) * (sizes[b] ?? 0)
        if (size === 0) continue
        const average = (sums[a * count + b] ?? NEVER) / size
        if (average > best || (left === -1 && average === best)) {
          best = average
          left = a
          right = b
        }
      }
    }
    if (left === -1) break
    for (let other = 0; other < count; other += 1) {
      if (other === left || other === right) continue
      const sum = (sums[left * count + other] ?? 0) + (sums[right * count + other] ?? 0)
      sums[left * count + other] = sum
      sums[other * count + left] = sum
    }
    sizes[left] = (sizes[left] ?? 0) + (sizes[right] ?? 0)
    sizes[right] = 0
    for (let index = 0; index < count; index += 1) if (group[index] === right) group[index] = left
  }
  return new Map(members.map((member, index) => [member, members[group[index] ?? index] ?? member]))
}

/** Drops the weakest edges until the pieces can be looked at closely; weak bridges between two dense parts go first. */
function cutAndRefine(component: Component, options: RefineOptions): ReadonlyMap<number, number> {
  const weakest = component.edges.reduce(
    (least, { weight }) => Math.min(least, weight),
    Number.POSITIVE_INFINITY,
  )
  const strongest = component.edges.reduce(
    (most, { weight }) => Math.max(most, weight),
    Number.NEGATIVE_INFINITY,
  )
  const groups = new Map<number, number>()
  const cutAt = Math.max(weakest, options.join) + CUT_STEP
  const kept = component.edges.filter(({ weight }) => weight >= cutAt)
  if (kept.length === 0 || strongest <= weakest) {
    for (const member of component.members) groups.set(member, member)
    return groups
  }
  const parent = new Map(component.members.map((member) => [member, member]))
  const find = (node: number): number => {
    let root = node
    while (parent.get(root) !== root) root = parent.get(root) ?? root
    parent.set(node, root)
    return root
  }
  for (const { l, r } of kept) {
    const a = find(l)
    const b = find(r)
    if (a !== b) parent.set(Math.max(a, b), Math.min(a, b))
  }
  const pieces = Map.groupBy(component.members, find)
  const edgesOf = Map.groupBy(
    component.edges.filter(({ l, r }) => find(l) === find(r)),
    ({ l }) => find(l),
  )
  for (const [root, members] of pieces) {
    const own = edgesOf.get(root) ?? []
    // A piece as large as before is cut at the next weight: only edges that survived this cut count for it.
    const edges =
      members.length > options.largest ? own.filter(({ weight }) => weight >= cutAt) : own
    for (const [member, group] of refine(
      { members, edges, forbidden: component.forbidden },
      options,
    ))
      groups.set(member, group)
  }
  return groups
}
