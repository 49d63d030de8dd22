import { type Static, Type } from 'typebox'
import { AgencyKind } from './agencies.ts'
import { endpoint } from './endpoint.ts'
import { ById, Done, exactly, Id, Instant, Lang, line, orNull, PersonName, Text } from './fields.ts'
import { Permission, Role } from './roles.ts'
import { Login } from './users.ts'

export const purposes = [
  'emergency-response',
  'case-work',
  'oversight',
  'court-proceedings',
  'support-services',
  'administration',
  'audit',
  'statistics',
] as const
/** Why one works with records now; kept in each audit leaf of the session. */
export const Purpose = Type.Enum(purposes)
export type Purpose = Static<typeof Purpose>

export const Session = exactly({
  id: Id,
  user: exactly({ id: Id, name: PersonName, position: Type.String(), lang: Lang }),
  agency: exactly({ id: Id, kind: AgencyKind, name: Text }),
  grants: Type.Array(exactly({ unitId: Id, unit: Text, role: Role })),
  permissions: Type.Array(Permission),
  purpose: Purpose,
  idleUntil: Instant,
  endsAt: Instant,
  stepUpUntil: orNull(Instant),
})
export type Session = Static<typeof Session>

export const readSession = endpoint({
  name: 'read-session',
  summary: 'Who is signed in, and what kind of installation this is',
  method: 'GET',
  path: '/api/session',
  effect: 'read',
  access: 'public',
  reply: exactly({
    session: orNull(Session),
    now: Instant,
    version: Type.String(),
    sample: Type.Boolean({ description: 'All people and cases here are invented' }),
  }),
  errors: [],
})

/** JSON as @simplewebauthn/browser takes and gives it; checked in depth by the verifier. */
const PasskeyJson = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  maxProperties: 20,
})
const Password = Type.String({ minLength: 1, maxLength: 256 })
const NewPassword = Type.String({ minLength: 12, maxLength: 256 })
const OneTimeCode = Type.String({ pattern: '^\\d{6}$' })
const EnrolmentToken = Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' })

const Opened = exactly({ session: Session })

export const signInByPassword = endpoint({
  name: 'sign-in-by-password',
  summary: 'Sign in with password and one-time code together; a failure never says which was wrong',
  method: 'POST',
  path: '/api/session/password',
  effect: 'session',
  access: 'public',
  body: exactly({
    login: Type.String({ minLength: 1, maxLength: 64 }),
    password: Password,
    code: OneTimeCode,
  }),
  reply: Opened,
  errors: ['sign-in-failed', 'sign-in-throttled'],
})

const PasskeyChallenge = exactly({ challengeId: Id, options: PasskeyJson })
const PasskeyAnswer = exactly({ challengeId: Id, response: PasskeyJson })

export const startPasskeySignIn = endpoint({
  name: 'start-passkey-sign-in',
  summary: 'A challenge for a passkey; asks for no login',
  method: 'POST',
  path: '/api/session/passkey/challenge',
  effect: 'session',
  access: 'public',
  reply: PasskeyChallenge,
  errors: [],
})

export const signInByPasskey = endpoint({
  name: 'sign-in-by-passkey',
  summary: 'Sign in with a passkey',
  method: 'POST',
  path: '/api/session/passkey',
  effect: 'session',
  access: 'public',
  body: PasskeyAnswer,
  reply: Opened,
  errors: ['sign-in-failed', 'sign-in-throttled'],
})

export const SampleAccount = exactly({
  role: Role,
  name: PersonName,
  agency: Text,
  login: Login,
  password: Type.String(),
  code: Type.String(),
  codeUntil: Instant,
})
export type SampleAccount = Static<typeof SampleAccount>

export const listSampleAccounts = endpoint({
  name: 'list-sample-accounts',
  summary:
    'One invented account per role with password and current code; exists in sample databases only',
  method: 'GET',
  path: '/api/session/sample-accounts',
  effect: 'read',
  access: 'public',
  reply: exactly({ items: Type.Array(SampleAccount) }),
  errors: [],
})

export const signOut = endpoint({
  name: 'sign-out',
  summary: 'End this session',
  method: 'POST',
  path: '/api/session/sign-out',
  effect: 'session',
  access: 'public',
  reply: Done,
  errors: [],
})

export const startPasskeyStepUp = endpoint({
  name: 'start-passkey-step-up',
  summary: 'A challenge for one of my passkeys',
  method: 'POST',
  path: '/api/session/step-up/challenge',
  effect: 'session',
  access: 'signed-in',
  reply: PasskeyChallenge,
  errors: [],
})

export const stepUp = endpoint({
  name: 'step-up',
  summary: 'Prove again who I am; good for five minutes',
  method: 'POST',
  path: '/api/session/step-up',
  effect: 'session',
  access: 'signed-in',
  body: Type.Union([
    exactly({ kind: Type.Literal('code'), password: Password, code: OneTimeCode }),
    exactly({ kind: Type.Literal('passkey'), challengeId: Id, response: PasskeyJson }),
  ]),
  reply: Opened,
  errors: ['sign-in-failed', 'sign-in-throttled'],
})

