import type { Role, UserState } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { Instant, Lang } from '@umai/words'
import { sql } from 'kysely'
import { likePattern, type Order, readPage } from '../http/page.ts'

type Filter = Readonly<{
  q?: string
  agencyId?: string
  unitId?: string
  role?: Role
  state?: UserState
  sort?: 'name' | '-name' | 'lastSeenAt' | '-lastSeenAt'
  cursor?: string
  limit?: number
}>

const holdsNow = sql<boolean>`grants.ended_at is null and grants.valid_from <= now()
  and (grants.valid_to is null or grants.valid_to > now())`

export const listUsers = async (tx: Tx, filter: Filter) => {
  const matching = tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .$if(filter.agencyId !== undefined, (query) =>
      query.where('users.agency_id', '=', filter.agencyId ?? ''),
    )
    .$if(filter.unitId !== undefined || filter.role !== undefined, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('grants')
            .select('grants.id')
            .whereRef('grants.user_id', '=', 'users.id')
            .where(holdsNow)
            .$if(filter.unitId !== undefined, (grants) =>
              grants.where('grants.unit_id', '=', filter.unitId ?? ''),
            )
            .$if(filter.role !== undefined, (grants) =>
              grants.where('grants.role', '=', filter.role ?? ''),
            ),
        ),
      ),
    )
    .$if(filter.state === 'invited', (query) =>
      query.where('users.activated_at', 'is', null).where('users.deactivated_at', 'is', null),
    )
    .$if(filter.state === 'active', (query) =>
      query.where('users.activated_at', 'is not', null).where('users.deactivated_at', 'is', null),
    )
    .$if(filter.state === 'deactivated', (query) =>
      query.where('users.deactivated_at', 'is not', null),
    )
    .$if((filter.q ?? '').trim() !== '', (query) => {
      const pattern = likePattern(filter.q ?? '')
      return query.where((where) =>
        where.or([
          where('users.name', 'ilike', pattern),
          where('users.login', 'ilike', pattern),
          where('users.position', 'ilike', pattern),
        ]),
      )
    })
  const sort = filter.sort ?? 'name'
  const lastSeenAt = sql`(select max(s.last_seen_at) from sessions s where s.user_id = users.id)`
  const order: Order = {
    sort,
    ...(sort === 'name' || sort === '-name'
      ? { by: sql.ref('users.name'), as: 'text' as const }
      : { by: sql`coalesce(${lastSeenAt}, 'epoch'::timestamptz)`, as: 'timestamptz' as const }),
    id: sql.ref('users.id'),
    idAs: 'uuid',
  }
  const page = await readPage(
    matching.select((part) => [
      'users.id',
      'users.name',
      'users.login',
      'users.position',
      'users.agency_id as agencyId',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
      'users.activated_at as activatedAt',
      'users.deactivated_at as deactivatedAt',
      part
        .selectFrom('sessions')
        .select((max) => max.fn.max('sessions.last_seen_at').as('at'))
        .whereRef('sessions.user_id', '=', 'users.id')
        .as('lastSeenAt'),
    ]),
    order,
    filter,
  )
  const { total } = await matching
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const held = await listHeldGrants(
    tx,
    page.rows.map(({ id }) => id),
  )
  return { ...page, total, held }
}

const listHeldGrants = async (tx: Tx, userIds: readonly string[]) =>
  userIds.length === 0
    ? []
    : tx
        .selectFrom('grants')
        .innerJoin('units', 'units.id', 'grants.unit_id')
        .select([
          'grants.user_id as userId',
          'grants.role',
          'units.id as unitId',
          'units.name_kk',
          'units.name_ru',
          'units.name_en',
        ])
        .where('grants.user_id', 'in', userIds)
        .where(holdsNow)
        .orderBy('grants.valid_from')
        .execute()

