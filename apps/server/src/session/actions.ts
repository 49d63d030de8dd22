import type { AgencyKind, Permission, Purpose, Role, Session } from '@umai/contract'
import { type Context, type Db, type Identity, runCommand, type Tx } from '@umai/db'
import { type Clock, fail, type Json, randomId } from '@umai/platform'
import type { Instant, Lang } from '@umai/words'
import {
  hashToken,
  idleUntil,
  isPast,
  nameDevice,
  newSessionEnd,
  newStepUpEnd,
  newToken,
  usualPurpose,
} from './model.ts'
import {
  closeSession,
  closeSessionsOf,
  findAgencyKind,
  findSession,
  findSessionTimes,
  insertSession,
  readSessionWithNames,
  rotateSession,
  type SessionMethod,
  saveLanguage,
  savePurpose,
  touchSession,
} from './store.ts'

type Staff = Extract<Identity, { kind: 'staff' }>

const atDoor = <T>(ctx: { readonly db: Db }, work: (tx: Tx) => Promise<T>): Promise<T> =>
  ctx.db.transaction({ role: 'umai_door' }, work)

/** Sessions are written by the door, which alone knows tokens; each change leaves a leaf and wakes the live views. */
const asCommand = <Reply extends Json>(
  ctx: Context,
  name: string,
  subject: { readonly kind: 'session' | 'user'; readonly id: string },
  work: (tx: Tx) => Promise<Reply>,
): Promise<Reply> =>
  runCommand(
    { ...ctx, identity: { kind: 'door' } },
    { name, key: randomId(), input: {}, subject },
    work,
  )

/** A touch is written at most this often, so that a page of ten requests writes once. */
const touchEveryMs = 20_000

/** The person a token belongs to, with what he may do at this moment; ends a session whose time is over. */
export const findCaller = async (
  ctx: { readonly db: Db; readonly clock: Clock },
  token: string,
  request: { readonly isBackground: boolean },
) => {
  const now = ctx.clock.now()
  // Asked by every request, so with as little around it as can be.
  const session = await ctx.db.transaction({ role: 'umai_door', isOneStatement: true }, (tx) =>
    findSession(tx, hashToken(token)),
  )
  if (session === undefined) return undefined
  const { id, userId } = session
  const isExpired = isPast(session.endsAt, now)
  if (isExpired || isPast(idleUntil(session.lastSeenAt, session.endsAt), now)) {
    const reason = isExpired ? 'expired' : 'idle'
    await atDoor(ctx, (tx) => closeSession(tx, { id, userId, reason, now }))
    return undefined
  }
  const sinceTouchMs = Date.parse(now) - Date.parse(session.lastSeenAt)
  if (!request.isBackground && sinceTouchMs > touchEveryMs)
    await atDoor(ctx, (tx) => touchSession(tx, id, now))
  const identity: Staff = {
    kind: 'staff',
    userId,
    sessionId: id,
    purpose: session.purpose,
    isSteppedUp: isSteppedUp(session.steppedUpAt, now),
    agencyId: session.agencyId,
  }
  return {
    identity,
    agencyId: session.agencyId,
    lang: session.lang as Lang,
    permissions: new Set(session.permissions as Permission[]),
  }
}

const isSteppedUp = (steppedUpAt: Instant | null, now: Instant): boolean =>
  steppedUpAt !== null && !isPast(newStepUpEnd(steppedUpAt), now)

type Opened = { readonly token: string; readonly session: Session }

/** Signs a person in who has just proved who he is; a sign-in never reuses a session that was there before. */
export const openSession = async (
  ctx: Context,
  input: {
    readonly userId: string
    readonly method: SessionMethod
    readonly userAgent: string | undefined
  },
): Promise<Opened> => {
  const now = ctx.clock.now()
  const token = newToken()
  const id = randomId()
  const session = await asCommand(ctx, 'sign-in', { kind: 'session', id }, async (tx) => {
    const kind = await findAgencyKind(tx, input.userId)
    if (kind === undefined) return fail('sign-in-failed')
    await insertSession(tx, {
      id,
      userId: input.userId,
      tokenHash: hashToken(token),
      method: input.method,
      device: nameDevice(input.userAgent),
      purpose: usualPurpose(kind as AgencyKind),
      now,
      endsAt: newSessionEnd(now),
    })
    return readOpenSession(tx, id)
  })
  return { token, session }
}

