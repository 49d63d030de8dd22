import type { Tx } from '@umai/db'
import { sql } from 'kysely'

/** Each role with what it permits, and how many people of an agency hold it. */
export const listRolePermissions = (tx: Tx, agencyId: string) =>
  tx
    .selectFrom('roles')
    .select((part) => [
      'roles.name',
      part
        .selectFrom('role_permissions')
        .select(sql<string[]>`coalesce(array_agg(permission order by permission), '{}')`.as('list'))
        .whereRef('role_permissions.role', '=', 'roles.name')
        .as('permissions'),
      part
        .selectFrom('grants')
        .innerJoin('units', 'units.id', 'grants.unit_id')
        .select(sql<number>`count(distinct grants.user_id)`.as('people'))
        .whereRef('grants.role', '=', 'roles.name')
        .where('units.agency_id', '=', agencyId)
        .where('grants.ended_at', 'is', null)
        .as('people'),
    ])
    .execute()
