import { listRoles, type Permission, type Role, roles } from '@umai/contract'
import { runRead } from '@umai/db'
import { type App, route } from '../http/route.ts'
import { listRolePermissions } from './store.ts'

export const roleRoutes = (app: App): void => {
  route(app, listRoles, (ctx) =>
    runRead(ctx, async (tx) => {
      const rows = await listRolePermissions(tx, ctx.caller.agencyId)
      return {
        items: roles.map((role: Role) => {
          const row = rows.find((candidate) => candidate.name === role)
          return {
            role,
            permissions: (row?.permissions ?? []) as Permission[],
            people: Number(row?.people ?? 0),
          }
        }),
      }
    }),
  )
}
