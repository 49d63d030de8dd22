import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ById, Done, exactly, Id, Instant, Lang, line, orNull, PersonName, Text } from './fields.ts'
import { pageInput, pageOf } from './page.ts'
import { Role } from './roles.ts'

export const userStates = ['invited', 'active', 'deactivated'] as const
export const UserState = Type.Enum(userStates)
export type UserState = Static<typeof UserState>

export const Login = Type.String({
  minLength: 3,
  maxLength: 64,
  pattern: '^[a-z0-9][a-z0-9._-]+[a-z0-9]$',
  description: 'Latin letters in lower case, digits, dot, dash; never an IIN or a phone',
})

export const UserRow = exactly({
  id: Id,
  name: PersonName,
  login: Login,
  position: Type.String(),
  agency: exactly({ id: Id, name: Text }),
  units: Type.Array(exactly({ id: Id, name: Text })),
  roles: Type.Array(Role),
  state: UserState,
  lastSeenAt: orNull(Instant),
})
export type UserRow = Static<typeof UserRow>

export const Grant = exactly({
  id: Id,
  unit: exactly({ id: Id, name: Text }),
  role: Role,
  from: Instant,
  until: orNull(Instant),
  grantedBy: exactly({ id: orNull(Id), name: Type.String() }),
  endedAt: orNull(Instant),
  endReason: orNull(Type.String()),
})
export type Grant = Static<typeof Grant>

export const User = exactly({
  id: Id,
  name: PersonName,
  login: Login,
  position: Type.String(),
  lang: Lang,
  agency: exactly({ id: Id, name: Text }),
  state: UserState,
  createdAt: Instant,
  lastSeenAt: orNull(Instant),
  hasPasskey: Type.Boolean(),
  hasCode: Type.Boolean({ description: 'A one-time-code application is enrolled' }),
  sessions: Type.Integer({ minimum: 0 }),
  grants: Type.Array(Grant),
  mayManage: Type.Boolean(),
  isSelf: Type.Boolean(),
})
export type User = Static<typeof User>

/** Shown once to the administrator, handed over in person; whoever holds it sets password and second factor. */
export const Enrolment = exactly({ token: Type.String(), expiresAt: Instant })
export type Enrolment = Static<typeof Enrolment>

export const searchUsers = endpoint({
  name: 'search-users',
  summary: 'People who work in the own agency, or colleagues one may address',
  method: 'POST',
  path: '/api/users/search',
  effect: 'read',
  access: 'read-directory',
  body: pageInput(['name', '-name', 'lastSeenAt', '-lastSeenAt'], {
    q: Type.Optional(Type.String({ maxLength: 120 })),
    agencyId: Type.Optional(Id),
    unitId: Type.Optional(Id),
    role: Type.Optional(Role),
    state: Type.Optional(UserState),
  }),
  reply: pageOf(UserRow),
  errors: ['cursor-invalid'],
})

export const readUser = endpoint({
  name: 'read-user',
  summary: 'A person who works here, with roles past and present',
  method: 'GET',
  path: '/api/users/:id',
  effect: 'read',
  access: 'read-directory',
  params: ById,
  reply: User,
  errors: [],
})

export const createUser = endpoint({
  name: 'create-user',
  summary: 'Add a person to the own agency, with a first role',
  method: 'POST',
  path: '/api/users',
  effect: 'command',
  access: 'manage-users',
  stepUp: true,
  body: exactly({
    name: PersonName,
    login: Login,
    position: line(160),
    lang: Lang,
    unitId: Id,
    role: Role,
  }),
  reply: exactly({ id: Id, enrolment: Enrolment }),
  errors: ['login-taken', 'role-not-for-agency', 'unit-closed', 'step-up-required'],
})

export const editUser = endpoint({
  name: 'edit-user',
  summary: 'Change name, position or language of a person',
  method: 'POST',
  path: '/api/users/:id/edit',
  effect: 'command',
  access: 'manage-users',
  params: ById,
  body: exactly({ name: PersonName, position: line(160), lang: Lang }),
  reply: Done,
  errors: ['user-deactivated'],
})

export const deactivateUser = endpoint({
  name: 'deactivate-user',
  summary: 'End the work of a person here: sessions and roles end at once',
  method: 'POST',
  path: '/api/users/:id/deactivate',
  effect: 'command',
  access: 'manage-users',
  stepUp: true,
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: Done,
  errors: ['user-deactivated', 'last-admin', 'step-up-required'],
})

export const enrolUserAgain = endpoint({
  name: 'enrol-user-again',
  summary: 'Take away password, code and passkeys of a person and hand out a new enrolment',
  method: 'POST',
  path: '/api/users/:id/enrol-again',
  effect: 'command',
  access: 'manage-users',
  stepUp: true,
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: Enrolment,
  errors: ['user-deactivated', 'own-account', 'step-up-required'],
})

export const endUserSessions = endpoint({
  name: 'end-user-sessions',
  summary: 'Sign a person out everywhere',
  method: 'POST',
  path: '/api/users/:id/end-sessions',
  effect: 'command',
  access: 'manage-users',
  params: ById,
  reply: exactly({ ended: Type.Integer({ minimum: 0 }) }),
  errors: [],
})

export const grantRole = endpoint({
  name: 'grant-role',
  summary: 'Give a person a role in a unit of the own agency',
  method: 'POST',
  path: '/api/users/:id/grants',
  effect: 'command',
  access: 'manage-grants',
  stepUp: true,
  params: ById,
  body: exactly({ unitId: Id, role: Role, until: orNull(Instant) }),
  reply: exactly({ id: Id }),
  errors: [
    'role-not-for-agency',
    'grant-exists',
    'grant-in-past',
    'unit-closed',
    'user-deactivated',
    'own-account',
    'step-up-required',
  ],
})

export const endGrant = endpoint({
  name: 'end-grant',
  summary: 'Take a role away; the sessions of the person end',
  method: 'POST',
  path: '/api/grants/:id/end',
  effect: 'command',
  access: 'manage-grants',
  stepUp: true,
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: Done,
  errors: ['grant-ended', 'last-admin', 'step-up-required'],
})
