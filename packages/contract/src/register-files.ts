// Registers that offices send as files: brought by a steward, checked row by row, compared with people known once a second
// steward lets it, and forgotten on a day that is set from the beginning.
import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Done,
  exactly,
  Id,
  Instant,
  line,
  NamedUnit,
  NamedUser,
  orNull,
  PlainDate,
} from './fields.ts'
import { Evidence, Likeness } from './likeness.ts'
import { PairSide } from './merges.ts'
import { pageInput, pageOf } from './page.ts'

/** The most a register may have. Larger ones are refused by size, never cut. */
export const registerBytesAtMost = 50 * 1024 * 1024
export const registerRowsAtMost = 200_000
export const registerColumnsAtMost = 200
/** A file travels in pieces of this many bytes: a lost connection costs one of them. */
export const registerPartBytes = 1024 * 1024

export const registerFormats = ['csv', 'parquet'] as const
export const RegisterFormat = Type.Enum(registerFormats)
export type RegisterFormat = Static<typeof RegisterFormat>

export const registerEncodings = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be'] as const
export const RegisterEncoding = Type.Enum(registerEncodings)
export type RegisterEncoding = Static<typeof RegisterEncoding>

export const registerStates = [
  'arriving',
  'arrived',
  'checking',
  'checked',
  'comparing',
  'compared',
  'broken',
  'forgotten',
] as const
export const RegisterState = Type.Enum(registerStates)
export type RegisterState = Static<typeof RegisterState>

export const registerProblems = [
  'no-header',
  'not-csv',
  'not-parquet',
  'too-many-rows',
  'too-many-columns',
  'unpacks-too-large',
  'failed',
] as const
export const RegisterProblem = Type.Enum(registerProblems)
export type RegisterProblem = Static<typeof RegisterProblem>

export const registerFields = [
  'number',
  'whole',
  'family',
  'given',
  'patronymic',
  'birthDate',
  'sex',
  'iin',
  'phone',
] as const
export type RegisterField = (typeof registerFields)[number]

const Column = Type.Optional(Type.Integer({ minimum: 0, maximum: registerColumnsAtMost - 1 }))
/** Which column, counted from zero, holds what. */
export const RegisterColumns = exactly({
  number: Column,
  whole: Column,
  family: Column,
  given: Column,
  patronymic: Column,
  birthDate: Column,
  sex: Column,
  iin: Column,
  phone: Column,
})
export type RegisterColumns = Static<typeof RegisterColumns>

const Count = Type.Integer({ minimum: 0 })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const RegisterFile = exactly({
  id: Id,
  /** Null once it is forgotten. */
  name: orNull(Type.String()),
  /** Which office sent it; null once it is forgotten. */
  sender: orNull(Type.String()),
  format: RegisterFormat,
  bytes: Count,
  unit: NamedUnit,
  uploadedBy: NamedUser,
  uploadedAt: Instant,
  state: RegisterState,
  problem: orNull(RegisterProblem),
  encoding: orNull(RegisterEncoding),
  columns: orNull(RegisterColumns),
  /** Rows of the file, those of them that can be compared, and what is wrong with rows and values. */
  rows: Count,
  good: Count,
  faultCount: Count,
  /** How much of the file is behind the step that runs now, from 0 to 1. */
  share: Type.Number({ minimum: 0, maximum: 1 }),
  secondsLeft: orNull(Count),
  releasedBy: orNull(NamedUser),
  releasedAt: orNull(Instant),
  /** Matches one may see, and those of them that nobody has answered. */
  found: Count,
  unanswered: Count,
  forgetOn: PlainDate,
  forgottenAt: orNull(Instant),
  forgottenBy: orNull(NamedUser),
})
export type RegisterFile = Static<typeof RegisterFile>

export const listRegisterFiles = endpoint({
  name: 'list-register-files',
  summary: 'Registers brought to units one looks after, the latest first',
  method: 'GET',
  path: '/api/register-files',
  effect: 'read',
  access: 'merge-people',
  query: pageInput(['-uploadedAt'], {}),
  reply: pageOf(RegisterFile),
  errors: ['cursor-invalid'],
})

export const readRegisterFile = endpoint({
  name: 'read-register-file',
  summary: 'A register: how far it is, what was found, when it is forgotten',
  method: 'GET',
  path: '/api/register-files/:id',
  effect: 'read',
  access: 'merge-people',
  params: ById,
  reply: RegisterFile,
  errors: [],
})

export const beginRegisterFile = endpoint({
  name: 'begin-register-file',
  summary: 'Announce a register that will be sent in pieces',
  method: 'POST',
  path: '/api/register-files',
  effect: 'command',
  access: 'merge-people',
  body: exactly({
    name: line(200),
    sender: line(200),
    format: RegisterFormat,
    bytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    sha256: Sha256,
  }),
  reply: exactly({ id: Id, parts: Type.Integer() }),
  errors: ['register-too-large', 'register-empty'],
})

