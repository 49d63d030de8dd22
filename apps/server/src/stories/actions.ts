import type {
  decideStory as decideStoryEndpoint,
  Input,
  maskStory as maskStoryEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail } from '@umai/platform'
import { maskWords } from '@umai/stories'
import { hourOf } from '@umai/threads'
import type { CommandContext } from '../http/context.ts'
import { lockStory, moveStory, replaceWords } from './store.ts'

const lockAt = async (tx: Tx, id: string, version: number) => {
  const story = (await lockStory(tx, id)) ?? fail('not-found')
  if (story.version !== version || story.words === null) return fail('record-changed')
  return { ...story, words: story.words }
}

export const maskStory = (ctx: CommandContext, input: Input<typeof maskStoryEndpoint>) => {
  const { id } = input.params
  const { version, words, mask } = input.body
  return runCommand(
    ctx,
    { name: 'mask-story', key: ctx.key, input, subject: { kind: 'story', id } },
    async (tx, leaf) => {
      const story = await lockAt(tx, id, version)
      await replaceWords(tx, { id, words: maskWords(story.words, words, mask) })
      leaf.note('mask', mask)
      return { done: true as const }
    },
  )
}

export const decideStory = (ctx: CommandContext, input: Input<typeof decideStoryEndpoint>) => {
  const { id } = input.params
  const { body } = input
  return runCommand(
    ctx,
    { name: 'decide-story', key: ctx.key, input, subject: { kind: 'story', id } },
    async (tx, leaf) => {
      const story = await lockAt(tx, id, body.version)
      const me = ctx.identity.userId
      if (story.state === 'second-look' && story.asked_by === me) fail('second-look-by-another')
      const at = hourOf(ctx.clock.now())
      leaf.note('decision', body.decision)
      if (body.decision === 'second-look')
        await moveStory(tx, {
          id,
          state: 'second-look',
          reason: null,
          askedBy: me,
          decidedBy: null,
          at,
        })
      else {
        const isRefused = body.decision === 'refuse'
        if (isRefused) leaf.note('reason', body.reason)
        await moveStory(tx, {
          id,
          state: isRefused ? 'refused' : 'published',
          reason: isRefused ? body.reason : null,
          // Whoever once asked may take down what another published.
          askedBy: story.asked_by === me ? null : story.asked_by,
          decidedBy: me,
          at,
        })
      }
      return { done: true as const }
    },
  )
}
