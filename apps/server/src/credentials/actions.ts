// Proving who one is, and changing the means to prove it. Every failure is the same failure.

import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import {
  type Context,
  hashEnrolmentToken,
  openCodeSecret,
  runCommand,
  sealCodeSecret,
  type Tx,
} from '@umai/db'
import {
  deriveKey,
  fail,
  hashPassword,
  hmacSha256,
  type Json,
  type Keys,
  randomId,
  verifyPassword,
} from '@umai/platform'
import { addMs, type Instant, type Lang, toMs } from '@umai/words'
import {
  codeUri,
  failuresKeptMs,
  findCodeStep,
  findPasswordFault,
  newCodeSecret,
  waitSeconds,
} from './model.ts'
import {
  advancePasskey,
  deleteOldTraces,
  deletePasskey,
  dropThrottle,
  findAccount,
  findEnrolment,
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  lockThrottle,
  saveCodeSecret,
  saveEnrolmentSecret,
  savePassword,
  saveThrottle,
  takeChallenge,
  useCodeStep,
  useEnrolment,
} from './store.ts'

/** Before anybody is known: the door role, and where the request came from. */
export type DoorContext = Context &
  Readonly<{ client: Readonly<{ address: string; origin: string }> }>

const atDoor = <T>(ctx: DoorContext, work: (tx: Tx) => Promise<T>): Promise<T> =>
  ctx.db.transaction({ role: 'umai_door' }, work)

/** Leaves its trace like any command. Nothing is repeated by key here: who asks twice proves himself twice. */
const asCommand = <Reply extends Json>(
  ctx: DoorContext,
  name: string,
  userId: string,
  work: (tx: Tx) => Promise<Reply>,
): Promise<Reply> =>
  runCommand(
    { ...ctx, identity: { kind: 'door' } },
    { name, key: randomId(), input: {}, subject: { kind: 'user', id: userId } },
    work,
  )

/** A keyed hash: neither the login nor the address of who failed is kept. */
const bucketOf = (keys: Keys, kind: 'login' | 'address', value: string): string =>
  hmacSha256(deriveKey(keys.index, 'throttle'), `${kind}|${value}`).toString('base64url')

/** A whole office may share one address, so an address is braked later than a login. */
const freeFailures = { login: 5, address: 50 } as const

/**
 * Counts an attempt before it is looked at, so that a thousand guesses at the same moment count as a thousand.
 * Attempts are counted alike whether or not the login exists.
 */
const countAttempt = (
  ctx: DoorContext,
  buckets: readonly { readonly kind: 'login' | 'address'; readonly bucket: string }[],
): Promise<void> =>
  atDoor(ctx, async (tx) => {
    const now = ctx.clock.now()
    for (const { kind, bucket } of buckets) {
      const known = await lockThrottle(tx, bucket, now)
      if (known.blockedUntil !== null && toMs(known.blockedUntil) > toMs(now))
        fail('sign-in-throttled', { retryAfterSeconds: secondsUntil(known.blockedUntil, now) })
      const isForgotten = toMs(now) - toMs(known.firstAt) > failuresKeptMs
      const failures = isForgotten ? 1 : known.failures + 1
      const wait = waitSeconds(failures, freeFailures[kind])
      await saveThrottle(tx, {
        bucket,
        failures,
        firstAt: isForgotten ? now : known.firstAt,
        blockedUntil: wait === 0 ? null : addMs(now, wait * 1000),
      })
    }
  })

const secondsUntil = (instant: Instant, now: Instant): number =>
  Math.max(1, Math.ceil((toMs(instant) - toMs(now)) / 1000))

/** Gives back what a success took; the address keeps its other failures. The address comes first, as in countAttempt: two orders of locking would wait for each other. */
const forgetAttempt = async (
  tx: Tx,
  now: Instant,
  login: string | undefined,
  address: string,
): Promise<void> => {
  const known = await lockThrottle(tx, address, now)
  await saveThrottle(tx, {
    bucket: address,
    failures: Math.max(0, known.failures - 1),
    firstAt: known.firstAt,
    blockedUntil: null,
  })
  if (login !== undefined) await dropThrottle(tx, login)
}

