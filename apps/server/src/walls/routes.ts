import {
  createWall as createWallEndpoint,
  endWall as endWallEndpoint,
  listWalls as listWallsEndpoint,
  type Wall,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { createWall, endWall } from './actions.ts'
import { listWalls } from './store.ts'

export const wallRoutes = (app: App): void => {
  route(app, listWallsEndpoint, (ctx, { query }) =>
    runRead(ctx, async (tx) => {
      const { rows, nextCursor, total } = await listWalls(tx, query)
      return { items: rows.map(toWall), nextCursor, total }
    }),
  )

  route(app, createWallEndpoint, createWall)
  route(app, endWallEndpoint, endWall)
}

type Row = Awaited<ReturnType<typeof listWalls>>['rows'][number]

const toWall = (row: Row): Wall => ({
  id: row.id,
  caseId: row.caseId,
  caseNumber: row.caseNumber,
  against:
    row.userId === null
      ? {
          kind: 'unit',
          id: row.unitId ?? '',
          name: { kk: row.name_kk ?? '?', ru: row.name_ru ?? '?', en: row.name_en ?? '?' },
        }
      : { kind: 'user', id: row.userId, name: sameInAll(row.userName ?? '?') },
  reason: row.reason,
  note: row.note,
  createdBy: { id: row.makerId, name: row.makerName ?? '' },
  createdAt: row.createdAt,
  until: row.until,
  endedAt: row.endedAt,
  endReason: row.endReason,
})

/** A person's name is not translated. */
const sameInAll = (name: string) => ({ kk: name, ru: name, en: name })
