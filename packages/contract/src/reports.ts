import { type Static, Type } from 'typebox'
import { Citation } from './decisions.ts'
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
  NamedUnit,
  NamedUser,
  orNull,
  PersonName,
  PlainDate,
  paragraph,
  Revision,
  Text,
} from './fields.ts'
import { AnsweredMatchesOfReport } from './likeness.ts'
import { pageInput, pageOf } from './page.ts'

export const reportChannels = [
  'phone-111',
  'phone-102',
  'chat',
  'in-person',
  'police-detection',
  'school',
  'health',
  'social-work',
  'public-site',
  'media',
] as const
/** The way a report came in. */
export const ReportChannel = Type.Enum(reportChannels)
export type ReportChannel = Static<typeof ReportChannel>

export const speakerKinds = [
  'affected',
  'child',
  'relative',
  'witness',
  'professional',
  'police',
  'anonymous',
] as const
/** Who is speaking. */
export const SpeakerKind = Type.Enum(speakerKinds)
export type SpeakerKind = Static<typeof SpeakerKind>

/** Nobody asked is not the same as no. */
export const answers = ['yes', 'no', 'unknown'] as const
export const Answer = Type.Enum(answers)
export type Answer = Static<typeof Answer>

export const relations = [
  'spouse',
  'former-spouse',
  'partner',
  'former-partner',
  'parent',
  'child',
  'sibling',
  'grandparent',
  'grandchild',
  'guardian',
  'ward',
  'other-relative',
  'common-child',
  'acquaintance',
  'stranger',
  'unknown',
] as const
/** What the one is to the other: the alleged person is the affected person's … */
export const Relation = Type.Enum(relations)
export type Relation = Static<typeof Relation>

export const Sex = Type.Enum(['female', 'male', 'unknown'])
export type Sex = Static<typeof Sex>

export const Phone = Type.String({
  pattern: '^\\+[1-9]\\d{7,14}$',
  description: 'International form, as +77010000000',
})
export type Phone = Static<typeof Phone>

/** Twelve digits; the control digit is checked by the server, which names the digit that is wrong. */
export const Iin = Type.String({ pattern: '^\\d{12}$' })
export type Iin = Static<typeof Iin>

/** What the speaker said about somebody, before anybody knows who that is. */
export const PersonAsTold = exactly({
  name: orNull(PersonName),
  sex: Sex,
  birthDate: orNull(PlainDate),
  age: orNull(Type.Integer({ minimum: 0, maximum: 120 })),
  phone: orNull(Phone),
  iin: orNull(Iin),
})
export type PersonAsTold = Static<typeof PersonAsTold>

const ReportFields = {
  channel: ReportChannel,
  speaker: exactly({ kind: SpeakerKind, name: orNull(PersonName), phone: orNull(Phone) }),
  language: Lang,
  narrative: paragraph(8000),
  occurred: exactly({
    on: orNull(PlainDate),
    time: orNull(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
  }),
  place: exactly({ kato: Kato, address: orNull(line(300)) }),
  affected: PersonAsTold,
  alleged: exactly({ ...PersonAsTold.properties, relation: Relation }),
  children: Type.Array(PersonAsTold, { maxItems: 12 }),
  danger: exactly({
    now: Answer,
    weapon: Answer,
    injury: Answer,
    allegedPresent: Answer,
  }),
  safeContact: exactly({
    mayContact: Answer,
    phone: orNull(Phone),
    when: orNull(line(200)),
  }),
}

/** The ten fields of a first contact (children and safe contact may stay empty). */
export const ReportContent = exactly(ReportFields)
export type ReportContent = Static<typeof ReportContent>

/** The same while it is being typed: anything may be missing. */
export const ReportDraftContent = Type.Partial(
  exactly({
    ...ReportFields,
    /** What is not a whole value yet, as it stands in the form, by its field: /affected/iin. */
    halfTyped: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 300 })),
  }),
)
export type ReportDraftContent = Static<typeof ReportDraftContent>

export const urgencies = ['emergency', 'urgent', 'routine'] as const
export const Urgency = Type.Enum(urgencies)
export type Urgency = Static<typeof Urgency>

export const reportStates = ['recorded', 'handed-over', 'picked-up', 'in-case', 'ended'] as const
export const ReportState = Type.Enum(reportStates)
export type ReportState = Static<typeof ReportState>

