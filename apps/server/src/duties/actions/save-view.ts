import type {
  deleteSavedView as deleteSavedViewEndpoint,
  Input,
  saveView as saveViewEndpoint,
} from '@umai/contract'
import { runCommand } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import type { CommandContext } from '../../http/context.ts'
import { deleteView, insertView, listViews } from '../view-store.ts'

const mostViews = 20

export const saveView = (ctx: CommandContext, input: Input<typeof saveViewEndpoint>) => {
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'save-view', key, input, subject: { kind: 'saved-view', id } },
    async (tx) => {
      if ((await listViews(tx)).length >= mostViews) fail('too-many-views')
      const { name, filter } = input.body
      await insertView(tx, {
        id,
        userId: ctx.identity.userId,
        name,
        filter,
        at: ctx.clock.now(),
      })
      return { id }
    },
  )
}

export const deleteSavedView = (
  ctx: CommandContext,
  input: Input<typeof deleteSavedViewEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'delete-saved-view', key, input, subject: { kind: 'saved-view', id } },
    async (tx) => {
      if (!(await deleteView(tx, id))) fail('not-found')
      return { done: true as const }
    },
  )
}