export const findUser = async (tx: Tx, id: string) => {
  const user = await tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .leftJoin('passwords', 'passwords.user_id', 'users.id')
    .leftJoin('one_time_codes', 'one_time_codes.user_id', 'users.id')
    .select((part) => [
      'users.id',
      'users.name',
      'users.login',
      'users.position',
      'users.lang',
      'users.created_at as createdAt',
      'users.activated_at as activatedAt',
      'users.deactivated_at as deactivatedAt',
      'agencies.id as agencyId',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
      'one_time_codes.confirmed_at as codeAt',
      part
        .exists(
          part
            .selectFrom('passkeys')
            .select('passkeys.id')
            .whereRef('passkeys.user_id', '=', 'users.id'),
        )
        .as('hasPasskey'),
      part
        .selectFrom('sessions')
        .select((max) => max.fn.max('sessions.last_seen_at').as('at'))
        .whereRef('sessions.user_id', '=', 'users.id')
        .as('lastSeenAt'),
      part
        .selectFrom('sessions')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('sessions.user_id', '=', 'users.id')
        .where('sessions.ended_at', 'is', null)
        .where('sessions.ends_at', '>', sql<Instant>`now()`)
        .as('sessions'),
    ])
    .where('users.id', '=', id)
    .executeTakeFirst()
  if (user === undefined) return undefined
  const grants = await tx
    .selectFrom('grants')
    .innerJoin('units', 'units.id', 'grants.unit_id')
    .leftJoin('users as giver', 'giver.id', 'grants.granted_by')
    .select([
      'grants.id',
      'grants.role',
      'units.id as unitId',
      'units.name_kk',
      'units.name_ru',
      'units.name_en',
      'grants.valid_from as from',
      'grants.valid_to as until',
      'grants.ended_at as endedAt',
      'grants.end_reason as endReason',
      'giver.id as giverId',
      'giver.name as giverName',
    ])
    .where('grants.user_id', '=', id)
    .orderBy('grants.valid_from', 'desc')
    .execute()
  return { ...user, grants }
}

/** The person, locked, if the one who asks may manage people of that agency. */
export const lockUser = (tx: Tx, id: string, agencyId: string) =>
  tx
    .selectFrom('users')
    .select(['id', 'login', 'deactivated_at as deactivatedAt'])
    .where('id', '=', id)
    .where('agency_id', '=', agencyId)
    .forUpdate()
    .executeTakeFirst()