export const reportEndReasons = [
  'duplicate',
  'no-signs-of-violence',
  'wrong-number',
  'not-for-us',
] as const
export const ReportEndReason = Type.Enum(reportEndReasons)
export type ReportEndReason = Static<typeof ReportEndReason>

export const ReportDraft = exactly({
  id: Id,
  revision: Revision,
  content: ReportDraftContent,
  createdAt: Instant,
  savedAt: Instant,
})
export type ReportDraft = Static<typeof ReportDraft>

export const createReportDraft = endpoint({
  name: 'create-report-draft',
  summary: 'Begin to take a report; kept for its author alone until it is submitted',
  method: 'POST',
  path: '/api/report-drafts',
  effect: 'command',
  access: 'record-reports',
  body: exactly({ content: ReportDraftContent }),
  reply: exactly({ id: Id, revision: Revision }),
  errors: [],
})

export const saveReportDraft = endpoint({
  name: 'save-report-draft',
  summary: 'Keep what has been typed so far',
  method: 'POST',
  path: '/api/report-drafts/:id/save',
  effect: 'command',
  access: 'record-reports',
  params: ById,
  body: exactly({ revision: Revision, content: ReportDraftContent }),
  reply: exactly({ revision: Revision, savedAt: Instant }),
  errors: ['record-changed'],
})

export const listReportDrafts = endpoint({
  name: 'list-report-drafts',
  summary: 'Reports I began and did not submit',
  method: 'GET',
  path: '/api/report-drafts',
  effect: 'read',
  access: 'record-reports',
  reply: exactly({ items: Type.Array(ReportDraft) }),
  errors: [],
})

export const discardReportDraft = endpoint({
  name: 'discard-report-draft',
  summary: 'Throw a draft away',
  method: 'POST',
  path: '/api/report-drafts/:id/discard',
  effect: 'command',
  access: 'record-reports',
  params: ById,
  reply: Done,
  errors: [],
})

export const submitReport = endpoint({
  name: 'submit-report',
  summary: 'Record a report for good; from now on it can only be corrected by a new version',
  method: 'POST',
  path: '/api/reports',
  effect: 'command',
  access: 'record-reports',
  body: exactly({
    draftId: orNull(Id),
    /** The draft as it was last read; what another window wrote since is not thrown away unseen. */
    draftRevision: Type.Optional(Revision),
    content: ReportContent,
    answers: Type.Optional(AnsweredMatchesOfReport),
  }),
  reply: exactly({ id: Id, number: Type.String(), urgency: Urgency, answerBy: Instant }),
  errors: ['iin-invalid', 'date-in-future', 'place-unknown', 'record-changed'],
})

export const correctReport = endpoint({
  name: 'correct-report',
  summary: 'Add a corrected version beside what was first recorded',
  method: 'POST',
  path: '/api/reports/:id/versions',
  effect: 'command',
  access: 'record-reports',
  params: ById,
  body: exactly({
    basedOn: Type.Integer({ minimum: 1 }),
    content: ReportContent,
    reason: line(400),
  }),
  reply: exactly({ version: Type.Integer({ minimum: 2 }) }),
  errors: ['iin-invalid', 'date-in-future', 'place-unknown', 'record-changed'],
})

export const ReportRow = exactly({
  id: Id,
  number: Type.String(),
  receivedAt: Instant,
  channel: ReportChannel,
  speaker: SpeakerKind,
  urgency: Urgency,
  state: ReportState,
  answerBy: Instant,
  isLate: Type.Boolean(),
  place: exactly({ kato: Kato, name: Text }),
  affectedName: orNull(Type.String()),
  unit: orNull(NamedUnit),
  caseId: orNull(Id),
  caseNumber: orNull(Type.String()),
})
export type ReportRow = Static<typeof ReportRow>

export const searchReports = endpoint({
  name: 'search-reports',
  summary: 'Reports I may see, the most urgent first',
  method: 'POST',
  path: '/api/reports/search',
  effect: 'read',
  access: 'signed-in',
  body: pageInput(['urgency', '-receivedAt', 'receivedAt'], {
    q: Type.Optional(Type.String({ maxLength: 120 })),
    state: Type.Optional(ReportState),
    channel: Type.Optional(ReportChannel),
    /** In no case and not ended: with a unit of mine, picked up by me, or taken by me and picked up by nobody. */
    unfinished: Type.Optional(Type.Boolean()),
  }),
  reply: pageOf(ReportRow),
  errors: ['cursor-invalid'],
})

