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
  paragraph,
} from './fields.ts'

export const attachmentKinds = [
  'photo',
  'scan',
  'message',
  'medical',
  'recording',
  'other',
] as const
export const AttachmentKind = Type.Enum(attachmentKinds)
export type AttachmentKind = Static<typeof AttachmentKind>

export const fileWithdrawalReasons = [
  'wrong-case',
  'wrong-person',
  'wrong-file',
  'twice',
  'not-allowed',
] as const
/** Why a file should never have been in this case. */
export const FileWithdrawalReason = Type.Enum(fileWithdrawalReasons)
export type FileWithdrawalReason = Static<typeof FileWithdrawalReason>

/** The most a file may have. Larger ones are refused by name and size, never cut. */
export const attachmentBytesAtMost = 20 * 1024 * 1024
/** A file travels in pieces of this many bytes: a lost connection costs one of them. */
export const attachmentPartBytes = 1024 * 1024

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const Attachment = exactly({
  id: Id,
  kind: AttachmentKind,
  /** Medical papers are shown apart from the other evidence. */
  isMedical: Type.Boolean(),
  /** Null of a file that was withdrawn, for whoever may not open it: the name may name somebody. */
  name: orNull(Type.String()),
  note: orNull(Type.String()),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  /** Whether there is a copy to look at; else only the original can be saved. */
  canBeShown: Type.Boolean(),
  addedBy: NamedUser,
  unit: NamedUnit,
  addedAt: Instant,
  withdrawn: orNull(
    exactly({ at: Instant, by: NamedUser, reason: FileWithdrawalReason, note: Type.String() }),
  ),
  may: exactly({ open: Type.Boolean(), withdraw: Type.Boolean() }),
})
export type Attachment = Static<typeof Attachment>

export const listAttachments = endpoint({
  name: 'list-attachments',
  summary: 'Files of a case',
  method: 'GET',
  path: '/api/cases/:id/attachments',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(Attachment) }),
  errors: [],
})

export const beginAttachment = endpoint({
  name: 'begin-attachment',
  summary: 'Announces a file of a case: its size and its hash; the pieces follow',
  method: 'POST',
  path: '/api/cases/:id/attachments',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    kind: AttachmentKind,
    name: line(200),
    note: orNull(paragraph(1000)),
    bytes: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
    sha256: Sha256,
  }),
  reply: exactly({ id: Id, parts: Type.Integer() }),
  errors: ['attachment-too-large', 'attachment-empty', 'case-closed'],
})

export const addAttachmentPart = endpoint({
  name: 'add-attachment-part',
  summary: 'One piece of a file (base64); the same piece again changes nothing',
  method: 'POST',
  path: '/api/attachments/:id/parts',
  effect: 'command',
  access: 'work-cases',
  maxBodyBytes: 1_600_000,
  params: ById,
  body: exactly({
    number: Type.Integer({ minimum: 1, maximum: 20 }),
    base64: Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', minLength: 4, maxLength: 1_398_104 }),
  }),
  reply: exactly({ number: Type.Integer() }),
  errors: ['attachment-disguised', 'attachment-damaged', 'attachment-kept'],
})

export const finishAttachment = endpoint({
  name: 'finish-attachment',
  summary: 'Checks a file that has arrived whole, by its content, and seals it',
  method: 'POST',
  path: '/api/attachments/:id/finish',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  reply: exactly({ id: Id, mediaType: Type.String(), canBeShown: Type.Boolean() }),
  errors: ['attachment-disguised', 'attachment-damaged', 'attachment-kept'],
})

export const withdrawAttachment = endpoint({
  name: 'withdraw-attachment',
  summary:
    'Withdraw a file that should not be in the case; it is kept, with who withdrew it and why',
  method: 'POST',
  path: '/api/attachments/:id/withdraw',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ reason: FileWithdrawalReason, note: paragraph(1000) }),
  reply: Done,
  errors: ['case-closed', 'attachment-withdrawn'],
})

const AttachedFile = exactly({
  fileName: Type.String(),
  mediaType: Type.String(),
  sha256: Type.String(),
  base64: Type.String(),
})

export const showAttachment = endpoint({
  name: 'show-attachment',
  summary: 'The copy of a file to look at, without place and camera',
  method: 'GET',
  path: '/api/attachments/:id/shown',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: AttachedFile,
  errors: ['attachment-withdrawn'],
})

export const saveOriginal = endpoint({
  name: 'save-original',
  summary: 'The file exactly as it came, with its hash',
  method: 'GET',
  path: '/api/attachments/:id/original',
  effect: 'read',
  access: 'work-cases',
  params: ById,
  reply: AttachedFile,
  errors: ['attachment-damaged', 'attachment-withdrawn'],
})
