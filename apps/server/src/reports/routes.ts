import {
  attachReport as attachReportEndpoint,
  correctReport as correctReportEndpoint,
  createReportDraft as createReportDraftEndpoint,
  discardReportDraft as discardReportDraftEndpoint,
  endReport as endReportEndpoint,
  findEarlierContacts,
  handOverReport as handOverReportEndpoint,
  listReportDrafts,
  openCaseFromReport as openCaseFromReportEndpoint,
  pickUpReport as pickUpReportEndpoint,
  readReport,
  saveReportDraft as saveReportDraftEndpoint,
  searchReports,
  submitReport as submitReportEndpoint,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { readAsked } from '../search/model.ts'
import {
  attachReport,
  correctReport,
  createReportDraft,
  discardReportDraft,
  endReport,
  handOverReport,
  openCaseFromReport,
  pickUpReport,
  saveReportDraft,
  submitReport,
} from './actions.ts'
import {
  owedByTaker,
  toEarlierContacts,
  toReport,
  toReportRow,
  urgencyReasonsOf,
  urgencyTexts,
} from './model.ts'
import {
  findReportUnit,
  findUserName,
  isHeldByMe,
  listDrafts,
  listHeard,
  listHeardAs,
  listReports,
  listVersions,
  readAffectedName,
  readListed,
  readSeenNumbers,
} from './store.ts'

export const reportRoutes = (app: App): void => {
  route(app, createReportDraftEndpoint, createReportDraft)
  route(app, saveReportDraftEndpoint, saveReportDraft)
  route(app, discardReportDraftEndpoint, discardReportDraft)
  route(app, listReportDrafts, (ctx) =>
    runRead(ctx, async (tx) => ({
      items: [...(await listDrafts(tx, ctx.keys, ctx.identity.userId))],
    })),
  )

  route(app, submitReportEndpoint, submitReport)
  route(app, correctReportEndpoint, correctReport)
  route(app, handOverReportEndpoint, handOverReport)
  route(app, pickUpReportEndpoint, pickUpReport)
  route(app, openCaseFromReportEndpoint, openCaseFromReport)
  route(app, attachReportEndpoint, attachReport)
  route(app, endReportEndpoint, endReport)

  route(app, searchReports, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'search-reports', subject: { kind: 'report-list', id: randomId() } },
      async (tx) => {
        const heard = await listHeardAs(tx, ctx.keys, readAsked(body.q ?? ''))
        const page = await listReports(tx, body, heard)
        const now = ctx.clock.now()
        const items = []
        for (const row of page.rows)
          items.push(toReportRow(row, await readAffectedName(tx, ctx.keys, row), now))
        return { items, nextCursor: page.nextCursor, total: page.total }
      },
    ),
  )

  route(app, readReport, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-report', subject: { kind: 'report', id: params.id } },
      async (tx) => {
        const row = (await readListed(tx, params.id)) ?? fail('not-found')
        const versions = await listVersions(tx, ctx.keys, row.id)
        const takenIn = (await findReportUnit(tx, row.recorded_unit_id)) ?? fail('not-found')
        const heldBy = await findReportUnit(tx, row.unit_id)
        const said = versions.at(-1)?.content
        const handedOver =
          row.handed_over_at === null || heldBy === undefined
            ? null
            : { at: row.handed_over_at, agencyKind: heldBy.agencyKind }
        const now = ctx.clock.now()
        return toReport(row, {
          versions,
          recordedBy: await findUserName(tx, row.recorded_by),
          recordedIn: takenIn,
          // In a case the duty itself says so; to another agency it is no duty.
          owed:
            said === undefined || row.case_id !== null || takenIn.agencyId !== ctx.caller.agencyId
              ? []
              : owedByTaker(
                  said,
                  { at: row.received_at, agencyKind: takenIn.agencyKind },
                  handedOver,
                  now,
                ),
          pickedUpBy: row.picked_up_by === null ? null : await findUserName(tx, row.picked_up_by),
          urgencyReasons: urgencyTexts(urgencyReasonsOf(versions.map(({ content }) => content))),
          viewer: {
            userId: ctx.identity.userId,
            permissions: ctx.caller.permissions,
            holdsIt: await isHeldByMe(tx, row),
          },
          now,
        })
      },
    ),
  )

  route(app, findEarlierContacts, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'find-earlier-contacts', subject: { kind: 'report-list', id: randomId() } },
      async (tx) => {
        const asked = (['phone', 'iin', 'name'] as const).flatMap((kind) => {
          const value = body[kind]
          return value === undefined ? [] : [{ kind, value }]
        })
        const heard = []
        for (const { kind, value } of asked)
          for (const contact of await listHeard(tx, ctx.keys, kind, value))
            heard.push({ ...contact, matchedBy: kind })
        return { items: toEarlierContacts(heard, await readSeenNumbers(tx, heard)) }
      },
    ),
  )
}