export const addRegisterPart = endpoint({
  name: 'add-register-part',
  summary: 'One piece of a register (base64); the same piece again changes nothing',
  method: 'POST',
  path: '/api/register-files/:id/parts',
  effect: 'command',
  access: 'merge-people',
  maxBodyBytes: 1_600_000,
  params: ById,
  body: exactly({
    number: Type.Integer({ minimum: 1, maximum: 50 }),
    base64: Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', minLength: 4, maxLength: 1_398_104 }),
  }),
  reply: exactly({ number: Type.Integer() }),
  errors: ['register-damaged', 'register-moved-on'],
})

export const finishRegisterFile = endpoint({
  name: 'finish-register-file',
  summary: 'Looks whether a register arrived whole and can be read',
  method: 'POST',
  path: '/api/register-files/:id/finish',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  reply: exactly({ id: Id, problem: orNull(RegisterProblem) }),
  errors: ['register-damaged', 'register-moved-on', 'register-forgotten'],
})

export const lookAtRegisterFile = endpoint({
  name: 'look-at-register-file',
  summary: 'The columns of a register with a few rows, and which column seems to hold what',
  method: 'GET',
  path: '/api/register-files/:id/look',
  effect: 'read',
  access: 'merge-people',
  params: ById,
  query: exactly({ encoding: Type.Optional(RegisterEncoding) }),
  reply: exactly({
    columns: Type.Array(Type.String()),
    sample: Type.Array(Type.Array(Type.String())),
    guess: RegisterColumns,
    encoding: orNull(RegisterEncoding),
    lacksHeader: Type.Boolean(),
  }),
  errors: ['register-unreadable', 'register-forgotten'],
})

export const checkRegisterFile = endpoint({
  name: 'check-register-file',
  summary:
    'Say which column holds what, and have every row checked; may be said again until it is compared',
  method: 'POST',
  path: '/api/register-files/:id/check',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  body: exactly({ encoding: orNull(RegisterEncoding), columns: RegisterColumns }),
  reply: Done,
  errors: ['register-moved-on', 'register-without-name', 'register-forgotten'],
})

export const releaseRegisterFile = endpoint({
  name: 'release-register-file',
  summary:
    'As a second person, let a checked register be compared with the people whom the unit looks after',
  method: 'POST',
  path: '/api/register-files/:id/release',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  reply: Done,
  errors: ['register-moved-on', 'register-needs-second', 'register-forgotten'],
})

export const RegisterFault = exactly({
  line: orNull(Type.Integer()),
  code: Type.String(),
  column: orNull(Type.String()),
  value: Type.String(),
})
export type RegisterFault = Static<typeof RegisterFault>

export const listRegisterFaults = endpoint({
  name: 'list-register-faults',
  summary: 'What is wrong with rows of a register, by line, with the value; the first of each kind',
  method: 'GET',
  path: '/api/register-files/:id/faults',
  effect: 'read',
  access: 'merge-people',
  params: ById,
  query: pageInput(['place'], {}),
  reply: pageOf(RegisterFault),
  errors: ['cursor-invalid'],
})

export const RegisterAnswer = Type.Enum(['same', 'different', 'unsure'])
export type RegisterAnswer = Static<typeof RegisterAnswer>

export const RegisterMatch = exactly({
  id: Id,
  line: Type.Integer(),
  /** The row as it was read; empty is not known. */
  row: exactly({
    number: orNull(Type.String()),
    name: Type.String(),
    birthDate: orNull(PlainDate),
    sex: orNull(Type.Enum(['female', 'male'])),
    hasIin: Type.Boolean(),
    hasPhone: Type.Boolean(),
  }),
  person: PairSide,
  likeness: Likeness,
  weight: Type.Number(),
  evidence: Type.Array(Evidence),
  model: Type.String(),
  answer: orNull(RegisterAnswer),
  answeredBy: orNull(NamedUser),
  answeredAt: orNull(Instant),
})
export type RegisterMatch = Static<typeof RegisterMatch>

export const listRegisterMatches = endpoint({
  name: 'list-register-matches',
  summary: 'Rows of a register that may be of people one looks after, the likeliest first',
  method: 'GET',
  path: '/api/register-files/:id/matches',
  effect: 'read',
  access: 'merge-people',
  params: ById,
  query: pageInput(['-weight'], {
    answer: Type.Optional(Type.Enum(['none', 'same', 'different', 'unsure'])),
  }),
  reply: pageOf(RegisterMatch),
  errors: ['cursor-invalid'],
})

export const answerRegisterMatch = endpoint({
  name: 'answer-register-match',
  summary: 'Say whether a row is of the same person; a later answer replaces it',
  method: 'POST',
  path: '/api/register-matches/:id/answer',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  body: exactly({ answer: RegisterAnswer }),
  reply: Done,
  errors: [],
})

export const forgetRegisterFile = endpoint({
  name: 'forget-register-file',
  summary: 'Delete a register now, with its rows, faults and matches; counts alone stay',
  method: 'POST',
  path: '/api/register-files/:id/forget',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  reply: Done,
  errors: ['register-forgotten'],
})
