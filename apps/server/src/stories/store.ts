import type { StoryReason, StoryState } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'
import { type Order, readPage } from '../http/page.ts'

type Filter = Readonly<{
  state?: StoryState
  sort?: 'written' | '-written'
  cursor?: string
  limit?: number
}>

export const listStories = async (tx: Tx, filter: Filter) => {
  const matching = tx
    .selectFrom('stories')
    .$if(filter.state !== undefined, (query) =>
      query.where('state', '=', filter.state ?? 'waiting'),
    )
  const order: Order = {
    sort: filter.sort ?? 'written',
    by: sql.ref('written_at'),
    as: 'timestamptz',
    id: sql.ref('id'),
    idAs: 'uuid',
  }
  const page = await readPage(
    matching.select([
      'id',
      'lang',
      'since',
      'words',
      'state',
      'reason',
      'is_sample',
      'version',
      'written_at',
      'moved_at',
      sql<boolean>`state <> 'second-look' or asked_by is distinct from sec.uid()`.as('may_decide'),
    ]),
    order,
    filter,
  )
  const { total } = await matching
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { ...page, total }
}

export const lockStory = (tx: Tx, id: string) =>
  tx
    .selectFrom('stories')
    .select(['id', 'state', 'version', 'words', 'asked_by'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const replaceWords = (tx: Tx, { id, words }: { id: string; words: string }) =>
  tx
    .updateTable('stories')
    .set({ words, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()

export const moveStory = (
  tx: Tx,
  to: {
    readonly id: string
    readonly state: StoryState
    readonly reason: StoryReason | null
    readonly askedBy: string | null
    readonly decidedBy: string | null
    readonly at: Instant
  },
) =>
  tx
    .updateTable('stories')
    .set({
      state: to.state,
      reason: to.reason,
      asked_by: to.askedBy,
      decided_by: to.decidedBy,
      moved_at: to.at,
      version: sql<number>`version + 1`,
      // What is refused is destroyed.
      ...(to.state === 'refused' ? { words: null } : {}),
    })
    .where('id', '=', to.id)
    .execute()
