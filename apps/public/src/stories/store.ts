// Rows of stories as the public site may touch them: those on the wall, and the one whose receipt was typed. Nothing here
// keeps who asked or when to the minute.
import { type Context, type Tx, transactionOptionsOf } from '@umai/db'
import {
  closeStory,
  deriveReceiptKeys,
  hourOf,
  openStory,
  ownStoryKeys,
  type ReceiptKeys,
  type ReceiptSecrets,
} from '@umai/threads'
import { sql } from 'kysely'
import { inTime } from '../http/in-time.ts'
import type { OwnStory, Stories } from './model.ts'

const perPage = 30
const patienceMs = 2_000
/** `isSample`: whether this is a site of the sample region; a live one never shows what the sample brought. */
export function storiesSource(
  ctx: Context,
  {
    isSample,
    secrets,
    derive = deriveReceiptKeys,
  }: {
    readonly isSample: boolean
    readonly secrets: ReceiptSecrets
    readonly derive?: typeof deriveReceiptKeys
  },
): Stories {
  let places: readonly string[] = []

  const inTransaction = <T>(
    locator: Buffer | undefined,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> =>
    inTime(
      ctx.db.transaction(transactionOptionsOf(ctx), async (tx) => {
        if (locator !== undefined)
          await sql`select set_config('umai.locator', ${locator.toString('hex')}, true)`.execute(tx)
        return work(tx)
      }),
      patienceMs,
    )
  /** The slow step first, then one transaction; the same for a receipt that is right and one that is not. */
  const byReceipt = async <T>(
    receipt: string,
    work: (tx: Tx, keys: ReceiptKeys) => Promise<T>,
  ): Promise<T | 'away'> => {
    try {
      const keys = await derive(secrets, receipt)
      return await inTransaction(keys.locator, (tx) => work(tx, keys))
    } catch {
      return 'away'
    }
  }

  return {
    async wall(page) {
      try {
        const rows = await inTransaction(undefined, (tx) =>
          tx
            .selectFrom('stories')
            .select(['id', 'lang', 'since', 'words', 'is_sample'])
            .where('state', '=', 'published')
            .$if(!isSample, (query) => query.where('is_sample', '=', false))
            .orderBy('moved_at', 'desc')
            .orderBy('id')
            .offset(perPage * page)
            .limit(perPage + 1)
            .execute(),
        )
        return {
          hasMore: rows.length > perPage,
          stories: rows
            .slice(0, perPage)
            .flatMap(({ id, lang, since, is_sample, words }) =>
              words === null ? [] : [{ id, lang, since, isSample: is_sample, text: words }],
            ),
        }
      } catch {
        return undefined
      }
    },

    async placeNames() {
      try {
        const rows = await inTransaction(undefined, (tx) =>
          tx.selectFrom('place_names').select(['name_kk', 'name_ru', 'name_en']).execute(),
        )
        places = rows.flatMap(({ name_kk, name_ru, name_en }) => [name_kk, name_ru, name_en])
      } catch {
        // Masked by what is known already; a person reads it all the same.
      }
      return places
    },

    async leave({ receipt, lang, since, text }) {
      const done = await byReceipt(receipt, async (tx, { locator, wrap }) => {
        // Sent twice, the second time finds what the first left.
        const known = await findRow(tx)
        if (known !== undefined) return 'left' as const
        const { rows } = await sql<{
          room: boolean
        }>`select sec.has_room_for_stories() as room`.execute(tx)
        if (rows[0]?.room !== true) return 'full' as const
        // Not by time: an id that tells the moment would undo that moments are kept to the hour.
        const id = crypto.randomUUID()
        const hour = hourOf(ctx.clock.now())
        const key = await findKey(tx)
        // Where nobody made a key yet nobody could read it: it is said that the words were not sent.
        if (key === undefined) return 'away' as const
        const own = ownStoryKeys(wrap)
        await tx
          .insertInto('stories')
          .values({
            id,
            locator,
            lang,
            since,
            state: 'waiting',
            written_at: hour,
            moved_at: hour,
            key_id: key.id,
            box: await closeStory(key.public_key, {
              storyId: id,
              reader: 'moderators',
              words: text,
            }),
            own_public: own.publicKey,
            own_box: await closeStory(own.publicKey, { storyId: id, reader: 'own', words: text }),
          })
          .execute()
        return 'left' as const
      })
      return done
    },

    find: (receipt) =>
      byReceipt(receipt, async (tx, { wrap }): Promise<OwnStory | 'none'> => {
        const row = await findRow(tx)
        if (row === undefined) return 'none'
        const { id, state, reason, lang, words, own_box } = row
        const own = ownStoryKeys(wrap)
        const text =
          own_box === null
            ? words
            : await openStory(own, { storyId: id, reader: 'own', box: own_box })
        return { state, reason, lang, text: text ?? undefined }
      }),

    withdraw: (receipt) =>
      byReceipt(receipt, async (tx) => {
        const row = await findRow(tx)
        if (row === undefined) return 'none'
        await tx
          .updateTable('stories')
          .set({
            state: 'withdrawn',
            words: null,
            key_id: null,
            box: null,
            own_box: null,
            reason: null,
            moved_at: hourOf(ctx.clock.now()),
          })
          .where('id', '=', row.id)
          .execute()
        return 'gone'
      }),
  }
}

/** The policies show the wall too, so the one of the receipt is asked for by what only its receipt gives. */
const findRow = async (tx: Tx) => {
  const { rows } = await sql<{ id: string | null }>`select sec.own_story_id() as id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined || id === null) return undefined
  return tx
    .selectFrom('stories')
    .select(['id', 'state', 'reason', 'lang', 'words', 'own_box'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The key under which words wait for a moderator; the private half is not on this host. */
const findKey = (tx: Tx) =>
  tx
    .selectFrom('story_keys')
    .select(['id', 'public_key'])
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .executeTakeFirst()
