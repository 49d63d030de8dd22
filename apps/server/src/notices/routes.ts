import { listNotices, recordContact as recordContactEndpoint } from '@umai/contract'
import { runView, type Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import { dutiesByIds } from '../duties/actions/read.ts'
import { type App, route } from '../http/route.ts'
import { readSafeContact } from '../people/actions.ts'
import { recordContact } from './actions.ts'
import {
  agencyNoticeOf,
  isToPerson,
  noticeEvents,
  noticeRules,
  receiverOf,
  toNoticeContact,
} from './model.ts'
import { countNotices, findSent, listNoticeRows, listOffices } from './store.ts'

const nothingSent = { sent: null, offices: [], fieldClasses: [] }

/** Whether an office was told already; if not, whom the law could mean at this place. */
const officesOf = async (
  tx: Tx,
  { id, caseId }: Readonly<{ id: string; caseId: string }>,
  rule: string,
) => {
  const sent = await findSent(tx, id)
  const notice = agencyNoticeOf(rule, noticeEvents.get(rule) ?? [])
  if (sent !== undefined || notice === undefined) return { ...nothingSent, sent: sent ?? null }
  return {
    sent: null,
    offices: await listOffices(tx, caseId, notice),
    fieldClasses: [...notice.fieldClasses],
  }
}

export const noticeRoutes = (app: App): void => {
  route(app, listNotices, (ctx) =>
    runView(
      ctx,
      { name: 'list-notices', subject: { kind: 'duty-list', id: randomId() } },
      async (tx) => {
        const rules = [...noticeRules.keys()]
        const rows = await listNoticeRows(tx, rules)
        const duties = await dutiesByIds(
          ctx,
          tx,
          rows.map(({ id }) => id),
        )
        const items = []
        for (const { id, rule, person_id, person, tries } of rows) {
          const duty = duties.get(id)
          if (duty === undefined) continue
          const isPerson = isToPerson(rule) && person_id !== null
          items.push({
            duty,
            to: receiverOf(rule),
            person: isPerson ? { id: person_id, name: person ?? '' } : null,
            contact: isPerson ? toNoticeContact(await readSafeContact(ctx, tx, person_id)) : null,
            tries,
            ...(isPerson ? nothingSent : await officesOf(tx, duty, rule)),
          })
        }
        return { items, total: await countNotices(tx, rules), now: ctx.clock.now() }
      },
    ),
  )

  route(app, recordContactEndpoint, recordContact)
}
