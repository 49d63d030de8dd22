// Takes one connected component in which not everything agrees and finds the persons in it: the two groups that agree best on
// average are joined, again and again, while that average speaks for one person and nothing forbids it. A chain of chance
// agreements falls apart here, because its ends were compared and do not agree, or share no key at all.
import type { Component, RefineOptions } from './component.ts'
import { cut } from './cut.ts'
import { placeOf } from './places.ts'

const NEVER = -1e6

/** Tells the group of each member, named by its smallest record. */
export type TellGroup = (member: number, group: number) => void

export type Refine = (component: Component, tell: TellGroup) => void

/** Components are many and small: they are looked at one after the other in the same memory. */
export function refiner(options: RefineOptions): Refine {
  const refineSmall = smallRefiner(options)
  return (component, tell) => {
    if (component.members.length <= options.largest) {
      refineSmall(component, tell)
      return
    }
    for (const piece of cut(component, options)) {
      if (piece.members.length === 1) tell(piece.members[0] ?? 0, piece.members[0] ?? 0)
      else refineSmall({ ...component, ...piece }, tell)
    }
  }
}

function smallRefiner({ join, absent }: RefineOptions): Refine {
  let room = 0
  let sums = new Float64Array(0)
  let sizes = new Int32Array(0)
  let group = new Int32Array(0)
  // The later group that each one agrees with best, -1 where it agrees with none enough, and how well.
  let partner = new Int32Array(0)
  let best = new Float64Array(0)
  const makeRoom = (count: number) => {
    if (count <= room) return
    room = Math.max(count, room * 2)
    sums = new Float64Array(room * room)
    sizes = new Int32Array(room)
    group = new Int32Array(room)
    partner = new Int32Array(room)
    best = new Float64Array(room)
  }

  const fill = ({ members, edges, forbidden }: Component): void => {
    const count = members.length
    sums.fill(absent, 0, count * count)
    for (let at = 0; at < edges.l.length; at += 1) {
      const a = placeOf(members, edges.l[at] ?? 0)
      const b = placeOf(members, edges.r[at] ?? 0)
      const weight = edges.weight[at] ?? 0
      sums[a * count + b] = weight
      sums[b * count + a] = weight
    }
    if (forbidden === undefined) return
    for (let a = 0; a < count; a += 1)
      for (let b = a + 1; b < count; b += 1)
        if (forbidden(members[a] ?? 0, members[b] ?? 0)) {
          sums[a * count + b] = NEVER
          sums[b * count + a] = NEVER
        }
  }

  const averageOf = (count: number, a: number, b: number): number =>
    (sums[a * count + b] ?? NEVER) / ((sizes[a] ?? 0) * (sizes[b] ?? 0))

  const findPartner = (count: number, a: number): void => {
    let found = -1
    let most = join
    for (let b = a + 1; b < count; b += 1) {
      if (sizes[b] === 0) continue
      const average = averageOf(count, a, b)
      if (average > most || (found === -1 && average === most)) {
        most = average
        found = b
      }
    }
    partner[a] = found
    best[a] = most
  }

  /** Of all groups the first that agrees best with a later one; -1 where none agrees enough. */
  const bestLeft = (count: number): number => {
    let left = -1
    for (let a = 0; a < count; a += 1)
      if (
        sizes[a] !== 0 &&
        partner[a] !== -1 &&
        (left === -1 || (best[a] ?? 0) > (best[left] ?? 0))
      )
        left = a
    return left
  }

  /** Who agreed best with either of the two has to look again, the others only at what they have become. */
  const joinTwo = (count: number, left: number, right: number): void => {
    for (let other = 0; other < count; other += 1) {
      if (other === left || other === right) continue
      const sum = (sums[left * count + other] ?? 0) + (sums[right * count + other] ?? 0)
      sums[left * count + other] = sum
      sums[other * count + left] = sum
    }
    sizes[left] = (sizes[left] ?? 0) + (sizes[right] ?? 0)
    sizes[right] = 0
    for (let at = 0; at < count; at += 1) if (group[at] === right) group[at] = left
    for (let a = 0; a < right; a += 1) {
      if (sizes[a] === 0) continue
      if (a === left || partner[a] === left || partner[a] === right) {
        findPartner(count, a)
        continue
      }
      if (a > left) continue
      const average = averageOf(count, a, left)
      const most = best[a] ?? 0
      if (average > most || (average === most && (partner[a] === -1 || left < (partner[a] ?? 0)))) {
        partner[a] = left
        best[a] = average
      }
    }
  }

  return (component, tell) => {
    const { members } = component
    const count = members.length
    makeRoom(count)
    fill(component)
    for (let at = 0; at < count; at += 1) {
      sizes[at] = 1
      group[at] = at
    }
    for (let a = 0; a < count; a += 1) findPartner(count, a)
    for (let left = bestLeft(count); left !== -1; left = bestLeft(count))
      joinTwo(count, left, partner[left] ?? 0)
    for (let at = 0; at < count; at += 1) tell(members[at] ?? 0, members[group[at] ?? at] ?? 0)
  }
}