export const Report = exactly({
  ...ReportRow.properties,
  recordedBy: NamedUser,
  recordedAt: Instant,
  recordedIn: NamedUnit,
  handedOverAt: orNull(Instant),
  pickedUpAt: orNull(Instant),
  pickedUpBy: orNull(NamedUser),
  endedReason: orNull(Type.String()),
  version: Type.Integer({ minimum: 1 }),
  versions: Type.Array(
    exactly({
      version: Type.Integer({ minimum: 1 }),
      content: ReportContent,
      placeName: Text,
      by: NamedUser,
      at: Instant,
      reason: orNull(Type.String()),
    }),
  ),
  urgencyReasons: Type.Array(Text),
  /** What the law asks of my agency because it took the report, while that is in no case. */
  owed: Type.Array(exactly({ what: Text, citation: orNull(Citation), doneAt: orNull(Instant) })),
  may: exactly({
    correct: Type.Boolean(),
    handOver: Type.Boolean(),
    pickUp: Type.Boolean(),
    openCase: Type.Boolean(),
    end: Type.Boolean(),
    endAs: Type.Array(ReportEndReason),
  }),
})
export type Report = Static<typeof Report>

export const readReport = endpoint({
  name: 'read-report',
  summary: 'A report with all its versions',
  method: 'GET',
  path: '/api/reports/:id',
  effect: 'read',
  access: 'signed-in',
  params: ById,
  reply: Report,
  errors: [],
})

export const EarlierContact = exactly({
  kind: Type.Enum(['report', 'case']),
  id: orNull(Id),
  number: orNull(Type.String()),
  at: Instant,
  matchedBy: Type.Array(Type.Enum(['phone', 'iin', 'name'])),
  isOpen: Type.Boolean(),
  unit: orNull(Text),
})
export type EarlierContact = Static<typeof EarlierContact>

export const findEarlierContacts = endpoint({
  name: 'find-earlier-contacts',
  summary: 'Whether this number, IIN or name was heard of before; details only of what one may see',
  method: 'POST',
  path: '/api/reports/earlier-contacts',
  effect: 'read',
  access: 'record-reports',
  body: exactly({
    phone: Type.Optional(Phone),
    iin: Type.Optional(Iin),
    name: Type.Optional(PersonName),
  }),
  reply: exactly({ items: Type.Array(EarlierContact, { maxItems: 20 }) }),
  errors: [],
})

export const handOverReport = endpoint({
  name: 'hand-over-report',
  summary: 'Give a report to the unit that has to act; its clock starts',
  method: 'POST',
  path: '/api/reports/:id/hand-over',
  effect: 'command',
  access: 'record-reports',
  params: ById,
  body: exactly({ unitId: Id }),
  reply: exactly({ answerBy: Instant }),
  errors: ['report-in-case', 'report-ended', 'unit-closed'],
})

export const pickUpReport = endpoint({
  name: 'pick-up-report',
  summary: 'Say that one is on it; whoever handed it over sees this at once',
  method: 'POST',
  path: '/api/reports/:id/pick-up',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  reply: exactly({ pickedUpAt: Instant }),
  errors: ['report-in-case', 'report-ended', 'report-elsewhere', 'report-picked-up'],
})

export const openCaseFromReport = endpoint({
  name: 'open-case',
  summary: 'Open a case from a report: people come from it, nothing is typed again',
  method: 'POST',
  path: '/api/reports/:id/open-case',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    affectedId: orNull(Id),
    allegedId: orNull(Id),
    reporterId: orNull(Id),
    answers: Type.Optional(AnsweredMatchesOfReport),
  }),
  reply: exactly({ id: Id, number: Type.String() }),
  errors: ['report-in-case', 'report-ended', 'report-elsewhere'],
})

export const attachReport = endpoint({
  name: 'attach-report',
  summary: 'Put a report into a case that is already open',
  method: 'POST',
  path: '/api/reports/:id/attach',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ caseId: Id }),
  reply: Created,
  errors: ['report-in-case', 'report-ended', 'report-elsewhere', 'case-closed'],
})

export const endReport = endpoint({
  name: 'end-report',
  summary: 'End a report without a case, with a coded reason that is counted and can be reviewed',
  method: 'POST',
  path: '/api/reports/:id/end',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ reason: ReportEndReason, text: paragraph(2000) }),
  reply: Done,
  errors: ['report-in-case', 'report-ended', 'report-elsewhere', 'report-dangerous'],
})
