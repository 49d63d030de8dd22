import {
  createUser as createUserEndpoint,
  deactivateUser as deactivateUserEndpoint,
  editUser as editUserEndpoint,
  endGrant as endGrantEndpoint,
  endUserSessions as endUserSessionsEndpoint,
  enrolUserAgain as enrolUserAgainEndpoint,
  type Grant,
  grantRole as grantRoleEndpoint,
  type Role,
  readUser,
  searchUsers,
  type User,
  type UserRow,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { fail } from '@umai/platform'
import type { StaffContext } from '../http/context.ts'
import { type App, route } from '../http/route.ts'
import {
  createUser,
  deactivateUser,
  editUser,
  endGrant,
  endUserSessions,
  enrolUserAgain,
  grantRole,
} from './actions.ts'
import { stateOf } from './model.ts'
import { findUser, listUsers } from './store.ts'

type Names = Readonly<{ name_kk: string; name_ru: string; name_en: string }>
const nameOf = (row: Names) => ({ kk: row.name_kk, ru: row.name_ru, en: row.name_en })

export const userRoutes = (app: App): void => {
  route(app, searchUsers, (ctx, { body }) =>
    runRead(ctx, async (tx) => {
      const { rows, held, nextCursor, total } = await listUsers(tx, body)
      return { items: rows.map((row) => toUserRow(row, held)), nextCursor, total }
    }),
  )

  route(app, readUser, (ctx, { params }) =>
    runRead(ctx, async (tx) => {
      const user = await findUser(tx, params.id)
      return user === undefined ? fail('not-found') : toUser(user, ctx)
    }),
  )

  route(app, createUserEndpoint, createUser)
  route(app, editUserEndpoint, editUser)
  route(app, deactivateUserEndpoint, deactivateUser)
  route(app, enrolUserAgainEndpoint, enrolUserAgain)
  route(app, endUserSessionsEndpoint, endUserSessions)
  route(app, grantRoleEndpoint, grantRole)
  route(app, endGrantEndpoint, endGrant)
}

type Listed = Awaited<ReturnType<typeof listUsers>>

const toUserRow = (row: Listed['rows'][number], held: Listed['held']): UserRow => {
  const own = held.filter(({ userId }) => userId === row.id)
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    position: row.position,
    agency: { id: row.agencyId, name: nameOf(row) },
    units: [
      ...new Map(
        own.map((grant) => [grant.unitId, { id: grant.unitId, name: nameOf(grant) }]),
      ).values(),
    ],
    roles: [...new Set(own.map(({ role }) => role as Role))],
    state: stateOf(row),
    lastSeenAt: row.lastSeenAt,
  }
}

const toUser = (
  row: NonNullable<Awaited<ReturnType<typeof findUser>>>,
  ctx: StaffContext,
): User => ({
  id: row.id,
  name: row.name,
  login: row.login,
  position: row.position,
  lang: row.lang,
  agency: { id: row.agencyId, name: nameOf(row) },
  state: stateOf(row),
  createdAt: row.createdAt,
  lastSeenAt: row.lastSeenAt,
  hasPasskey: Boolean(row.hasPasskey),
  hasCode: row.codeAt !== null,
  sessions: Number(row.sessions ?? 0),
  grants: row.grants.map(
    (grant): Grant => ({
      id: grant.id,
      unit: { id: grant.unitId, name: nameOf(grant) },
      role: grant.role as Role,
      from: grant.from,
      until: grant.until,
      grantedBy: { id: grant.giverId, name: grant.giverName ?? '' },
      endedAt: grant.endedAt,
      endReason: grant.endReason,
    }),
  ),
  mayManage: ctx.caller.permissions.has('manage-users') && row.agencyId === ctx.caller.agencyId,
  isSelf: row.id === ctx.identity.userId,
})