/** False when the login is taken, here or in an agency one cannot see. */
export const insertUser = async (
  tx: Tx,
  user: {
    readonly id: string
    readonly agencyId: string
    readonly login: string
    readonly name: string
    readonly position: string
    readonly lang: Lang
    readonly now: Instant
  },
): Promise<boolean> => {
  const result = await tx
    .insertInto('users')
    .values({
      id: user.id,
      agency_id: user.agencyId,
      login: user.login,
      name: user.name,
      position: user.position,
      lang: user.lang,
      created_at: user.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export const updateUser = (
  tx: Tx,
  user: {
    readonly id: string
    readonly name: string
    readonly position: string
    readonly lang: Lang
  },
) =>
  tx
    .updateTable('users')
    .set({ name: user.name, position: user.position, lang: user.lang })
    .where('id', '=', user.id)
    .execute()

export const deactivateUser = (
  tx: Tx,
  user: { readonly id: string; readonly reason: string; readonly now: Instant },
) =>
  tx
    .updateTable('users')
    .set({ deactivated_at: user.now, deactivation_reason: user.reason })
    .where('id', '=', user.id)
    .execute()

/** Takes away every means to sign in and every invitation. */
export const deleteCredentials = async (tx: Tx, userId: string): Promise<void> => {
  await tx.deleteFrom('passwords').where('user_id', '=', userId).execute()
  await tx.deleteFrom('one_time_codes').where('user_id', '=', userId).execute()
  await tx.deleteFrom('passkeys').where('user_id', '=', userId).execute()
  await tx.deleteFrom('enrolments').where('user_id', '=', userId).execute()
}

export const insertEnrolment = (
  tx: Tx,
  enrolment: {
    readonly tokenHash: Buffer
    readonly userId: string
    readonly createdBy: string
    readonly now: Instant
    readonly expiresAt: Instant
  },
) =>
  tx
    .insertInto('enrolments')
    .values({
      token_hash: enrolment.tokenHash,
      user_id: enrolment.userId,
      created_by: enrolment.createdBy,
      created_at: enrolment.now,
      expires_at: enrolment.expiresAt,
    })
    .execute()

export const closeSessions = async (
  tx: Tx,
  sessions: { readonly userId: string; readonly reason: string; readonly now: Instant },
): Promise<number> => {
  const result = await tx
    .updateTable('sessions')
    .set({ ended_at: sessions.now, end_reason: sessions.reason })
    .where('user_id', '=', sessions.userId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', sessions.now)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** The unit, with a lock that keeps it open while a role in it is given. */
export const lockOpenUnit = (tx: Tx, id: string, agencyId: string) =>
  tx
    .selectFrom('units')
    .innerJoin('agencies', 'agencies.id', 'units.agency_id')
    .select(['units.id', 'units.closed_at as closedAt', 'agencies.kind'])
    .where('units.id', '=', id)
    .where('units.agency_id', '=', agencyId)
    .forShare('units')
    .executeTakeFirst()

export const isRoleOfAgencyKind = async (tx: Tx, role: Role, kind: string): Promise<boolean> => {
  const found = await tx
    .selectFrom('roles')
    .select('name')
    .where('name', '=', role)
    .where(sql<boolean>`${kind} = any (roles.agency_kinds)`)
    .executeTakeFirst()
  return found !== undefined
}

/** False when the person already holds this role in this unit. */
export const insertGrant = async (
  tx: Tx,
  grant: {
    readonly id: string
    readonly userId: string
    readonly unitId: string
    readonly role: Role
    readonly from: Instant
    readonly until: Instant | null
    readonly grantedBy: string
  },
): Promise<boolean> => {
  const result = await tx
    .insertInto('grants')
    .values({
      id: grant.id,
      user_id: grant.userId,
      unit_id: grant.unitId,
      role: grant.role,
      valid_from: grant.from,
      valid_to: grant.until,
      granted_by: grant.grantedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export const lockGrant = (tx: Tx, id: string) =>
  tx
    .selectFrom('grants')
    .innerJoin('units', 'units.id', 'grants.unit_id')
    .select([
      'grants.id',
      'grants.user_id as userId',
      'grants.role',
      'grants.ended_at as endedAt',
      'units.agency_id as agencyId',
    ])
    .where('grants.id', '=', id)
    .forUpdate('grants')
    .executeTakeFirst()

export const closeGrants = (
  tx: Tx,
  grants: {
    readonly where: { readonly id: string } | { readonly userId: string }
    readonly by: string
    readonly reason: string
    readonly now: Instant
  },
) => {
  const { where } = grants
  return tx
    .updateTable('grants')
    .set({ ended_at: grants.now, ended_by: grants.by, end_reason: grants.reason })
    .where('ended_at', 'is', null)
    .where('id' in where ? 'id' : 'user_id', '=', 'id' in where ? where.id : where.userId)
    .execute()
}

/**
 * Administrators of an agency who can still sign in, other than through these grants. The agency is locked, so that
 * two administrators who remove each other at the same moment do not both succeed.
 */
export const countOtherAdmins = async (
  tx: Tx,
  agencyId: string,
  without: { readonly grantId: string } | { readonly userId: string },
): Promise<number> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`admins of ${agencyId}`}, 0))`.execute(
    tx,
  )
  const { count } = await tx
    .selectFrom('grants')
    .innerJoin('users', 'users.id', 'grants.user_id')
    .innerJoin('units', 'units.id', 'grants.unit_id')
    .select(sql<number>`count(distinct users.id)`.as('count'))
    .where('grants.role', '=', 'agency-admin')
    .where('units.agency_id', '=', agencyId)
    .where('grants.valid_to', 'is', null)
    .where('grants.ended_at', 'is', null)
    .where('users.deactivated_at', 'is', null)
    .where('users.activated_at', 'is not', null)
    .where(
      'grantId' in without ? 'grants.id' : 'users.id',
      '<>',
      'grantId' in without ? without.grantId : without.userId,
    )
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const isAdmin = async (tx: Tx, userId: string, agencyId: string): Promise<boolean> => {
  const grant = await tx
    .selectFrom('grants')
    .innerJoin('units', 'units.id', 'grants.unit_id')
    .select('grants.id')
    .where('grants.user_id', '=', userId)
    .where('grants.role', '=', 'agency-admin')
    .where('units.agency_id', '=', agencyId)
    .where('grants.ended_at', 'is', null)
    .executeTakeFirst()
  return grant !== undefined
}
