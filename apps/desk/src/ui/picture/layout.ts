// Where things stand in a picture. Pure: data and a width go in, numbers come out.

export type GraphPerson = Readonly<{ id: string; isChild: boolean; isCentre: boolean }>
export type GraphTie = Readonly<{ from: string; to: string; livesTogether: boolean }>
export type Box = Readonly<{ x: number; y: number; width: number; height: number }>

export const NODE = { width: 140, height: 98, gapX: 20, gapY: 56, pad: 20 } as const

/** Everybody who lives with the one in the centre, directly or through others; empty where nobody is known to. */
export const householdOf = (
  people: readonly GraphPerson[],
  ties: readonly GraphTie[],
): ReadonlySet<string> => {
  const centre = people.find(({ isCentre }) => isCentre)
  if (centre === undefined) return new Set()
  const found = new Set([centre.id])
  for (let grew = true; grew; ) {
    grew = false
    for (const { from, to, livesTogether } of ties) {
      if (!livesTogether || found.has(from) === found.has(to)) continue
      found.add(from)
      found.add(to)
      grew = true
    }
  }
  return found.size > 1 ? found : new Set()
}

export type Family = Readonly<{
  width: number
  height: number
  boxes: ReadonlyMap<string, Box>
  /** Round those who live together; null where nobody is known to. */
  household: Box | null
}>

/** Grown-ups above, children below; who lives together stands side by side, so that one line can go round them. */
export const placeFamily = (people: readonly GraphPerson[], ties: readonly GraphTie[]): Family => {
  const household = householdOf(people, ties)
  const inOrder = (row: readonly GraphPerson[]) =>
    [...row].sort(
      (a, b) =>
        Number(household.has(b.id)) - Number(household.has(a.id)) ||
        Number(b.isCentre) - Number(a.isCentre),
    )
  const rows = [
    inOrder(people.filter(({ isChild }) => !isChild)),
    inOrder(people.filter(({ isChild }) => isChild)),
  ].filter((row) => row.length > 0)
  const longest = Math.max(1, ...rows.map((row) => row.length))
  const boxes = new Map<string, Box>()
  for (const [rowAt, row] of rows.entries())
    for (const [at, { id }] of row.entries())
      boxes.set(id, {
        x: NODE.pad + at * (NODE.width + NODE.gapX),
        y: NODE.pad + rowAt * (NODE.height + NODE.gapY),
        width: NODE.width,
        height: NODE.height,
      })
  const inside = [...household].flatMap((id) => boxes.get(id) ?? [])
  return {
    width: NODE.pad * 2 + longest * NODE.width + (longest - 1) * NODE.gapX,
    height: NODE.pad * 2 + rows.length * NODE.height + Math.max(0, rows.length - 1) * NODE.gapY,
    boxes,
    household: inside.length === 0 ? null : around(inside, 12),
  }
}

const around = (boxes: readonly Box[], margin: number): Box => {
  const left = Math.min(...boxes.map(({ x }) => x)) - margin
  const top = Math.min(...boxes.map(({ y }) => y)) - margin
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/**
 * A scale on which an hour and a month can both be read: the distance from now grows with the root of the time.
 * Gives places from 0 to 1.
 */
export const rootScale = (nowMs: number, moments: readonly number[]): ((ms: number) => number) => {
  const root = (ms: number): number => Math.sign(ms - nowMs) * Math.sqrt(Math.abs(ms - nowMs))
  const roots = [0, ...moments.map(root)]
  const first = Math.min(...roots)
  const span = Math.max(...roots) - first || 1
  return (ms) => (root(ms) - first) / span
}

/** Even time from the first moment to the last; gives places from 0 to 1. */
export const evenScale = (moments: readonly number[]): ((ms: number) => number) => {
  const first = Math.min(...moments)
  const span = Math.max(...moments) - first || 1
  return (ms) => (ms - first) / span
}