/** After another proof of identity: the same session under a new token, good for the guarded commands for a while. */
export const strengthenSession = async (ctx: Context, sessionId: string): Promise<Opened> => {
  const token = newToken()
  const subject = { kind: 'session', id: sessionId } as const
  const session = await asCommand(ctx, 'step-up', subject, async (tx) => {
    const now = ctx.clock.now()
    const tokenHash = hashToken(token)
    if (!(await rotateSession(tx, { id: sessionId, tokenHash, now }))) fail('signed-out')
    return readOpenSession(tx, sessionId)
  })
  return { token, session }
}

export const getSession = (ctx: { readonly db: Db }, sessionId: string): Promise<Session> =>
  atDoor(ctx, (tx) => readOpenSession(tx, sessionId))

export const changePurpose = (
  ctx: Context,
  sessionId: string,
  purpose: Purpose,
): Promise<Session> =>
  asCommand(ctx, 'set-purpose', { kind: 'session', id: sessionId }, async (tx) => {
    await savePurpose(tx, sessionId, purpose)
    return readOpenSession(tx, sessionId)
  })

export const changeLanguage = (ctx: Context, userId: string, lang: Lang): Promise<unknown> =>
  atDoor(ctx, (tx) => saveLanguage(tx, userId, lang))

/** Ends a session of this person; of anybody else's there is none. */
export const endSession = (
  ctx: Context,
  session: { readonly id: string; readonly userId: string; readonly reason: string },
) =>
  asCommand(ctx, 'end-session', { kind: 'session', id: session.id }, async (tx) => {
    if (!(await closeSession(tx, { ...session, now: ctx.clock.now() }))) fail('not-found')
    return { done: true as const }
  })

export const endOtherSessions = (ctx: Context, identity: Staff, reason: string) =>
  asCommand(ctx, 'end-sessions', { kind: 'user', id: identity.userId }, async (tx) => ({
    ended: await closeSessionsOf(tx, {
      userId: identity.userId,
      exceptId: identity.sessionId,
      reason,
      now: ctx.clock.now(),
    }),
  }))

const readOpenSession = async (tx: Tx, id: string): Promise<Session> => {
  const session = await readSessionWithNames(tx, id)
  return session === undefined ? fail('signed-out') : toSession(session)
}

const toSession = (
  row: NonNullable<Awaited<ReturnType<typeof readSessionWithNames>>>,
): Session => ({
  id: row.id,
  user: { id: row.userId, name: row.name, position: row.position, lang: row.lang as Lang },
  agency: {
    id: row.agencyId,
    kind: row.agencyKind as Session['agency']['kind'],
    name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
  },
  grants: row.grants.map((grant) => ({
    unitId: grant.unitId,
    unit: { kk: grant.name_kk, ru: grant.name_ru, en: grant.name_en },
    role: grant.role as Role,
  })),
  permissions: row.permissions as Permission[],
  purpose: row.purpose as Purpose,
  idleUntil: idleUntil(row.lastSeenAt, row.endsAt),
  endsAt: row.endsAt,
  stepUpUntil: row.steppedUpAt === null ? null : newStepUpEnd(row.steppedUpAt),
})

/** Whether a session could still be used; asking does not prolong it. */
export const isSessionOpen = (
  ctx: { readonly db: Db; readonly clock: Clock },
  identity: Staff,
): Promise<boolean> =>
  atDoor(ctx, async (tx) => {
    const session = await findSessionTimes(tx, identity.sessionId)
    return (
      session !== undefined &&
      !isPast(idleUntil(session.lastSeenAt, session.endsAt), ctx.clock.now())
    )
  })