/** Verified against when there is no account, so that a missing one takes as long. */
const decoySecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** The person whose password and code these are; one failure for whatever was wrong. */
export const proveByPassword = async (
  ctx: DoorContext,
  proof: Readonly<({ login: string } | { userId: string }) & { password: string; code: string }>,
): Promise<{ readonly userId: string }> => {
  const now = ctx.clock.now()
  const account = await atDoor(ctx, (tx) => findAccount(tx, proof))
  const loginBucket = bucketOf(
    ctx.keys,
    'login',
    account?.login ?? ('login' in proof ? proof.login.trim().toLowerCase() : proof.userId),
  )
  const addressBucket = bucketOf(ctx.keys, 'address', ctx.client.address)
  await countAttempt(ctx, [
    { kind: 'address', bucket: addressBucket },
    { kind: 'login', bucket: loginBucket },
  ])

  const isPassword = await verifyPassword(
    ctx.keys,
    proof.password,
    account?.passwordHash ?? undefined,
  )
  const secret =
    account?.sealedSecret == null
      ? decoySecret
      : openCodeSecret(ctx.keys, account.userId, account.sealedSecret)
  const step = findCodeStep({ secret, code: proof.code, now, usedStep: account?.lastStep ?? null })
  if (account?.sealedSecret == null || !isPassword || step === undefined) fail('sign-in-failed')

  const { userId } = account
  await atDoor(ctx, async (tx) => {
    if (!(await useCodeStep(tx, userId, step))) fail('sign-in-failed')
    await forgetAttempt(tx, now, loginBucket, addressBucket)
  })
  return { userId }
}

const challengeMs = 120_000

type PasskeyJson = Readonly<Record<string, unknown>>

const rpIdOf = (origin: string): string => new URL(origin).hostname

const saveChallenge = async (
  ctx: DoorContext,
  purpose: 'sign-in' | 'step-up' | 'add-passkey',
  userId: string | null,
  options: { readonly challenge: string },
): Promise<{ readonly challengeId: string; readonly options: Record<string, unknown> }> => {
  const challengeId = randomId()
  await atDoor(ctx, (tx) =>
    insertChallenge(tx, {
      id: challengeId,
      userId,
      purpose,
      challenge: options.challenge,
      expiresAt: addMs(ctx.clock.now(), challengeMs),
    }),
  )
  return { challengeId, options: options as unknown as Record<string, unknown> }
}

/** A challenge; without a person any passkey of this site may answer it, so it tells nothing about accounts. */
export const challengePasskey = async (ctx: DoorContext, userId: string | null) => {
  const passkeys = userId === null ? [] : await atDoor(ctx, (tx) => listPasskeys(tx, userId))
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(ctx.client.origin),
    userVerification: 'required',
    timeout: challengeMs,
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports,
    })),
  })
  return saveChallenge(ctx, userId === null ? 'sign-in' : 'step-up', userId, options)
}

