// The outbound side. Nothing leaves by itself: there is no mail and no text message to a person, only a call that
// somebody makes, and it is refused unless she plainly allowed it at this moment. Default: do not contact.
import type { Input, recordContact as recordContactEndpoint } from '@umai/contract'
import { runCommand } from '@umai/db'
import { fail } from '@umai/platform'
import { recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { readSafeContact } from '../people/actions.ts'
import { contactSaid, isToPerson } from './model.ts'
import { lockNotice } from './store.ts'

export const recordContact = (ctx: CommandContext, input: Input<typeof recordContactEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'record-contact', key, input, subject: { kind: 'duty', id } },
    async (tx, leaf) => {
      const notice = (await lockNotice(tx, id)) ?? fail('not-found')
      if (notice.state !== 'open') fail('duty-ended')
      if (!isToPerson(notice.rule) || notice.person_id === null) fail('duty-without-person')
      const known = await readSafeContact(ctx, tx, notice.person_id)
      if (known === null || !known.isSafeNow) fail('contact-not-safe')
      const { outcome } = input.body
      const { channel } = known.profile
      await recordEvent(ctx, tx, {
        caseId: notice.case_id,
        kind: 'contact-tried',
        at: ctx.clock.now(),
        aboutId: id,
        isStaffOnly: true,
        // How she is reached is for those who may see it.
        class: 'contact',
        data: { outcome, channel, title: contactSaid(channel, outcome) },
      })
      leaf.note('outcome', outcome)
      leaf.note('case', notice.case_id)
      return { done: true as const }
    },
  )
}
