import type { SavedView, SavedViewFilter } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { Instant } from '@umai/words'

/** Views of the one who asks; the policies show no others. */
export const listViews = async (tx: Tx): Promise<SavedView[]> => {
  const rows = await tx
    .selectFrom('saved_views')
    .select(['id', 'name', 'filter'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, filter }) => ({ id, name, filter: filter as SavedViewFilter }))
}

export const insertView = async (
  tx: Tx,
  view: Readonly<{
    id: string
    userId: string
    name: string
    filter: SavedViewFilter
    at: Instant
  }>,
): Promise<void> => {
  await tx
    .insertInto('saved_views')
    .values({
      id: view.id,
      user_id: view.userId,
      name: view.name,
      filter: JSON.stringify(view.filter),
      created_at: view.at,
    })
    .execute()
}

export const deleteView = async (tx: Tx, id: string): Promise<boolean> => {
  const row = await tx
    .deleteFrom('saved_views')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
