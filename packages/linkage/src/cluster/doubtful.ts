// Gathers the components that have to be looked at closely: their records and their pairs, next to one another.
import type { Component, EdgeColumns } from './component.ts'
import { starts } from './places.ts'

/** The pairs are gone through twice, so that no more are held than such components have. */
export async function doubtfulComponents(
  root: Int32Array,
  doubtful: Uint8Array,
  edges: EdgeColumns,
  forbidden: Component['forbidden'],
): Promise<Iterable<Component>> {
  const records = root.length
  const numberOf = new Int32Array(records)
  let components = 0
  for (let record = 0; record < records; record += 1) {
    if (doubtful[record] !== 1) continue
    numberOf[record] = components
    components += 1
  }
  // What belongs to persons already comes after all components and is not kept.
  const componentOf = new Int32Array(records)
  for (let record = 0; record < records; record += 1) {
    const own = root[record] ?? 0
    componentOf[record] = doubtful[own] === 1 ? (numberOf[own] ?? 0) : components
  }
  const memberStart = starts(components + 1, componentOf)
  const members = new Int32Array(memberStart[components] ?? 0)
  const nextMember = memberStart.slice()
  for (let record = 0; record < records; record += 1) {
    const component = componentOf[record] ?? 0
    if (component === components) continue
    const to = nextMember[component] ?? 0
    members[to] = record
    nextMember[component] = to + 1
  }
  const edgeStart = new Int32Array(components + 1)
  await edges((l, r, _, count) => {
    for (let at = 0; at < count; at += 1) {
      const component = componentOf[l[at] ?? 0] ?? 0
      if (component === components || component !== componentOf[r[at] ?? 0]) continue
      edgeStart[component + 1] = (edgeStart[component + 1] ?? 0) + 1
    }
  })
  for (let component = 0; component < components; component += 1)
    edgeStart[component + 1] = (edgeStart[component + 1] ?? 0) + (edgeStart[component] ?? 0)
  const held = edgeStart[components] ?? 0
  const ls = new Int32Array(held)
  const rs = new Int32Array(held)
  const weights = new Float64Array(held)
  const nextEdge = edgeStart.slice()
  await edges((l, r, weight, count) => {
    for (let at = 0; at < count; at += 1) {
      const left = l[at] ?? 0
      const right = r[at] ?? 0
      const component = componentOf[left] ?? 0
      if (component === components || component !== componentOf[right]) continue
      const to = nextEdge[component] ?? 0
      ls[to] = left
      rs[to] = right
      weights[to] = weight[at] ?? 0
      nextEdge[component] = to + 1
    }
  })
  return inTurn(components, (component) => {
    const [from, to] = [edgeStart[component], edgeStart[component + 1]]
    return {
      members: members.subarray(memberStart[component], memberStart[component + 1]),
      edges: {
        l: ls.subarray(from, to),
        r: rs.subarray(from, to),
        weight: weights.subarray(from, to),
      },
      forbidden,
    }
  })
}

function* inTurn(
  components: number,
  componentAt: (component: number) => Component,
): Generator<Component> {
  for (let component = 0; component < components; component += 1) yield componentAt(component)
}
