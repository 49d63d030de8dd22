import type { explainRights as explainRightsEndpoint, Input } from '@umai/contract'
import { runCommand } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { openCaseOf } from '../cases/actions.ts'
import { recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { refuseAllegedSide } from '../people/actions.ts'
import { isRightTopic } from './model.ts'
import { insertExplanation, isPersonInCase, listOrdersProtecting } from './store.ts'

/** Records that rights were explained: which, to whom, in which language, how it was acknowledged. */
export const explainRights = (ctx: CommandContext, input: Input<typeof explainRightsEndpoint>) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'explain-rights', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const found = await openCaseOf(tx, caseId)
      const { personId, topics, lang, way, acknowledged, at } = input.body
      if (!(await isPersonInCase(tx, { caseId, personId }))) fail('person-not-in-case')
      await refuseAllegedSide(tx, { caseId, personId })
      const unknown = topics.filter((topic) => !isRightTopic(topic))
      if (unknown.length > 0)
        fail('right-topic-unknown', {
          faults: unknown.map((topic) => ({ in: 'body', path: '/topics', message: topic })),
        })
      const now = ctx.clock.now()
      if (at > now) fail('event-in-future')
      if (Date.parse(at) < Date.parse(found.opened_at) - 86_400_000) fail('event-too-early')
      const by = ctx.identity.userId
      await insertExplanation(tx, {
        id,
        caseId,
        personId,
        topics: [...new Set(topics)],
        lang,
        way,
        acknowledged,
        at,
        by,
        recordedAt: now,
      })
      const orders = await listOrdersProtecting(tx, { caseId, personId })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'rights-explained',
        at,
        aboutId: personId,
        data: { lang, way, acknowledged, topics },
        law:
          orders.length === 0
            ? [{ event: 'rights.explained' }]
            : orders.map((order) => ({ event: 'rights.explained', about: order })),
      })
      leaf.note('language', lang)
      leaf.note('acknowledged', acknowledged)
      return { id }
    },
  )
}
