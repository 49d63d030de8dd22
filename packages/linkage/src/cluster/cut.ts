// Cuts a component that is too large to be looked at closely: its weakest links are dropped, at rising weights, until every piece is
// small enough. Weak bridges between two dense parts go first. A piece keeps all its pairs, those that speak against it too.
import type { Component, EdgeList, RefineOptions } from './component.ts'
import { placeOf, starts } from './places.ts'
import { createUnionFind } from './union-find.ts'

const STEP = 2

export type Piece = { readonly members: Int32Array; readonly edges: EdgeList }

export function cut({ members, edges }: Component, options: RefineOptions): readonly Piece[] {
  const count = members.length
  const l = places(members, edges.l)
  const r = places(members, edges.r)
  const { pieceOf, pieces } = piecesOf(count, { l, r, weight: edges.weight }, options)
  const startOf = starts(pieces, pieceOf)
  const held = new Int32Array(count)
  const next = startOf.slice()
  for (let place = 0; place < count; place += 1) {
    const piece = pieceOf[place] ?? 0
    held[next[piece] ?? 0] = members[place] ?? 0
    next[piece] = (next[piece] ?? 0) + 1
  }
  const within = new Int32Array(l.length)
  for (let at = 0; at < l.length; at += 1) {
    const piece = pieceOf[l[at] ?? 0] ?? 0
    within[at] = piece === pieceOf[r[at] ?? 0] ? piece : pieces
  }
  const edgeStart = starts(pieces + 1, within)
  const inPieces = edgeStart[pieces] ?? 0
  const sorted = {
    l: new Int32Array(inPieces),
    r: new Int32Array(inPieces),
    weight: new Float64Array(inPieces),
  }
  const nextEdge = edgeStart.slice()
  for (let at = 0; at < l.length; at += 1) {
    const piece = within[at] ?? 0
    if (piece === pieces) continue
    const to = nextEdge[piece] ?? 0
    nextEdge[piece] = to + 1
    sorted.l[to] = edges.l[at] ?? 0
    sorted.r[to] = edges.r[at] ?? 0
    sorted.weight[to] = edges.weight[at] ?? 0
  }
  return Array.from({ length: pieces }, (_, piece): Piece => {
    const [from, to] = [edgeStart[piece], edgeStart[piece + 1]]
    return {
      members: held.subarray(startOf[piece], startOf[piece + 1]),
      edges: {
        l: sorted.l.subarray(from, to),
        r: sorted.r.subarray(from, to),
        weight: sorted.weight.subarray(from, to),
      },
    }
  })
}

function places(members: Int32Array, records: Int32Array): Int32Array {
  const found = new Int32Array(records.length)
  for (let at = 0; at < records.length; at += 1) found[at] = placeOf(members, records[at] ?? 0)
  return found
}

/** The piece of each place, all no larger than allowed, numbered by their smallest places. */
function piecesOf(
  count: number,
  { l, r, weight }: EdgeList,
  { join, largest }: RefineOptions,
): { readonly pieceOf: Int32Array; readonly pieces: number } {
  const root = new Int32Array(count).fill(-1)
  const size = new Int32Array(count)
  let left = new Int32Array(l.length)
  for (let at = 0; at < left.length; at += 1) left[at] = at
  let open = count
  for (let least = join + STEP; open > 0; least += STEP) {
    // Only what is still too large is cut further.
    left = left.filter(
      (at) => (weight[at] ?? 0) >= least && root[l[at] ?? 0] === -1 && root[r[at] ?? 0] === -1,
    )
    const joined = createUnionFind(count)
    for (const at of left) joined.join(l[at] ?? 0, r[at] ?? 0)
    size.fill(0)
    for (let place = 0; place < count; place += 1) {
      if (root[place] !== -1) continue
      const own = joined.find(place)
      size[own] = (size[own] ?? 0) + 1
    }
    for (let place = 0; place < count; place += 1) {
      if (root[place] !== -1) continue
      const own = joined.find(place)
      if ((size[own] ?? 0) > largest) continue
      root[place] = own
      open -= 1
    }
  }
  const number = new Int32Array(count).fill(-1)
  const pieceOf = new Int32Array(count)
  let pieces = 0
  for (let place = 0; place < count; place += 1) {
    const own = root[place] ?? 0
    if (number[own] === -1) {
      number[own] = pieces
      pieces += 1
    }
    pieceOf[place] = number[own] ?? 0
  }
  return { pieceOf, pieces }
}
