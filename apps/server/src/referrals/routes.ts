import {
  acceptReferral as acceptReferralEndpoint,
  endReferral as endReferralEndpoint,
  listCaseReferrals,
  recallReferral as recallReferralEndpoint,
  referCase as referCaseEndpoint,
  refuseReferral as refuseReferralEndpoint,
  searchReferrals,
  takeNoteOfNotice as takeNoteEndpoint,
} from '@umai/contract'
import { runView } from '@umai/db'
import { randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import {
  acceptReferral,
  endReferral,
  recallReferral,
  referCase,
  refuseReferral,
  takeNoteOfNotice,
} from './actions.ts'
import { toReferral } from './model.ts'
import { listReferrals, pageOfReferrals } from './store.ts'

export const referralRoutes = (app: App): void => {
  route(app, referCaseEndpoint, referCase)
  route(app, acceptReferralEndpoint, acceptReferral)
  route(app, refuseReferralEndpoint, refuseReferral)
  route(app, takeNoteEndpoint, takeNoteOfNotice)
  route(app, recallReferralEndpoint, recallReferral)
  route(app, endReferralEndpoint, endReferral)

  route(app, searchReferrals, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'search-referrals', subject: { kind: 'referral-list', id: randomId() } },
      async (tx) => {
        const now = ctx.clock.now()
        const { rows, nextCursor, total } = await pageOfReferrals(tx, ctx.keys, body)
        return { items: rows.map((row) => toReferral(row, now)), nextCursor, total }
      },
    ),
  )

  route(app, listCaseReferrals, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-case-referrals', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const now = ctx.clock.now()
        const rows = await listReferrals(tx, ctx.keys, params.id)
        return { items: rows.map((row) => toReferral(row, now)) }
      },
    ),
  )
}
