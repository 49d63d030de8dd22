// The way in for somebody who tries the software out. It exists in databases marked as sample only; elsewhere the
// address answers like one that is not there.
import {
  listSampleAccounts as listSampleAccountsEndpoint,
  type SampleAccount,
} from '@umai/contract'
import { fail } from '@umai/platform'
import { listSampleAccounts } from '@umai/sample'
import { toInstant } from '@umai/words'
import { codeAt, codePeriodEndMs } from '../credentials/model.ts'
import { type App, route } from '../http/route.ts'
import { listPresentAccounts } from './store.ts'

export const sampleAccountRoutes = (app: App): void => {
  route(app, listSampleAccountsEndpoint, async (ctx) => {
    const known = listSampleAccounts({ seed: app.sampleSeed })
    const present = await ctx.db.transaction({ role: 'umai_door' }, (tx) =>
      listPresentAccounts(
        tx,
        known.map(({ id }) => id),
      ),
    )
    if (present === undefined) fail('not-found')
    const now = ctx.clock.now()
    const items = known.flatMap((account): SampleAccount[] => {
      const found = present.find(({ id }) => id === account.id)
      const role = account.grants[0]?.role
      if (found === undefined || role === undefined) return []
      return [
        {
          role,
          name: found.name,
          agency: { kk: found.name_kk, ru: found.name_ru, en: found.name_en },
          login: found.login,
          password: account.password,
          code: codeAt(account.totpSecret, now),
          codeUntil: toInstant(codePeriodEndMs(now)),
        },
      ]
    })
    return { items }
  })
}
