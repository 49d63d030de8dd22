import type { Tx } from '@umai/db'
import type { Instant, Lang } from '@umai/words'
import { sql } from 'kysely'

export type SessionMethod = 'passkey' | 'password'

export const insertSession = (
  tx: Tx,
  session: {
    readonly id: string
    readonly userId: string
    readonly tokenHash: Buffer
    readonly method: SessionMethod
    readonly device: string
    readonly purpose: string
    readonly now: Instant
    readonly endsAt: Instant
  },
) =>
  tx
    .insertInto('sessions')
    .values({
      id: session.id,
      user_id: session.userId,
      token_hash: session.tokenHash,
      method: session.method,
      device: session.device,
      purpose: session.purpose,
      started_at: session.now,
      last_seen_at: session.now,
      stepped_up_at: session.now,
      ends_at: session.endsAt,
    })
    .execute()

/** The open session of a token with what its person may do now, in one query because every request asks. */
export const findSession = (tx: Tx, tokenHash: Buffer) =>
  tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select((part) => [
      'sessions.id',
      'sessions.user_id as userId',
      'sessions.purpose',
      'sessions.last_seen_at as lastSeenAt',
      'sessions.stepped_up_at as steppedUpAt',
      'sessions.ends_at as endsAt',
      'users.agency_id as agencyId',
      'users.lang',
      part
        .selectFrom('grants')
        .innerJoin('role_permissions', 'role_permissions.role', 'grants.role')
        .select(sql<string[]>`coalesce(array_agg(distinct permission), '{}')`.as('list'))
        .whereRef('grants.user_id', '=', 'users.id')
        .where('grants.ended_at', 'is', null)
        .where('grants.valid_from', '<=', sql<Instant>`now()`)
        .where((where) =>
          where.or([
            where('grants.valid_to', 'is', null),
            where('grants.valid_to', '>', sql<Instant>`now()`),
          ]),
        )
        .as('permissions'),
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.ended_at', 'is', null)
    .where('users.deactivated_at', 'is', null)
    .executeTakeFirst()

export const findSessionTimes = (tx: Tx, id: string) =>
  tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.last_seen_at as lastSeenAt', 'sessions.ends_at as endsAt'])
    .where('sessions.id', '=', id)
    .where('sessions.ended_at', 'is', null)
    .where('users.deactivated_at', 'is', null)
    .executeTakeFirst()

export const touchSession = (tx: Tx, id: string, now: Instant) =>
  tx
    .updateTable('sessions')
    .set({ last_seen_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()

/** True when the session was open. */
export const closeSession = async (
  tx: Tx,
  session: {
    readonly id: string
    readonly userId: string
    readonly reason: string
    readonly now: Instant
  },
): Promise<boolean> => {
  const result = await tx
    .updateTable('sessions')
    .set({ ended_at: session.now, end_reason: session.reason })
    .where('id', '=', session.id)
    .where('user_id', '=', session.userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Ends the open sessions of a person but one, and says how many. */
export const closeSessionsOf = async (
  tx: Tx,
  sessions: {
    readonly userId: string
    readonly exceptId: string | null
    readonly reason: string
    readonly now: Instant
  },
): Promise<number> => {
  const result = await tx
    .updateTable('sessions')
    .set({ ended_at: sessions.now, end_reason: sessions.reason })
    .where('user_id', '=', sessions.userId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', sessions.now)
    .where((where) =>
      sessions.exceptId === null ? where.val(true) : where('id', '<>', sessions.exceptId),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** A new token for the same session, as after every proof of identity. */
export const rotateSession = async (
  tx: Tx,
  session: { readonly id: string; readonly tokenHash: Buffer; readonly now: Instant },
): Promise<boolean> => {
  const result = await tx
    .updateTable('sessions')
    .set({ token_hash: session.tokenHash, stepped_up_at: session.now, last_seen_at: session.now })
    .where('id', '=', session.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export const savePurpose = (tx: Tx, id: string, purpose: string) =>
  tx.updateTable('sessions').set({ purpose }).where('id', '=', id).execute()

export const saveLanguage = (tx: Tx, userId: string, lang: Lang) =>
  tx.updateTable('users').set({ lang }).where('id', '=', userId).execute()

export const readSessionWithNames = async (tx: Tx, id: string) => {
  const session = await tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .select([
      'sessions.id',
      'sessions.user_id as userId',
      'sessions.purpose',
      'sessions.last_seen_at as lastSeenAt',
      'sessions.stepped_up_at as steppedUpAt',
      'sessions.ends_at as endsAt',
      'users.name',
      'users.position',
      'users.lang',
      'agencies.id as agencyId',
      'agencies.kind as agencyKind',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
    ])
    .where('sessions.id', '=', id)
    .where('sessions.ended_at', 'is', null)
    .executeTakeFirst()
  if (session === undefined) return undefined
  const grants = await tx
    .selectFrom('grants')
    .innerJoin('units', 'units.id', 'grants.unit_id')
    .select([
      'units.id as unitId',
      'units.name_kk',
      'units.name_ru',
      'units.name_en',
      'grants.role',
    ])
    .where('grants.user_id', '=', session.userId)
    .where('grants.ended_at', 'is', null)
    .where('grants.valid_from', '<=', sql<Instant>`now()`)
    .where((where) =>
      where.or([
        where('grants.valid_to', 'is', null),
        where('grants.valid_to', '>', sql<Instant>`now()`),
      ]),
    )
    .orderBy('grants.valid_from')
    .execute()
  const permissions = await tx
    .selectFrom('role_permissions')
    .select('permission')
    .distinct()
    .where('role', 'in', grants.length === 0 ? [''] : grants.map(({ role }) => role))
    .orderBy('permission')
    .execute()
  return { ...session, grants, permissions: permissions.map(({ permission }) => permission) }
}

export const listOpenSessions = (tx: Tx, userId: string, now: Instant) =>
  tx
    .selectFrom('sessions')
    .select([
      'id',
      'method',
      'device',
      'started_at as startedAt',
      'last_seen_at as lastSeenAt',
      'ends_at as endsAt',
    ])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute()

export const findAgencyKind = async (tx: Tx, userId: string) => {
  const agency = await tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .select('agencies.kind')
    .where('users.id', '=', userId)
    .where('users.deactivated_at', 'is', null)
    .executeTakeFirst()
  return agency?.kind
}

export const readInstallation = (tx: Tx) =>
  tx.selectFrom('installation').select('is_sample as isSample').executeTakeFirstOrThrow()
