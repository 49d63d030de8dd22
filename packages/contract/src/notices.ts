import { type Static, Type } from 'typebox'
import { Duty } from './duties.ts'
import { endpoint } from './endpoint.ts'
import { ById, Done, exactly, Id, Instant, Lang, NamedUnit, orNull, Text } from './fields.ts'
import { FieldClass } from './referrals.ts'

/** How the person of a notice may be reached now. The number is given only while it is safe. */
export const NoticeContact = exactly({
  isSafeNow: Type.Boolean(),
  whyNot: orNull(
    Type.Enum([
      'not-asked',
      'unknown',
      'refused',
      'person-starts',
      'outside-window',
      'expired',
      'no-channel',
    ]),
  ),
  nextWindowAt: orNull(Instant),
  channel: orNull(Type.Enum(['phone', 'message', 'through-someone', 'in-person', 'none'])),
  phone: orNull(Type.String()),
  language: orNull(Lang),
  mayLeaveMessage: Type.Boolean(),
  hasCodeWord: Type.Boolean(),
  ifDropped: orNull(Type.String()),
})
export type NoticeContact = Static<typeof NoticeContact>

/** A duty that is fulfilled by telling somebody: a person, by the safe channel, or an agency. */
export const Notice = exactly({
  duty: Duty,
  to: Text,
  person: orNull(exactly({ id: Id, name: Type.String() })),
  contact: orNull(NoticeContact),
  tries: Type.Integer({ minimum: 0, description: 'Calls that were made and recorded' }),
  /** The notice to an agency that was sent and is not read yet. */
  sent: orNull(exactly({ to: NamedUnit, at: Instant })),
  /** Where it was not: offices at the place of the case that may be told, and what each would see. */
  offices: Type.Array(NamedUnit),
  fieldClasses: Type.Array(FieldClass),
})
export type Notice = Static<typeof Notice>

export const listNotices = endpoint({
  name: 'list-notices',
  summary: 'Notices the law demands of my unit: to whom, by when, and whether contact is safe now',
  method: 'GET',
  path: '/api/my/notices',
  effect: 'read',
  access: 'work-cases',
  reply: exactly({ items: Type.Array(Notice), total: Type.Integer({ minimum: 0 }), now: Instant }),
  errors: [],
})

export const contactOutcomes = ['reached', 'not-reached', 'somebody-else', 'asked-to-stop'] as const
export const ContactOutcome = Type.Enum(contactOutcomes)
export type ContactOutcome = Static<typeof ContactOutcome>

export const recordContact = endpoint({
  name: 'record-contact',
  summary:
    'Record that the person of a notice was contacted; refused where contact is not plainly safe at this moment',
  method: 'POST',
  path: '/api/duties/:id/contacts',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ outcome: ContactOutcome }),
  reply: Done,
  errors: ['duty-ended', 'contact-not-safe', 'duty-without-person'],
})
