// Two records that may be of one person: what a steward compares, decides, merges, and takes apart again.
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
  NamedUser,
  orNull,
  PlainDate,
} from './fields.ts'
import { Evidence, Likeness } from './likeness.ts'
import { pageInput, pageOf } from './page.ts'
import { CaseRole, PersonNameForm } from './people.ts'
import { Sex } from './reports.ts'

export const pairStates = ['open', 'same', 'different', 'later'] as const
export const PairState = Type.Enum(pairStates)
export type PairState = Static<typeof PairState>

export const pairSources = ['answer', 'new-person', 'run'] as const
export const PairSource = Type.Enum(pairSources)
export type PairSource = Static<typeof PairSource>

export const mergeReasons = ['document', 'number', 'spoke', 'data'] as const
export const MergeReason = Type.Enum(mergeReasons)
export type MergeReason = Static<typeof MergeReason>
export const apartReasons = [
  'document',
  'number',
  'spoke',
  'relatives',
  'data',
  'not-enough',
] as const
export const ApartReason = Type.Enum(apartReasons)
export type ApartReason = Static<typeof ApartReason>
export const endMergeReasons = ['mistake', 'document', 'asked'] as const
export const EndMergeReason = Type.Enum(endMergeReasons)
export type EndMergeReason = Static<typeof EndMergeReason>

/** What a steward sees of a record: enough to compare, no number, no address; cases only those he sees anyway. */
export const PairSide = exactly({
  personId: Id,
  names: Type.Array(PersonNameForm),
  birthDate: orNull(PlainDate),
  sex: Sex,
  language: orNull(Lang),
  hasProtectedAddress: Type.Boolean(),
  recordedAt: Instant,
  isFromRegister: Type.Boolean(),
  cases: Type.Array(exactly({ id: Id, number: Type.String(), role: CaseRole })),
})
export type PairSide = Static<typeof PairSide>

const Side = Type.Enum(['left', 'right'])
/** From which of the two each value is shown to those who see both. */
export const ChosenSides = exactly({ name: Side, birthDate: Side, sex: Side, language: Side })
export type ChosenSides = Static<typeof ChosenSides>

export const PersonPair = exactly({
  id: Id,
  left: PairSide,
  right: PairSide,
  likeness: Likeness,
  weight: Type.Number(),
  evidence: Type.Array(Evidence),
  model: Type.String(),
  source: PairSource,
  foundAt: Instant,
  state: PairState,
  decidedAt: orNull(Instant),
  decidedBy: orNull(NamedUser),
  version: Type.Integer({ minimum: 1 }),
  merge: orNull(exactly({ id: Id, keptId: Id, at: Instant, by: NamedUser })),
})
export type PersonPair = Static<typeof PersonPair>

export const listPersonPairs = endpoint({
  name: 'list-person-pairs',
  summary: 'Records that may be of one person, the likeliest first, as far as one looks after both',
  method: 'GET',
  path: '/api/person-pairs',
  effect: 'read',
  access: 'merge-people',
  query: pageInput(['-weight'], {
    state: Type.Optional(PairState),
    source: Type.Optional(PairSource),
    atLeast: Type.Optional(Likeness),
    /** A case of either record is in this place or within it; never of somebody whose address is protected. */
    place: Type.Optional(Kato),
  }),
  reply: pageOf(PersonPair),
  errors: ['cursor-invalid'],
})

const Agreement = Type.Enum(['same', 'other', 'unknown'])

/** What was done with a pair, the latest first: a decision, a merge, a merge taken apart. */
export const PairStep = exactly({
  at: Instant,
  by: NamedUser,
  did: Type.Enum(['merged', 'taken-apart', 'different', 'later']),
  reason: orNull(Type.Union([MergeReason, ApartReason, EndMergeReason])),
})
export type PairStep = Static<typeof PairStep>
export const readPersonPair = endpoint({
  name: 'read-person-pair',
  summary: 'Two records side by side, with the evidence and whether their numbers agree',
  method: 'GET',
  path: '/api/person-pairs/:id',
  effect: 'read',
  access: 'merge-people',
  params: ById,
  reply: exactly({
    ...PersonPair.properties,
    iin: Agreement,
    phone: Agreement,
    history: Type.Array(PairStep),
  }),
  errors: [],
})

export const decidePersonPair = endpoint({
  name: 'decide-person-pair',
  summary: 'Say that two records are of different people, or that it is to be looked at later',
  method: 'POST',
  path: '/api/person-pairs/:id/decide',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  body: exactly({
    basedOn: Type.Integer({ minimum: 1 }),
    state: Type.Enum(['different', 'later']),
    reason: ApartReason,
  }),
  reply: Done,
  errors: ['record-changed', 'person-merged'],
})

export const mergePeople = endpoint({
  name: 'merge-people',
  summary:
    'Say that two records are of one person; nothing of either is lost and nobody sees more than before',
  method: 'POST',
  path: '/api/person-pairs/:id/merge',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  body: exactly({
    basedOn: Type.Integer({ minimum: 1 }),
    keep: Side,
    chosen: ChosenSides,
    reason: MergeReason,
  }),
  reply: Created,
  errors: ['record-changed', 'person-merged'],
})

export const endMerge = endpoint({
  name: 'end-merge',
  summary: 'Take two merged records apart again, exactly as they were',
  method: 'POST',
  path: '/api/person-merges/:id/end',
  effect: 'command',
  access: 'merge-people',
  params: ById,
  body: exactly({ reason: EndMergeReason }),
  reply: Done,
  errors: ['merge-ended'],
})
