import {
  decideWithdrawal as decideWithdrawalEndpoint,
  listWithdrawals,
  prepareWithdrawal,
  recordWithdrawalCall as recordWithdrawalCallEndpoint,
  recordWithdrawal as recordWithdrawalEndpoint,
} from '@umai/contract'
import { runView } from '@umai/db'
import { fail } from '@umai/platform'
import { workUnitOf } from '../cases/actions.ts'
import { readReconciliation } from '../decisions/actions.ts'
import { type App, route } from '../http/route.ts'
import { readSafeContact } from '../people/actions.ts'
import { decideWithdrawal, recordWithdrawal, recordWithdrawalCall } from './actions.ts'
import { toWithdrawal } from './model.ts'
import { findOwnerUnit, listPeopleOf, listReviewUnits, listStored, unitsWith } from './store.ts'

export const withdrawalRoutes = (app: App): void => {
  route(app, prepareWithdrawal, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'prepare-withdrawal', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const found = (await findOwnerUnit(tx, params.id)) ?? fail('not-found')
        const unitId = (await workUnitOf(tx, 'work-cases')) ?? fail('permission-missing')
        const people = await listPeopleOf(tx, params.id)
        const units = await listReviewUnits(tx, {
          caseId: params.id,
          ownUnitIds: [unitId, found],
        })
        const { findings, isBarred } = await readReconciliation(ctx, tx, params.id)
        return {
          people: people
            .filter(({ role }) => role === 'affected' || role === 'child')
            .map(({ person_id, name, rights_explained }) => ({
              personId: person_id,
              name,
              rightsExplained: rights_explained,
            })),
          law: [...findings],
          isBarred,
          reviewUnits: units.map(({ id, name, agency }) => ({ unit: { id, name }, agency })),
        }
      },
    ),
  )

  route(app, listWithdrawals, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-withdrawals', subject: { kind: 'case', id: params.id } },
      async (tx) => {
        const rows = await listStored(tx, ctx.keys, params.id)
        const works = await unitsWith(tx, 'work-cases')
        const leads = await unitsWith(tx, 'assign-cases')
        const now = ctx.clock.now()
        const { userId } = ctx.identity
        const { permissions } = ctx.caller
        return {
          items: await Promise.all(
            rows.map(async (row) =>
              toWithdrawal(row, {
                userId,
                now,
                permissions,
                works,
                leads,
                safeContact: await readSafeContact(ctx, tx, row.person_id),
              }),
            ),
          ),
        }
      },
    ),
  )

  route(app, recordWithdrawalEndpoint, recordWithdrawal)
  route(app, recordWithdrawalCallEndpoint, recordWithdrawalCall)
  route(app, decideWithdrawalEndpoint, decideWithdrawal)
}
