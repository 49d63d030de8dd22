// The wall as moderators would keep it, for tests of a site that holds no key of theirs.
import type { TestDatabase } from '@umai/db/testing'
import { closeStory, newKeyPair, openStory } from '@umai/threads'

/** Makes the key under which words wait, and keeps its private half for the test. */
export async function openTestWall(base: Pick<TestDatabase, 'load'>) {
  const pair = await newKeyPair()
  const keyId = crypto.randomUUID()
  await base.load((tx) =>
    tx
      .insertInto('story_keys')
      .values({
        id: keyId,
        public_key: pair.publicKey,
        sealed_private: 'held by the test',
        made_at: '2026-11-01T00:00:00.000Z',
      })
      .execute(),
  )
  return {
    /** A story as it lies while it waits. */
    closed: async (id: string, words: string) => ({
      id,
      key_id: keyId,
      box: await closeStory(pair.publicKey, { storyId: id, reader: 'moderators', words }),
    }),
    /** Publishes whatever waits. */
    publishAll: () =>
      base.load(async (tx) => {
        const waiting = await tx
          .selectFrom('stories')
          .select(['id', 'box'])
          .where('state', '=', 'waiting')
          .where('box', 'is not', null)
          .execute()
        for (const { id, box } of waiting)
          await tx
            .updateTable('stories')
            .set({
              state: 'published',
              words: await openStory(pair, { storyId: id, reader: 'moderators', box: box ?? '' }),
              key_id: null,
              box: null,
              own_box: null,
            })
            .where('id', '=', id)
            .execute()
      }),
  }
}
