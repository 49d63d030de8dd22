import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  Kato,
  Lang,
  line,
  NamedUser,
  orNull,
  PersonName,
  PlainDate,
} from './fields.ts'
import { AnsweredMatches, Evidence, Likeness } from './likeness.ts'
import { Answer, Iin, Phone, Relation, Sex } from './reports.ts'
import { HitLikeness, HitReason } from './search.ts'

export const scripts = ['kazakh', 'russian', 'latin'] as const
/** In which spelling a name is written. */
export const Script = Type.Enum(scripts)
export type Script = Static<typeof Script>

export const PersonNameForm = exactly({
  script: Script,
  family: PersonName,
  given: orNull(PersonName),
  patronymic: orNull(PersonName),
})
export type PersonNameForm = Static<typeof PersonNameForm>

export const caseRoles = ['affected', 'alleged', 'child', 'witness', 'reporter'] as const
/** What a person is in one case; in another case he or she may be something else. */
export const CaseRole = Type.Enum(caseRoles)
export type CaseRole = Static<typeof CaseRole>

export const PersonInput = exactly({
  names: Type.Array(PersonNameForm, { minItems: 1, maxItems: 8 }),
  sex: Sex,
  birthDate: orNull(PlainDate),
  iin: orNull(Iin),
  phones: Type.Array(Phone, { maxItems: 6 }),
  language: orNull(Lang),
})
export type PersonInput = Static<typeof PersonInput>

/** Somebody already known who may be the same person. Only enough to recognise, never where or why known. */
export const LikelyPerson = exactly({
  personId: Id,
  name: Type.String({ description: 'Given name in full, family name by its first letter' }),
  birthYear: orNull(Type.Integer()),
  sex: Sex,
  likeness: Likeness,
  weight: Type.Number(),
  evidence: Type.Array(Evidence, { minItems: 1 }),
})
export type LikelyPerson = Static<typeof LikelyPerson>

export const matchPeople = endpoint({
  name: 'match-people',
  summary:
    'Who of the people already known this may be, in any script, before a new person is created',
  method: 'POST',
  path: '/api/people/match',
  effect: 'read',
  access: 'signed-in',
  body: exactly({
    name: Type.Optional(PersonName),
    birthDate: Type.Optional(PlainDate),
    iin: Type.Optional(Iin),
    phone: Type.Optional(Phone),
    sex: Type.Optional(Sex),
  }),
  reply: exactly({
    items: Type.Array(LikelyPerson, { maxItems: 10 }),
    model: Type.String({ description: 'The model the weights are from' }),
  }),
  errors: ['iin-invalid'],
})

export const PersonRelation = exactly({
  personId: Id,
  name: Type.String(),
  relation: Relation,
  livesTogether: Answer,
  since: orNull(PlainDate),
})
export type PersonRelation = Static<typeof PersonRelation>

