/**
 * Reduced, ordered, multi-valued decision diagrams: one node per distinct question still open. Two conditions are equal exactly when they have
 * the same node, so "decided whatever X is" and "X does not matter" can be read off. Nodes 0 and 1 are false and true.
 */
export type Node = number

/** One question with finitely many answers. `cells` is how many. */
export type Variable = { readonly name: string; readonly cells: number }

export type Diagram = {
  readonly variables: readonly Variable[]
  /** The node that asks this variable first; `kids` has one node per cell. */
  readonly make: (variable: number, kids: readonly Node[]) => Node
  readonly declare: (variable: Variable) => number
  readonly not: (node: Node) => Node
  readonly and: (left: Node, right: Node) => Node
  readonly or: (left: Node, right: Node) => Node
  readonly atLeast: (n: number, nodes: readonly Node[]) => Node
  /** The node with one variable settled. */
  readonly restrict: (node: Node, variable: number, cell: number) => Node
  /** The variables a node depends on: those, and no others, can change its truth. */
  readonly support: (node: Node) => ReadonlySet<number>
  readonly variableOf: (node: Node) => number
  readonly kidsOf: (node: Node) => readonly Node[]
  readonly size: () => number
}

/** The diagram grew beyond the limit; the caller falls back to an answer that is sound but perhaps too careful. */
export class DiagramTooLarge extends Error {
  override readonly name = 'DiagramTooLarge'
}

const NODE_LIMIT = 1 << 20

export function newDiagram(limit: number = NODE_LIMIT): Diagram {
  const variables: Variable[] = []
  const variableAt: number[] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
  const kidsAt: (readonly Node[])[] = [[], []]
  const unique = new Map<string, Node>()
  const negated = new Map<Node, Node>()
  const conjunctions = new Map<number, Node>()
  const supports = new Map<Node, ReadonlySet<number>>()
  /** By variable and cell: what each node became. A plan settles the same nodes again and again. */
  const restricted: Map<Node, Node>[][] = []

  const make = (variable: number, kids: readonly Node[]): Node => {
    const [first = 0] = kids
    if (kids.every((kid) => kid === first)) return first
    const key = `${variable}:${kids.join(',')}`
    const known = unique.get(key)
    if (known !== undefined) return known
    const node = variableAt.length
    if (node >= limit)
      throw new DiagramTooLarge(`a decision diagram of more than ${limit} nodes was given up`)
    variableAt.push(variable)
    kidsAt.push(kids)
    unique.set(key, node)
    return node
  }
  const variableOf = (node: Node) => variableAt[node] ?? Number.MAX_SAFE_INTEGER
  const kidsOf = (node: Node) => kidsAt[node] ?? []
  const kidUnder = (node: Node, variable: number, cell: number) =>
    variableOf(node) === variable ? (kidsOf(node)[cell] ?? 0) : node
  const not = (node: Node): Node => {
    if (node < 2) return 1 - node
    const known = negated.get(node)
    if (known !== undefined) return known
    const made = make(variableOf(node), kidsOf(node).map(not))
    negated.set(node, made)
    negated.set(made, node)
    return made
  }
  const and = (left: Node, right: Node): Node => {
    if (left === right || right === 1) return left
    if (left === 0 || right === 0) return 0
    if (left === 1) return right
    const key = left < right ? left * limit + right : right * limit + left
    const known = conjunctions.get(key)
    if (known !== undefined) return known
    const variable = Math.min(variableOf(left), variableOf(right))
    const cells = variables[variable]?.cells ?? 0
    const kids: Node[] = []
    for (let cell = 0; cell < cells; cell += 1)
      kids.push(and(kidUnder(left, variable, cell), kidUnder(right, variable, cell)))
    const made = make(variable, kids)
    conjunctions.set(key, made)
    return made
  }
  const or = (left: Node, right: Node): Node => not(and(not(left), not(right)))
  const restrict = (node: Node, variable: number, cell: number): Node => {
    const settled = restricted[variable] ?? []
    restricted[variable] = settled
    const seen = settled[cell] ?? new Map<Node, Node>()
    settled[cell] = seen
    const walk = (at: Node): Node => {
      if (variableOf(at) > variable) return at
      if (variableOf(at) === variable) return kidsOf(at)[cell] ?? 0
      const known = seen.get(at)
      if (known !== undefined) return known
      const made = make(variableOf(at), kidsOf(at).map(walk))
      seen.set(at, made)
      return made
    }
    return walk(node)
  }
  const support = (node: Node): ReadonlySet<number> => {
    if (node < 2) return new Set()
    const known = supports.get(node)
    if (known) return known
    const made = new Set([variableOf(node)])
    for (const kid of kidsOf(node)) for (const variable of support(kid)) made.add(variable)
    supports.set(node, made)
    return made
  }
  return {
    variables,
    make,
    declare: (variable) => variables.push(variable) - 1,
    not,
    and,
    or,
    atLeast(n, nodes) {
      let reached: Node[] = [1, ...Array.from({ length: n }, () => 0)]
      for (const node of nodes)
        reached = reached.map((before, count) =>
          count === 0 ? 1 : or(before, and(reached[count - 1] ?? 0, node)),
        )
      return reached[n] ?? 0
    },
    restrict,
    support,
    variableOf,
    kidsOf,
    size: () => variableAt.length,
  }
}
