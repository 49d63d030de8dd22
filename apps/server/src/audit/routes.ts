import { type AuditEntry, readAudit } from '@umai/contract'
import { runView } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { listLeaves } from './store.ts'

export const auditRoutes = (app: App): void => {
  // Whoever looks at a trail leaves one.
  route(app, readAudit, (ctx, { params, query }) =>
    runView(ctx, { name: 'read-audit', subject: params }, async (tx) => {
      const { rows, nextCursor, total } = await listLeaves(tx, { ...params, ...query })
      return { items: rows.map(toEntry), nextCursor, total }
    }),
  )
}

type Row = Awaited<ReturnType<typeof listLeaves>>['rows'][number]

const toEntry = (row: Row): AuditEntry => ({
  sequence: row.sequence,
  at: row.at,
  action: row.action,
  effect: row.effect,
  outcome: row.outcome,
  purpose: row.purpose,
  actor: {
    id: row.userId,
    name: row.userName,
    agency:
      row.name_kk === null || row.name_ru === null || row.name_en === null
        ? null
        : { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
  },
  hash: row.chainHash.toString('hex'),
})