export const SafeContact = exactly({
  mayContact: Answer,
  whoStarts: Type.Enum(['we', 'person', 'nobody']),
  channel: Type.Enum(['phone', 'message', 'through-someone', 'in-person', 'none']),
  phone: orNull(Phone),
  windows: Type.Array(
    exactly({
      days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
      from: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
      to: Type.String({ pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' }),
    }),
    { maxItems: 7, description: 'Local time, ISO week days (1 is Monday)' },
  ),
  mayLeaveMessage: Type.Boolean(),
  hasCodeWord: Type.Boolean(),
  ifDropped: orNull(line(300)),
  language: Lang,
})
export type SafeContact = Static<typeof SafeContact>

export const SafeContactNow = exactly({
  profile: SafeContact,
  confirmedAt: Instant,
  confirmedBy: NamedUser,
  goodUntil: Instant,
  isSafeNow: Type.Boolean(),
  whyNot: orNull(
    Type.Enum(['unknown', 'refused', 'person-starts', 'outside-window', 'expired', 'no-channel']),
  ),
  nextWindowAt: orNull(Instant),
})
export type SafeContactNow = Static<typeof SafeContactNow>

/** That two records were said to be of one person, and perhaps taken apart again. */
export const PersonMerge = exactly({
  id: Id,
  keptId: Id,
  mergedId: Id,
  otherName: Type.String(),
  at: Instant,
  by: NamedUser,
  endedAt: orNull(Instant),
  endedBy: orNull(NamedUser),
})
export type PersonMerge = Static<typeof PersonMerge>

export const Person = exactly({
  id: Id,
  names: Type.Array(PersonNameForm),
  formerNames: Type.Array(exactly({ ...PersonNameForm.properties, until: Instant }), {
    description: 'What was written before a correction, the latest first',
  }),
  sex: Sex,
  birthDate: orNull(PlainDate),
  age: orNull(Type.Integer()),
  language: orNull(Lang),
  iinEnding: orNull(Type.String({ description: 'Last four digits' })),
  phones: Type.Array(exactly({ ending: Type.String() })),
  hasProtectedAddress: Type.Boolean(),
  safeContact: orNull(SafeContactNow),
  cases: Type.Array(
    exactly({ id: Id, number: Type.String(), role: CaseRole, isOpen: Type.Boolean() }),
  ),
  relations: Type.Array(PersonRelation),
  merges: Type.Array(PersonMerge, { description: 'Records merged with this one, now or before' }),
  version: Type.Integer({ minimum: 1 }),
})
export type Person = Static<typeof Person>

export const readPerson = endpoint({
  name: 'read-person',
  summary:
    'A person one meets in a case, with the cases one may see; a merged record opens the one that stands for it',
  method: 'GET',
  path: '/api/people/:id',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: Person,
  errors: [],
})

export const searchPeople = endpoint({
  name: 'search-people',
  summary: 'People of the cases one may see, by name in any script, IIN, phone or birth date',
  method: 'POST',
  path: '/api/people/search',
  effect: 'read',
  access: 'read-cases',
  body: exactly({ q: Type.String({ minLength: 1, maxLength: 120 }) }),
  reply: exactly({
    items: Type.Array(
      exactly({
        id: Id,
        name: Type.String(),
        birthYear: orNull(Type.Integer()),
        cases: Type.Array(exactly({ id: Id, number: Type.String(), role: CaseRole })),
        reasons: Type.Array(HitReason, { minItems: 1 }),
        likeness: HitLikeness,
      }),
      { maxItems: 50, description: 'The nearest first' },
    ),
  }),
  errors: [],
})

export const correctPerson = endpoint({
  name: 'correct-person',
  summary:
    'Correct what is known of a person; a field somebody else changed meanwhile is shown, not overwritten',
  method: 'POST',
  path: '/api/people/:id/correct',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    basedOn: Type.Integer({ minimum: 1 }),
    names: Type.Optional(Type.Array(PersonNameForm, { minItems: 1, maxItems: 8 })),
    sex: Type.Optional(Sex),
    birthDate: Type.Optional(orNull(PlainDate)),
    iin: Type.Optional(orNull(Iin)),
    phones: Type.Optional(Type.Array(Phone, { maxItems: 6 })),
    language: Type.Optional(orNull(Lang)),
  }),
  reply: exactly({ version: Type.Integer({ minimum: 2 }) }),
  errors: ['iin-invalid', 'date-in-future', 'record-changed'],
})

export const addCasePerson = endpoint({
  name: 'add-case-person',
  summary:
    'Put a person into a case, known or new; `told` is what was written down of somebody who was then recognised',
  method: 'POST',
  path: '/api/cases/:id/people',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    role: CaseRole,
    personId: orNull(Id),
    person: orNull(PersonInput),
    told: Type.Optional(PersonInput),
    answers: Type.Optional(AnsweredMatches),
  }),
  reply: Created,
  errors: ['case-closed', 'iin-invalid', 'date-in-future', 'person-missing', 'person-in-case'],
})

export const relatePeople = endpoint({
  name: 'relate-people',
  summary: 'Say what two people of a case are to each other',
  method: 'POST',
  path: '/api/cases/:id/relations',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    personId: Id,
    relativeId: Id,
    relation: Relation,
    livesTogether: Answer,
    since: orNull(PlainDate),
  }),
  reply: Done,
  errors: ['case-closed', 'person-not-in-case', 'date-in-future'],
})

export const setSafeContact = endpoint({
  name: 'set-safe-contact',
  summary: 'Record how, when and by whom a person may be contacted; good for fourteen days',
  method: 'POST',
  path: '/api/people/:id/safe-contact',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    ...SafeContact.properties,
    basedOn: Type.Union([Instant, Type.Null()], {
      description: 'When the profile that was looked at was confirmed; null where there was none',
    }),
  }),
  reply: exactly({ goodUntil: Instant }),
  errors: ['safe-contact-incomplete', 'contact-of-alleged', 'record-changed'],
})

export const setProtectedAddress = endpoint({
  name: 'set-protected-address',
  summary: 'Keep an address where nobody sees it by chance',
  method: 'POST',
  path: '/api/people/:id/protected-address',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ kato: Kato, address: line(300) }),
  reply: Done,
  errors: ['place-unknown'],
})

export const revealProtectedAddress = endpoint({
  name: 'reveal-protected-address',
  summary:
    'Show a protected address: purpose, fresh proof of identity, and the owner of the case is told',
  method: 'POST',
  path: '/api/people/:id/protected-address/reveal',
  effect: 'command',
  access: 'work-cases',
  stepUp: true,
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: exactly({ kato: Kato, address: Type.String() }),
  errors: ['step-up-required', 'address-not-set'],
})
