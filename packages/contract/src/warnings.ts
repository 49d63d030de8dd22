import { type Static, Type } from 'typebox'
import { Citation } from './decisions.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  exactly,
  Id,
  Instant,
  line,
  NamedUnit,
  NamedUser,
  orNull,
  paragraph,
} from './fields.ts'

export const warningStates = ['announced', 'in-force', 'ended'] as const
export const warningWays = ['signed', 'refused'] as const
export const WarningWay = Type.Enum(warningWays)
export type WarningWay = Static<typeof WarningWay>

const Act = exactly({ at: Instant, by: NamedUser })

export const RegisterEntry = exactly({
  id: Id,
  ground: Type.Enum(['order', 'warning']),
  aboutId: Id,
  number: Type.String(),
  at: Instant,
  isExplained: Type.Boolean(),
  by: NamedUser,
})
export type RegisterEntry = Static<typeof RegisterEntry>

export const Warning = exactly({
  id: Id,
  number: Type.String(),
  state: Type.Enum(warningStates),
  addressee: Type.String(),
  circumstances: Type.String(),
  citation: Citation,
  termDays: Type.Integer(),
  announced: Act,
  served: orNull(exactly({ at: Instant, by: NamedUser, way: WarningWay })),
  endsAt: orNull(Instant),
  copied: orNull(Act),
  /** The notice that lies with the prosecutor until he takes note of it. */
  notice: orNull(exactly({ to: NamedUnit, at: Instant })),
  documents: Type.Array(exactly({ id: Id, lang: Type.Enum(['kk', 'ru']) })),
})
export type Warning = Static<typeof Warning>

export const listWarnings = endpoint({
  name: 'list-warnings',
  summary:
    'Official warnings of a case, entries of the preventive register, and whether one may be announced today',
  method: 'GET',
  path: '/api/cases/:id/warnings',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({
    items: Type.Array(Warning),
    entries: Type.Array(RegisterEntry),
    /** Orders that were served: each is a ground of an entry too. */
    orders: Type.Array(exactly({ id: Id, number: Type.String(), servedAt: Instant })),
    caseNumber: Type.String(),
    isClosed: Type.Boolean(),
    narrative: Type.String(),
    /** Null where the law of this day knows no official warning. */
    lawToday: orNull(
      exactly({
        citation: Citation,
        termDays: Type.Integer(),
        copyHours: Type.Integer(),
        checksPerMonth: Type.Integer(),
      }),
    ),
    addressees: Type.Array(exactly({ personId: Id, name: Type.String() })),
    may: exactly({ announce: Type.Boolean(), serve: Type.Boolean() }),
  }),
  errors: [],
})

export const announceWarning = endpoint({
  name: 'announce-warning',
  summary:
    'Announce an official warning: number, paper in Kazakh and Russian, duties of the law of this day',
  method: 'POST',
  path: '/api/cases/:id/warnings',
  effect: 'command',
  access: 'issue-orders',
  params: ById,
  body: exactly({ addresseeId: Id, circumstances: paragraph(4000) }),
  reply: exactly({ id: Id, number: Type.String() }),
  errors: ['case-closed', 'warning-not-foreseen', 'person-not-in-case', 'warning-in-force'],
})

export const serveWarning = endpoint({
  name: 'serve-warning',
  summary:
    'Record that a warning was signed for, or that the signature was refused; its term begins',
  method: 'POST',
  path: '/api/warnings/:id/serve',
  effect: 'command',
  access: 'serve-orders',
  params: ById,
  body: exactly({ way: WarningWay, at: Instant }),
  reply: exactly({ endsAt: Instant }),
  errors: ['case-closed', 'warning-served', 'event-in-future', 'event-too-early'],
})

export const copyWarning = endpoint({
  name: 'copy-warning',
  summary: 'Record that the prosecutor was sent the copy of a warning',
  method: 'POST',
  path: '/api/warnings/:id/prosecutor-copy',
  effect: 'command',
  access: 'serve-orders',
  params: ById,
  body: exactly({ at: Instant }),
  reply: exactly({ at: Instant }),
  errors: ['case-closed', 'warning-copied', 'event-in-future', 'event-too-early'],
})

export const enterRegister = endpoint({
  name: 'enter-register',
  summary:
    'Record that somebody was entered on the preventive register under an order or a warning that was served',
  method: 'POST',
  path: '/api/cases/:id/register-entries',
  effect: 'command',
  access: 'serve-orders',
  params: ById,
  body: exactly({
    ground: Type.Enum(['order', 'warning']),
    aboutId: Id,
    number: line(60),
    at: Instant,
    isExplained: Type.Boolean({ description: 'Rights, duties and liability were explained' }),
  }),
  reply: exactly({ id: Id }),
  errors: [
    'case-closed',
    'register-not-served',
    'register-entered',
    'event-in-future',
    'event-too-early',
  ],
})
