import { type Static, Type } from 'typebox'
import { AgencyKind } from './agencies.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Done,
  exactly,
  Id,
  Instant,
  Kato,
  Lang,
  NamedUser,
  orNull,
  paragraph,
  Text,
} from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const threadTopics = [
  'home',
  'child',
  'school',
  'stalking',
  'police',
  'official',
  'other',
] as const
/** What somebody writes about; decides who reads it first. */
export const ThreadTopic = Type.Enum(threadTopics)
export type ThreadTopic = Static<typeof ThreadTopic>

export const threadAbouts = ['police', 'school', 'official', 'health', 'shelter'] as const
/** Whose people it is about; those never read it. */
export const ThreadAbout = Type.Enum(threadAbouts)
export type ThreadAbout = Static<typeof ThreadAbout>

export const threadEnds = [
  'answered',
  'became-report',
  'joined-case',
  'empty',
  'by-reporter',
] as const
export const ThreadEnd = Type.Enum(threadEnds)
export type ThreadEnd = Static<typeof ThreadEnd>

export const fileKinds = ['jpg', 'png', 'webp', 'pdf', 'txt', 'mp3', 'mp4', 'ogg'] as const
export const FileKind = Type.Enum(fileKinds)
export type FileKind = Static<typeof FileKind>

const threadFields = {
  id: Id,
  state: Type.Enum(['open', 'ended']),
  topic: ThreadTopic,
  about: orNull(ThreadAbout),
  writer: orNull(Type.Enum(['adult', 'child'])),
  language: Lang,
  place: orNull(exactly({ kato: Kato, name: Text })),
  openedAt: Instant,
  movedAt: Instant,
  waitsFor: Type.Enum(['staff', 'reporter', 'nobody']),
  isLate: Type.Boolean({ description: 'Nobody answered for five days; keepers of escrow see it' }),
  reportId: orNull(Id),
  caseId: orNull(Id),
  endedReason: orNull(ThreadEnd),
}

/** A line of the inbox; moments are hours, on purpose. */
export const ThreadRow = exactly({
  ...threadFields,
  messages: Type.Integer({ minimum: 0 }),
})
export type ThreadRow = Static<typeof ThreadRow>

/** What keepers of escrow see of a conversation nobody answers: no word, and not how many. */
export const SilentThread = exactly(threadFields)
export type SilentThread = Static<typeof SilentThread>

export const ThreadMessage = exactly({
  id: Id,
  author: Type.Enum(['reporter', 'staff']),
  agency: orNull(Text),
  user: orNull(NamedUser),
  text: Type.String(),
  details: Type.Record(Type.String(), Type.String()),
  sentAt: Instant,
  files: Type.Array(exactly({ id: Id, kind: FileKind, isOriginal: Type.Boolean() })),
  isUnreadable: Type.Boolean({
    description: 'The agency may not open this part; it was written before or after it reads',
  }),
})
export type ThreadMessage = Static<typeof ThreadMessage>

export const ThreadReader = exactly({
  id: Id,
  kind: AgencyKind,
  name: Text,
  isRemoved: Type.Boolean(),
  isOwn: Type.Boolean(),
  until: orNull(Instant),
})
export type ThreadReader = Static<typeof ThreadReader>

export const Thread = exactly({
  ...threadFields,
  hasEscrow: Type.Boolean(),
  messages: Type.Array(ThreadMessage),
  readers: Type.Array(ThreadReader),
  offered: Type.Array(exactly({ id: Id, kind: AgencyKind, name: Text })),
})
export type Thread = Static<typeof Thread>

export const searchThreads = endpoint({
  name: 'search-threads',
  summary: 'Conversations with people who wrote without a name, those that wait for us first',
  method: 'POST',
  path: '/api/threads/search',
  effect: 'read',
  access: 'answer-threads',
  body: pageInput(['-movedAt', 'movedAt', '-openedAt'], {
    state: Type.Optional(Type.Enum(['open', 'ended'])),
    waitsFor: Type.Optional(Type.Enum(['staff', 'reporter'])),
    topic: Type.Optional(ThreadTopic),
  }),
  reply: exactly({
    ...pageOf(ThreadRow).properties,
    waiting: Type.Integer({
      minimum: 0,
      description: 'Open ones that wait for an answer of staff',
    }),
  }),
  errors: ['cursor-invalid'],
})

export const readThread = endpoint({
  name: 'read-thread',
  summary: 'A conversation, opened with the key of the agency that receives it',
  method: 'GET',
  path: '/api/threads/:id',
  effect: 'read',
  access: 'answer-threads',
  params: ById,
  reply: Thread,
  errors: ['thread-shredded'],
})

export const readThreadFile = endpoint({
  name: 'read-thread-file',
  summary: 'A file of a conversation',
  method: 'GET',
  path: '/api/threads/:id/files/:fileId',
  effect: 'read',
  access: 'answer-threads',
  params: exactly({ id: Id, fileId: Id }),
  reply: exactly({ kind: FileKind, base64: Type.String() }),
  errors: ['thread-shredded'],
})

export const answerThread = endpoint({
  name: 'answer-thread',
  summary: 'Write to somebody without a name',
  method: 'POST',
  path: '/api/threads/:id/answers',
  effect: 'command',
  access: 'answer-threads',
  params: ById,
  body: exactly({ text: paragraph(6000) }),
  reply: exactly({ id: Id }),
  errors: ['thread-ended', 'thread-shredded'],
})

export const linkThread = endpoint({
  name: 'link-thread',
  summary:
    'Say which report or case came of a conversation; the one who wrote sees that something happened',
  method: 'POST',
  path: '/api/threads/:id/link',
  effect: 'command',
  access: 'answer-threads',
  params: ById,
  body: exactly({ to: exactly({ kind: Type.Enum(['report', 'case']), id: Id }) }),
  reply: Done,
  errors: ['thread-ended'],
})

export const endThread = endpoint({
  name: 'end-thread',
  summary: 'End a conversation with a coded reason; the one who wrote can still read it',
  method: 'POST',
  path: '/api/threads/:id/end',
  effect: 'command',
  access: 'answer-threads',
  params: ById,
  body: exactly({ reason: Type.Enum(['answered', 'became-report', 'joined-case', 'empty']) }),
  reply: Done,
  errors: ['thread-ended', 'thread-unanswered', 'thread-unlinked'],
})

export const addThreadReader = endpoint({
  name: 'add-thread-reader',
  summary: 'Let another agency read a conversation from its beginning; never one that it is about',
  method: 'POST',
  path: '/api/threads/:id/readers',
  effect: 'command',
  access: 'answer-threads',
  params: ById,
  body: exactly({ agencyId: Id }),
  reply: Done,
  errors: [
    'thread-ended',
    'thread-conflict',
    'thread-shredded',
    'agency-cannot-receive',
    'thread-read-for-a-time',
  ],
})

export const removeThreadReader = endpoint({
  name: 'remove-thread-reader',
  summary: 'Take a conversation away from an agency; what is written from now on it cannot open',
  method: 'POST',
  path: '/api/threads/:id/readers/remove',
  effect: 'command',
  access: 'answer-threads',
  params: ById,
  body: exactly({ agencyId: Id }),
  reply: Done,
  errors: ['thread-ended', 'thread-last-reader', 'thread-shredded', 'thread-read-for-a-time'],
})
