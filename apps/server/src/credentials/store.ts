// Written by the door role, before anybody is signed in; the desk role sees no secret of these tables.
import type { Tx } from '@umai/db'
import { addHours, type Instant } from '@umai/words'

export const findAccount = (
  tx: Tx,
  who: { readonly login: string } | { readonly userId: string },
) =>
  tx
    .selectFrom('users')
    .leftJoin('passwords', 'passwords.user_id', 'users.id')
    .leftJoin('one_time_codes', 'one_time_codes.user_id', 'users.id')
    .select([
      'users.id as userId',
      'users.login',
      'users.name',
      'passwords.hash as passwordHash',
      'one_time_codes.sealed_secret as sealedSecret',
      'one_time_codes.last_step as lastStep',
    ])
    .where('users.deactivated_at', 'is', null)
    .where((where) =>
      'login' in who ? where('users.login', '=', who.login) : where('users.id', '=', who.userId),
    )
    .executeTakeFirst()

export const savePassword = (tx: Tx, userId: string, hash: string, now: Instant) =>
  tx
    .insertInto('passwords')
    .values({ user_id: userId, hash, changed_at: now })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ hash, changed_at: now }))
    .execute()

export const saveCodeSecret = (
  tx: Tx,
  code: {
    readonly userId: string
    readonly sealed: string
    readonly step: number
    readonly now: Instant
  },
) => {
  const values = { sealed_secret: code.sealed, confirmed_at: code.now, last_step: code.step }
  return tx
    .insertInto('one_time_codes')
    .values({ user_id: code.userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

/** True for exactly one of any number of requests that bring the same code at once. */
export const useCodeStep = async (tx: Tx, userId: string, step: number): Promise<boolean> => {
  const result = await tx
    .updateTable('one_time_codes')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * The bucket, locked until the end of the transaction; made when it is not there yet. One statement: between an
 * insert that finds the row and a select that locks it, a success at the same moment may delete the row.
 */
export const lockThrottle = (tx: Tx, bucket: string, now: Instant) =>
  tx
    .insertInto('throttles')
    .values({ bucket, failures: 0, first_at: now })
    .onConflict((conflict) => conflict.column('bucket').doUpdateSet({ bucket }))
    .returning(['failures', 'first_at as firstAt', 'blocked_until as blockedUntil'])
    .executeTakeFirstOrThrow()

export const saveThrottle = (
  tx: Tx,
  throttle: {
    readonly bucket: string
    readonly failures: number
    readonly firstAt: Instant
    readonly blockedUntil: Instant | null
  },
) =>
  tx
    .updateTable('throttles')
    .set({
      failures: throttle.failures,
      first_at: throttle.firstAt,
      blocked_until: throttle.blockedUntil,
    })
    .where('bucket', '=', throttle.bucket)
    .execute()

export const dropThrottle = (tx: Tx, bucket: string) =>
  tx.deleteFrom('throttles').where('bucket', '=', bucket).execute()

export const insertChallenge = (
  tx: Tx,
  challenge: {
    readonly id: string
    readonly userId: string | null
    readonly purpose: 'sign-in' | 'step-up' | 'add-passkey'
    readonly challenge: string
    readonly expiresAt: Instant
  },
) =>
  tx
    .insertInto('challenges')
    .values({
      id: challenge.id,
      user_id: challenge.userId,
      purpose: challenge.purpose,
      challenge: challenge.challenge,
      expires_at: challenge.expiresAt,
    })
    .execute()

/** Takes a challenge out: whoever answers, right or wrong, answers once. */
export const takeChallenge = (
  tx: Tx,
  wanted: {
    readonly id: string
    readonly purpose: 'sign-in' | 'step-up' | 'add-passkey'
    readonly userId: string | null
  },
) =>
  tx
    .deleteFrom('challenges')
    .where('id', '=', wanted.id)
    .where('purpose', '=', wanted.purpose)
    .where('user_id', 'is not distinct from', wanted.userId)
    .returning(['challenge', 'expires_at as expiresAt'])
    .executeTakeFirst()

export const listPasskeys = (tx: Tx, userId: string) =>
  tx
    .selectFrom('passkeys')
    .select(['credential_id as credentialId', 'transports'])
    .where('user_id', '=', userId)
    .execute()

export const findPasskey = (tx: Tx, credentialId: string) =>
  tx
    .selectFrom('passkeys')
    .innerJoin('users', 'users.id', 'passkeys.user_id')
    .select([
      'passkeys.id',
      'passkeys.user_id as userId',
      'passkeys.credential_id as credentialId',
      'passkeys.public_key as publicKey',
      'passkeys.counter',
      'passkeys.transports',
    ])
    .where('passkeys.credential_id', '=', credentialId)
    .where('users.deactivated_at', 'is', null)
    .executeTakeFirst()

/** False when the counter went back, which means that somebody holds a copy of the key. */
export const advancePasskey = async (
  tx: Tx,
  passkey: { readonly id: string; readonly counter: number; readonly now: Instant },
): Promise<boolean> => {
  const result = await tx
    .updateTable('passkeys')
    .set({ counter: passkey.counter, last_used_at: passkey.now })
    .where('id', '=', passkey.id)
    .where((where) =>
      passkey.counter === 0 ? where('counter', '=', 0) : where('counter', '<', passkey.counter),
    )
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export const insertPasskey = (
  tx: Tx,
  passkey: {
    readonly id: string
    readonly userId: string
    readonly credentialId: string
    readonly publicKey: Uint8Array
    readonly counter: number
    readonly transports: readonly string[]
    readonly name: string
    readonly now: Instant
  },
) =>
  tx
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      user_id: passkey.userId,
      credential_id: passkey.credentialId,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: [...passkey.transports],
      name: passkey.name,
      created_at: passkey.now,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst()

export const deletePasskey = async (tx: Tx, userId: string, id: string): Promise<boolean> => {
  const result = await tx
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

export const findEnrolment = (tx: Tx, tokenHash: Buffer, now: Instant) =>
  tx
    .selectFrom('enrolments')
    .innerJoin('users', 'users.id', 'enrolments.user_id')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .select([
      'users.id as userId',
      'users.name',
      'users.login',
      'users.lang',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
      'enrolments.expires_at as expiresAt',
      'enrolments.sealed_code_secret as sealedSecret',
    ])
    .where('enrolments.token_hash', '=', tokenHash)
    .where('enrolments.used_at', 'is', null)
    .where('enrolments.expires_at', '>', now)
    .where('users.deactivated_at', 'is', null)
    .forUpdate('enrolments')
    .executeTakeFirst()

export const saveEnrolmentSecret = (tx: Tx, tokenHash: Buffer, sealed: string) =>
  tx
    .updateTable('enrolments')
    .set({ sealed_code_secret: sealed })
    .where('token_hash', '=', tokenHash)
    .execute()

export const useEnrolment = async (
  tx: Tx,
  enrolment: { readonly tokenHash: Buffer; readonly userId: string; readonly now: Instant },
): Promise<void> => {
  await tx
    .updateTable('enrolments')
    .set({ used_at: enrolment.now, sealed_code_secret: null })
    .where('token_hash', '=', enrolment.tokenHash)
    .execute()
  await tx
    .updateTable('users')
    .set({ activated_at: enrolment.now })
    .where('id', '=', enrolment.userId)
    .where('activated_at', 'is', null)
    .execute()
}

/** What a person may see of his own ways in, as the desk role. */
export const readOwnCredentials = async (tx: Tx, userId: string) => {
  const account = await tx
    .selectFrom('users')
    .leftJoin('passwords', 'passwords.user_id', 'users.id')
    .leftJoin('one_time_codes', 'one_time_codes.user_id', 'users.id')
    .select([
      'users.login',
      'passwords.changed_at as passwordSetAt',
      'one_time_codes.confirmed_at as codeEnrolledAt',
    ])
    .where('users.id', '=', userId)
    .executeTakeFirstOrThrow()
  const passkeys = await tx
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute()
  return { ...account, passkeys }
}

export const deleteOldTraces = async (tx: Tx, now: Instant): Promise<void> => {
  const dayAgo = addHours(now, -24)
  await tx.deleteFrom('challenges').where('expires_at', '<', now).execute()
  await tx
    .deleteFrom('throttles')
    .where('first_at', '<', dayAgo)
    .where((where) =>
      where.or([where('blocked_until', 'is', null), where('blocked_until', '<', now)]),
    )
    .execute()
  await tx.deleteFrom('enrolments').where('expires_at', '<', dayAgo).execute()
}