export const setPurpose = endpoint({
  name: 'set-purpose',
  summary: 'Say why I work with records now; kept in every audit leaf from here on',
  method: 'POST',
  path: '/api/session/purpose',
  effect: 'session',
  access: 'signed-in',
  body: exactly({ purpose: Purpose }),
  reply: Opened,
  errors: [],
})

export const setLanguage = endpoint({
  name: 'set-language',
  summary: 'The language I work in',
  method: 'POST',
  path: '/api/my/language',
  effect: 'session',
  access: 'signed-in',
  body: exactly({ lang: Lang }),
  reply: Done,
  errors: [],
})

export const MySession = exactly({
  id: Id,
  isThis: Type.Boolean(),
  startedAt: Instant,
  lastSeenAt: Instant,
  endsAt: Instant,
  device: Type.String({ description: 'Browser and system in two words' }),
  method: Type.Enum(['passkey', 'password']),
})
export type MySession = Static<typeof MySession>

export const listMySessions = endpoint({
  name: 'list-my-sessions',
  summary: 'Where I am signed in',
  method: 'GET',
  path: '/api/my/sessions',
  effect: 'read',
  access: 'signed-in',
  reply: exactly({ items: Type.Array(MySession) }),
  errors: [],
})

export const endMySession = endpoint({
  name: 'end-my-session',
  summary: 'Sign out elsewhere',
  method: 'POST',
  path: '/api/my/sessions/:id/end',
  effect: 'session',
  access: 'signed-in',
  params: ById,
  reply: Done,
  errors: [],
})

export const endMyOtherSessions = endpoint({
  name: 'end-my-other-sessions',
  summary: 'Sign out everywhere but here',
  method: 'POST',
  path: '/api/my/sessions/end-others',
  effect: 'session',
  access: 'signed-in',
  reply: exactly({ ended: Type.Integer({ minimum: 0 }) }),
  errors: [],
})

export const Passkey = exactly({
  id: Id,
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: orNull(Instant),
})
export type Passkey = Static<typeof Passkey>

export const readMyCredentials = endpoint({
  name: 'read-my-credentials',
  summary: 'How I sign in',
  method: 'GET',
  path: '/api/my/credentials',
  effect: 'read',
  access: 'signed-in',
  reply: exactly({
    login: Login,
    passwordSetAt: orNull(Instant),
    codeEnrolledAt: orNull(Instant),
    passkeys: Type.Array(Passkey),
  }),
  errors: [],
})

export const startAddPasskey = endpoint({
  name: 'start-add-passkey',
  summary: 'A challenge for a new passkey',
  method: 'POST',
  path: '/api/my/passkeys/challenge',
  effect: 'session',
  access: 'signed-in',
  stepUp: true,
  reply: PasskeyChallenge,
  errors: ['step-up-required'],
})

export const addPasskey = endpoint({
  name: 'add-passkey',
  summary: 'Keep a new passkey',
  method: 'POST',
  path: '/api/my/passkeys',
  effect: 'session',
  access: 'signed-in',
  stepUp: true,
  body: exactly({ name: line(60), challengeId: Id, response: PasskeyJson }),
  reply: Passkey,
  errors: ['passkey-refused', 'step-up-required'],
})

export const removePasskey = endpoint({
  name: 'remove-passkey',
  summary: 'Forget a passkey',
  method: 'POST',
  path: '/api/my/passkeys/:id/remove',
  effect: 'session',
  access: 'signed-in',
  stepUp: true,
  params: ById,
  reply: Done,
  errors: ['step-up-required'],
})

export const changePassword = endpoint({
  name: 'change-password',
  summary: 'Choose a new password; other sessions end',
  method: 'POST',
  path: '/api/my/password',
  effect: 'session',
  access: 'signed-in',
  stepUp: true,
  body: exactly({ password: NewPassword }),
  reply: Done,
  errors: ['password-weak', 'step-up-required'],
})

export const readEnrolment = endpoint({
  name: 'read-enrolment',
  summary: 'Whom an enrolment is for, and the secret for the code application',
  method: 'POST',
  path: '/api/enrolment/read',
  effect: 'session',
  access: 'public',
  body: exactly({ token: EnrolmentToken }),
  reply: exactly({
    name: PersonName,
    login: Login,
    agency: Text,
    lang: Lang,
    codeSecret: Type.String({ description: 'Base32, for typing in' }),
    codeUri: Type.String({ description: 'otpauth address, for the picture' }),
    expiresAt: Instant,
  }),
  errors: ['enrolment-invalid'],
})

export const completeEnrolment = endpoint({
  name: 'complete-enrolment',
  summary: 'Set password and one-time code, and sign in',
  method: 'POST',
  path: '/api/enrolment/complete',
  effect: 'session',
  access: 'public',
  body: exactly({ token: EnrolmentToken, password: NewPassword, code: OneTimeCode }),
  reply: Opened,
  errors: ['enrolment-invalid', 'password-weak', 'code-wrong'],
})
