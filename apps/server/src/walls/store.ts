import type { WallReason } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'
import { type Order, readPage } from '../http/page.ts'

type Filter = Readonly<{
  caseId?: string
  state?: 'standing' | 'ended'
  sort?: '-createdAt' | 'createdAt'
  cursor?: string
  limit?: number
}>

export const listWalls = async (tx: Tx, filter: Filter) => {
  const stands = sql<boolean>`walls.ended_at is null and (walls.until is null or walls.until > now())`
  const matching = tx
    .selectFrom('walls')
    .innerJoin('cases', 'cases.id', 'walls.case_id')
    .$if(filter.caseId !== undefined, (query) =>
      query.where('walls.case_id', '=', filter.caseId ?? ''),
    )
    .$if(filter.state === 'standing', (query) => query.where(stands))
    .$if(filter.state === 'ended', (query) => query.where(sql<boolean>`not (${stands})`))
  const order: Order = {
    sort: filter.sort ?? '-createdAt',
    by: sql.ref('walls.created_at'),
    as: 'timestamptz',
    id: sql.ref('walls.id'),
    idAs: 'uuid',
  }
  const page = await readPage(
    matching
      .leftJoin('users as stopped', 'stopped.id', 'walls.user_id')
      .leftJoin('units', 'units.id', 'walls.unit_id')
      .leftJoin('users as maker', 'maker.id', 'walls.created_by')
      .select([
        'walls.id',
        'walls.case_id as caseId',
        'cases.number as caseNumber',
        'walls.user_id as userId',
        'walls.unit_id as unitId',
        'stopped.name as userName',
        'units.name_kk',
        'units.name_ru',
        'units.name_en',
        'walls.reason',
        'walls.note',
        'maker.id as makerId',
        'maker.name as makerName',
        'walls.created_at as createdAt',
        'walls.until',
        'walls.ended_at as endedAt',
        'walls.end_reason as endReason',
      ]),
    order,
    filter,
  )
  const { total } = await matching
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { ...page, total }
}

export const findCase = (tx: Tx, id: string) =>
  tx.selectFrom('cases').select('id').where('id', '=', id).executeTakeFirst()

export const isThere = async (
  tx: Tx,
  against: { readonly kind: 'user' | 'unit'; readonly id: string },
): Promise<boolean> => {
  const table = against.kind === 'user' ? ('users' as const) : ('units' as const)
  const row = await tx
    .selectFrom(table)
    .select('id')
    .where('id', '=', against.id)
    .executeTakeFirst()
  return row !== undefined
}

export const findStandingWall = (
  tx: Tx,
  wall: { readonly caseId: string; readonly userId: string | null; readonly unitId: string | null },
) =>
  tx
    .selectFrom('walls')
    .select('id')
    .where('case_id', '=', wall.caseId)
    .where('user_id', 'is not distinct from', wall.userId)
    .where('unit_id', 'is not distinct from', wall.unitId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`(until is null or until > now())`)
    .executeTakeFirst()

export const insertWall = (
  tx: Tx,
  wall: {
    readonly id: string
    readonly caseId: string
    readonly userId: string | null
    readonly unitId: string | null
    readonly reason: WallReason
    readonly note: string | null
    readonly until: Instant | null
    readonly by: string
    readonly now: Instant
  },
) =>
  tx
    .insertInto('walls')
    .values({
      id: wall.id,
      case_id: wall.caseId,
      user_id: wall.userId,
      unit_id: wall.unitId,
      reason: wall.reason,
      note: wall.note,
      until: wall.until,
      created_by: wall.by,
      created_at: wall.now,
    })
    .execute()

export const findWall = (tx: Tx, id: string) =>
  tx.selectFrom('walls').select('case_id as caseId').where('id', '=', id).executeTakeFirst()

export const lockWall = (tx: Tx, id: string) =>
  tx
    .selectFrom('walls')
    .select(['id', 'case_id as caseId', 'ended_at as endedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const closeWall = (
  tx: Tx,
  wall: {
    readonly id: string
    readonly by: string
    readonly reason: string
    readonly now: Instant
  },
) =>
  tx
    .updateTable('walls')
    .set({ ended_at: wall.now, ended_by: wall.by, end_reason: wall.reason })
    .where('id', '=', wall.id)
    .execute()
