import {
  acceptReferral as acceptReferralEndpoint,
  listCaseReferrals,
  recallReferral as recallReferralEndpoint,
  referCase as referCaseEndpoint,
  refuseReferral as refuseReferralEndpoint,
} from '@umai/contract'
import { runView } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { acceptReferral, recallReferral, referCase, refuseReferral } from './actions.ts'
import { toReferral } from './model.ts'
import { listReferrals } from './store.ts'

export const referralRoutes = (app: App): void => {
  route(app, referCaseEndpoint, referCase)
  route(app, acceptReferralEndpoint, acceptReferral)
  route(app, refuseReferralEndpoint, refuseReferral)
  route(app, recallReferralEndpoint, recallReferral)
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
