import type { Operation, VersionBody } from './ast.ts'

/** An operation of an act that does not fit the version it changes. */
export class AmendmentError extends Error {
  override readonly name = 'AmendmentError'
}

type Change = NonNullable<Operation['changes']>[number]
type Tree = Record<string, unknown> | unknown[]

/**
 * Applies the changes of an amending act to a version and gives the version that results; the input is not touched.
 * A path names map keys, and the entries of `rules`, `duties` and `open` by their id. Throws `AmendmentError` where the path does not exist,
 * an addition stands already, or a removal finds nothing.
 */
export function amend(body: VersionBody, changes: readonly Change[]): VersionBody {
  const copy = structuredClone(body)
  for (const change of changes) applyChange(copy as unknown as Tree, change)
  return copy
}

function applyChange(root: Tree, change: Change): void {
  const steps = change.at.split('.')
  const last = steps.pop()
  if (last === undefined || last === '') throw new AmendmentError('a change names no place')
  let here: unknown = root
  for (const step of steps) {
    here = isTree(here) ? child(here, step) : undefined
    if (here === undefined)
      throw new AmendmentError(`${change.at}: nothing stands at ${step} in the version changed`)
  }
  if (!isTree(here)) throw new AmendmentError(`${change.at}: a plain value has no parts`)
  const present = child(here, last) !== undefined
  const ways = Number('set' in change) + Number('add' in change) + Number(change.remove === true)
  if (ways !== 1)
    throw new AmendmentError(`${change.at}: exactly one of set, add, remove is needed`)
  if (change.add !== undefined) {
    if (present) throw new AmendmentError(`${change.at}: stands already, use set`)
    put(here, last, change.add)
  } else if (change.remove) {
    if (!present) throw new AmendmentError(`${change.at}: nothing to remove`)
    removeChild(here, last)
  } else {
    if (!present) throw new AmendmentError(`${change.at}: nothing to set, use add`)
    put(here, last, change.set)
  }
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null
}

function positionIn(list: readonly unknown[], step: string): number {
  const byId = list.findIndex(
    (entry) => isTree(entry) && !Array.isArray(entry) && entry.id === step,
  )
  return byId >= 0 || !/^\d+$/.test(step) ? byId : Number(step)
}

function child(tree: Tree, step: string): unknown {
  if (Array.isArray(tree)) return tree[positionIn(tree, step)]
  return Object.hasOwn(tree, step) ? tree[step] : undefined
}

function put(tree: Tree, step: string, value: unknown): void {
  if (!Array.isArray(tree)) tree[step] = value
  else {
    const at = positionIn(tree, step)
    if (at >= 0 && at < tree.length) tree[at] = value
    else tree.push(value)
  }
}

function removeChild(tree: Tree, step: string): void {
  if (Array.isArray(tree)) tree.splice(positionIn(tree, step), 1)
  else delete tree[step]
}

/** One difference between two versions, by path; for a readable history and for the check that acts reproduce versions. */
export type Difference = {
  readonly at: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Every place where two values differ. Entries of lists are matched by their id where they have one. */
export function differences(before: unknown, after: unknown, at = ''): readonly Difference[] {
  if (Object.is(before, after)) return []
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after))
    return [
      {
        at,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ]
  const left = keyed(before)
  const right = keyed(after)
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    differences(left.get(key), right.get(key), at === '' ? key : `${at}.${key}`),
  )
}

function keyed(tree: Tree): ReadonlyMap<string, unknown> {
  if (!Array.isArray(tree))
    return new Map(Object.entries(tree).filter(([, value]) => value !== undefined))
  return new Map(
    tree.map((entry, index) => [
      isTree(entry) && !Array.isArray(entry) && typeof entry.id === 'string'
        ? entry.id
        : String(index),
      entry,
    ]),
  )
}
