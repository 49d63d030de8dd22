import type {
  decideStory as decideStoryEndpoint,
  Input,
  maskStory as maskStoryEndpoint,
  StoryState,
} from '@umai/contract'
import { type Context, runCommand, type Tx } from '@umai/db'
import { fail, type Keys } from '@umai/platform'
import { maskWords } from '@umai/stories'
import { closeStory, hourOf, type KeyPair, newKeyPair, openStory } from '@umai/threads'
import type { CommandContext } from '../http/context.ts'
import {
  closeWaiting,
  findStoryKey,
  insertStoryKey,
  type Lying,
  listOpenWaiting,
  lockStory,
  moveStory,
  openStoryKeys,
  replaceWords,
} from './store.ts'

type Stored = Readonly<{
  id: string
  words: string | null
  key_id: string | null
  box: string | null
}>
type Locked = NonNullable<Awaited<ReturnType<typeof lockStory>>>

/** The words of a story, wherever they lie; null once they are gone. */
export const wordsOf = async (
  { id, words, key_id, box }: Stored,
  pairs: ReadonlyMap<string, KeyPair>,
): Promise<string | null> => {
  if (box === null) return words
  const pair = pairs.get(key_id ?? '')
  if (pair === undefined) throw new Error('The key under which a story is closed is not there')
  return openStory(pair, { storyId: id, reader: 'moderators', box })
}

/** How words have to lie in a state: closed while they wait, open once published, gone once refused. */
const lyingIn = async (
  tx: Tx,
  state: StoryState,
  { id, is_sample, own_public }: Pick<Locked, 'id' | 'is_sample' | 'own_public'>,
  words: string,
): Promise<Lying> => {
  const nowhere = { words: null, key_id: null, box: null, own_box: null }
  if (state === 'refused') return nowhere
  if (state === 'published' || is_sample) return { ...nowhere, words }
  const key = await findStoryKey(tx)
  if (key === undefined)
    throw new Error('There is no key of stories; the job keep-story-key makes it')
  const close = (publicKey: Buffer, reader: 'moderators' | 'own') =>
    closeStory(publicKey, { storyId: id, reader, words })
  return {
    words: null,
    key_id: key.id,
    box: await close(key.publicKey, 'moderators'),
    own_box: own_public === null ? null : await close(own_public, 'own'),
  }
}

const lockAt = async (
  tx: Tx,
  keys: Keys,
  { id, version }: Readonly<{ id: string; version: number }>,
) => {
  const story = (await lockStory(tx, id)) ?? fail('not-found')
  if (story.version !== version) return fail('record-changed')
  const words = await wordsOf(story, await openStoryKeys(tx, keys))
  if (words === null) return fail('record-changed')
  return { ...story, words }
}

export const maskStory = (ctx: CommandContext, input: Input<typeof maskStoryEndpoint>) => {
  const { id } = input.params
  const { version, words, mask } = input.body
  return runCommand(
    ctx,
    { name: 'mask-story', key: ctx.key, input, subject: { kind: 'story', id } },
    async (tx, leaf) => {
      const story = await lockAt(tx, ctx.keys, { id, version })
      const masked = maskWords(story.words, words, mask)
      await replaceWords(tx, id, await lyingIn(tx, stateOf(story), story, masked))
      leaf.note('mask', mask)
      return { done: true as const }
    },
  )
}

/** A withdrawn one is seen by nobody at a desk: the policy leaves it out. */
const stateOf = ({ state }: Locked): StoryState =>
  state === 'withdrawn' ? fail('not-found') : state

export const decideStory = (ctx: CommandContext, input: Input<typeof decideStoryEndpoint>) => {
  const { id } = input.params
  const { body } = input
  return runCommand(
    ctx,
    { name: 'decide-story', key: ctx.key, input, subject: { kind: 'story', id } },
    async (tx, leaf) => {
      const story = await lockAt(tx, ctx.keys, { id, version: body.version })
      const me = ctx.identity.userId
      if (story.state === 'second-look' && story.asked_by === me) fail('second-look-by-another')
      leaf.note('decision', body.decision)
      if (body.decision === 'refuse') leaf.note('reason', body.reason)
      const state = stateAfter[body.decision]
      const isAsking = state === 'second-look'
      await moveStory(tx, {
        id,
        state,
        reason: body.decision === 'refuse' ? body.reason : null,
        // Whoever once asked may take down what another published.
        askedBy: isAsking ? me : story.asked_by === me ? null : story.asked_by,
        decidedBy: isAsking ? null : me,
        at: hourOf(ctx.clock.now()),
        lying: await lyingIn(tx, state, story, story.words),
      })
      return { done: true as const }
    },
  )
}

const stateAfter = {
  publish: 'published',
  'second-look': 'second-look',
  refuse: 'refused',
} as const satisfies Readonly<Record<string, StoryState>>

/** Makes the key under which words wait where there is none, and closes what waits from before there was one. */
export const keepStoryKey = async (ctx: Context): Promise<void> => {
  await ctx.db.transaction({ role: 'umai_jobs' }, async (tx) => {
    if ((await findStoryKey(tx)) === undefined)
      await insertStoryKey(tx, ctx.keys, { pair: await newKeyPair(), at: ctx.clock.now() })
    const key = await findStoryKey(tx)
    if (key === undefined) return
    for (const { id, words } of await listOpenWaiting(tx)) {
      const text = words ?? ''
      const box = await closeStory(key.publicKey, {
        storyId: id,
        reader: 'moderators',
        words: text,
      })
      await closeWaiting(tx, { id, keyId: key.id, box })
    }
  })
}
