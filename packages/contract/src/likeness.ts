// How likely two people are one, why, and what members of staff say to it.
import { type Static, Type } from 'typebox'
import { exactly, Id } from './fields.ts'

export const evidenceKinds = [
  'start',
  'surname-same',
  'surname-ending',
  'surname-sound',
  'surname-alike',
  'surname-other',
  'given-same',
  'given-sound',
  'given-alike',
  'given-other',
  'patronymic-same',
  'patronymic-sound',
  'patronymic-alike',
  'patronymic-other',
  'born-same',
  'born-swapped',
  'born-near',
  'born-month',
  'born-year',
  'born-other',
  'iin-same',
  'iin-other',
  'phone-same',
  'phone-other',
  'sex-same',
  'sex-other',
  'names-exchanged',
  'relatives',
] as const
export const EvidenceKind = Type.Enum(evidenceKinds)
export type EvidenceKind = Static<typeof EvidenceKind>

/** One reason why two people may be one, or may not, and what it weighs: log2 of how much likelier it makes that. */
export const Evidence = exactly({ kind: EvidenceKind, weight: Type.Number() })
export type Evidence = Static<typeof Evidence>

export const Likeness = Type.Integer({ minimum: 1, maximum: 5 })

export const matchAnswers = ['same', 'different', 'unsure'] as const
export const MatchAnswer = Type.Enum(matchAnswers)
export type MatchAnswer = Static<typeof MatchAnswer>

/** What somebody said of a likely match; kept with what it rested on. */
export const AnsweredMatch = exactly({ personId: Id, answer: MatchAnswer })
export type AnsweredMatch = Static<typeof AnsweredMatch>
export const AnsweredMatches = Type.Array(AnsweredMatch, { maxItems: 10 })

/** In a report two people are asked about: the affected and the alleged. */
export const AnsweredMatchesOfReport = Type.Array(
  exactly({
    about: Type.Enum(['affected', 'alleged']),
    personId: Id,
    answer: MatchAnswer,
  }),
  { maxItems: 20 },
)
export type AnsweredMatchesOfReport = Static<typeof AnsweredMatchesOfReport>