/** The person whose passkey answered the challenge. */
export const proveByPasskey = async (
  ctx: DoorContext,
  proof: {
    readonly userId: string | null
    readonly challengeId: string
    readonly response: PasskeyJson
  },
): Promise<{ readonly userId: string }> => {
  const now = ctx.clock.now()
  const address = bucketOf(ctx.keys, 'address', ctx.client.address)
  await countAttempt(ctx, [{ kind: 'address', bucket: address }])
  const credentialId = typeof proof.response.id === 'string' ? proof.response.id : ''
  const [challenge, passkey] = await atDoor(ctx, async (tx) => [
    await takeChallenge(tx, {
      id: proof.challengeId,
      purpose: proof.userId === null ? 'sign-in' : 'step-up',
      userId: proof.userId,
    }),
    await findPasskey(tx, credentialId),
  ])
  if (
    challenge === undefined ||
    toMs(challenge.expiresAt) <= toMs(now) ||
    passkey === undefined ||
    (proof.userId !== null && passkey.userId !== proof.userId)
  )
    fail('sign-in-failed')

  const verified = await verifyAuthenticationResponse({
    response: proof.response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge.challenge,
    expectedOrigin: ctx.client.origin,
    expectedRPID: rpIdOf(ctx.client.origin),
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch((cause: unknown) => fail('sign-in-failed', { cause }))
  if (!verified.verified) fail('sign-in-failed')

  await atDoor(ctx, async (tx) => {
    const counter = verified.authenticationInfo.newCounter
    if (!(await advancePasskey(tx, { id: passkey.id, counter, now }))) fail('sign-in-failed')
    await forgetAttempt(tx, now, undefined, address)
  })
  return { userId: passkey.userId }
}

/** A challenge for a new passkey of a signed-in person. */
export const challengeNewPasskey = async (ctx: DoorContext, userId: string) => {
  const [account, passkeys] = await atDoor(ctx, async (tx) => [
    await findAccount(tx, { userId }),
    await listPasskeys(tx, userId),
  ])
  if (account === undefined) fail('not-found')
  const options = await generateRegistrationOptions({
    rpName: 'Umai',
    rpID: rpIdOf(ctx.client.origin),
    userName: account.login,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(userId),
    attestationType: 'none',
    timeout: challengeMs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
  })
  return saveChallenge(ctx, 'add-passkey', userId, options)
}

export const addPasskey = async (
  ctx: DoorContext,
  input: {
    readonly userId: string
    readonly name: string
    readonly challengeId: string
    readonly response: PasskeyJson
  },
) => {
  const now = ctx.clock.now()
  const challenge = await atDoor(ctx, (tx) =>
    takeChallenge(tx, { id: input.challengeId, purpose: 'add-passkey', userId: input.userId }),
  )
  if (challenge === undefined || toMs(challenge.expiresAt) <= toMs(now)) fail('passkey-refused')
  const verified = await verifyRegistrationResponse({
    response: input.response as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge.challenge,
    expectedOrigin: ctx.client.origin,
    expectedRPID: rpIdOf(ctx.client.origin),
    requireUserVerification: true,
  }).catch((cause: unknown) => fail('passkey-refused', { cause }))
  if (!verified.verified) fail('passkey-refused')

  const { credential } = verified.registrationInfo
  const id = randomId()
  return asCommand(ctx, 'add-passkey', input.userId, async (tx) => {
    const inserted = await insertPasskey(tx, {
      id,
      userId: input.userId,
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: input.name,
      now,
    })
    if (inserted.numInsertedOrUpdatedRows !== 1n) fail('passkey-refused')
    return { id, name: input.name, createdAt: now, lastUsedAt: null }
  })
}

export const removePasskey = async (
  ctx: DoorContext,
  userId: string,
  id: string,
): Promise<void> => {
  await asCommand(ctx, 'remove-passkey', userId, async (tx) => {
    if (!(await deletePasskey(tx, userId, id))) fail('not-found')
    return { done: true }
  })
}

export const changePassword = async (
  ctx: DoorContext,
  userId: string,
  password: string,
): Promise<void> => {
  const account = await atDoor(ctx, (tx) => findAccount(tx, { userId }))
  if (account === undefined) fail('not-found')
  if (findPasswordFault(password, account) !== undefined) fail('password-weak')
  const hash = await hashPassword(ctx.keys, password)
  await asCommand(ctx, 'change-password', userId, async (tx) => {
    await savePassword(tx, userId, hash, ctx.clock.now())
    return { done: true }
  })
}

/** Whom an invitation is for, and the secret of the code application, the same however often it is asked for. */
export const readEnrolment = (ctx: DoorContext, token: string) =>
  atDoor(ctx, async (tx) => {
    const tokenHash = hashEnrolmentToken(token)
    const enrolment = await findEnrolment(tx, tokenHash, ctx.clock.now())
    if (enrolment === undefined) fail('enrolment-invalid')
    const secret =
      enrolment.sealedSecret === null
        ? newCodeSecret()
        : openCodeSecret(ctx.keys, enrolment.userId, enrolment.sealedSecret)
    if (enrolment.sealedSecret === null)
      await saveEnrolmentSecret(tx, tokenHash, sealCodeSecret(ctx.keys, enrolment.userId, secret))
    return {
      userId: enrolment.userId,
      name: enrolment.name,
      login: enrolment.login,
      agency: { kk: enrolment.name_kk, ru: enrolment.name_ru, en: enrolment.name_en },
      lang: enrolment.lang as Lang,
      codeSecret: secret,
      codeUri: codeUri(secret, enrolment.login),
      expiresAt: enrolment.expiresAt,
    }
  })

/** Sets password and code of the person the invitation is for; it can be used once. */
export const acceptEnrolment = async (
  ctx: DoorContext,
  input: { readonly token: string; readonly password: string; readonly code: string },
): Promise<{ readonly userId: string }> => {
  const now = ctx.clock.now()
  const tokenHash = hashEnrolmentToken(input.token)
  const known = await readEnrolment(ctx, input.token)
  if (findPasswordFault(input.password, known) !== undefined) fail('password-weak')
  const step = findCodeStep({ secret: known.codeSecret, code: input.code, now, usedStep: null })
  if (step === undefined) fail('code-wrong')
  const hash = await hashPassword(ctx.keys, input.password)
  return asCommand(ctx, 'complete-enrolment', known.userId, async (tx) => {
    const enrolment = await findEnrolment(tx, tokenHash, now)
    if (enrolment?.sealedSecret == null) fail('enrolment-invalid')
    const { userId } = enrolment
    await savePassword(tx, userId, hash, now)
    await saveCodeSecret(tx, { userId, sealed: enrolment.sealedSecret, step, now })
    await useEnrolment(tx, { tokenHash, userId, now })
    return { userId }
  })
}

/** Challenges nobody answered, throttles that are forgotten, invitations that ran out. */
export const forgetSignInTraces = (ctx: Context): Promise<void> =>
  ctx.db.transaction({ role: 'umai_door' }, (tx) => deleteOldTraces(tx, ctx.clock.now()))
