// Looking for people alone, for the page that lists them.
import type { HitReason } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { Keys } from '@umai/platform'
import { readAsked } from './model.ts'
import { findPeople, startSearch } from './store.ts'

/** Whom one sees that answer to a typed text, each under the record that stands for her, the nearest first, with the reasons. */
export const findPeopleAsked = async (
  given: Readonly<{ tx: Tx; keys: Keys; q: string; limit: number }>,
): Promise<readonly Readonly<{ id: string; reasons: HitReason[]; likeness: number }>[]> => {
  const { tx, keys, q, limit } = given
  const hits = await findPeople(startSearch({ tx, keys, asked: readAsked(q), limit }))
  return hits
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, limit)
    .map(({ id, reasons, likeness }) => ({ id, reasons: [...reasons], likeness }))
}
