// Takes one connected component in which not everything agrees and finds the persons in it: the two groups that agree best on
// average are joined, again and again, while that average speaks for one person and nothing forbids it. A chain of chance
// agreements falls apart here, because its ends were compared and do not agree, or share no key at all.
import type { Component, RefineOptions } from './component.ts'
import { cut } from './cut.ts'
import { placeOf } from './places.ts'

const NEVER = -1e6

/** Tells the group of each member, named by its smallest record. */
export type TellGroup = (member: number, group: number) => void

export function refine(component: Component, options: RefineOptions, tell: TellGroup): void {
  if (component.members.length <= options.largest) {
    refineSmall(component, options, tell)
    return
  }
  for (const piece of cut(component, options)) {
    if (piece.members.length === 1) tell(piece.members[0] ?? 0, piece.members[0] ?? 0)
    else refineSmall({ ...piece, forbidden: component.forbidden }, options, tell)
  }
}

function refineSmall(
  { members, edges, forbidden }: Component,
  options: RefineOptions,
  tell: TellGroup,
): void {
  const count = members.length
  const sums = new Float64Array(count * count).fill(options.absent)
  for (let at = 0; at < edges.l.length; at += 1) {
    const a = placeOf(members, edges.l[at] ?? 0)
    const b = placeOf(members, edges.r[at] ?? 0)
    const weight = edges.weight[at] ?? 0
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
  const group = new Int32Array(count)
  for (let at = 0; at < count; at += 1) group[at] = at
  for (;;) {
    let best = options.join
    let left = -1
    let right = -1
    for (let a = 0; a < count; a += 1) {
      const sizeA = sizes[a] ?? 0
      if (sizeA === 0) continue
      for (let b = a + 1; b < count; b += 1) {
        const size = sizeA * (sizes[b] ?? 0)
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
    for (let at = 0; at < count; at += 1) if (group[at] === right) group[at] = left
  }
  for (let at = 0; at < count; at += 1) tell(members[at] ?? 0, members[group[at] ?? at] ?? 0)
}
