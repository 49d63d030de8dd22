// Managing people. Everything here happens inside one's own agency: a person of another is not there.
import type {
  createUser as CreateUser,
  deactivateUser as DeactivateUser,
  editUser as EditUser,
  endGrant as EndGrant,
  endUserSessions as EndUserSessions,
  enrolUserAgain as EnrolUserAgain,
  grantRole as GrantRole,
  Input,
  Role,
} from '@umai/contract'
import { enrolmentMs, enrolmentToken, hashEnrolmentToken, runCommand, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { addMs, toMs } from '@umai/words'
import type { CommandContext } from '../http/context.ts'
import {
  closeGrants,
  closeSessions,
  countOtherAdmins,
  deactivateUser as deactivateUserRow,
  deleteCredentials,
  insertEnrolment,
  insertGrant,
  insertUser,
  isAdmin,
  isRoleOfAgencyKind,
  lockGrant,
  lockOpenUnit,
  lockUser,
  updateUser,
} from './store.ts'

const invite = async (tx: Tx, ctx: CommandContext, userId: string): Promise<string> => {
  const now = ctx.clock.now()
  const expiresAt = addMs(now, enrolmentMs)
  const tokenHash = hashEnrolmentToken(enrolmentToken(ctx.keys, userId, ctx.key))
  await insertEnrolment(tx, { tokenHash, userId, createdBy: ctx.identity.userId, now, expiresAt })
  return expiresAt
}

const grantInUnit = async (
  tx: Tx,
  ctx: CommandContext,
  grant: {
    readonly id: string
    readonly userId: string
    readonly unitId: string
    readonly role: Role
    readonly until: string | null
  },
): Promise<void> => {
  const now = ctx.clock.now()
  const unit = await lockOpenUnit(tx, grant.unitId, ctx.caller.agencyId)
  if (unit === undefined) fail('not-found')
  if (unit.closedAt !== null) fail('unit-closed')
  if (!(await isRoleOfAgencyKind(tx, grant.role, unit.kind))) fail('role-not-for-agency')
  if (grant.until !== null && toMs(grant.until) <= toMs(now)) fail('grant-in-past')
  const grantedBy = ctx.identity.userId
  if (!(await insertGrant(tx, { ...grant, from: now, grantedBy }))) fail('grant-exists')
}

export const createUser = async (ctx: CommandContext, input: Input<typeof CreateUser>) => {
  const userId = randomId()
  const reply = await runCommand(
    ctx,
    { name: 'create-user', key: ctx.key, input, subject: { kind: 'user', id: userId } },
    async (tx, leaf) => {
      const { unitId, role, ...person } = input.body
      const { agencyId } = ctx.caller
      const now = ctx.clock.now()
      if (!(await insertUser(tx, { id: userId, agencyId, now, ...person }))) fail('login-taken')
      await grantInUnit(tx, ctx, { id: randomId(), userId, unitId, role, until: null })
      leaf.note('role', role)
      leaf.note('unit', unitId)
      return { id: userId, expiresAt: await invite(tx, ctx, userId) }
    },
  )
  const token = enrolmentToken(ctx.keys, reply.id, ctx.key)
  return { id: reply.id, enrolment: { token, expiresAt: reply.expiresAt } }
}

const getOwnPerson = async (tx: Tx, ctx: CommandContext, id: string) => {
  const user = await lockUser(tx, id, ctx.caller.agencyId)
  return user ?? fail('not-found')
}

export const editUser = (ctx: CommandContext, input: Input<typeof EditUser>) => {
  const { id } = input.params
  return runCommand(
    ctx,
    { name: 'edit-user', key: ctx.key, input, subject: { kind: 'user', id } },
    async (tx) => {
      const user = await getOwnPerson(tx, ctx, id)
      if (user.deactivatedAt !== null) fail('user-deactivated')
      await updateUser(tx, { id, ...input.body })
      return { done: true as const }
    },
  )
}

export const deactivateUser = (ctx: CommandContext, input: Input<typeof DeactivateUser>) => {
  const { id } = input.params
  const { agencyId } = ctx.caller
  return runCommand(
    ctx,
    { name: 'deactivate-user', key: ctx.key, input, subject: { kind: 'user', id } },
    async (tx) => {
      const now = ctx.clock.now()
      const user = await getOwnPerson(tx, ctx, id)
      if (user.deactivatedAt !== null) fail('user-deactivated')
      if (
        (await isAdmin(tx, id, agencyId)) &&
        (await countOtherAdmins(tx, agencyId, { userId: id })) === 0
      )
        fail('last-admin')
      const { reason } = input.body
      await closeGrants(tx, { where: { userId: id }, by: ctx.identity.userId, reason, now })
      await closeSessions(tx, { userId: id, reason: 'deactivated', now })
      await deleteCredentials(tx, id)
      await deactivateUserRow(tx, { id, reason, now })
      return { done: true as const }
    },
  )
}

export const enrolUserAgain = async (ctx: CommandContext, input: Input<typeof EnrolUserAgain>) => {
  const { id } = input.params
  if (id === ctx.identity.userId) fail('own-account')
  const reply = await runCommand(
    ctx,
    { name: 'enrol-user-again', key: ctx.key, input, subject: { kind: 'user', id } },
    async (tx) => {
      const user = await getOwnPerson(tx, ctx, id)
      if (user.deactivatedAt !== null) fail('user-deactivated')
      await deleteCredentials(tx, id)
      await closeSessions(tx, { userId: id, reason: 'enrolled-again', now: ctx.clock.now() })
      return { expiresAt: await invite(tx, ctx, id) }
    },
  )
  return { token: enrolmentToken(ctx.keys, id, ctx.key), expiresAt: reply.expiresAt }
}

export const endUserSessions = (ctx: CommandContext, input: Input<typeof EndUserSessions>) => {
  const { id } = input.params
  return runCommand(
    ctx,
    { name: 'end-user-sessions', key: ctx.key, input, subject: { kind: 'user', id } },
    async (tx) => {
      await getOwnPerson(tx, ctx, id)
      const now = ctx.clock.now()
      return { ended: await closeSessions(tx, { userId: id, reason: 'ended-by-admin', now }) }
    },
  )
}

export const grantRole = (ctx: CommandContext, input: Input<typeof GrantRole>) => {
  const grantId = randomId()
  const userId = input.params.id
  if (userId === ctx.identity.userId) fail('own-account')
  return runCommand(
    ctx,
    { name: 'grant-role', key: ctx.key, input, subject: { kind: 'user', id: userId } },
    async (tx, leaf) => {
      const user = await getOwnPerson(tx, ctx, userId)
      if (user.deactivatedAt !== null) fail('user-deactivated')
      await grantInUnit(tx, ctx, { id: grantId, userId, ...input.body })
      // A session never outlives the rights it was opened with: whoever gains or loses a role signs in again.
      await closeSessions(tx, { userId, reason: 'role-changed', now: ctx.clock.now() })
      leaf.note('grant', grantId)
      leaf.note('role', input.body.role)
      leaf.note('unit', input.body.unitId)
      return { id: grantId }
    },
  )
}

export const endGrant = (ctx: CommandContext, input: Input<typeof EndGrant>) => {
  const grantId = input.params.id
  const { agencyId } = ctx.caller
  return runCommand(
    ctx,
    { name: 'end-grant', key: ctx.key, input, subject: { kind: 'grant', id: grantId } },
    async (tx, leaf) => {
      const now = ctx.clock.now()
      const grant = await lockGrant(tx, grantId)
      if (grant === undefined || grant.agencyId !== agencyId) fail('not-found')
      if (grant.endedAt !== null) fail('grant-ended')
      if (
        grant.role === 'agency-admin' &&
        (await countOtherAdmins(tx, agencyId, { grantId })) === 0
      )
        fail('last-admin')
      const { reason } = input.body
      await closeGrants(tx, { where: { id: grantId }, by: ctx.identity.userId, reason, now })
      await closeSessions(tx, { userId: grant.userId, reason: 'role-changed', now })
      leaf.note('user', grant.userId)
      leaf.note('role', grant.role)
      return { done: true as const }
    },
  )
}
