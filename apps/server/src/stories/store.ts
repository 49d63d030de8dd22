import type { StoryReason, StoryState } from '@umai/contract'
import type { Tx } from '@umai/db'
import { additionalDataOf, type Keys, randomId, seal, unsealDerived } from '@umai/platform'
import type { KeyPair } from '@umai/threads'
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
      'key_id',
      'box',
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
    .select([
      'id',
      'state',
      'version',
      'words',
      'key_id',
      'box',
      'own_public',
      'is_sample',
      'asked_by',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** The words as they lie: open, or closed for moderators and for whoever left them, or nowhere any more. */
export type Lying = Readonly<{
  words: string | null
  key_id: string | null
  box: string | null
  own_box: string | null
}>

export const replaceWords = (tx: Tx, id: string, lying: Lying) =>
  tx
    .updateTable('stories')
    .set({ ...lying, version: sql<number>`version + 1` })
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
    readonly lying: Lying
  },
) =>
  tx
    .updateTable('stories')
    .set({
      ...to.lying,
      state: to.state,
      reason: to.reason,
      asked_by: to.askedBy,
      decided_by: to.decidedBy,
      moved_at: to.at,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', to.id)
    .execute()

const purpose = 'story keys'
const keyPlace = (keyId: string): Buffer =>
  additionalDataOf({
    table: 'story_keys',
    column: 'sealed_private',
    rowId: keyId,
    subjectId: keyId,
    schemaVersion: 1,
  })

/** The public half under which words are closed now; none before the job that keeps it has run for the first time. */
export const findStoryKey = async (
  tx: Tx,
): Promise<Readonly<{ id: string; publicKey: Buffer }> | undefined> => {
  const row = await tx
    .selectFrom('story_keys')
    .select(['id', 'public_key'])
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, publicKey: row.public_key }
}

/** Every pair that words may be closed under; only who moderates sees one. */
export const openStoryKeys = async (tx: Tx, keys: Keys): Promise<ReadonlyMap<string, KeyPair>> => {
  const rows = await tx
    .selectFrom('story_keys')
    .select(['id', 'public_key', 'sealed_private'])
    .execute()
  return new Map(
    rows.map(({ id, public_key, sealed_private }) => [
      id,
      {
        publicKey: public_key,
        privateKey: unsealDerived(keys, {
          purpose,
          sealed: sealed_private,
          additionalData: keyPlace(id),
        }),
      },
    ]),
  )
}

export const insertStoryKey = async (
  tx: Tx,
  keys: Keys,
  { pair, at }: Readonly<{ pair: KeyPair; at: Instant }>,
): Promise<void> => {
  const id = randomId()
  await tx
    .insertInto('story_keys')
    .values({
      id,
      public_key: pair.publicKey,
      sealed_private: seal(keys.derive(purpose), pair.privateKey, keyPlace(id)),
      made_at: at,
    })
    .execute()
}

/** What waits from before words were closed. */
export const listOpenWaiting = (tx: Tx) =>
  tx
    .selectFrom('stories')
    .select(['id', 'words'])
    .where('state', 'in', ['waiting', 'second-look'])
    .where('is_sample', '=', false)
    .where('words', 'is not', null)
    .orderBy('id')
    .limit(500)
    .execute()

export const closeWaiting = (
  tx: Tx,
  { id, keyId, box }: Readonly<{ id: string; keyId: string; box: string }>,
) =>
  tx.updateTable('stories').set({ words: null, key_id: keyId, box }).where('id', '=', id).execute()
